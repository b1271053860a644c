import BulkEngine
import Spreadsheets

/// What differs between sheets whose records are read cell by cell: those of operations that send one
/// record with each request, so that reading is never what takes the time.
protocol CellwiseRules: Sendable {
  static var sentences: FindingSentences { get }
  /// The field that every record has and no row of totals.
  static var totals: Field { get }
  /// The field that commas between fields may cut in two; nil for none.
  static var amount: Field? { get }
  static var verdicts: EarlierRun.Words { get }
  /// What the caller's own codes may look like.
  static var codeForm: CodeForm { get }
  /// Which values tell of a record's person; nil for a sheet whose keys are not the caller's own.
  static var persons: SheetPersons.Places? { get }

  /// Whether a value may be repaired; otherwise that is an error.
  var repairs: Bool { get }
  /// Reads a row; what is wrong with it stands in the cells' findings.
  func read(_ cells: inout RowCells) -> CellwiseRecord
}

extension CellwiseRules {
  static var codeForm: CodeForm { .usual }
  static var persons: SheetPersons.Places? { nil }
}

/// A row that was read: complete only where nothing is wrong with it.
struct CellwiseRecord {
  /// In the order of the operation's ``OutputLayout``.
  var values: [String]
  var amountInCents: Int64?
  /// What makes two records the same.
  var identity: String
}

/// The check of such sheets.
struct CellwiseCheck<Rules: CellwiseRules>: SheetCheck {
  let rules: Rules
  let required: [Field]

  var sentences: FindingSentences { Rules.sentences }

  func checker(of form: RowForm, _ fingerprinting: Fingerprinting) -> any RowChecker {
    CellwiseChecker(rules, form, fingerprinting)
  }
}

private final class CellwiseChecker<Rules: CellwiseRules>: RowChecker {
  private let rules: Rules
  private let shape: RowShape
  private let form: RowForm
  private let fingerprinting: Fingerprinting
  private var codes: CodeReading
  private var headers = HeaderTurns()
  private var others: OthersInCodes

  init(_ rules: Rules, _ form: RowForm, _ fingerprinting: Fingerprinting) {
    self.rules = rules
    self.form = form
    self.fingerprinting = fingerprinting
    others = OthersInCodes(bytes: form.bytes)
    shape = RowShape(form, totals: Rules.totals, amount: Rules.amount)
    codes = CodeReading(
      form.mapping, Rules.verdicts, repairs: rules.repairs, form: Rules.codeForm)
  }

  func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock
  ) -> (any SheetSurvey)? {
    let before = others
    for index in rows { check(block.rows[index], of: block, into: &checked) }
    guard form.judgesBySheet, !others.wanted.isEmpty, let places = Rules.persons else { return nil }
    let wanted = others.wanted
    others = before
    return SheetPersons(wanted, of: places, expecting: form.estimatedRecords)
  }

  func take(_ survey: any SheetSurvey) {
    if let persons = survey as? SheetPersons { others.take(persons) }
  }

  private func check(_ row: Row, of block: borrowing RowBlock, into checked: inout CheckedBlock) {
    codes.begin()
    var (record, findings) = read(row, of: block)
    checkCode(of: record, in: block, &findings)
    let isAccepted = !findings.contains { $0.severity == .error }
    if !isAccepted, let order = shape.header(row, in: block) {
      headers.note(order, on: row.line)
      findings = [Finding(.repeatedHeader)]
    }
    checked.append(
      isAccepted ? .ready : codes.repeatsEarlierRun ? .duplicate : .rejected, findings)
    if form.mapping.bringsCodes {
      checked.append(code: &codes)
      if codes.isUsedUp { checked.append(codeAfter: codes.repaired, identity: record.identity) }
    }
    if checked.keepsValues {
      for value in record.values { checked.append(value: value.utf8.span) }
      checked.endValues(amountInCents: isAccepted ? record.amountInCents : nil)
    }
    guard isAccepted else { return }
    checked.append(identity: fingerprinting.code(record.identity.utf8.span))
  }

  private func read(
    _ row: Row, of block: borrowing RowBlock
  ) -> (CellwiseRecord, [Finding]) {
    if !headers.isEmpty, let line = headers.otherHeader(above: row.line) {
      codes.refuseRow()
      return (empty, [Finding(.belowOtherHeader, detail: .line(line))])
    }
    if let fault = shape.fault(of: row, in: block) {
      codes.refuseRow()
      return (empty, [fault])
    }
    guard form.repairsMojibake, let (repaired, fields) = form.mapping.repaired(row, of: block)
    else { return readCells(of: row, in: block) }
    var (record, findings) = readCells(of: repaired.row(0), in: repaired)
    codes.keep(of: repaired)
    let severity: Finding.Severity = rules.repairs ? .repair : .error
    findings.insert(
      contentsOf: fields.map { Finding(.mojibakeRepaired, $0, severity: severity) }, at: 0)
    return (record, findings)
  }

  private func readCells(
    of row: Row, in block: borrowing RowBlock
  ) -> (CellwiseRecord, [Finding]) {
    var cells = RowCells(row, of: block, form, repairs: rules.repairs)
    let record = rules.read(&cells)
    var findings = cells.findings
    if form.mapping.bringsCodes {
      codes.read(
        block.fieldBounds.span.extracting(row.boundIndices), in: block.bytes.span, &findings)
    }
    return (record, findings)
  }

  /// Says what the row's code tells of persons: the journal keeps codes.
  private func checkCode(
    of record: CellwiseRecord, in block: borrowing RowBlock, _ findings: inout [Finding]
  ) {
    guard let places = Rules.persons, codes.hasCode, !codes.repeatsEarlierRun else { return }
    let key = form.mapping.layout.key
    guard !findings.contains(where: { $0.field == key && $0.severity == .error }) else { return }
    let code = codes.code(in: block)
    let name = places.name.map { record.values[$0] } ?? ""
    let finding =
      CodePersons(code).trace(ofName: name)
      ?? others.trace(in: code).map { trace -> FindingCode in
        switch trace {
        case .document: .codeTellsDocument
        case .possibleDocument: .codeMayTellDocument
        case .name, .account: .codeMayTellName
        }
      }
    if let finding { findings.append(Finding(finding, key)) }
  }

  /// Of a row that could not be read.
  private var empty: CellwiseRecord {
    let count = Rules.sentences.layout.outputs.values.count
    return CellwiseRecord(values: Array(repeating: "", count: count), identity: "")
  }
}

extension CodePersons {
  /// A shorter word may stand in a code by chance.
  private static var sureWord: Int { 5 }
  private static var plainWord: Int { 4 }

  /// How the code shows a name: two of its words, or one that is hardly there by chance.
  fileprivate func trace(ofName name: String) -> FindingCode? {
    let runs = letters.split(separator: 0)
    let found = Set(SheetPersons.words(of: Array(name.utf8)[...]).map(Array.init)).filter { word in
      runs.contains { $0.contains(word) }
    }
    if found.count > 1 { return .codeTellsName }
    let isSure = found.contains { word in
      word.count >= Self.sureWord || (word.count >= Self.plainWord && word.count == letterCount)
    }
    return isSure ? .codeHasNameWord : nil
  }
}
