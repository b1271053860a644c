import BulkEngine

/// Takes an API key out of what others wrote: servers and proxies that echo a request, errors.
///
/// A key is recognised in the escapes of JSON, URLs and HTML, in other letters, with gaps, in base 64 (as a
/// Basic login carries it), 32 and 85, in hexadecimal digits, twice too, from behind and in ROT13.
package struct TokenRedaction: Sendable {
  /// Stands in its place.
  package static let mark = "<redacted>"
  /// Letters of a piece of the key that tell it from a word; six bits each fit into a number.
  private static let pieceLength = 10

  /// The key as written, and as JSON writes it.
  private let spellings: [[UInt8]]
  let readings: KeyReadings
  /// The pieces of its usual readings.
  private let pieces: Set<UInt64>

  package init(_ token: APIToken) {
    let key = token.bytes
    readings = KeyReadings(of: key)
    spellings = readings.isEmpty ? [] : Self.spellings(key)
    pieces = Set(readings.usual.flatMap(Self.pieces))
  }

  // MARK: Text

  /// `text` without the key.
  package func text(_ text: String) -> String {
    hiding(in: text, readings.ranges)
  }

  /// A sentence that is kept, without the key and without pieces of it.
  package func sentence(_ text: String) -> String {
    hiding(in: self.text(text)) { letters in
      var ranges: [Range<Int>] = []
      var code: UInt64 = 0
      for index in letters.indices {
        code = Self.appended(letters[index].byte, to: code)
        let start = index + 1 - Self.pieceLength
        guard start >= 0, pieces.contains(code) else { continue }
        if let last = ranges.last, last.upperBound >= start {
          ranges[ranges.count - 1] = last.lowerBound..<index + 1
        } else {
          ranges.append(start..<index + 1)
        }
      }
      return ranges
    }
  }

  private func hiding(
    in text: String, _ find: ([UndisguisedText.Letter]) -> [Range<Int>]
  ) -> String {
    guard !readings.isEmpty, text.utf8.count >= KeyReadings.shortest else { return text }
    return UndisguisedText.hiding(in: text, signsCount: readings.needsSigns) { text in
      find(text.letters).map { UndisguisedText.Replacement($0, Self.mark) }
    }
  }

  // MARK: Bytes

  /// `body` without the key as written, also where JSON escapes it, and without it in any disguise where
  /// one of its strings has all of it: strings become answers, states and identifiers, which are kept.
  ///
  /// What else is in it stays as it is, since codes must be found again.
  package func body(_ body: [UInt8]) -> [UInt8] {
    stringsRedacted(in: spellings.reduce(body) { Self.replacing($1, in: $0) })
  }

  private static func replacing(_ key: [UInt8], in body: [UInt8]) -> [UInt8] {
    guard body.count >= key.count, let first = key.first else { return body }
    var clean: [UInt8] = []
    // Where what has not been copied yet begins.
    var start = 0
    var index = 0
    let last = body.count - key.count
    while index <= last {
      if body[index] == first, body[index..<(index + key.count)].elementsEqual(key) {
        clean += body[start..<index]
        clean += mark.utf8
        index += key.count
        start = index
      } else {
        index += 1
      }
    }
    guard start > 0 else { return body }
    return clean + body[start...]
  }

  // MARK: Codings

  private static func spellings(_ key: [UInt8]) -> [[UInt8]] {
    let solidus = UInt8(ascii: "/")
    let escape = UInt8(ascii: "\\")
    let needed: Set<UInt8> = [UInt8(ascii: "\""), escape]
    let json = key.flatMap { needed.contains($0) ? [escape, $0] : [$0] }
    let php = key.flatMap { needed.contains($0) || $0 == solidus ? [escape, $0] : [$0] }
    var spellings = [key]
    for spelling in [json, php] where !spellings.contains(spelling) { spellings.append(spelling) }
    return spellings
  }

  private static func pieces(of reading: [UInt8]) -> [UInt64] {
    var code: UInt64 = 0
    return reading.indices.compactMap { index in
      code = appended(reading[index], to: code)
      return index + 1 >= pieceLength ? code : nil
    }
  }

  private static func appended(_ byte: UInt8, to code: UInt64) -> UInt64 {
    let value =
      switch byte {
      case 0x61...0x7A: UInt64(byte - 0x60)
      case 0x30...0x39: UInt64(byte - 0x30) + 27
      default: UInt64(byte % 27) + 37
      }
    return (code << 6 | value) & (1 << (6 * UInt64(pieceLength)) - 1)
  }
}

extension APIToken {
  /// `text` without the key.
  package func redacted(in text: String) -> String { TokenRedaction(self).text(text) }

  /// `body` without the key, also where JSON escapes it.
  package func redacted(in body: [UInt8]) -> [UInt8] { TokenRedaction(self).body(body) }
}
