/// The rows that ``SheetSpool`` has written.
struct SheetRowTokenizer: RowTokenizer {
  var columns: [ColumnKey] { [] }

  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool {
    let rowLimit = max(16, block.raw.count / 32)
    var rows: [Row] = []
    swap(&rows, &block.rows)
    defer { swap(&rows, &block.rows) }
    var filling = FieldFilling(of: &block)
    defer { filling.giveBack(to: &block) }
    let text = block.raw.span.extracting(0..<textCount)
    while rows.count < rowLimit {
      guard let head = SpooledRowHead(text, at: cursor.index) else { return false }
      let range = head.start..<head.start + head.byteCount
      guard range.upperBound < text.count else { return false }
      let firstField = filling.fieldCount
      filling.append(text, range, delimiter: SheetSpool.delimiter)
      rows.append(
        Row(
          line: head.row, byteOffset: cursor.byteOffset, firstField: firstField,
          fieldCount: filling.fieldCount - firstField, rawStart: range.lowerBound,
          rawCount: range.count, flags: RowFlags(rawValue: head.flags), faultLineDistance: 0))
      for mark in head.marks {
        filling.marks.append(CellMark(field: firstField + mark.field, kind: mark.kind))
      }
      cursor.advance(to: range.upperBound + 1, lines: 0, in: text)
    }
    return true
  }
}

/// The line of numbers in front of a row.
private struct SpooledRowHead {
  var row = 0
  var flags: UInt16 = 0
  var byteCount = 0
  /// With the column in the place of the field.
  var marks: [CellMark] = []
  /// Where the row begins.
  var start = 0

  /// - Returns: nil when it is not there to its end.
  init?(_ text: Span<UInt8>, at start: Int) {
    var (number, position, column) = (0, 0, 0)
    var index = start
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte &- 0x30 <= 9 {
        number = number &* 10 &+ Int(byte &- 0x30)
        continue
      }
      switch position {
      case 0: row = number
      case 1: flags = UInt16(truncatingIfNeeded: number)
      case 2: break
      case 3: byteCount = number
      case _ where position % 2 == 0: column = number
      default:
        if let kind = CellMark.Kind(rawValue: UInt8(truncatingIfNeeded: number)) {
          marks.append(CellMark(field: column, kind: kind))
        }
      }
      position += 1
      number = 0
      guard byte == 0x0A else { continue }
      self.start = index
      return
    }
    return nil
  }
}

/// Fields on their way into a block.
private struct FieldFilling: ~Copyable {
  private var bytes: [UInt8] = []
  private var bounds: [Int32] = []
  var marks: [CellMark] = []
  private var byteCount = 0
  private(set) var fieldCount = 0

  init(of block: inout RowBlock) {
    swap(&bytes, &block.bytes)
    swap(&bounds, &block.fieldBounds)
    swap(&marks, &block.marks)
    if bounds.isEmpty { bounds.append(0) }
    bounds[0] = 0
  }

  mutating func giveBack(to block: inout RowBlock) {
    swap(&bytes, &block.bytes)
    swap(&bounds, &block.fieldBounds)
    swap(&marks, &block.marks)
  }

  /// Splits the delimited text in `range`, which ``SheetSpool`` wrote.
  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>, delimiter: UInt8) {
    bytes.lengthen(to: byteCount + range.count)
    var index = range.lowerBound
    repeat {
      if index < range.upperBound, text[index] == quoteByte {
        index = appendQuoted(text, from: index + 1, to: range.upperBound)
      } else {
        let start = index
        while index < range.upperBound, text[index] != delimiter { index += 1 }
        appendBytes(text.extracting(start..<index))
      }
      endField()
      index += 1
    } while index <= range.upperBound
  }

  /// - Returns: the index behind the closing quote.
  private mutating func appendQuoted(_ text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      let quote = min(firstIndex(of: quoteByte, in: text, from: index), end)
      appendBytes(text.extracting(index..<quote))
      index = quote + 1
      guard index < end, text[index] == quoteByte else { return index }
      appendBytes(text.extracting(index..<index + 1))
      index += 1
    }
    return index
  }

  private mutating func appendBytes(_ source: Span<UInt8>) {
    bytes.overwrite(from: byteCount, with: source)
    byteCount += source.count
  }

  private mutating func endField() {
    fieldCount += 1
    if fieldCount == bounds.count { bounds.append(0) }
    bounds[fieldCount] = Int32(truncatingIfNeeded: byteCount)
  }
}
