package import Spreadsheets

/// Tells what is wrong with a row as a row: damage, number of columns, totals.
@usableFromInline package struct RowShape: Sendable {
  /// Columns of the header; 0 when rows have no fixed number.
  @usableFromInline let columnCount: Int
  /// The column without which a row may be a total; -1 for none.
  private let totalsColumn: Int
  /// The amount that a decimal comma may cut in two; nil for none.
  private let amount: Field?
  private let amountColumn: Int
  private let isFromWorkbook: Bool
  /// Whether the decimals of an amount that a comma cuts would stand in the last column, which means
  /// nothing.
  @usableFromInline let mayCutAmount: Bool

  /// - Parameters:
  ///   - totals: the field that every record has and no total.
  ///   - amount: the field that commas between fields may cut in two; nil for none.
  package init(_ form: RowForm, totals: Field, amount: Field?) {
    columnCount = form.columnCount
    isFromWorkbook = form.isFromWorkbook
    totalsColumn = form.mapping.column(totals)
    self.amount = form.hasCommas ? amount : nil
    let column = self.amount.map(form.mapping.column) ?? -1
    amountColumn = column
    mayCutAmount =
      column >= 0 && column + 2 == columnCount
      && !form.mapping.columns.values.contains(columnCount - 1)
  }

  /// Whether nothing is wrong, which is nearly always so; false means that ``fault(of:in:)`` has to look.
  ///
  /// - Parameters:
  ///   - flags: of the row, as a number: those of sets are not inlined across modules.
  ///   - isTotalsCellEmpty: whether the cell that every record has and no total is empty.
  @inlinable @inline(__always)
  package func isUsual(flags: UInt16, fieldCount: Int, isTotalsCellEmpty: Bool) -> Bool {
    flags == 0 && (columnCount == 0 || fieldCount == columnCount) && !isTotalsCellEmpty
      && !mayCutAmount
  }

  /// What is wrong with a row that is not usual; nil for nothing.
  package func fault(of row: Row, in block: borrowing RowBlock) -> Finding? {
    // Compared as a number: that of sets is not inlined across modules.
    if row.flags.rawValue != 0 { return Self.finding(row) }
    // A total often has no cells behind its sum.
    if isTotal(row, in: block) { return Finding(.totalRow) }
    if columnCount > 0, row.fieldCount != columnCount, !hasOnlyEmptySurplus(row, in: block) {
      return Finding(
        isFromWorkbook ? .cellBeyondHeader : .columnCount,
        detail: .counts(found: row.fieldCount, expected: columnCount))
    }
    if mayCutAmount, hasCutAmount(row, in: block) { return Finding(.amountCut, amount) }
    return nil
  }

  private static func finding(_ row: Row) -> Finding {
    if row.flags.contains(.openQuote) {
      return Finding(.openQuote, detail: .line(row.faultLine))
    }
    if row.flags.contains(.longText) { return Finding(.longText) }
    if row.flags.contains(.missingText) { return Finding(.missingText) }
    if row.flags.contains(.nulByte) { return Finding(.nulByte) }
    if row.flags.contains(.tooLong) { return Finding(.tooLong) }
    if row.flags.contains(.repeatedKey) { return Finding(.repeatedKey) }
    if row.flags.contains(.tooComplex) { return Finding(.tooComplex) }
    if row.flags.contains(.loneSegment) { return Finding(.loneSegment) }
    if row.flags.contains(.missingSegment) { return Finding(.missingSegment) }
    if row.flags.contains(.otherLot) { return Finding(.otherLot) }
    if row.flags.contains(.foreignIdentifier) { return Finding(.foreignIdentifier) }
    return Finding(.malformed)
  }

  private func hasOnlyEmptySurplus(_ row: Row, in block: borrowing RowBlock) -> Bool {
    // A comma too many may be a decimal comma: every cell behind it stands in the wrong column.
    guard row.fieldCount > columnCount, amount == nil else { return false }
    for column in columnCount..<row.fieldCount where !block.fieldRange(column, of: row).isEmpty {
      return false
    }
    return true
  }

  /// Whether a decimal comma cut the amount in two where an empty last column was left out: `1234,56`.
  private func hasCutAmount(_ row: Row, in block: borrowing RowBlock) -> Bool {
    let units = block.bytes.span.extracting(block.fieldRange(amountColumn, of: row))
    let decimals = block.bytes.span.extracting(block.fieldRange(amountColumn + 1, of: row))
    return decimals.count == 2 && Self.isWhole(units) && CellShape.isDigits(decimals)
  }

  /// Whether the cell ends in a digit and has neither point nor comma.
  private static func isWhole(_ cell: Span<UInt8>) -> Bool {
    guard !cell.isEmpty, cell[cell.count - 1] &- 0x30 <= 9 else { return false }
    for index in cell.indices where cell[index] == 0x2C || cell[index] == 0x2E { return false }
    return true
  }

  /// `Total`, `Total geral` or `Soma` in the first filled cell, and nothing in ``totalsColumn``.
  private func isTotal(_ row: Row, in block: borrowing RowBlock) -> Bool {
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    guard bounds.field(totalsColumn).isEmpty else { return false }
    for column in 0..<row.fieldCount {
      let range = block.fieldRange(column, of: row)
      guard !range.isEmpty else { continue }
      guard range.count < 24, Self.mayBeTotal(block.bytes.span.extracting(range)) else {
        return false
      }
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
}
