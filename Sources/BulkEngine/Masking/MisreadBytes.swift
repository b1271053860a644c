/// UTF-8 that was read as Latin-1 or Windows-1252: `Ã§` for `ç`.
enum MisreadBytes {
  /// What Windows-1252 has for bytes from 0x80 to 0x9F.
  private static let marks: [Unicode.Scalar: UInt8] = {
    let scalars = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars
    let bytes: [UInt8] = [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8E, 0x91, 0x92,
      0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9E, 0x9F,
    ]
    return Dictionary(uniqueKeysWithValues: zip(scalars, bytes))
  }()

  /// Whether a scalar may stand for the first byte of a character of several bytes.
  static func isFirst(_ scalar: Unicode.Scalar) -> Bool { (0xC2...0xF4).contains(scalar.value) }

  /// The scalar whose bytes `text` begins with, and how many they are.
  static func scalar(at text: ArraySlice<WrittenScalar>) -> (Unicode.Scalar, Int)? {
    guard let first = text.first?.scalar, isFirst(first) else { return nil }
    let count = first.value >= 0xF0 ? 4 : first.value >= 0xE0 ? 3 : 2
    var bytes = [UInt8(truncatingIfNeeded: first.value)]
    for written in text.dropFirst().prefix(count - 1) {
      guard let byte = byte(of: written.scalar), byte & 0xC0 == 0x80 else { return nil }
      bytes.append(byte)
    }
    guard bytes.count == count, let text = String(validating: bytes, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return nil }
    return (scalar, count)
  }

  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < 0x100 ? UInt8(scalar.value) : marks[scalar]
  }
}
