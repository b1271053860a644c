extension RowBlock {
  /// A block of one row: a copy of `row` of `block` with other bytes in some columns. It has no raw
  /// text.
  package init(copying row: Row, of block: borrowing RowBlock, replacing cells: [Int: [UInt8]]) {
    self.init()
    columns = block.columns
    fieldBounds = [0]
    for column in 0..<row.fieldCount {
      bytes += cells[column] ?? Array(block.bytes[block.fieldRange(column, of: row)])
      fieldBounds.append(Int32(bytes.count))
    }
    var copy = row
    copy.firstField = 0
    (copy.rawStart, copy.rawCount) = (0, 0)
    rows = [copy]
  }
}
