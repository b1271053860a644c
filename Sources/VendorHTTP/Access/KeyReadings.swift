import BulkEngine

/// What an API key reads as: letters and digits, small, in each coding and coding of a coding.
struct KeyReadings: Sendable {
  /// A key shorter than this may be a word of any text; no dashboard makes one.
  static let shortest = 8
  /// Bytes of the longest key of which codings of codings are known.
  private static let longestTwice = 512

  /// Whether the key has too few letters to be known by them: then its signs count as well.
  let needsSigns: Bool
  /// The key, what it is in hexadecimal digits and in base 64, and these from behind.
  let usual: [[UInt8]]
  private let all: [[UInt8]]
  /// Those of ``all`` that begin with these letters.
  private let byBeginning: [UInt64: [Int]]
  /// A bit for the last two letters of each beginning: most texts are passed over by them.
  private var ends = [UInt64](repeating: 0, count: 16)
  /// Letters of the shortest one: no shorter text has any.
  private let fewestLetters: Int

  /// - Parameter key: in ASCII; a short one has no readings.
  init(of key: [UInt8]) {
    guard key.count >= Self.shortest else {
      (needsSigns, usual, all, byBeginning, fewestLetters) = (false, [], [], [:], .max)
      return
    }
    let letters = Self.folded(key)
    needsSigns = letters.count < Self.shortest
    let own = needsSigns ? key.map(Self.lowercased) : letters
    let coded = ([KeyCoding.hexadecimal(key)] + KeyCoding.inBase64(key)).map(Self.folded)
    let readings = ([own] + coded).filter { $0.count >= Self.shortest }
    // From behind, and moved by half an alphabet, it can be told as easily.
    let moved = own.map(UndisguisedText.moved)
    let disguised = readings.map { Array($0.reversed()) } + [moved, Array(moved.reversed())]
    usual = readings + disguised.filter { $0.count >= Self.shortest }
    var other = KeyCoding.all(key)
    if key.count <= Self.longestTwice { other += KeyCoding.inner(key).flatMap(KeyCoding.all) }
    all = Array(Set(usual + other.map(Self.folded).filter { $0.count >= Self.shortest }))
    fewestLetters = all.map(\.count).min() ?? .max
    byBeginning = Dictionary(grouping: all.indices) { [all] index in
      all[index].prefix(Self.shortest).reduce(0, Self.appended)
    }
    for beginning in byBeginning.keys {
      ends[Self.end(beginning) >> 6] |= 1 << UInt64(Self.end(beginning) & 63)
    }
  }

  var isEmpty: Bool { all.isEmpty }

  /// Where the letters are one of the readings.
  func ranges(in letters: [UndisguisedText.Letter]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var beginning: UInt64 = 0
    for index in letters.indices {
      beginning = Self.appended(beginning, letters[index].byte)
      guard isEnd(beginning), index + 1 >= Self.shortest else { continue }
      let start = index + 1 - Self.shortest
      for reading in byBeginning[beginning] ?? [] where matches(all[reading], letters, at: start) {
        ranges.append(start..<start + all[reading].count)
      }
    }
    return ranges
  }

  private func matches(
    _ reading: [UInt8], _ letters: [UndisguisedText.Letter], at start: Int
  ) -> Bool {
    guard start + reading.count <= letters.count else { return false }
    for offset in reading.indices where letters[start + offset].byte != reading[offset] {
      return false
    }
    return true
  }

  // MARK: A glance

  /// Whether a text has the first letters of a reading, or may be written otherwise than it reads: what
  /// tells of nearly all texts, byte by byte, that the key is not in them.
  ///
  /// - Parameter text: UTF-8.
  func mayStand(in text: Span<UInt8>) -> Bool {
    guard text.count >= fewestLetters else { return false }
    guard !needsSigns else { return true }
    let letterOfByte = Self.letters.span
    var letters: UInt64 = 0
    var before: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      var letter = letterOfByte[Int(byte)]
      if letter == Self.begins {
        guard let accented = Self.accented(byte, behind: before) else {
          if Self.isEscape(text, at: index) { return true }
          before = byte
          continue
        }
        letter = accented
      }
      // As in 0x41.
      if letter == UInt8(ascii: "x"), before == UInt8(ascii: "0") { return true }
      before = byte
      guard letter != 0 else { continue }
      letters = Self.appended(letters, letter)
      if isEnd(letters), byBeginning[letters] != nil { return true }
    }
    return false
  }

  /// A byte with which something may begin that reads otherwise than it is written.
  private static let begins: UInt8 = 0xFF

  /// For each byte the letter or digit that it is, small; 0 for what separates them.
  private static let letters = (UInt8.min ... .max).map { byte -> UInt8 in
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: lowercased(byte)
    case 0x80..., UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "<"),
      UInt8(ascii: "+"):
      begins
    default: 0
    }
  }

  /// Whether what stands there reads otherwise: addresses of pages have the signs without that.
  private static func isEscape(_ text: Span<UInt8>, at index: Int) -> Bool {
    switch text[index] {
    // As in &amp;
    case UInt8(ascii: "&"):
      (index..<min(index + longestEntity, text.count)).contains { text[$0] == UInt8(ascii: ";") }
    // As in U+0041.
    case UInt8(ascii: "+"): index > 0 && text[index - 1] == UInt8(ascii: "U")
    default: true
    }
  }

  private static let longestEntity = 18

  /// The letter that a character from U+00C0 to U+00FF reads as, 0 for none and for its first byte; nil for
  /// what is none of these characters.
  private static func accented(_ byte: UInt8, behind before: UInt8) -> UInt8? {
    if byte == 0xC3 { return 0 }
    guard before == 0xC3, (0x80..<0xC0).contains(byte), byte & 0x1F != 0x1F else { return nil }
    let letter = plainLetters[Int(byte & 0x1F)]
    return letter == 0x20 ? 0 : letter
  }

  private static let plainLetters = Array("aaaaaa ceeeeiiii nooooo ouuuuy  ".utf8)

  private func isEnd(_ letters: UInt64) -> Bool {
    let end = Self.end(letters)
    return ends[end >> 6] >> UInt64(end & 63) & 1 == 1
  }

  private static func end(_ letters: UInt64) -> Int {
    Int((letters >> 8 & 31) << 5 | letters & 31)
  }

  private static func appended(_ letters: UInt64, _ letter: UInt8) -> UInt64 {
    letters << 8 | UInt64(letter)
  }

  // MARK: Letters

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// Letters and digits, small.
  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map(lowercased).filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  }
}
