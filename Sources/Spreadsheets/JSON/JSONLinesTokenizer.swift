/// One object per physical line: a line that is none is a broken row, and the next one is read.
struct JSONLinesTokenizer: RowTokenizer {
  let recordLimit: Int
  private var parser: JSONRecordParser
  private var lines = LineScanner()
  private var isSkippingLine = false

  var columns: [ColumnKey] { parser.table.columns }

  init(columns: [ColumnKey], recordLimit: Int) {
    parser = JSONRecordParser(columns: columns)
    self.recordLimit = recordLimit
  }

  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool {
    lines = LineScanner()
    let source = block.raw
    let text = source.span.extracting(0..<textCount)
    var sink = JSONRowSink(&block)
    while !sink.isFull(block), cursor.index < textCount {
      guard let line = lines.line(from: cursor.index, in: text, isAtEnd: isAtEnd) else {
        skipIfTooLong(&block, sink: &sink, text: text, cursor: &cursor)
        break
      }
      if isSkippingLine {
        isSkippingLine = false
      } else {
        append(line, of: text, at: cursor, to: &block, sink: &sink)
      }
      cursor.advance(to: line.end, in: text)
    }
    block.columns = columns
    return sink.isFull(block)
  }

  private mutating func append(
    _ line: PhysicalLine, of text: Span<UInt8>, at cursor: TextCursor, to block: inout RowBlock,
    sink: inout JSONRowSink
  ) {
    let content = cursor.index..<line.contentEnd
    if content.count > recordLimit {
      let none = cursor.index..<cursor.index
      return sink.append(parser, start: cursor, rawRange: none, flags: .tooLong, to: &block)
    }
    // No further than the line: over many blank ones that would be quadratic.
    let throughLine = text.extracting(0..<line.contentEnd)
    guard let first = firstNonBlank(in: throughLine, from: cursor.index) else {
      block.blankLineCount += 1
      return
    }
    let flags = flags(of: throughLine, at: first)
    sink.append(parser, start: cursor, rawRange: content, flags: flags, to: &block)
  }

  /// Parses the object at `start`; nothing may follow it.
  private mutating func flags(of text: Span<UInt8>, at start: Int) -> RowFlags {
    do throws(JSONFault) {
      let end = try parser.parse(text, at: start)
      guard firstNonBlank(in: text, from: end) != nil else { return [] }
      let next = elementStart(in: text, from: end)
      return next < text.count && text[next] == 0x7B ? .severalObjects : .malformed
    } catch {
      return .malformed
    }
  }

  /// Leaves out what is read of a line that is longer than the limit, once with a row to tell.
  private mutating func skipIfTooLong(
    _ block: inout RowBlock, sink: inout JSONRowSink, text: Span<UInt8>, cursor: inout TextCursor
  ) {
    guard isSkippingLine || text.count - 1 - cursor.index > recordLimit else { return }
    if !isSkippingLine {
      let none = cursor.index..<cursor.index
      sink.append(parser, start: cursor, rawRange: none, flags: .tooLong, to: &block)
    }
    isSkippingLine = true
    let endsInCarriageReturn = text[text.count - 1] == 0x0D
    cursor.advance(to: text.count - (endsInCarriageReturn ? 1 : 0), lines: 0, in: text)
  }
}

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
