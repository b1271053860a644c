/// What validation of a stretch of text found.
enum UTF8Validity: Equatable {
  /// All valid; the last `incomplete` bytes (0…3) begin a character whose rest is still to come.
  case valid(incomplete: Int)
  /// The byte at this index cannot be UTF-8.
  case invalid(at: Int)
}

/// Checks the bytes of `text` from `start` on, which must not be within a character.
///
/// - Parameter sawNUL: becomes true when a zero byte is met.
func validateUTF8(_ text: Span<UInt8>, from start: Int, sawNUL: inout Bool) -> UTF8Validity {
  var index = firstUnusualByte(in: text, from: start)
  while index < text.count {
    if text[index] == 0 {
      sawNUL = true
      index += 1
    } else if text[index] < 0x80 {
      index = firstUnusualByte(in: text, from: index)
    } else {
      switch utf8Sequence(in: text, at: index) {
      case .complete(let length): index += length
      case .incomplete: return .valid(incomplete: text.count - index)
      case .invalid: return .invalid(at: index)
      }
    }
  }
  return .valid(incomplete: 0)
}

/// What is at a byte beyond ASCII.
enum UTF8Sequence: Equatable {
  case complete(length: Int)
  case incomplete, invalid
}

/// Reads one character beyond ASCII by table 3-7 of the Unicode standard: no overlong forms, no
/// surrogates, nothing beyond U+10FFFF.
@inline(__always)
func utf8Sequence(in text: Span<UInt8>, at index: Int) -> UTF8Sequence {
  let length: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch text[index] {
  case 0xC2...0xDF: length = 2
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: length = 3
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: length = 4
  default: return .invalid
  }
  var offset = 1
  while offset < length {
    guard index + offset < text.count else { return .incomplete }
    let byte = text[index + offset]
    guard offset == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else { return .invalid }
    offset += 1
  }
  return .complete(length: length)
}

extension ByteBuffer {
  /// Appends a Unicode scalar in UTF-8.
  mutating func append(scalar: UInt32) {
    if scalar < 0x80 {
      append(UInt8(scalar))
    } else if scalar < 0x800 {
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    } else {
      append(UInt8(0xF0 | scalar >> 18))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

/// The scalar that begins at `index` of valid UTF-8, and its length in bytes.
package func utf8Scalar(in text: Span<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
  let first = UInt32(text[index])
  if first < 0x80 { return (first, 1) }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  var scalar = first & (0x7F >> UInt32(length))
  for offset in 1..<length { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
  return (scalar, length)
}
