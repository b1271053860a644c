package import Spreadsheets

/// Tells what is wrong with a row as a row: damage, number of columns, totals.
@usableFromInline package struct RowShape: Sendable {
  /// Columns of the header; 0 when rows have no fixed number.
  @usableFromInline let columnCount: Int
  /// Columns up to the last one with a name or a use: a delimiter too many at the end of the header
  /// names none.
  private let namedCount: Int
  /// Columns up to the last one that is used.
  private let usedCount: Int
  /// The column without which a row may be a total; -1 for none.
  private let totalsColumn: Int
  private let delimiter: UInt8
  private let isFromWorkbook: Bool
  private let amountCut: AmountCut?
  /// Whether records are rejected for an amount that may be cut, or only warned of.
  private let rejectsCutAmounts: Bool
  private let repetition: HeaderRepetition
  /// Whether the decimals of an amount that a comma cuts may stand under a header of their own, and
  /// reject their row.
  @usableFromInline let mayCutAmount: Bool
  /// The amount that a comma may cut in a row that is read all the same, with a warning.
  package let doubtfulAmount: Field?

  /// - Parameters:
  ///   - totals: the field that every record has and no total.
  ///   - amount: the field that commas between fields may cut in two; nil for none.
  ///   - rejectsCutAmounts: whether nothing may be sent with an amount that is in doubt.
  ///   - neverShort: fields whose cells are never one or two digits.
  package init(
    _ form: RowForm, totals: Field, amount: Field?, rejectsCutAmounts: Bool = true,
    neverShort: [Field] = []
  ) {
    columnCount = form.columnCount
    let mapping = form.mapping
    let used = (Array(mapping.columns.values) + mapping.earlierRun).max() ?? -1
    usedCount = used + 1
    let named = mapping.headers.lastIndex { !HeaderFolding.fold($0).isEmpty } ?? -1
    namedCount = min(columnCount, max(used, named) + 1)
    totalsColumn = mapping.column(totals)
    delimiter = form.delimiter
    isFromWorkbook = form.isFromWorkbook
    amountCut = AmountCut(form, amount, neverShort: neverShort)
    self.rejectsCutAmounts = rejectsCutAmounts
    mayCutAmount = rejectsCutAmounts && amountCut?.mayFitHeader ?? false
    doubtfulAmount = rejectsCutAmounts ? nil : amountCut?.field
    repetition = HeaderRepetition(
      mapping.layout, columns: mapping.columns, headers: mapping.headers)
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
    if row.flags.rawValue != 0 { return finding(row, in: block) }
    // A total often has no cells behind its sum.
    if isTotal(row, in: block) { return Finding(.totalRow) }
    guard columnCount > 0 else { return nil }
    if row.fieldCount != columnCount, let fault = ragged(row, in: block) { return fault }
    return mayCutAmount && hasDoubtfulAmount(row, in: block)
      ? Finding(.amountCut, amountCut?.field) : nil
  }

  /// Whether the row, which has no other fault, may have an amount that is cut.
  package func hasDoubtfulAmount(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard let amountCut else { return false }
    return row.fieldCount > columnCount
      ? amountCut.cutsLongRow(row, in: block) : amountCut.cutsWholeRow(row, in: block)
  }

  /// How the columns of a header among the records stand; nil for a row that is none.
  package func header(_ row: Row, in block: borrowing RowBlock) -> HeaderRepetition.Order? {
    columnCount > 0 ? repetition.order(of: row, in: block) : nil
  }

  private func finding(_ row: Row, in block: borrowing RowBlock) -> Finding {
    if row.flags.contains(.openQuote) {
      let hint = RowHint.ofQuotes(
        in: block.raw.span.extracting(row.rawRange), delimiter: delimiter, isOneCell: false)
      return Finding(.openQuote, detail: .line(row.faultLine, hint: hint))
    }
    if row.flags.contains(.longText) { return Finding(.longText) }
    if row.flags.contains(.missingText) { return Finding(.missingText) }
    if row.flags.contains(.nulByte) { return Finding(.nulByte) }
    if row.flags.contains(.tooLong) { return Finding(.tooLong) }
    if row.flags.contains(.repeatedKey) { return Finding(.repeatedKey) }
    if row.flags.contains(.tooComplex) { return Finding(.tooComplex) }
    if row.flags.contains(.severalObjects) { return Finding(.severalObjects) }
    if row.flags.contains(.loneSegment) { return Finding(.loneSegment) }
    if row.flags.contains(.missingSegment) { return Finding(.missingSegment) }
    if row.flags.contains(.otherLot) { return Finding(.otherLot) }
    if row.flags.contains(.foreignIdentifier) { return Finding(.foreignIdentifier) }
    return Finding(.malformed)
  }

  /// What is wrong with a row that has more or fewer cells than the header; nil for nothing.
  private func ragged(_ row: Row, in block: borrowing RowBlock) -> Finding? {
    let count = row.fieldCount
    if count > columnCount {
      let isEmpty = hasOnlyEmptySurplus(row, in: block)
      if let amountCut, amountCut.cutsLongRow(row, in: block),
        rejectsCutAmounts || !isEmpty || !amountCut.movesUnusedOnly
      {
        return Finding(.amountCut, amountCut.field)
      }
      // A comma too many may be a decimal comma: every cell behind it stands in the wrong column.
      let mayHaveMoved = amountCut != nil && rejectsCutAmounts
      if !mayHaveMoved, isEmpty { return nil }
    } else if count >= namedCount {
      return nil
    }
    if isFromWorkbook {
      return Finding(.cellBeyondHeader, detail: .counts(found: count, expected: columnCount))
    }
    var hint = RowHint.ofQuotes(
      in: block.raw.span.extracting(row.rawRange), delimiter: delimiter, isOneCell: count == 1)
    // Cells in quotes make no row longer.
    if hint == .cellsInQuotes, count > columnCount { hint = .none }
    if hint == .none, count < columnCount, count >= usedCount { hint = .unusedMissing }
    return Finding(
      .columnCount,
      detail: .counts(
        found: count, expected: count < columnCount ? namedCount : columnCount, hint: hint))
  }

  private func hasOnlyEmptySurplus(_ row: Row, in block: borrowing RowBlock) -> Bool {
    for column in columnCount..<row.fieldCount where !block.fieldRange(column, of: row).isEmpty {
      return false
    }
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
