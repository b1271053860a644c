import Spreadsheets

/// The `q_` columns of one record; reused from record to record.
struct OutputRow {
  private var line = 0
  private var word = ""
  private var remark = RecordRemark()
  private var repairs = ByteBuffer(capacity: 128)
  private var customCode = ""
  private var batchCode = ""
  private var variant: String?
  private var statusID: String?
  private var apiID: String?
  private var attempts: Int?
  private var submittedAt = ""
  private var settledAt = ""
  private var results: [String] = []
  private var apiState = ""
  private var codes: CustomCode.Derivation?
  let sentences: FindingSentences
  private let layout: OutputLayout
  var times = TimestampText()

  init(_ sentences: FindingSentences) {
    self.sentences = sentences
    layout = sentences.layout.outputs
  }

  /// Takes the values of one record.
  mutating func fill(
    line: Int, state: RecordState?, entry: JournalEntry?, findings: ArraySlice<Finding>,
    note: LedgerNote? = nil,
    customCode ownCode: ArraySlice<UInt8>, hasCodes: Bool, run: Run?, statuses: StatusTable,
    language: Language
  ) {
    self.line = line
    word = statuses.row(of: state).word
    remark.fill(
      findings: findings, state: state, outcome: entry?.outcome, note: note, statuses: statuses,
      sentences, language)
    fillRepairs(findings)
    customCode = entry?.customCode ?? String(decoding: ownCode, as: UTF8.self)
    guard let entry, let run else { return }
    if customCode.isEmpty, !hasCodes { customCode = code(of: entry, run) }
    batchCode = entry.batchCode ?? ""
    let isSent =
      entry.state != .rejected && entry.state != .duplicate && entry.note?.known == nil
    variant = isSent && layout.showsVariant ? run.settings.operation.variant : nil
    statusID = entry.outcome.statusID
    apiID = entry.outcome.knownID
    attempts = entry.attempts
    submittedAt = times.text(entry.submittedAt)
    settledAt = times.text(entry.settledAt)
    results = RecordResults.texts(of: layout, in: entry.outcome.answer)
    guard layout.results != nil else { return }
    apiState = RecordResults.state(in: entry.outcome.answer) ?? statusID ?? ""
  }

  /// The code a rejected record would have; a corrected file brings it back.
  private mutating func code(of entry: JournalEntry, _ run: Run) -> String {
    guard entry.state == .rejected else { return "" }
    let codes =
      codes
      ?? CustomCode.Derivation(
        inputSHA256: run.input.sha256, variant: run.settings.operation.variant)
    self.codes = codes
    return codes.code(ofRecord: entry.number)
  }

  private mutating func fillRepairs(_ findings: ArraySlice<Finding>) {
    repairs.removeAll()
    for finding in findings where finding.severity == .repair {
      if repairs.count > 0 { repairs.append(0x20) }
      sentences.appendStableCode(finding, to: &repairs)
    }
  }

  /// The columns between line and code, UTF-8.
  var columnsBeforeCode: [[UInt8]] {
    [
      Array(word.utf8), remark.code.bytes, Array(remark.field.utf8), remark.message.bytes,
      repairs.bytes,
    ]
  }

  /// Appends the columns in their order.
  func append(to writer: inout RowWriter) {
    writer.append(number: line)
    writer.append(word)
    writer.append(remark.code)
    writer.append(remark.field)
    writer.append(remark.message)
    writer.append(repairs)
    writer.append(customCode)
    writer.append(batchCode)
    Self.append(variant, to: &writer)
    Self.append(statusID, to: &writer)
    Self.append(apiID, to: &writer)
    Self.append(attempts, to: &writer)
    writer.append(submittedAt)
    writer.append(settledAt)
    guard let names = layout.results else { return }
    writer.append(apiState)
    if results.isEmpty { writer.appendEmpty(count: names.count) }
    for text in results { writer.append(text) }
  }

  /// All that is to be said of the record.
  var message: [UInt8] { remark.message.bytes }

  /// Gives out the columns in their order, as text.
  func append(to take: (String) -> Void) {
    take(String(line))
    for text in [
      word, remark.code.text, remark.field, remark.message.text, repairs.text, customCode,
    ] {
      take(text)
    }
    take(batchCode)
    for text in [variant, statusID, apiID, attempts.map(String.init)] { take(text ?? "") }
    take(submittedAt)
    take(settledAt)
    guard let names = layout.results else { return }
    take(apiState)
    for text in results.isEmpty ? names.map({ _ in "" }) : results { take(text) }
  }

  private static func append(_ number: Int?, to writer: inout RowWriter) {
    if let number { writer.append(number: number) } else { writer.appendEmpty(count: 1) }
  }

  /// A number of the API stays a number in JSON.
  private static func append(_ text: String?, to writer: inout RowWriter) {
    if let text, let number = Int(text), String(number) == text {
      writer.append(number: number)
    } else if let text {
      writer.append(text)
    } else {
      writer.appendEmpty(count: 1)
    }
  }
}
