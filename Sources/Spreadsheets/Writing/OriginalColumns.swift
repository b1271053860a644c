/// How the columns of an input row are carried over into an output file.
package struct OriginalColumns: Sendable, Equatable {
  /// Delimiter of the input.
  let inputDelimiter: UInt8
  /// Columns of the input's header.
  let count: Int
  /// Columns, from 0, that are left out.
  let dropped: Set<Int>

  init(inputDelimiter: UInt8, count: Int, dropped: Set<Int>) {
    self.inputDelimiter = inputDelimiter
    self.count = count
    self.dropped = dropped
  }

  /// Number of columns that are carried over.
  var keptCount: Int { count - dropped.count { $0 < count } }

  /// The input's column, from 0, at `index` of the output; `index` itself after the last one.
  func inputColumn(ofOutput index: Int) -> Int {
    (0..<count).lazy.filter { !dropped.contains($0) }.dropFirst(index).first ?? index
  }
}

extension ByteBuffer {
  /// Appends the original columns of `row`, always exactly as many as the header has, so that what
  /// is appended next stands under its own header:
  ///
  /// - a row as wide as the header is copied byte for byte;
  /// - a shorter row is copied byte for byte and filled up with empty fields;
  /// - surplus fields are left out when they are all empty; otherwise they and the last column
  ///   become one quoted field that holds their source text;
  /// - a row whose quote never closes cannot be copied without swallowing what follows: the quote is
  ///   closed after the field that it opened, and the row filled up; a row that was too long to be kept
  ///   is all empty fields;
  /// - with another delimiter than the input's every field is written anew, in quotes if `quotesAll`.
  mutating func appendOriginal(
    _ row: Row, of block: borrowing RowBlock, columns: OriginalColumns, delimiter: UInt8,
    quotesAll: Bool = false
  ) {
    let raw = block.raw.span.extracting(row.rawRange)
    let isBroken = !row.flags.isDisjoint(with: [.openQuote, .tooLong])
    if row.flags.contains(.openQuote), delimiter == columns.inputDelimiter,
      appendClosingQuote(row, of: block, columns: columns, delimiter: delimiter)
    {
      return
    }
    if isBroken || delimiter != columns.inputDelimiter {
      return appendParsed(
        row, of: block, columns: columns, delimiter: delimiter,
        always: isBroken || quotesAll)
    }
    if row.fieldCount == columns.count, columns.dropped.isEmpty { return append(raw) }
    appendRaw(raw, columns: columns, delimiter: delimiter)
  }

  /// Copies the fields before the one whose quote never closes, and writes that one with a quote at
  /// its end.
  ///
  /// - Returns: false when the row cannot be split that way; then nothing is appended.
  private mutating func appendClosingQuote(
    _ row: Row, of block: borrowing RowBlock, columns: OriginalColumns, delimiter: UInt8
  ) -> Bool {
    let raw = block.raw.span.extracting(row.rawRange)
    let bounds = RawFields(of: raw, from: 0, delimiter: delimiter).bounds
    guard bounds.count == row.fieldCount, bounds.count <= columns.count else { return false }
    let last = bounds.count - 1
    var isFirst = true
    for column in 0..<columns.count where !columns.dropped.contains(column) {
      if !isFirst { append(delimiter) }
      isFirst = false
      if column < last { append(raw.extracting(bounds[column])) }
      if column == last {
        let value = block.bytes.span.extracting(block.fieldRange(last, of: row))
        appendField(
          value.extracting(0..<countWithoutLineEnd(value, value.count)), delimiter: delimiter,
          always: true)
      }
    }
    return true
  }

  private mutating func appendRaw(
    _ raw: Span<UInt8>, columns: OriginalColumns, delimiter: UInt8
  ) {
    let bounds = RawFields(of: raw, from: 0, delimiter: delimiter).bounds
    var isFirst = true
    for column in 0..<columns.count where !columns.dropped.contains(column) {
      if !isFirst { append(delimiter) }
      isFirst = false
      guard column < bounds.count else { continue }
      let isLast = column == columns.count - 1
      let surplus = bounds[column].lowerBound..<raw.count
      if isLast, !isEmpty(raw, bounds.dropFirst(columns.count)) {
        appendField(raw.extracting(surplus), delimiter: delimiter, always: true)
      } else {
        append(raw.extracting(bounds[column]))
      }
    }
  }

  private mutating func appendParsed(
    _ row: Row, of block: borrowing RowBlock, columns: OriginalColumns, delimiter: UInt8,
    always: Bool
  ) {
    let bytes = block.bytes.span
    var isFirst = true
    for column in 0..<columns.count where !columns.dropped.contains(column) {
      if !isFirst { append(delimiter) }
      isFirst = false
      guard column < row.fieldCount else { continue }
      var value = ByteBuffer()
      value.append(bytes.extracting(block.fieldRange(column, of: row)))
      if column == columns.count - 1 { value.appendSurplus(row, of: block, columns: columns) }
      let isOpen = row.flags.contains(.openQuote) && column == row.fieldCount - 1
      let count = isOpen ? countWithoutLineEnd(value.storage.span, value.count) : value.count
      appendField(
        value.storage.span.extracting(0..<count), delimiter: delimiter, always: always)
    }
  }

