import BrazilianBanking
import BulkEngine
import Operations

/// Whom the planned charges bill, and when they are due first.
struct ChargeSurvey: RecordVisitor {
  private let document, day: Int
  private var planned: PlannedNumbers
  private var people: Set<Int> = []
  /// How many charges are due on a day, `2026-12-31`.
  private var days: [String: Int] = [:]

  private static let mostDays = 3

  /// - Parameters:
  ///   - document: position of the value that tells the person.
  ///   - day: position of the value that begins with the day.
  init(_ journal: any JournalReader, document: Int, day: Int) {
    planned = PlannedNumbers(journal)
    (self.document, self.day) = (document, day)
  }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {
    try await planned.read(first: first, count: count)
  }

  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    guard planned.contains(number) else { return }
    var hasher = Hasher()
    hasher.combine(Array(block.value(document, of: index)))
    people.insert(hasher.finalize())
    let day = String(
      decoding: block.value(self.day, of: index).prefix(10), as: UTF8.self)
    days[day, default: 0] += 1
  }

  mutating func end() async throws {}

  var sentences: [Bilingual] {
    guard !people.isEmpty else { return [] }
    let first = days.keys.sorted().prefix(Self.mostDays)
    func list(_ language: Language) -> String {
      first.map { day in
        let shown = readDate(day.utf8.span).date?.shown(language) ?? day
        return "\(shown) (\(language.number(days[day] ?? 0)))"
      }.joined(separator: ", ")
    }
    let rest = days.count > first.count
    return [
      Bilingual(
        "\(Language.english.counted(people.count, .person)) \(people.count == 1 ? "gets" : "get") a bill",
        "\(Language.portuguese.counted(people.count, .person)) "
          + "\(people.count == 1 ? "recebe" : "recebem") cobrança"),
      Bilingual(
        "first due dates: \(list(.english))\(rest ? " …" : "")",
        "primeiros vencimentos: \(list(.portuguese))\(rest ? " …" : "")"),
    ]
  }
}
