/// Paths of any bytes as text.
///
/// The system takes any bytes as a name, and names from old Windows shares are not UTF-8. Within the
/// program a byte outside UTF-8 is one character of the unassigned range 0x10FE80…0x10FEFF. A character
/// of that range in a real name is represented by its four bytes, so that every name survives. The text
/// becomes bytes again at the system: in `PathCalls.swift`, or through ``plain(_:)`` where a library
/// takes paths itself.
package enum SystemPath {
  /// Represents the byte 0.
  private static let base: UInt32 = 0x10FE00
  private static let reserved: ClosedRange<UInt32> = 0x10FE80...0x10FEFF

  /// The text that represents `bytes`.
  package static func text(of bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      var length = 1
      var scalar = UInt32(bytes[index])
      if scalar >= 0x80 {
        switch utf8Sequence(in: bytes.span, at: index) {
        case .complete: (scalar, length) = utf8Scalar(in: bytes.span, at: index)
        case .incomplete, .invalid: scalar += base
        }
        if length > 1, reserved.contains(scalar) {
          (scalar, length) = (base + UInt32(bytes[index]), 1)
        }
      }
      if let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
      index += length
    }
    return String(text)
  }

  /// The bytes that `text` represents.
  package static func bytes(of text: String) -> [UInt8] {
    guard !isPlain(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar in
      reserved.contains(scalar.value)
        ? [UInt8(scalar.value - base)] : Array(String(scalar).utf8)
    }
  }

  /// Whether `text` represents itself, as UTF-8.
  package static func isPlain(_ text: String) -> Bool {
    // Characters of the range begin with these two bytes.
    let bytes = text.utf8
    guard bytes.contains(0xF4) else { return true }
    return !text.unicodeScalars.contains { reserved.contains($0.value) }
  }

  /// `text` for people and JSON, with U+FFFD for every byte outside UTF-8.
  package static func shown(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      shown.append(reserved.contains(scalar.value) ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }

  /// `path` as one word of a shell, after `./` when it begins like an option.
  package static func shellPath(_ path: String) -> String {
    shellWord(path.utf8.first == 0x2D ? "./\(path)" : path)
  }

  /// `text` as one word of a shell, for pasting: plain, in quotes, or as `$'…'` when it holds a line end
  /// or a byte outside UTF-8.
  package static func shellWord(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if !scalars.isEmpty, scalars.allSatisfy(isPlainInShell) { return text }
    let isPrintable = scalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
      default: true
      }
    }
    if isPrintable {
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
    }
    var word = "$'"
    for byte in bytes(of: text) {
      switch byte {
      case 0x27, 0x5C: word += "\\" + String(Unicode.Scalar(byte))
      case 0x20...0x7E: word.unicodeScalars.append(Unicode.Scalar(byte))
      default: word += "\\x" + byte.zeroPadded(to: 2, radix: 16)
      }
    }
    return word + "'"
  }

  private static func isPlainInShell(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "/._-+".unicodeScalars.contains(scalar)
  }

  // MARK: Parts

  /// The last part of a path.
  package static func name(of path: String) -> String { folderAndName(of: path).name }

  /// The folder that holds `path`, `.` for a bare name.
  package static func folder(of path: String) -> String { folderAndName(of: path).folder }

  /// The part of a name after its last point, empty without one. A point at the beginning does not count.
  package static func fileExtension(of name: String) -> String {
    point(of: name).map { String(name.unicodeScalars[name.unicodeScalars.index(after: $0)...]) }
      ?? ""
  }

  /// A name without its extension.
  package static func stem(of name: String) -> String {
    point(of: name).map { String(name.unicodeScalars[..<$0]) } ?? name
  }

  private static func point(of name: String) -> String.Index? {
    let scalars = name.unicodeScalars
    guard let point = scalars.lastIndex(of: "."), scalars[..<point].contains(where: { $0 != "." })
    else { return nil }
    return point
  }

  /// `name` and `ending`, cut in the middle where the system takes no name that long.
  ///
  /// - Returns: at most 255 bytes; a hash of the name replaces the cut part, so that different names stay
  ///   different.
  package static func fitting(_ name: String, _ ending: String) -> String {
    let whole = bytes(of: name)
    let room = mostNameBytes - ending.utf8.count
    guard whole.count > room else { return name + ending }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in whole { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let mark = "~" + String(hash, radix: 36)
    var kept = whole[..<(room - mark.utf8.count)]
    // Whole characters only.
    while let last = kept.last, last & 0xC0 == 0x80, whole[kept.endIndex] & 0xC0 == 0x80 {
      kept.removeLast()
    }
    if let last = kept.last, last >= 0xC0 { kept.removeLast() }
    return text(of: Array(kept)) + mark + ending
  }

  /// Most bytes of a name in any file system of Linux.
  static let mostNameBytes = 255
}

/// The folder that holds `path`, `.` for a bare name, and the name within it.
func folderAndName(of path: String) -> (folder: String, name: String) {
  // Scalars: an accent after a slash would make another character of it.
  let scalars = path.unicodeScalars
  guard let slash = scalars.lastIndex(of: "/") else { return (".", path) }
  let folder = slash == scalars.startIndex ? "/" : String(scalars[..<slash])
  return (folder, String(scalars[scalars.index(after: slash)...]))
}
