/// Why JSON text could not be read on.
enum JSONFault: Error, Equatable {
  /// The text ends within the value.
  case endOfText
  /// What is at this index is not JSON.
  case malformed(at: Int)
}

/// Index of the first byte at or after `start` that is no blank.
///
/// - Throws: ``JSONFault/endOfText``.
func skipBlanks(in text: Span<UInt8>, from start: Int) throws(JSONFault) -> Int {
  guard let index = firstNonBlank(in: text, from: start) else { throw .endOfText }
  return index
}

/// Index after the string whose opening quote is at `start`. Line ends and other control
/// characters within are not allowed (RFC 8259).
///
/// - Throws: ``JSONFault``.
func stringEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var index = start + 1
  while index < text.count {
    switch text[index] {
    case quoteByte: return index + 1
    case 0x5C: index += 2
    case 0..<0x20: throw .malformed(at: index)
    default: index += 1
    }
  }
  throw .endOfText
}

/// Index after the object or array that begins at `start`, by its brackets alone.
///
/// - Throws: ``JSONFault``.
func nestedEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var depth = 0
  var index = start
  while index < text.count {
    switch text[index] {
    case quoteByte:
      index = try stringEnd(in: text, at: index)
      continue
    case 0x7B, 0x5B: depth += 1
    case 0x7D, 0x5D:
      depth -= 1
      if depth == 0 { return index + 1 }
    default: break
    }
    index += 1
  }
  throw .endOfText
}

/// Index after the number, `true`, `false` or `null` that begins at `start`.
///
/// - Throws: ``JSONFault``; also when the text ends here, for the word may go on.
func wordEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var index = start
  while index < text.count, isWordByte(text[index]) { index += 1 }
  guard index < text.count else { throw .endOfText }
  guard isWord(text, start..<index) else {
    throw .malformed(at: start)
  }
  return index
}

/// Index after any value that begins at `start`.
///
/// - Throws: ``JSONFault``.
func valueEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  guard start < text.count else { throw .endOfText }
  switch text[start] {
  case 0x7B, 0x5B: return try nestedEnd(in: text, at: start)
  case quoteByte: return try stringEnd(in: text, at: start)
  default: return try wordEnd(in: text, at: start)
  }
}

/// Whether the word is `null`, `true` or `false`.
func isLiteral(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
  let word = text.extracting(range)
  return ["null", "true", "false"].contains {
    word.count == $0.utf8.count && word.starts(with: Array($0.utf8))
  }
}

func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
  default: false
  }
}

/// Whether the word is a number or literal as ``wordEnd(in:at:)`` takes it.
func isWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
  isNumber(text, range) || isLiteral(text, range)
}

/// `-? digits ( . digits )? ( e [+-]? digits )?`; leading zeros are let through, since old systems write
/// codes that way.
private func isNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
  var index = range.lowerBound
  func skipDigits() -> Bool {
    let start = index
    while index < range.upperBound, (0x30...0x39).contains(text[index]) { index += 1 }
    return index > start
  }
  if index < range.upperBound, text[index] == 0x2D { index += 1 }
  guard skipDigits() else { return false }
  if index < range.upperBound, text[index] == 0x2E {
    index += 1
    guard skipDigits() else { return false }
  }
  if index < range.upperBound, text[index] | 0x20 == 0x65 {
    index += 1
    if index < range.upperBound, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
    guard skipDigits() else { return false }
  }
  return index == range.upperBound
}

extension ByteBuffer {
  /// Appends what the string between the quotes represents.
  ///
  /// - Parameter range: the string without its quotes.
  /// - Throws: ``JSONFault/malformed(at:)`` for an unknown escape or half a surrogate pair.
  mutating func appendUnescaped(_ text: Span<UInt8>, _ range: Range<Int>) throws(JSONFault) {
    var index = range.lowerBound
    while index < range.upperBound {
      let content = text.extracting(0..<range.upperBound)
      let escape = firstIndex(of: 0x5C, in: content, from: index)
      append(text.extracting(index..<escape))
      index = escape
      guard index + 1 < range.upperBound else { break }
      if let scalar = singleEscape(text[index + 1]) {
        append(scalar)
        index += 2
      } else {
        try appendUnicodeEscape(content, at: &index)
      }
    }
  }

