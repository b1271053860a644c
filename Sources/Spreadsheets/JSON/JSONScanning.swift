/// Why JSON text could not be read on.
enum JSONFault: Error, Equatable {
  /// The text ends within the value.
  case endOfText
  /// What stands at this index is not JSON.
  case malformed(at: Int)
}

/// Index of the first byte at or behind `start` that is no blank.
///
/// - Throws: ``JSONFault/endOfText``.
func skipBlanks(in text: Span<UInt8>, from start: Int) throws(JSONFault) -> Int {
  guard let index = firstNonBlank(in: text, from: start) else { throw .endOfText }
  return index
}

/// Index behind the string whose opening quote stands at `start`. Line ends and other control
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

/// Index behind the object or array that begins at `start`, by its brackets alone.
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

/// Index behind the number, `true`, `false` or `null` that begins at `start`.
///
/// - Throws: ``JSONFault``; also when the text ends here, for the word may go on.
func wordEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var index = start
  while index < text.count, isWordByte(text[index]) { index += 1 }
  guard index < text.count else { throw .endOfText }
  guard isNumber(text, start..<index) || isLiteral(text, start..<index) else {
    throw .malformed(at: start)
  }
  return index
}

/// Index behind any value that begins at `start`.
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

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
  default: false
  }
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
