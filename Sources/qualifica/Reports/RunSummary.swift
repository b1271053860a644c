import Foundation
import BulkEngine
import Spreadsheets

/// The content of `summary.json`; `schemas/summary.schema.json` describes it. Nothing personal.
struct RunSummary: Encodable {
  private var format = "qualifica-summary/1"
  private var version = ProgramVersion.text
  private var run: String?
  private var input: InputPart
  private var operation: String
  private var service: Int?
  private var environment: String?
  private var records: Int
  private var statuses: [String: Int]
  private var findings: [String: Int]
  private var blankRows: Int
  private var titleRows: Int
  private var cnab: CNABPart?
  private var amountInCents: Int64?
  private var otherRunRecords: Int?
  private var alteredRecords: Int?
  private var ledger: LedgerPart?
  private var startedAt: String?
  private var writtenAt: String
  private var exitCode: Int32
  /// SHA-256 by name of the files that people correct in their place: a later command keeps what is
  /// not as it was written.
  var files: [String: String] = [:]
  /// How long it took, and what requests came to.
  var figures: FiguresPart?
  /// What all rounds of correction came to; nil for a check.
  var family: FamilyFigures?
  /// Names of the files that profiles wrote.
  var profileFiles: [String]?
  private var next: String?

  struct InputPart: Encodable {
    var name: String
    var bytes: Int64
    var sha256: String?
    var encoding: String
    var content: String
    /// Of a workbook.
    var sheet: String?
    var delimiter: String?
    var unmappedColumns: [String]

    enum CodingKeys: String, CodingKey {
      case name, bytes, sha256, encoding, content, sheet, delimiter
      case unmappedColumns = "unmapped_columns"
    }
  }

  /// What the ledger said of the records; absent where it said nothing.
  struct LedgerPart: Encodable {
    var alreadySent: Int
    var alreadySentInCents: Int64?
    var sentAgain: Int
    var known: Int
    var knownSince: String?
    var accountChanged: Int
    var accountShared: Int

    enum CodingKeys: String, CodingKey {
      case known
      case alreadySent = "already_sent"
      case alreadySentInCents = "already_sent_in_cents"
      case sentAgain = "sent_again"
      case knownSince = "known_since"
      case accountChanged = "account_changed"
      case accountShared = "account_shared"
    }

    init?(_ totals: LedgerTotals, heldInCents: Int64?) {
      guard !totals.isEmpty else { return nil }
      alreadySent = totals.heldCount
      alreadySentInCents = heldInCents
      sentAgain = totals.againCount
      known = totals.known
      knownSince = totals.knownSince.map { LedgerDay(number: $0).text }
      accountChanged = totals.changed
      accountShared = totals.shared
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, version, run, input, operation, service, environment, records, statuses, findings,
      files, cnab
    case figures, ledger
    case blankRows = "blank_rows"
    case titleRows = "title_rows"
    case amountInCents = "amount_in_cents"
    case otherRunRecords = "other_run_records"
    case alteredRecords = "altered_records"
    case startedAt = "started_at"
    case writtenAt = "written_at"
    case exitCode = "exit_code"
    case profileFiles = "profile_files"
    case family, next
  }

  /// Of a run.
  init(run: Run, input: Input, tally: ResultTally, status: ExitStatus, next: NextStep) {
    self.init(
      input: input, own: run.settings.own, tally: tally, status: status)
    self.run = run.code
    self.input.sha256 = run.input.sha256
    environment = run.settings.environment
    amountInCents = run.plan?.amountInCents
    otherRunRecords = tally.otherRunCount > 0 ? tally.otherRunCount : nil
    alteredRecords = tally.alteredCount > 0 ? tally.alteredCount : nil
    let held = run.plan?.ledger?.held.compactMap(\.amountInCents) ?? []
    ledger = LedgerPart(
      tally.ledger,
      heldInCents: held.isEmpty
        ? nil : held.reduce(0) { $0.addingReportingOverflow($1).partialValue })
    var times = TimestampText()
    startedAt = times.text(run.startedAt)
    self.next = next.goOn
  }

  /// Of a check.
  init(input: Input, own: any CommandOperation, tally: ResultTally, status: ExitStatus) {
    self.input = InputPart(
      name: PersonalNumbers.name(ofFileAt: input.path), bytes: input.bytes,
      encoding: input.format.encoding.name,
      content: input.format.contentName, sheet: input.sheet?.sheet.name,
      delimiter: input.format.textDialect.map { String(Unicode.Scalar($0.delimiter)) },
      unmappedColumns: input.mapping.unmapped.map { input.mapping.headers[$0] })
    operation = own.offer.name
    service = own.service
    records = tally.records
    statuses = tally.countsByWord
    findings = tally.findings
    ledger = LedgerPart(tally.ledger, heldInCents: nil)
    blankRows = tally.blankRows
    titleRows = input.titleRows
    cnab = input.format.cnab.map(CNABPart.init)
    exitCode = status.rawValue
    var times = TimestampText()
    writtenAt = times.text(Date())
  }

  /// - Throws: ``SpreadsheetError``.
  func write(to path: String) throws {
    var file = try AtomicFile(path: path)
    try file.append(try json() + "\n")
    try file.commit()
  }
}
