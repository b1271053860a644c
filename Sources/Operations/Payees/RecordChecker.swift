import BrazilianBanking
import BulkEngine
import Spreadsheets

/// Checks one row after the other; its buffers are reused, nothing is allocated per record.
///
/// The findings are in the order of the fields of a record. Checking never throws: bad data is a
/// value.
struct RecordChecker: ~Copyable {
  let settings: CheckSettings
  let directory: BankDirectory
  let columns: PayeeColumns
  let form: RowForm
  private let shape: RowShape
  /// Headers met among the records.
  private var headers = HeaderTurns()
  private let fingerprinting: Fingerprinting

  /// Findings of the latest row.
  var findings: [Finding] = []
  /// Values of the latest row; complete only when it was accepted.
  var record = Record()
  /// Where the name stands in the bytes of the block when it is as it should be.
  var writtenName = 0..<0
  /// The name that had to be normalised, UTF-8; see ``isNameRepaired``.
  var repairedName: [UInt8] = []
  var isNameRepaired = false
  /// The code of the latest row.
  var codes: CodeReading
  /// Whether another record's document or name may stand in the latest row's code, see ``OthersInCodes``.
  var mayTellOthers = false
  var outlines = CodeOutlines()
  var accountTypes = AccountTypeReading()
  /// The 0-based column beside the account's that no field reads and that holds a digit in the latest row.
  var columnWithDigit: Int?
  /// Whether accounts may be dates that lost their format, see ``RowForm/dateFields``.
  let mayBeSerial: Bool
  /// What recipients have beside other payees; nil for those.
  var recipient: RecipientReading?

  init(
    _ form: RowForm, settings: CheckSettings, directory: BankDirectory,
    _ fingerprinting: Fingerprinting, recipient: RecipientReading? = nil
  ) {
    self.recipient = recipient
    self.settings = settings
    self.directory = directory
    self.form = form
    self.fingerprinting = fingerprinting
    columns = PayeeColumns(form.mapping)
    mayBeSerial = form.dateFields.contains(.account)
    shape = RowShape(
      form, totals: .document, amount: .amount, rejectsCutAmounts: settings.needsAmount,
      neverShort: [.pixKey])
    codes = CodeReading(
      form.mapping, recipient == nil ? .ofQualification : .ofRecipients, repairs: settings.repairs,
      heedsSending: settings.needsAmount)
    findings.reserveCapacity(16)
    repairedName.reserveCapacity(256)
  }

  /// Checks these rows of `block` and keeps what was found in `checked`.
  mutating func check(
    _ rows: Range<Int>, of block: borrowing RowBlock, into checked: inout CheckedBlock,
    _ others: inout OthersInCodes
  ) {
    let keepsValues = checked.keepsValues
    let looksForOthers = form.judgesBySheet && !codesAreIDs
    for index in rows {
      var isAccepted = check(block.rows[index], in: block)
      if isAccepted, looksForOthers, mayTellOthers || (others.isSmall && codes.hasCode) {
        isAccepted = nameOthers(in: block, &others)
      }
      checked.append(
        isAccepted ? .ready : codes.repeatsEarlierRun ? .duplicate : .rejected, findings)
      if columns.hasCodes {
        checked.append(code: &codes)
        if codes.isUsedUp {
          checked.append(codeAfter: codes.repaired, identity: record.identityText)
        }
      }
      if keepsValues { appendValues(to: &checked, block) }
      guard isAccepted else { continue }
      checked.append(identity: fingerprinting.payee(record))
    }
  }

  /// - Returns: whether the row may be sent.
  private mutating func check(_ row: Row, in block: borrowing RowBlock) -> Bool {
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    (writtenName, isNameRepaired) = (0..<0, false)
    if columns.hasCodes {
      codes.begin()
      mayTellOthers = false
    }
    record = Record()
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    let isUsual = shape.isUsual(
      flags: row.flags.rawValue, fieldCount: row.fieldCount,
      isTotalsCellEmpty: bounds.field(columns.document).isEmpty)
    if !headers.isEmpty, let line = headers.otherHeader(above: row.line) {
      return refuse(row, in: block, for: Finding(.belowOtherHeader, detail: .line(line)))
    }
    if !isUsual, let fault = shape.fault(of: row, in: block) {
      return refuse(row, in: block, for: fault)
    }
    if !block.marks.isEmpty { block.appendMarks(of: row, form.mapping, to: &findings) }
    if form.repairsMojibake, let (repaired, fields) = form.mapping.repaired(row, of: block) {
      for field in fields { repair(.mojibakeRepaired, field) }
      checkCells(of: repaired.row(0), in: repaired)
      keepTexts(of: repaired)
    } else {
      checkCells(of: row, in: block)
    }
    if findings.isEmpty || !findings.contains(where: { $0.severity == .error }) { return true }
    if let header = repeatedHeader(row, in: block) { findings = [header] }
    return false
  }

  /// Refuses a row whose cells may have moved.
  @inline(never)
  private mutating func refuse(
    _ row: Row, in block: borrowing RowBlock, for fault: Finding
  ) -> Bool {
    var fault = fault
    if case .counts(let found, let expected, .unusedMissing) = fault.detail {
      // Only a row that would be right as it stands has lost nothing else.
      checkCells(of: row, in: block)
      if findings.contains(where: { $0.severity == .error }) {
        fault.detail = .counts(found: found, expected: expected)
      }
      findings.removeAll(keepingCapacity: true)
      if columns.hasCodes { codes.begin() }
    }
    findings.append(repeatedHeader(row, in: block) ?? fault)
    codes.refuseRow()
    return false
  }

