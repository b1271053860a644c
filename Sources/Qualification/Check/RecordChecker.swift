package import BrazilianBanking
package import Spreadsheets

/// Checks one row after the other; its buffers are reused, nothing is allocated per record.
///
/// The findings are in the order of the fields of a record. Checking never throws: bad data is a
/// value.
package struct RecordChecker {
  let settings: CheckSettings
  let directory: BankDirectory
  let columns: CheckedColumns
  private let headerCount: Int
  private let mendsMojibake: Bool

  /// Findings of the latest row.
  package internal(set) var findings: [Finding] = []
  /// Values of the latest row; complete only when it was accepted.
  package internal(set) var record = Record()
  /// Normalised name of the latest row, UTF-8.
  package internal(set) var name: [UInt8] = []
  /// The row's own code, ASCII; empty when it has none.
  package internal(set) var customCode: [UInt8] = []
  var accountTypes = AccountTypeReading()

  /// - Parameters:
  ///   - columnCount: how many columns the header has; 0 when rows have no fixed number.
  ///   - mendsMojibake: whether cells are mended that are UTF-8 read as Windows-1252.
  package init(
    mapping: ColumnMapping, columnCount: Int, settings: CheckSettings,
    directory: BankDirectory = .bundled, mendsMojibake: Bool = false
  ) {
    self.mendsMojibake = mendsMojibake
    self.settings = settings
    self.directory = directory
    self.columns = CheckedColumns(mapping)
    self.headerCount = columnCount
    findings.reserveCapacity(16)
    name.reserveCapacity(256)
    customCode.reserveCapacity(64)
  }

  /// Checks a row of `block`.
  ///
  /// - Returns: whether it may be sent.
  package mutating func check(_ row: Row, in block: borrowing RowBlock) -> Bool {
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    name.removeAll(keepingCapacity: true)
    if !customCode.isEmpty { customCode.removeAll(keepingCapacity: true) }
    record = Record()
    guard checkShape(of: row, in: block) else { return false }
    if mendsMojibake, let (mended, fields) = columns.mended(row, of: block) {
      for field in fields { repair(.mojibakeMended, field) }
      checkCells(of: mended.row(0), in: mended)
    } else {
      checkCells(of: row, in: block)
    }
    return findings.isEmpty || !findings.contains { $0.severity == .error }
  }

  private mutating func checkCells(of row: Row, in block: borrowing RowBlock) {
    let bytes = block.bytes.span
    checkName(bytes.extracting(block.fieldRange(columns.name, of: row)))
    checkDocument(
      bytes.extracting(block.fieldRange(columns.document, of: row)),
      declared: bytes.extracting(columns.range(columns.documentType, in: block, of: row)))
    checkBank(bytes.extracting(block.fieldRange(columns.bankCode, of: row)))
    checkBranch(
      bytes.extracting(block.fieldRange(columns.bankBranch, of: row)),
      digit: bytes.extracting(columns.range(columns.bankBranchDigit, in: block, of: row)))
    // The type first: Caixa's rule without an operation depends on it.
    checkAccountType(
      bytes.extracting(columns.range(columns.accountType, in: block, of: row)))
    checkAccount(
      bytes.extracting(block.fieldRange(columns.account, of: row)),
      digit: bytes.extracting(columns.range(columns.accountDigit, in: block, of: row)),
      operation: bytes.extracting(columns.range(columns.operation, in: block, of: row)))
    checkAmount(bytes.extracting(columns.range(columns.amount, in: block, of: row)))
    if columns.pixKey >= 0 {
      checkPixKey(bytes.extracting(block.fieldRange(columns.pixKey, of: row)))
    }
    if columns.hasCodes {
      checkCustomCode(
        own: bytes.extracting(columns.range(columns.customCode, in: block, of: row)),
        earlier: bytes.extracting(columns.range(columns.earlierCustomCode, in: block, of: row)),
        earlierStatus: bytes.extracting(columns.range(columns.earlierStatus, in: block, of: row)))
    }
  }

  /// The row as a row: damage, number of columns, totals.
  private mutating func checkShape(of row: Row, in block: borrowing RowBlock) -> Bool {
    if !row.flags.isEmpty {
      findings.append(Self.finding(row))
      return false
    }
    if headerCount > 0, row.fieldCount != headerCount, !hasOnlyEmptySurplus(row, in: block) {
      // A total often has no cells behind its sum.
      findings.append(
        isTotal(row, in: block)
          ? Finding(.totalRow)
          : Finding(.columnCount, detail: .counts(found: row.fieldCount, expected: headerCount)))
      return false
    }
    if isTotal(row, in: block) {
      findings.append(Finding(.totalRow))
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
    return Finding(.malformed)
  }

  private func hasOnlyEmptySurplus(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard row.fieldCount > headerCount else { return false }
    for column in headerCount..<row.fieldCount where !block.fieldRange(column, of: row).isEmpty {
      return false
    }
    return true
  }

  /// `Total`, `Total geral` or `Soma` in the first filled cell, and no document.
  private func isTotal(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard block.fieldRange(columns.document, of: row).isEmpty else { return false }
    for column in 0..<row.fieldCount {
      let range = block.fieldRange(column, of: row)
      guard !range.isEmpty else { continue }
      guard range.count < 24 else { return false }
      let folded = HeaderFolding.fold(block.text(column, of: row))
      return ["total", "total geral", "soma", "totais", "subtotal"].contains(folded)
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

/// Column numbers of the fields that are checked; -1 for an absent one.
package struct CheckedColumns: Sendable {
  let name, document, documentType, bankCode, bankBranch, bankBranchDigit: Int
  let account, accountDigit, accountType, operation, amount, customCode, pixKey: Int
  let earlierCustomCode, earlierStatus: Int

  init(_ mapping: ColumnMapping) {
    name = mapping.column(.name)
    document = mapping.column(.document)
    documentType = mapping.column(.documentType)
    bankCode = mapping.column(.bankCode)
    bankBranch = mapping.column(.bankBranch)
    bankBranchDigit = mapping.column(.bankBranchDigit)
    account = mapping.column(.account)
    accountDigit = mapping.column(.accountDigit)
    accountType = mapping.column(.accountType)
    operation = mapping.column(.operation)
    amount = mapping.column(.amount)
    customCode = mapping.column(.customCode)
    pixKey = mapping.column(.pixKey)
    earlierCustomCode = mapping.column(.earlierCustomCode)
    earlierStatus = mapping.column(.earlierStatus)
  }

  /// Whether records may bring codes.
  var hasCodes: Bool { customCode >= 0 || earlierCustomCode >= 0 }

  /// Where the cell stands; empty for an absent column.
  func range(_ column: Int, in block: borrowing RowBlock, of row: Row) -> Range<Int> {
    column < 0 ? 0..<0 : block.fieldRange(column, of: row)
  }
}
