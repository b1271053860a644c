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

/// The characters that Windows-1252 has at 0x80…0x9F. The five bytes it leaves open (81 8D 8F 90 9D)
/// stand for the control characters of the same number, as browsers read them, so that every byte
/// survives the way there and back.
let windows1252Specials: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
  0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]

/// The one byte for `scalar` in an encoding of one byte per character, nil when it has none.
func singleByte(for scalar: UInt32, in encoding: TextEncoding) -> UInt8? {
  if scalar < 0x80 || (0xA0...0xFF).contains(scalar) { return UInt8(scalar) }
  guard encoding == .windows1252 else { return scalar < 0xA0 ? UInt8(scalar) : nil }
  return windows1252Specials.firstIndex(of: scalar).map { UInt8($0 + 0x80) }
}
