import Spreadsheets

extension ColumnMapping {
  /// The row with every cell of a field mended that is UTF-8 read as Windows-1252, and those fields;
  /// nil when there is none. Only runs that were told to mend come here.
  func mended(_ row: Row, of block: borrowing RowBlock) -> (block: RowBlock, fields: [Field])? {
    let bytes = block.bytes.span
    let bounds = block.fieldBounds.span.extracting(row.boundIndices)
    var cells: [Int: [UInt8]] = [:]
    var fields: [Field] = []
    for field in layout.allFields {
      let cell = bytes.extracting(bounds.field(column(field)))
      guard Mojibake.isFound(in: cell), let mended = Mojibake.mended(cell) else { continue }
      cells[column(field)] = mended
      fields.append(field)
    }
    guard !fields.isEmpty else { return nil }
    return (RowBlock(copying: row, of: block, replacing: cells), fields)
  }
}
