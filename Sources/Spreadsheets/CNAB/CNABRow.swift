/// Appends rows made of fields to a block.
struct CNABRow {
  private var byteCount = 0
  private(set) var fieldCount = 0

  /// Makes the first bound of an empty block.
  init(_ block: inout RowBlock) {
    if block.fieldBounds.isEmpty { block.fieldBounds.append(0) }
    block.fieldBounds[0] = 0
  }

  /// Fields of the row under way, one behind the other.
  private var fields: [ArraySlice<UInt8>] = []

  mutating func append(_ field: ArraySlice<UInt8>) { fields.append(field) }

  mutating func append(_ field: String) { fields.append(ArraySlice(field.utf8)) }

  /// Ends the row.
  ///
  /// - Parameter rawRange: its lines in the text of the block.
  mutating func end(
    start: TextCursor, rawRange: Range<Int>, flags: RowFlags, in block: inout RowBlock
  ) {
    let first = fieldCount
    var flags = flags
    for field in fields {
      block.bytes.lengthen(to: byteCount + field.count)
      for byte in field {
        block.bytes[byteCount] = byte
        byteCount += 1
        if byte == 0 { flags.insert(.nulByte) }
      }
      fieldCount += 1
      if fieldCount < block.fieldBounds.count {
        block.fieldBounds[fieldCount] = Int32(byteCount)
      } else {
        block.fieldBounds.append(Int32(byteCount))
      }
    }
    fields.removeAll(keepingCapacity: true)
    block.rows.append(
      Row(
        line: start.line, byteOffset: start.byteOffset, firstField: first,
        fieldCount: fieldCount - first, rawStart: rawRange.lowerBound, rawCount: rawRange.count,
        flags: flags, faultLineDistance: 0))
  }
}
