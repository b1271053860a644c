/// A line of a CNAB file, cut by character positions.
struct CNABLine {
  /// UTF-8, without line end.
  private(set) var bytes: [UInt8] = []
  /// Where characters begin, where they are not single bytes; otherwise empty.
  private var starts: [Int] = []

  /// Takes `text` (UTF-8) as the line.
  ///
  /// A file in UTF-8 counts either characters or bytes: programs differ.
  /// - Parameter mayCountBytes: the file itself is UTF-8.
  /// - Returns: its characters.
  mutating func take(_ text: Span<UInt8>, mayCountBytes: Bool) -> Int {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    var count = text.count
    while count > 0, text[count - 1] == Self.substitute { count -= 1 }
    guard count <= Self.mostBytes else { return count }
    var characters = 0
    for index in 0..<count {
      let byte = text[index]
      bytes.append(byte)
      if byte & 0xC0 != 0x80 { characters += 1 }
    }
    if characters == count { return count }
    if characters != CNABLayout.lineLength, mayCountBytes, count == CNABLayout.lineLength,
      Self.bounds.allSatisfy({ bytes[$0] & 0xC0 != 0x80 })
    {
      return count
    }
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { starts.append(index) }
    starts.append(count)
    return characters
  }

  /// What some systems write behind the last line.
  static let substitute: UInt8 = 0x1A
  /// Characters of four bytes each.
  private static let mostBytes = 4 * CNABLayout.lineLength
  /// Where fields that are read begin and end, from 0.
  private static let bounds = [
    3, 7, 8, 13, 14, 17, 18, 20, 23, 28, 29, 32, 41, 42, 43, 73, 79, 93, 119, 134, 203, 217, 224,
    226,
  ]

  /// The bytes at these positions, from 1, both included; the line has 240 characters.
  func field(_ first: Int, _ last: Int) -> ArraySlice<UInt8> {
    guard bytes.count >= last else { return [] }
    guard !starts.isEmpty else { return bytes[(first - 1)..<last] }
    guard starts.count > last else { return [] }
    return bytes[starts[first - 1]..<starts[last]]
  }

  /// The field without blanks around it.
  func trimmed(_ first: Int, _ last: Int) -> ArraySlice<UInt8> {
    var field = field(first, last)
    while let byte = field.first, isBlank(byte) { field = field.dropFirst() }
    while let byte = field.last, isBlank(byte) { field = field.dropLast() }
    return field
  }

  func text(_ first: Int, _ last: Int) -> String {
    String(decoding: trimmed(first, last), as: UTF8.self)
  }

  /// The character at a position that holds ASCII.
  func character(_ position: Int) -> UInt8 { field(position, position).first ?? 0x20 }

  /// The number of digits only, blank for 0; nil for anything else or more than 18 digits.
  func number(_ first: Int, _ last: Int) -> Int64? {
    var value: Int64 = 0
    var digits = 0
    for byte in trimmed(first, last) {
      guard byte &- 0x30 <= 9, digits < 18 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
      digits += 1
    }
    return value
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 }

  var recordType: UInt8 { character(8) }
  /// Of a detail.
  var segment: UInt8 { character(14) & 0xDF }
  var isDetail: Bool { recordType == UInt8(ascii: "3") }
}
