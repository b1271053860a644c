import Spreadsheets

/// Finds columns of codes in which a spreadsheet made dates.
enum DateColumns {
  /// Rows looked at, the first ones.
  private static let mostRows = 1_000

  /// Fields of codes of whose filled cells one in five or more is a date: a number among them may be a date
  /// that lost its format.
  ///
  /// - Parameters:
  ///   - block: has the first rows of the input.
  ///   - first: the first record.
  static func find(
    in block: borrowing RowBlock, from first: Int, _ mapping: ColumnMapping
  ) -> Set<Field> {
    var found: Set<Field> = []
    for field in mapping.layout.allFields {
      let column = mapping.column(field)
      guard mapping.layout[field].kind == .identifier, column >= 0 else { continue }
      var (filled, dates) = (0, 0)
      for index in first..<max(first, min(block.rowCount, first + mostRows)) {
        let row = block.row(index)
        let cell = block.bytes.span.extracting(block.fieldRange(column, of: row))
        if cell.isEmpty { continue }
        filled += 1
        // Digits alone are no date yet, and what is longer is none.
        guard cell.count <= 24, !isDigits(cell) else { continue }
        if DateText.isDate(block.text(column, of: row)) { dates += 1 }
      }
      if dates > 0, dates * 5 >= filled { found.insert(field) }
    }
    return found
  }

  private static func isDigits(_ cell: Span<UInt8>) -> Bool {
    for index in cell.indices where cell[index] &- 0x30 > 9 { return false }
    return true
  }
}
