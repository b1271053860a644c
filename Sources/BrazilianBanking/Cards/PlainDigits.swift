/// Gives `body` the text with digits, blanks and marks of all scripts as ASCII, and without characters that
/// show nothing: `４１１１` and `4\u{AD}111` are `4111`.
///
/// The copy may hold a card's number: it is overwritten before its memory is given back.
func withPlainDigits(_ text: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> Bool {
  var plain: [UInt8] = []
  // Never longer than the text: the array does not move, and leaves no copy behind.
  plain.reserveCapacity(text.count)
  var index = 0
  while index < text.count {
    let (scalar, length) = scalar(text, at: index)
    if let byte = plainByte(scalar) { plain.append(byte) }
    index += length
  }
  let answer = body(plain.span)
  for index in plain.indices { plain[index] = 0 }
  return answer
}

/// Whether a text has characters beyond ASCII and the letters of Western Europe (U+00C0–U+00FF).
func hasOtherScripts(_ text: Span<UInt8>) -> Bool {
  for index in text.indices where text[index] >= 0xC2 && text[index] != 0xC3 { return true }
  return false
}

/// The ASCII character that means the same to a number; nil for one that shows nothing.
private func plainByte(_ scalar: Unicode.Scalar?) -> UInt8? {
  guard let scalar else { return other }
  if scalar.isASCII { return UInt8(scalar.value) }
  let properties = scalar.properties
  // Digits of all scripts, also raised and within circles.
  if properties.numericType == .decimal || properties.numericType == .digit,
    let value = properties.numericValue, value >= 0, value <= 9
  {
    return UInt8(ascii: "0") + UInt8(value)
  }
  switch properties.generalCategory {
  // Soft hyphens, characters without width, variation selectors.
  case .format, .nonspacingMark, .enclosingMark: return nil
  case .spaceSeparator, .lineSeparator, .paragraphSeparator: return UInt8(ascii: " ")
  case .dashPunctuation: return UInt8(ascii: "-")
  case .otherPunctuation, .connectorPunctuation, .mathSymbol, .otherSymbol, .modifierSymbol:
    return UInt8(ascii: "|")
  default: return other
  }
}

/// Stands for letters and for bytes that are no text.
private let other = UInt8(ascii: "z")

/// The character at `index`, nil for bytes that are none, and how many bytes it has.
private func scalar(_ text: Span<UInt8>, at index: Int) -> (Unicode.Scalar?, length: Int) {
  let first = text[index]
  let length = first < 0x80 ? 1 : (~first).leadingZeroBitCount
  guard length == 1 || (2...4).contains(length) && first >= 0xC2,
    index + length <= text.count
  else { return (nil, 1) }
  var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
  for place in index + 1..<index + length {
    guard text[place] & 0xC0 == 0x80 else { return (nil, 1) }
    value = value << 6 | UInt32(text[place] & 0x3F)
  }
  return (Unicode.Scalar(value), length)
}
