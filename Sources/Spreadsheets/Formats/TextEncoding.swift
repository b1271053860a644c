import Glibc

/// How a file's bytes represent characters.
package enum TextEncoding: String, Sendable, Equatable, CaseIterable, Codable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  case codePage850 = "cp850"
  case macRoman = "macintosh"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// The name as users write it and as messages show it.
  package var name: String { rawValue }

  /// All names, as messages show them.
  package static var namesForPeople: [String] { allCases.map(\.name) }

  /// Reads what a user typed: any of the names above and the usual other ones, in any case.
  package init?(name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8", "utf-8-sig": self = .utf8
    case "windows-1252", "windows1252", "cp1252", "1252", "ansi": self = .windows1252
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1": self = .latin1
    case "cp850", "cp-850", "850", "ibm850", "ibm-850", "dos", "oem": self = .codePage850
    case "macintosh", "mac", "macroman", "mac-roman", "mac_roman", "x-mac-roman": self = .macRoman
    case "utf-16le", "utf16le", "utf-16", "utf16", "unicode": self = .utf16LittleEndian
    case "utf-16be", "utf16be": self = .utf16BigEndian
    default: return nil
    }
  }

  package var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// Bytes of the byte order mark, empty for encodings that have none.
  package var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .windows1252, .latin1, .codePage850, .macRoman: []
    }
  }
}

/// The encoding of a file, found in its bytes.
struct EncodingEvidence {
  let encoding: TextEncoding
  /// What the bytes are rather than ``encoding``, by the words they make.
  var likelier: TextEncoding?

  /// Decides by byte order mark, then by the many zero bytes of UTF-16, then by whether the sample is
  /// valid UTF-8. Other bytes are Windows-1252, which has a character for every byte. A sample with more
  /// characters in UTF-8 than stray bytes is damaged UTF-8, and reading it reports the damage: as
  /// Windows-1252 each of its accents would be two wrong characters.
  ///
  /// A sample of plain ASCII decides nothing, so the rest of the file is searched for the first byte
  /// beyond ASCII. That costs a pass over files without any accent, and nothing for the others.
  ///
  /// - Parameter rest: the file after the sample.
  /// - Throws: as ``ContentSource``.
  static func find(in sample: Span<UInt8>, rest: inout ContentSource) throws(SpreadsheetError)
    -> EncodingEvidence
  {
    for encoding in TextEncoding.allCases where !encoding.byteOrderMark.isEmpty {
      if sample.starts(with: encoding.byteOrderMark) { return Self(encoding: encoding) }
    }
    if let encoding = utf16ByZeros(sample) { return Self(encoding: encoding) }
    var sawNUL = false
    guard case .valid = validateUTF8(sample, from: 0, sawNUL: &sawNUL) else {
      return isMostlyUTF8(sample) ? Self(encoding: .utf8) : singleBytes(sample)
    }
    if firstBeyondASCII(in: sample, from: 0) < sample.count || sample.isEmpty {
      return Self(encoding: .utf8)
    }
    return try ofFirstAccent(in: &rest)
  }

  private static func singleBytes(_ sample: Span<UInt8>) -> EncodingEvidence {
    Self(encoding: .windows1252, likelier: CodePageEvidence.likelierThanWindows1252(sample))
  }

  private static func isMostlyUTF8(_ sample: Span<UInt8>) -> Bool {
    var (characters, strayBytes) = (0, 0)
    var index = firstBeyondASCII(in: sample, from: 0)
    while index < sample.count {
      switch utf8Sequence(in: sample, at: index) {
      case .complete(let length):
        characters += 1
        index += length
      case .invalid, .incomplete:
        strayBytes += 1
        index += 1
      }
      index = firstBeyondASCII(in: sample, from: index)
    }
    return characters > strayBytes
  }

  /// Western text in UTF-16 has a zero as every other byte.
  private static func utf16ByZeros(_ sample: Span<UInt8>) -> TextEncoding? {
    let pairs = min(sample.count, 2048) / 2
    guard pairs >= 2 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if sample[2 * pair] == 0 { zeros.even += 1 }
      if sample[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    if zeros.odd * 10 > pairs * 7, zeros.even * 10 < pairs { return .utf16LittleEndian }
    if zeros.even * 10 > pairs * 7, zeros.odd * 10 < pairs { return .utf16BigEndian }
    return nil
  }

  private static func ofFirstAccent(in rest: inout ContentSource) throws(SpreadsheetError)
    -> EncodingEvidence
  {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      // A file of gigabytes without an accent takes its time; a signal is heeded meanwhile.
      if Task.isCancelled { throw .readFailed(path: rest.path, code: ECANCELED) }
      var count = try rest.read(into: &buffer, 0..<buffer.count)
      guard count > 0 else { return Self(encoding: .utf8) }
      let first = firstBeyondASCII(in: buffer.span.extracting(0..<count), from: 0)
      guard first < count else { continue }
      // The letter before the accent stays, since the two are judged together.
      let start = max(0, first - 1)
      buffer.moveToFront(start..<count)
      count -= start
      count += try rest.read(into: &buffer, count..<min(count + 3, buffer.count))
      let text = buffer.span.extracting(0..<count)
      if case .complete = utf8Sequence(in: text, at: first - start) { return Self(encoding: .utf8) }
      return singleBytes(text)
    }
  }
}

/// Index of the first byte beyond ASCII at or after `start`, or `bytes.count`.
func firstBeyondASCII(in bytes: Span<UInt8>, from start: Int) -> Int {
  var index = firstUnusualByte(in: bytes, from: start)
  while index < bytes.count, bytes[index] == 0 {
    // Zeros come in long runs, if at all.
    repeat { index += 1 } while index < bytes.count && bytes[index] == 0
    index = firstUnusualByte(in: bytes, from: index)
  }
  return index
}
