package import BrazilianBanking
package import Spreadsheets

/// Checks one row after the other; its buffers are reused, nothing is allocated per record.
///
/// The findings are in the order of the fields. Checking never throws: bad data is a value.
package struct RecordChecker: ~Copyable {
  let settings: CheckSettings
  let directory: BankDirectory
  let mapping: ColumnMapping
  let columns: CheckedColumns
  private let headerCount: Int
  private let hasCommas: Bool
  /// Whether the decimals of an amount that a comma cuts would stand in the last column, which means nothing.
  private let mayCutAmount: Bool
  private let mendsMojibake: Bool

  /// Findings of the latest row.
  package internal(set) var findings: [Finding] = []
  /// Values of the latest row; complete only when it was accepted.
  package internal(set) var record = Record()
  /// Where the name stands in the bytes of the block when it is as it should be.
  package internal(set) var writtenName = 0..<0
  /// The name that had to be normalised, UTF-8; see ``isNameMended``.
  package internal(set) var mendedName: [UInt8] = []
  package internal(set) var isNameMended = false
  /// Where the row's code stands in the bytes of the block when it is as it should be.
  package internal(set) var writtenCode = 0..<0
  /// The row's code when it is not as written, ASCII, empty when there is none; see ``isCodeMended``.
  package internal(set) var mendedCode: [UInt8] = []
  package internal(set) var isCodeMended = false
  /// The latest row's code is used up: the record is sent under the next one of its lineage.
  package internal(set) var needsNewCode = false
  /// The code that an earlier run gave the latest row, when a person changed it; empty when not.
  package internal(set) var formerCode: [UInt8] = []
  /// Whether another record's document or name may stand in the latest row's code, see ``OthersInCodes``.
  package internal(set) var mayTellOthers = false
  /// An earlier run has taken the latest row.
  package internal(set) var repeatsEarlierRun = false
  var accountTypes = AccountTypeReading()

  /// - Parameters:
  ///   - columnCount: how many columns the header has; 0 when rows have no fixed number.
  ///   - hasCommas: whether commas separate the fields; a decimal comma then cuts an amount in two.
  ///   - mendsMojibake: whether cells are mended that are UTF-8 read as Windows-1252.
  package init(
    mapping: ColumnMapping, columnCount: Int, hasCommas: Bool = false, settings: CheckSettings,
    directory: BankDirectory = .bundled, mendsMojibake: Bool = false
  ) {
    self.mendsMojibake = mendsMojibake
    self.settings = settings
    self.directory = directory
    self.mapping = mapping
    self.columns = CheckedColumns(mapping)
    self.headerCount = columnCount
    self.hasCommas = hasCommas
    mayCutAmount =
      hasCommas && settings.needsAmount && columns.amount >= 0
      && columns.amount + 2 == columnCount && !columns.all.contains(columnCount - 1)
    findings.reserveCapacity(16)
    mendedName.reserveCapacity(256)
    mendedCode.reserveCapacity(64)
  }

  /// Checks a row of `block`.
  ///
  /// - Returns: whether it may be sent; of one that may not ``repeatsEarlierRun`` tells more.
  package mutating func check(_ row: Row, in block: borrowing RowBlock) -> Bool {
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    isNameMended = false
    (writtenCode, isCodeMended) = (0..<0, false)
    (needsNewCode, repeatsEarlierRun, mayTellOthers) = (false, false, false)
    if !formerCode.isEmpty { formerCode.removeAll(keepingCapacity: true) }
    record = Record()
    guard checkShape(of: row, in: block) else {
      // The cells may have moved: an earlier run's pair, too.
      if columns.hasEarlierRun { keepUnreadableCode() }
      return false
    }
    if mendsMojibake, let (mended, fields) = mapping.mended(row, of: block) {
      for field in fields { repair(.mojibakeMended, field) }
      checkCells(of: mended.row(0), in: mended)
      keepTexts(of: mended)
    } else {
      checkCells(of: row, in: block)
    }
    return findings.isEmpty || !findings.contains { $0.severity == .error }
  }

  private mutating func checkCells(of row: Row, in block: borrowing RowBlock) {
    let bytes = block.bytes.span
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    writtenName = bounds.field(columns.name)
    checkName(bytes.extracting(writtenName))
    checkDocument(
      bytes.extracting(bounds.field(columns.document)),
      declared: bytes.extracting(bounds.field(columns.documentType)))
    checkBank(bytes.extracting(bounds.field(columns.bankCode)))
    checkBranch(
      bytes.extracting(bounds.field(columns.bankBranch)),
      digit: bytes.extracting(bounds.field(columns.bankBranchDigit)))
    // The type first: Caixa's rule without an operation depends on it.
    checkAccountType(bytes.extracting(bounds.field(columns.accountType)))
    checkAccount(
      bytes.extracting(bounds.field(columns.account)),
      digit: bytes.extracting(bounds.field(columns.accountDigit)),
      operation: bytes.extracting(bounds.field(columns.operation)))
    checkAmount(bytes.extracting(bounds.field(columns.amount)))
    if columns.pixKey >= 0 { checkPixKey(bytes.extracting(bounds.field(columns.pixKey))) }
    if columns.hasCodes { checkCodeCells(bounds, in: bytes) }
  }

  private mutating func checkCodeCells(_ bounds: Span<Int32>, in bytes: Span<UInt8>) {
    let own = bounds.field(columns.customCode)
    let earlier = bytes.extracting(bounds.field(columns.earlierCustomCode))
    let earlierStatus = bytes.extracting(bounds.field(columns.earlierStatus))
    // Nearly every record: a code as it should be, of which no earlier run tells anything.
    if earlier.isEmpty, earlierStatus.isEmpty, columns.hasWholePair,
      isUsualCode(bytes.extracting(own))
    {
      writtenCode = own
    } else {
      checkCustomCode(
        own: bytes.extracting(own), earlier: earlier, earlierStatus: earlierStatus)
    }
    checkTraces(in: bytes)
  }

  /// Keeps the name and the code that stand in a block which goes away.
  private mutating func keepTexts(of block: borrowing RowBlock) {
    if !isNameMended {
      mendedName = Array(block.bytes[writtenName])
      isNameMended = true
    }
    if !isCodeMended {
      mendedCode = Array(block.bytes[writtenCode])
      isCodeMended = true
    }
  }

  /// The normalised name of the latest row, which is one of `block`.
  package func name(in block: borrowing RowBlock) -> ArraySlice<UInt8> {
    isNameMended ? mendedName[...] : block.bytes[writtenName]
  }

  /// Whether the latest row brings a code.
  var hasCode: Bool { isCodeMended ? !mendedCode.isEmpty : !writtenCode.isEmpty }

  /// The code that the latest row, which is one of `block`, brings; empty when it brings none.
  func code(in block: borrowing RowBlock) -> ArraySlice<UInt8> {
    isCodeMended ? mendedCode[...] : block.bytes[writtenCode]
  }

  /// The code under which the latest row is sent, when the one it brings is used up.
  var newCode: [UInt8]? {
    needsNewCode ? CodeLineage.code(after: mendedCode, payee: record.payeeText) : nil
  }

  /// The code under which an earlier run may have sent the latest row, when it has another now.
  var predecessor: Predecessor? {
    if needsNewCode { return Predecessor(customCode: String(decoding: mendedCode, as: UTF8.self)) }
    guard !formerCode.isEmpty else { return nil }
    return Predecessor(
      customCode: String(decoding: formerCode, as: UTF8.self), isReplacedByHand: true)
  }

  /// The fingerprint of the code that the latest row, which is one of `block`, brings.
  func fingerprintOfCode(
    in block: borrowing RowBlock, _ fingerprinting: Fingerprinting
  ) -> Fingerprint {
    isCodeMended
      ? fingerprinting.code(mendedCode.span)
      : fingerprinting.code(block.bytes.span.extracting(writtenCode))
  }

  /// The row as a row: damage, number of columns, totals.
  private mutating func checkShape(of row: Row, in block: borrowing RowBlock) -> Bool {
    // Compared as a number: that of sets is not inlined across modules.
    if row.flags.rawValue != 0 {
      findings.append(Self.finding(row))
      return false
    }
    if headerCount > 0, row.fieldCount != headerCount, !hasOnlyEmptySurplus(row, in: block) {
      // A total often has no cells behind its sum.
      findings.append(
        Self.isTotal(row, in: block, documentColumn: columns.document)
          ? Finding(.totalRow)
          : Finding(.columnCount, detail: .counts(found: row.fieldCount, expected: headerCount)))
      return false
    }
    if Self.isTotal(row, in: block, documentColumn: columns.document) {
      findings.append(Finding(.totalRow))
      return false
    }
    if mayCutAmount, hasCutAmount(row, in: block) {
      findings.append(Finding(.amountCut, .amount))
      return false
    }
    return true
  }

  private static func finding(_ row: Row) -> Finding {
    if row.flags.contains(.openQuote) {
      return Finding(.openQuote, detail: .line(row.faultLine))
    }
    if row.flags.contains(.nulByte) { return Finding(.nulByte) }
    if row.flags.contains(.tooLong) { return Finding(.tooLong) }
    if row.flags.contains(.repeatedKey) { return Finding(.repeatedKey) }
    if row.flags.contains(.tooComplex) { return Finding(.tooComplex) }
    return Finding(.malformed)
  }

  private func hasOnlyEmptySurplus(_ row: Row, in block: borrowing RowBlock) -> Bool {
    // A comma too many may be a decimal comma: every cell behind it stands in the wrong column.
    guard row.fieldCount > headerCount, !(hasCommas && settings.needsAmount) else { return false }
    for column in headerCount..<row.fieldCount where !block.fieldRange(column, of: row).isEmpty {
      return false
    }
    return true
  }

  /// Whether a decimal comma cut the amount in two where an empty last column was left out: `1234,56`.
  private func hasCutAmount(_ row: Row, in block: borrowing RowBlock) -> Bool {
    let units = block.bytes.span.extracting(block.fieldRange(columns.amount, of: row))
    let decimals = block.bytes.span.extracting(block.fieldRange(columns.amount + 1, of: row))
    return decimals.count == 2 && Self.isWhole(units) && CellShape.isDigits(decimals)
  }

  /// Whether the cell ends in a digit and has neither point nor comma.
  private static func isWhole(_ cell: Span<UInt8>) -> Bool {
    guard !cell.isEmpty, cell[cell.count - 1] &- 0x30 <= 9 else { return false }
    for index in cell.indices where cell[index] == 0x2C || cell[index] == 0x2E { return false }
    return true
  }

  /// `Total`, `Total geral` or `Soma` in the first filled cell, and no document.
  private static func isTotal(
    _ row: Row, in block: borrowing RowBlock, documentColumn: Int
  ) -> Bool {
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    guard bounds.field(documentColumn).isEmpty else { return false }
    for column in 0..<row.fieldCount {
      let range = block.fieldRange(column, of: row)
      guard !range.isEmpty else { continue }
      guard range.count < 24, mayBeTotal(block.bytes.span.extracting(range)) else { return false }
      let folded = HeaderFolding.fold(block.text(column, of: row))
      return ["total", "total geral", "soma", "totais", "subtotal"].contains(folded)
    }
    return false
  }

  /// Whether the first letter is that of one of the words for totals. Folding a cell costs more than
  /// all else that is done with a rejected row.
  private static func mayBeTotal(_ cell: Span<UInt8>) -> Bool {
    for index in cell.indices {
      let byte = cell[index]
      if byte >= 0x80 { return true }
      if (byte | 0x20) &- 0x61 < 26 { return byte | 0x20 == 0x73 || byte | 0x20 == 0x74 }
      if byte &- 0x30 <= 9 { return false }
    }
    return false
  }

  // MARK: Findings

  mutating func error(_ code: FindingCode, _ field: Field, _ detail: Finding.Detail = .none) {
    findings.append(Finding(code, field, severity: .error, detail: detail))
  }

  mutating func warning(_ code: FindingCode, _ field: Field, _ detail: Finding.Detail = .none) {
    findings.append(Finding(code, field, severity: .warning, detail: detail))
  }

  /// Notes that a value was mended; with `--no-repair` it is an error.
  mutating func repair(_ code: FindingCode, _ field: Field) {
    findings.append(Finding(code, field, severity: settings.repairs ? .repair : .error))
  }
}

extension Row {
  /// Which of its block's ``RowBlock/fieldBounds`` are its own: one more than it has fields.
  ///
  ///     let bounds = block.fieldBounds.span.extracting(row.boundIndices)
  ///     let third = block.bytes.span.extracting(bounds.field(2))
  @inline(__always) var boundIndices: Range<Int> { firstField..<firstField + fieldCount + 1 }
}
