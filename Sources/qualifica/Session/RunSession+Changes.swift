import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// What is there beside what is to be, before anybody agrees: a changed account is the classic fraud.
extension RunSession {
  /// Lines that are said one by one; all stand in the file.
  private static var mostSaid: Int { 10 }

  /// Reads the targets of what would be sent, writes ``OutputFiles/changes``, and says whose account
  /// changes.
  ///
  /// - Throws: ``EngineStop``, ``SpreadsheetError``, or an error of the journal or the input.
  func showChanges(_ connection: Connection) async throws {
    guard let replacing = run.settings.own.replacing, !run.isConsented else { return }
    let planned = try await plannedRecords()
    guard !planned.isEmpty else { return }
    messages.say(
      "Reading what is there: \(Language.english.counted(planned.count, ChosenRecipients.noun)) …",
      "Consultando o que existe: \(Language.portuguese.counted(planned.count, ChosenRecipients.noun)) …"
    )
    let comparisons = try await asking(connection) { limiter in
      try await connection.open { transport in
        let inquiry = Inquiry(transport, limiter: limiter, time: .system, random: .system)
        var comparisons: [RecipientComparison?] = []
        for located in planned {
          try Task.checkCancellation()
          let reply = try await inquiry.ask(
            replacing.comparisonRequest(of: located.record), mayBeMissing: true
          ) { $0 }
          comparisons.append(reply.flatMap { replacing.comparison(of: located.record, in: $0) })
        }
        return comparisons
      }
    }
    let changes = zip(planned, comparisons).map { RecipientChange($0, $1) }
    try write(changes)
    say(changes)
  }

  private func plannedRecords() async throws -> [LocatedRecord] {
    let source = InputRecordSource(input, check, codes: PlannedCodes(of: run))
    var records: [LocatedRecord] = []
    for chunk in try await journal.chunks(in: .planned, limit: .max) {
      let entries = try await journal.entries(.chunk(chunk.number))
      records += try await source.records(
        of: chunk, entries: entries.filter { $0.state == .planned })
    }
    return records
  }

  private func write(_ changes: [RecipientChange]) throws {
    let columns = RecipientComparison.columns
    var writer = try RowWriter(
      path: "\(folder.path)/\(OutputFiles.changes)", format: .workbookRows,
      ownColumns: ["line", "recipient_id", "change"] + columns.map { "before_\($0)" }
        + columns.map { "after_\($0)" }, guardsFormulas: true)
    try writer.writeHeader()
    for change in changes {
      writer.beginRow()
      writer.append(number: change.line)
      for cell in [change.id, change.word.rawValue] + change.cells { writer.append(cell) }
      try writer.endRow()
    }
    try writer.commit()
  }

  private func say(_ changes: [RecipientChange]) {
    func count(_ word: RecipientChange.Word) -> Int { changes.count { $0.word == word } }
    messages.say(
      "Before and after: \(OutputFiles.changes). Another account: \(count(.account)); other data: "
        + "\(count(.data)); as they are: \(count(.none)); not found: \(count(.unknown)).",
      "Antes e depois: \(OutputFiles.changes). Outra conta: \(count(.account)); outros dados: "
        + "\(count(.data)); sem mudança: \(count(.none)); não encontrados: \(count(.unknown)).")
    for change in changes.filter({ $0.word == .account }).prefix(Self.mostSaid) {
      messages.say(
        "  line \(change.line): recipient \(change.id): \(change.masked)",
        "  linha \(change.line): recebedor \(change.id): \(change.masked)")
    }
  }
}

/// One recipient that would be replaced.
private struct RecipientChange {
  enum Word: String {
    case account, data, none, unknown
  }

  let line: Int
  let id: String
  let word: Word
  private let comparison: RecipientComparison?

  init(_ located: LocatedRecord, _ comparison: RecipientComparison?) {
    line = located.line
    id = located.record.customCode
    self.comparison = comparison
    guard let comparison else {
      word = .unknown
      return
    }
    word = comparison.changesAccount ? .account : comparison.changesAnything ? .data : .none
  }

  var cells: [String] {
    guard let comparison else {
      return Array(repeating: "", count: 2 * RecipientComparison.columns.count)
    }
    return comparison.before + comparison.after
  }

  /// Bank and the last characters of the account: `001 …78-9 → 341 …32-0`.
  var masked: String {
    guard let comparison else { return "" }
    func text(_ cells: [String]) -> String {
      let named = Dictionary(uniqueKeysWithValues: zip(RecipientComparison.columns, cells))
      return "\(named["bank_code"] ?? "") …\((named["account"] ?? "").suffix(2))-"
        + (named["account_digit"] ?? "").prefix(1)
    }
    return "\(text(comparison.before)) → \(text(comparison.after))"
  }
}
