/// Appends parsed JSON records to a block.
struct JSONRowSink {
  private var byteCount = 0
  private var fieldCount = 0

  /// Makes the first bound of an empty block.
  init(_ block: inout RowBlock) {
    if block.fieldBounds.isEmpty { block.fieldBounds.append(0) }
    block.fieldBounds[0] = 0
  }

  /// Whether the block has had its fill: 16,384 rows and half a million fields are a large block.
  func isFull(_ block: RowBlock) -> Bool {
    block.rows.count >= 16_384 || fieldCount >= 1 << 19
  }

  /// Appends a row of the record that `parser` holds; without fields when flags say it is broken.
  mutating func append(
    _ parser: JSONRecordParser, start: TextCursor, rawRange: Range<Int>, flags: RowFlags,
    to block: inout RowBlock
  ) {
    var flags = flags
    if parser.isTooComplex, flags.isEmpty { flags.insert(.tooComplex) }
    if parser.hasRepeatedKey, flags.isEmpty { flags.insert(.repeatedKey) }
    let firstField = fieldCount
    if flags.isEmpty {
      appendFields(of: parser, to: &block)
      let values = parser.values.storage.span.extracting(0..<parser.values.count)
      if firstIndex(of: 0, in: values, from: 0) < values.count { flags.insert(.nulByte) }
    }
    block.rows.append(
      Row(
        line: start.line, byteOffset: start.byteOffset, firstField: firstField,
        fieldCount: fieldCount - firstField, rawStart: rawRange.lowerBound,
        rawCount: rawRange.count, flags: flags, faultLineDistance: 0))
  }

  private mutating func appendFields(of parser: JSONRecordParser, to block: inout RowBlock) {
    for range in parser.ranges {
      block.bytes.lengthen(to: byteCount + range.count)
      block.bytes.overwrite(
        from: byteCount, with: parser.values.storage.span.extracting(range))
      byteCount += range.count
      fieldCount += 1
      if fieldCount < block.fieldBounds.count {
        block.fieldBounds[fieldCount] = Int32(byteCount)
      } else {
        block.fieldBounds.append(Int32(byteCount))
      }
    }
  }
}
