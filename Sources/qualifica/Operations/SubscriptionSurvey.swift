import BulkEngine
import Operations

/// The schedules of the planned subscriptions, and how many have each.
struct SubscriptionSurvey: RecordVisitor {
  private let journal: any JournalReader
  private var planned: Set<Int> = []
  private var schedules: [SubscriptionPreview: Int] = [:]

  /// Schedules of which people are shown the dates; a sheet has few.
  private static let mostSchedules = 3
  /// Schedules that are told apart.
  private static let mostKept = 1_000

  init(_ journal: any JournalReader) {
    self.journal = journal
  }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {
    let entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    planned = Set(entries.filter { $0.state == .planned }.map(\.number))
  }

  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    guard planned.contains(number) else { return }
    var texts: [Int: String] = [:]
    for position in 0..<SubscriptionField.layout.outputs.values.count {
      texts[position] = String(decoding: block.value(position, of: index), as: UTF8.self)
    }
    let schedule = SubscriptionPreview { texts[$0] ?? "" }
    guard schedules[schedule] != nil || schedules.count < Self.mostKept else { return }
    schedules[schedule, default: 0] += 1
  }

  mutating func end() async throws {}

  /// The most frequent ones first.
  var previews: [PlanPreview] {
    let ranked = schedules.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ranked.prefix(Self.mostSchedules).map { schedule, count in
      PlanPreview(request: schedule.request) { reply in
        guard let dates = SubscriptionPreview.dates(in: reply), !dates.isEmpty else { return nil }
        let list = { (language: Language) in
          dates.map { Self.shown($0, language) }.joined(separator: ", ")
        }
        let isWeekly = schedule.frequency == "WEEKLY"
        return Bilingual(
          "dates by the API, \(isWeekly ? "weekly" : "monthly") "
            + "(\(Language.english.number(count))): \(list(.english))",
          "datas segundo a API, \(isWeekly ? "semanal" : "mensal") "
            + "(\(Language.portuguese.number(count))): \(list(.portuguese))")
      }
    }
  }

  private static func shown(_ day: String, _ language: Language) -> String {
    let parts = day.split(separator: "-")
    return language == .portuguese && parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : day
  }
}