  private mutating func appendUnicodeEscape(_ text: Span<UInt8>, at index: inout Int)
    throws(JSONFault)
  {
    guard let first = unicodeEscape(text, at: index) else { throw .malformed(at: index) }
    guard (0xD800...0xDFFF).contains(first) else {
      append(scalar: first)
      index += 6
      return
    }
    guard first < 0xDC00, let second = unicodeEscape(text, at: index + 6),
      (0xDC00...0xDFFF).contains(second)
    else { throw .malformed(at: index) }
    append(scalar: 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    index += 12
  }

  /// Appends a JSON string with its quotes.
  mutating func appendJSONString(_ value: Span<UInt8>) {
    append(quoteByte)
    for index in value.indices {
      let byte = value[index]
      if byte == quoteByte || byte == 0x5C {
        append(0x5C)
        append(byte)
      } else if byte < 0x20 {
        append(#"\u"# + byte.zeroPadded(to: 4, radix: 16))
      } else {
        append(byte)
      }
    }
    append(quoteByte)
  }
}

private func singleEscape(_ byte: UInt8) -> UInt8? {
  switch byte {
  case quoteByte, 0x5C, 0x2F: byte
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: nil
  }
}

/// The 16 bits of `\uXXXX` at `index`, nil when something else is there.
private func unicodeEscape(_ text: Span<UInt8>, at index: Int) -> UInt32? {
  guard index + 6 <= text.count, text[index] == 0x5C, text[index + 1] == UInt8(ascii: "u")
  else { return nil }
  var value: UInt32 = 0
  for place in (index + 2)..<(index + 6) {
    guard let digit = Character(Unicode.Scalar(text[place])).hexDigitValue, text[place] < 0x80
    else { return nil }
    value = value << 4 | UInt32(digit)
  }
  return value
}

/// The layout of JSON text, nil when it is none that is read.
///
/// - Parameter isWhole: `text` is the whole file and not only its beginning.
func jsonShape(of text: Span<UInt8>, isWhole: Bool) -> JSONShape? {
  guard let first = firstNonBlank(in: text) else { return nil }
  if text[first] == 0x5B { return .array }
  guard text[first] == 0x7B else { return nil }
  if arrayStart(in: text, shape: .envelope) != nil { return .envelope }
  var lines = LineScanner()
  // A first line that does not end in the sample may still be one object.
  guard let line = lines.line(from: first, in: text, isAtEnd: true) else { return nil }
  do throws(JSONFault) {
    let end = try nestedEnd(in: text.extracting(0..<line.contentEnd), at: first)
    return end <= line.contentEnd ? .lines : nil
  } catch {
    return line.end == text.count && !isWhole ? .lines : followedByObject(line.end, text)
  }
}

/// A first line that is damaged: the second one tells.
private func followedByObject(_ index: Int, _ text: Span<UInt8>) -> JSONShape? {
  guard let next = firstNonBlank(in: text, from: index), text[next] == 0x7B else { return nil }
  return .lines
}

/// Index after the `[` that begins the records: of the document itself or of its member `data`.
///
/// - Returns: nil when there is none, or not yet.
func arrayStart(in text: Span<UInt8>, shape: JSONShape) -> Int? {
  do throws(JSONFault) {
    let first = try skipBlanks(in: text, from: 0)
    if shape == .array { return text[first] == 0x5B ? first + 1 : nil }
    guard text[first] == 0x7B else { return nil }
    return try dataStart(in: text, from: first + 1)
  } catch {
    return nil
  }
}

private func dataStart(in text: Span<UInt8>, from start: Int) throws(JSONFault) -> Int? {
  var index = start
  while true {
    let key = try skipBlanks(in: text, from: index)
    guard text[key] == quoteByte else { return nil }
    let keyEnd = try stringEnd(in: text, at: key)
    let colon = try skipBlanks(in: text, from: keyEnd)
    guard text[colon] == 0x3A else { return nil }
    let value = try skipBlanks(in: text, from: colon + 1)
    let isData =
      keyEnd - key == 6 && text.extracting(key..<keyEnd).starts(with: Array("\"data\"".utf8))
    if isData, text[value] == 0x5B { return value + 1 }
    index = try skipBlanks(in: text, from: try valueEnd(in: text, at: value))
    guard text[index] == 0x2C else { return nil }
    index += 1
  }
}