  /// The finding of a rejected row that is a header.
  private mutating func repeatedHeader(_ row: Row, in block: borrowing RowBlock) -> Finding? {
    guard let order = shape.header(row, in: block) else { return nil }
    headers.note(order, on: row.line)
    return Finding(.repeatedHeader)
  }

  private mutating func checkCells(of row: Row, in block: borrowing RowBlock) {
    let bytes = block.bytes.span
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    writtenName = bounds.field(columns.name)
    checkName(bytes.extracting(writtenName))
    checkDocument(
      bytes.extracting(bounds.field(columns.document)),
      declared: bytes.extracting(bounds.field(columns.documentType)),
      as: kind(of: columns.document, row, block))
    checkBank(bytes.extracting(bounds.field(columns.bankCode)))
    checkBranch(
      bytes.extracting(bounds.field(columns.bankBranch)),
      digit: bytes.extracting(bounds.field(columns.bankBranchDigit)),
      as: kind(of: columns.bankBranch, row, block))
    // The type first: Caixa's rule without an operation depends on it.
    checkAccountType(bytes.extracting(bounds.field(columns.accountType)))
    if columns.digitBeside >= 0 { noteDigitBeside(bounds, in: bytes) }
    checkAccount(
      bytes.extracting(bounds.field(columns.account)),
      digit: bytes.extracting(bounds.field(columns.accountDigit)),
      operation: bytes.extracting(bounds.field(columns.operation)),
      as: kind(of: columns.account, row, block))
    checkAmount(bytes.extracting(bounds.field(columns.amount)))
    if let amount = shape.doubtfulAmount, shape.hasDoubtfulAmount(row, in: block) {
      warning(.amountCut, amount)
      record.amountInCents = nil
    }
    if recipient != nil {
      checkRecipient(bounds, in: bytes)
    } else if columns.pixKey >= 0 {
      checkPixKey(bytes.extracting(bounds.field(columns.pixKey)))
    }
    if columns.hasCodes {
      codes.read(bounds, in: bytes, &findings)
      if !codesAreIDs { checkTraces(in: bytes) }
    }
  }

  /// What a cell means to be. A number of JSON or of a workbook has a decimal point where a text may
  /// have dots.
  @inline(__always)
  private func kind(of column: Int, _ row: Row, _ block: borrowing RowBlock) -> CellRepair.Kind {
    let mayBeNumber = form.columnCount == 0 || !block.marks.isEmpty
    return mayBeNumber && block.holdsDecimalNumber(in: column, of: row) ? .number : .identifier
  }

  /// Finds out whether the column beside the account's holds its digit, though nothing says so.
  private mutating func noteDigitBeside(_ bounds: Span<Int32>, in bytes: Span<UInt8>) {
    columnWithDigit = nil
    for column in [columns.digitBeside, columns.digitBeside + 1] {
      guard form.mapping.unmapped.contains(column) else { return }
      let cell = bytes.extracting(bounds.field(column))
      if cell.isEmpty { continue }
      if cell.count == 1, cell[0] &- 0x30 <= 9 || [0x50, 0x58].contains(cell[0] & 0xDF) {
        columnWithDigit = column
      }
      return
    }
  }

  /// Keeps the name and the code that stand in a block which goes away.
  private mutating func keepTexts(of block: borrowing RowBlock) {
    if !isNameRepaired {
      repairedName = Array(block.bytes[writtenName])
      isNameRepaired = true
    }
    codes.keep(of: block)
  }

  private static let cpf = Array(DocumentType.cpf.rawValue.utf8)
  private static let cnpj = Array(DocumentType.cnpj.rawValue.utf8)
  private static let checking = Array(AccountType.checking.rawValue.utf8)
  private static let savings = Array(AccountType.savings.rawValue.utf8)

  /// Appends the values of the latest row, in the order of ``PayeeValue``.
  @inline(never)
  private func appendValues(to checked: inout CheckedBlock, _ block: borrowing RowBlock) {
    checked.append(
      value: isNameRepaired ? repairedName.span : block.bytes.span.extracting(writtenName))
    checked.append(value: (record.document?.kind == .cnpj ? Self.cnpj : Self.cpf).span)
    checked.append(value: record.document?.code ?? ShortCode())
    let digits = record.bankDigits
    for index in digits.indices { checked.append(byteOfValue: digits[index]) }
    checked.endValue()
    checked.append(value: record.branch)
    checked.append(value: record.branchDigit)
    checked.append(value: record.account)
    checked.append(value: record.accountDigit)
    checked.append(value: (record.accountType == .checking ? Self.checking : Self.savings).span)
    if let recipient { recipient.append(to: &checked) }
    checked.endValues(amountInCents: record.amountInCents)
  }

  // MARK: Findings

  mutating func error(_ code: FindingCode, _ field: Field, _ detail: Finding.Detail = .none) {
    findings.append(Finding(code, field, severity: .error, detail: detail))
  }

  mutating func warning(_ code: FindingCode, _ field: Field, _ detail: Finding.Detail = .none) {
    findings.append(Finding(code, field, severity: .warning, detail: detail))
  }

  /// Notes that a value was repaired; with `--no-repair` it is an error.
  mutating func repair(_ code: FindingCode, _ field: Field) {
    findings.append(Finding(code, field, severity: settings.repairs ? .repair : .error))
  }
}

extension CheckedBlock {
  /// Appends the next value of the record under way.
  fileprivate mutating func append(value: ShortCode) {
    for index in 0..<value.count { append(byteOfValue: value[index]) }
    endValue()
  }
}
