import BulkEngine
import PostgresJournal
import Foundation

/// What a person says of records in doubt, by the lines of the sheet.
struct PersonDecisions {
  private(set) var byLine: [Int: PersonDecision] = [:]

  init() {}

  /// - Throws: ``SettingError``.
  init(sendAgain: String?, settle: [String]) throws {
    let again = (sendAgain ?? "").split(separator: ",", omittingEmptySubsequences: sendAgain == nil)
      .map { (String($0), PersonDecision.sendAgain) }
    let settled = try settle.map { text in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      let words: [String: PersonDecision] = ["done": .done, "refused": .refused]
      guard parts.count == 2, let decision = words[parts[1]] else {
        throw Self.unreadable("settle", text, "7=done")
      }
      return (parts[0], decision)
    }
    for (text, decision) in again + settled {
      let option = decision == .sendAgain ? "send-again" : "settle"
      guard let line = NumberText.whole(text.trimmingCharacters(in: .whitespaces)), line > 0 else {
        throw Self.unreadable(option, text, decision == .sendAgain ? "7,12" : "7=done")
      }
      guard byLine.updateValue(decision, forKey: line) == nil else {
        throw SettingError(
          option, .flag,
          Bilingual("line \(line) is named twice", "a linha \(line) aparece duas vezes"))
      }
    }
  }

  private static func unreadable(
    _ option: String, _ text: String, _ example: String
  ) -> SettingError {
    let shown = PlainSentence.text(String(text.prefix(40)))
    return SettingError(
      option, .flag,
      Bilingual(
        "'\(shown)' is not like \(example), by lines of the sheet",
        "'\(shown)' não é como \(example), pelas linhas da planilha"))
  }
}

extension RunSession {
  /// Carries out what a person says of records in doubt.
  ///
  /// - Throws: ``UndecidableLine``, or an error of the journal or the input.
  func decide(_ decisions: PersonDecisions) async throws {
    guard !decisions.byLine.isEmpty else { return }
    let operation = run.settings.own.operation
    guard operation.traits.sending.doubt == .leave else {
      throw UndecidableLine.looksUp(operation: run.settings.own.offer.name)
    }
    var places = RecordPlaces(nil)
    _ = try await RecordPass(input, check).run(&places)
    var byNumber: [Int: PersonDecision] = [:]
    for (line, decision) in decisions.byLine {
      guard let number = places.found.first(where: { $0.value.line == line })?.key else {
        throw UndecidableLine.noRecord(line: line)
      }
      byNumber[number] = decision
    }
    // What a process that was killed had under way is in doubt, too.
    let claim = try folder.store.claim(run: run.code)
    defer { withExtendedLifetime(claim) {} }
    let claims: any Claims = (journal as? PostgresJournal) ?? SoleClaims(journal)
    try await claims.adopt(at: Date())
    let source = InputRecordSource(input, check, codes: PlannedCodes(of: run))
    let others = try await PersonDecision.carryOut(
      byNumber, in: journal, source: source, statuses: operation.statuses, now: Date())
    if let line = others.first.flatMap({ places.found[$0]?.line }) {
      throw UndecidableLine.notInDoubt(line: line)
    }
  }
}

/// A person decides of records in doubt only that cannot be looked up.
enum UndecidableLine: CommandError {
  case looksUp(operation: String)
  case noRecord(line: Int)
  case notInDoubt(line: Int)

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    switch self {
    case .looksUp(let operation):
      Explanation(
        Bilingual(
          "Records in doubt of \(operation) are looked up at the API: nothing was decided.",
          "Registros em dúvida de \(operation) são consultados na API: nada foi decidido."),
        next: Bilingual(
          "Leave --send-again and --settle out.", "Omita --send-again e --settle."))
    case .noRecord(let line):
      Explanation(
        Bilingual(
          "On line \(line) no record begins: nothing was decided.",
          "Nenhum registro começa na linha \(line): nada foi decidido."),
        next: Bilingual("See q_line in pending.csv.", "Veja q_line em pending.csv."))
    case .notInDoubt(let line):
      Explanation(
        Bilingual(
          "The record on line \(line) is not in doubt: nothing was decided.",
          "O registro da linha \(line) não está em dúvida: nada foi decidido."),
        next: Bilingual("See q_line in pending.csv.", "Veja q_line em pending.csv."))
    }
  }
}
