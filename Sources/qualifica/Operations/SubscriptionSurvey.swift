import BrazilianBanking
import BulkEngine
import Operations

/// The schedules of the planned subscriptions, and how many have each.
struct SubscriptionSurvey: RecordVisitor {
  private var planned: PlannedNumbers
  private var schedules: [SubscriptionPreview: Int] = [:]

  /// Schedules of which people are shown the dates; a sheet has few.
  private static let mostSchedules = 3
  /// Schedules that are told apart.
  private static let mostKept = 1_000

  init(_ journal: any JournalReader) {
    planned = PlannedNumbers(journal)
  }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {
    try await planned.read(first: first, count: count)
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
    let shown = ranked.prefix(Self.mostSchedules)
    return shown.enumerated().map { index, schedule in
      let rest = index + 1 == shown.count ? ranked.count - shown.count : 0
      return PlanPreview(
        request: schedule.key.request,
        subject: Bilingual("dates by the API", "datas segundo a API")
      ) { reply in
        guard let charges = SubscriptionPreview.charges(in: reply), !charges.isEmpty else {
          return nil
        }
        return Self.sentence(charges, of: schedule.key, schedule.value, othersBehind: rest)
      }
    }
  }

  private static func sentence(
    _ charges: [SubscriptionPreview.Charge], of schedule: SubscriptionPreview, _ count: Int,
    othersBehind rest: Int
  ) -> Bilingual {
    let isWeekly = schedule.frequency == "WEEKLY"
    func text(_ language: Language) -> String {
      let head = language.pick(
        "dates by the API, \(isWeekly ? "weekly" : "monthly")",
        "datas segundo a API, \(isWeekly ? "semanal" : "mensal")")
      let days = charges.map { $0.dueOn.shown(language) }.joined(separator: ", ")
      var text = "\(head) (\(language.number(count))): \(days)"
      if let made = charges[0].madeOn?.shown(language) {
        text += language.pick(
          "; the first charge is made on \(made)", "; a primeira cobrança é gerada em \(made)")
      }
      if charges[0].dueOn.description != schedule.dateFirst,
        let own = readDate(schedule.dateFirst.utf8.span).date?.shown(language)
      {
        text += language.pick(
          "; ATTENTION: the sheet says \(own)", "; ATENÇÃO: a planilha diz \(own)")
      }
      if rest > 0 {
        text += language.pick(
          "; and \(language.number(rest)) other schedules",
          "; e mais \(language.number(rest)) calendários")
      }
      return text
    }
    return Bilingual(text(.english), text(.portuguese))
  }
}

extension CalendarDate {
  /// 31/12/2026 or 2026-12-31.
  func shown(_ language: Language) -> String {
    let parts = description.split(separator: "-")
    return language == .portuguese && parts.count == 3
      ? "\(parts[2])/\(parts[1])/\(parts[0])" : description
  }
}
