/// How a file's bytes stand for characters.
package enum TextEncoding: String, Sendable, Equatable, CaseIterable, Codable {
  case utf8 = "utf-8"
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// The name as users write it and as messages show it.
  package var name: String { rawValue }

  /// Reads what a user typed: any of the names above and the usual other ones, in any case.
  package init?(name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8", "utf-8-sig": self = .utf8
    case "windows-1252", "windows1252", "cp1252", "1252", "ansi": self = .windows1252
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1": self = .latin1
    case "utf-16le", "utf16le", "utf-16", "utf16", "unicode": self = .utf16LittleEndian
    case "utf-16be", "utf16be": self = .utf16BigEndian
    default: return nil
    }
  }

  /// Bytes of the byte order mark, empty for encodings that have none.
  package var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .windows1252, .latin1: []
    }
  }
}
