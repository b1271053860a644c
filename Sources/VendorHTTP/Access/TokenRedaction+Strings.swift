import Foundation

/// The key in disguise, in the strings of a body.
extension TokenRedaction {
  /// `body` with the mark in the place of the key, in each string of JSON that has all of it.
  func stringsRedacted(in body: [UInt8]) -> [UInt8] {
    guard !readings.isEmpty else { return body }
    let bytes = body.span
    var clean: [UInt8] = []
    // Where what has not been copied yet begins.
    var copied = 0
    // Where the string begins that stands here, 0 outside of strings.
    var start = 0
    var hasEscape = false
    var index = 0
    while let found = Self.mark(in: bytes, from: index) {
      let byte = bytes[found]
      index = found + 1
      if byte == UInt8(ascii: "\""), start == 0 {
        (start, hasEscape) = (index, false)
      } else if byte == UInt8(ascii: "\"") {
        let range = start..<index - 1
        start = 0
        guard readings.mayStand(in: bytes.extracting(range)),
          let text = redacted(body[range], hasEscape)
        else { continue }
        clean += body[copied..<range.lowerBound]
        clean += text
        copied = range.upperBound
      } else if byte == UInt8(ascii: "\\"), start > 0 {
        hasEscape = true
        index += 1
      }
    }
    return copied == 0 ? body : clean + body[copied...]
  }

  /// The next byte that begins or ends a string, or an escape.
  @inline(__always)
  private static func mark(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index &+= 1
    }
    return nil
  }

  /// A string without the key, as JSON writes it; nil where it has none.
  private func redacted(_ string: ArraySlice<UInt8>, _ hasEscape: Bool) -> [UInt8]? {
    let plain = hasEscape ? Self.unescaped(string) : nil
    let written = plain ?? String(decoding: string, as: UTF8.self)
    let clean = text(written)
    guard clean != written else { return nil }
    return plain == nil ? Array(clean.utf8) : Self.escaped(clean)
  }

  /// - Returns: nil for what is no string of JSON.
  private static func unescaped(_ string: ArraySlice<UInt8>) -> String? {
    try? JSONDecoder().decode(String.self, from: Data([0x22] + string + [0x22]))
  }

  private static func escaped(_ text: String) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { Array($0.dropFirst().dropLast()) }
      ?? Array(Self.mark.utf8)
  }
}
