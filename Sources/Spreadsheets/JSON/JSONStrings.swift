extension ByteBuffer {
  /// Appends what the string between the quotes stands for.
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
        let digits = String(byte, radix: 16)
        append(#"\u00"# + (byte < 0x10 ? "0" : "") + digits)
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

/// The 16 bits of `\uXXXX` at `index`, nil when something else stands there.
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