  /// Appends the values after the header's last column, if any is filled.
  private mutating func appendSurplus(
    _ row: Row, of block: borrowing RowBlock, columns: OriginalColumns
  ) {
    let surplus = columns.count..<max(columns.count, row.fieldCount)
    guard surplus.contains(where: { !block.fieldRange($0, of: row).isEmpty }) else { return }
    for column in surplus {
      append(columns.inputDelimiter)
      append(block.bytes.span.extracting(block.fieldRange(column, of: row)))
    }
  }
}

/// Bytes of a field that was open at a line end, without that line end.
private func countWithoutLineEnd(_ value: Span<UInt8>, _ count: Int) -> Int {
  var count = count
  while count > 0, value[count - 1] == 0x0A || value[count - 1] == 0x0D { count -= 1 }
  return count
}

/// Whether all of `bounds` hold blanks or empty quotes at most.
private func isEmpty(_ raw: Span<UInt8>, _ bounds: ArraySlice<Range<Int>>) -> Bool {
  for range in bounds {
    for index in range where raw[index] != 0x20 && raw[index] != 0x09 && raw[index] != quoteByte {
      return false
    }
  }
  return true
}

extension ByteBuffer {
  /// Appends `{` and the original members of a JSON row, byte for byte but on one line, for more
  /// members and a `}` to follow:
  ///
  /// - members named in `dropped` are left out;
  /// - a number with zeros in front, which JSON does not have, becomes a string;
  /// - a row that is no JSON object becomes one member `source_text` that holds its text;
  /// - a row that was too long to be kept has no members.
  ///
  /// - Returns: whether there is a member, so that a comma has to follow.
  mutating func appendOriginalMembers(
    _ row: Row, of block: borrowing RowBlock, dropping dropped: Set<[UInt8]>
  ) -> Bool {
    append(UInt8(ascii: "{"))
    if row.flags.contains(.tooLong) { return false }
    let raw = block.raw.span.extracting(row.rawRange)
    let start = count
    do throws(JSONFault) {
      if !row.flags.isDisjoint(with: [.malformed, .severalObjects]) { throw .malformed(at: 0) }
      return try appendMembers(raw, dropping: dropped)
    } catch {
      truncate(to: start)
      append("\"source_text\":")
      appendJSONString(raw)
      return true
    }
  }

  private mutating func appendMembers(_ raw: Span<UInt8>, dropping dropped: Set<[UInt8]>)
    throws(JSONFault) -> Bool
  {
    var hasMember = false
    var index = try skipBlanks(in: raw, from: 0) + 1
    while true {
      let key = try skipBlanks(in: raw, from: index)
      if raw[key] == UInt8(ascii: "}") { return hasMember }
      guard raw[key] == quoteByte else { throw .malformed(at: key) }
      let keyEnd = try stringEnd(in: raw, at: key)
      let colon = try skipBlanks(in: raw, from: keyEnd)
      let end = try valueEnd(in: raw, at: try skipBlanks(in: raw, from: colon + 1))
      var name = ByteBuffer()
      try name.appendUnescaped(raw, (key + 1)..<(keyEnd - 1))
      if !dropped.contains(name.bytes) {
        if hasMember { append(UInt8(ascii: ",")) }
        appendOnOneLine(raw.extracting(key..<end))
        hasMember = true
      }
      index = try skipBlanks(in: raw, from: end)
      if raw[index] == UInt8(ascii: ",") { index += 1 }
    }
  }

  /// Line ends within JSON are mere blanks: strings hold none.
  private mutating func appendOnOneLine(_ json: Span<UInt8>) {
    var index = 0
    var isInString = false
    while index < json.count {
      let byte = json[index]
      if byte == quoteByte { isInString.toggle() }
      if isInString, byte == 0x5C {
        append(json.extracting(index..<min(index + 2, json.count)))
        index += 2
      } else if !isInString, isWordByte(byte) {
        index = appendWord(json, from: index)
      } else {
        append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
        index += 1
      }
    }
  }

  /// Appends the number or literal at `start`.
  ///
  /// - Returns: the index after it.
  private mutating func appendWord(_ json: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < json.count, isWordByte(json[end]) { end += 1 }
    let first = json[start] == 0x2D ? start + 1 : start
    let hasZeros = first + 1 < end && json[first] == 0x30 && json[first + 1] &- 0x30 <= 9
    if hasZeros { append(quoteByte) }
    append(json.extracting(start..<end))
    if hasZeros { append(quoteByte) }
    return end
  }

  /// Appends a member, a comma before it unless it is the first; an empty value becomes `null`.
  mutating func appendMember(
    _ name: String, _ value: Span<UInt8>, isFirst: Bool, isNumber: Bool = false
  ) {
    if !isFirst { append(UInt8(ascii: ",")) }
    appendJSONString(name.utf8.span)
    append(UInt8(ascii: ":"))
    if value.isEmpty {
      append("null")
    } else if isNumber {
      append(value)
    } else {
      appendJSONString(value)
    }
  }
}
