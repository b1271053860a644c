/// A run of consecutive rows: one buffer of field bytes, one of raw text, and indices into both.
///
/// A block is reused: hand it to ``RowReader/next(into:)``, read it, hand it back. It is a value
/// of a few arrays, so it moves between tasks for the price of a pointer copy; while only one
/// owner keeps it nothing is ever copied or allocated.
///
///     let bytes = block.bytes.span
///     for index in 0..<block.rowCount {
///       let row = block.row(index)
///       let first = bytes.extracting(block.fieldRange(row.firstField))
///     }
package struct RowBlock: Sendable {
  /// Unescaped UTF-8 bytes of all fields, one behind the other. Longer than what is filled.
  package internal(set) var bytes: [UInt8] = []
  /// The text that was read, in UTF-8, records one behind the other. Longer than what is filled.
  package internal(set) var raw: [UInt8] = []
  /// The keys of the columns for JSON rows, in column order; empty for delimited rows.
  package internal(set) var columns: [ColumnKey] = []
  /// Blank lines met while this block was filled.
  package internal(set) var blankLineCount = 0
  /// Rows of nothing but delimiters met, and left out, while this block was filled.
  package internal(set) var emptyRowCount = 0

  /// Bounds of the fields in `bytes`: field `i` is `fieldBounds[i]..<fieldBounds[i + 1]`. Longer
  /// than what is filled.
  package internal(set) var fieldBounds: [Int32] = []
  /// The rows, in the order of the file.
  package internal(set) var rows: [Row] = []

  package init() {}

  /// Number of rows in the block.
  package var rowCount: Int { rows.count }

  /// The row at `index`, from 0.
  package func row(_ index: Int) -> Row { rows[index] }

  /// Where field `index` (of the block, see ``Row/firstField``) stands in ``bytes``.
  package func fieldRange(_ index: Int) -> Range<Int> {
    Int(fieldBounds[index])..<Int(fieldBounds[index + 1])
  }

  /// Where the field in `column` (from 0) of `row` stands in ``bytes``; empty when the row is shorter.
  package func fieldRange(_ column: Int, of row: Row) -> Range<Int> {
    guard column < row.fieldCount else { return 0..<0 }
    return fieldRange(row.firstField + column)
  }

  /// The field as text: for headers and messages, not for the hot path.
  package func text(_ column: Int, of row: Row) -> String {
    String(decoding: bytes[fieldRange(column, of: row)], as: UTF8.self)
  }

  /// All fields of a row as text: for headers and messages, not for the hot path.
  package func texts(of row: Row) -> [String] {
    (0..<row.fieldCount).map { text($0, of: row) }
  }

  /// Forgets the rows and keeps the memory.
  mutating func removeAllRows() {
    rows.removeAll(keepingCapacity: true)
    blankLineCount = 0
    emptyRowCount = 0
  }
}

extension Span where Element == Int32 {
  /// Where the field in `column` of a row with these bounds stands in the bytes of its block; empty
  /// when the row is shorter or `column` is negative, which an absent one is.
  @inlinable @inline(__always) package func field(_ column: Int) -> Range<Int> {
    guard column >= 0, column + 1 < count else { return 0..<0 }
    return Int(self[column])..<Int(self[column + 1])
  }
}
