import BulkEngine
import Foundation
import Spreadsheets

extension Profile.Text {
  /// The line in the profile's encoding, without line end.
  ///
  /// - Throws: ``TemplateProblem`` naming the character that the encoding lacks.
  func bytes(_ line: String) throws(TemplateProblem) -> [UInt8] {
    if line.utf8.allSatisfy({ $0 < 0x80 }) { return Array(line.utf8) }
    switch encoding {
    case .utf8, .utf8WithMark: return Array(line.utf8)
    case .windows1252, .latin1, .ascii: break
    }
    var bytes: [UInt8] = []
    for character in line {
      if let fitting = single(character) {
        bytes += fitting
        continue
      }
      let plain = takesAccentsOff ? PlainLetters.withoutAccents(String(character)) : ""
      guard !plain.isEmpty, plain.utf8.allSatisfy({ $0 < 0x80 }) else {
        throw TemplateProblem(
          Bilingual(
            "a character does not exist in \(encoding.rawValue)",
            "há um caractere que não existe em \(encoding.rawValue)"))
      }
      bytes += Array(plain.utf8)
    }
    return bytes
  }

  private func single(_ character: Character) -> [UInt8]? {
    if let ascii = character.asciiValue, character.utf8.count == 1 { return [ascii] }
    guard encoding != .ascii else { return nil }
    let composed = String(character).precomposedStringWithCanonicalMapping
    guard let scalar = composed.unicodeScalars.first, composed.unicodeScalars.count == 1,
      (0xA0...0xFF).contains(scalar.value)
    else { return nil }
    return [UInt8(scalar.value)]
  }

  var lineEnd: [UInt8] { endsInCRLF ? [0x0D, 0x0A] : [0x0A] }

  /// A value as it is written, so that its characters can be counted: in upper case where that is wanted,
  /// without accents that the encoding lacks. Control characters would break lines.
  func fitting(_ value: String) throws(TemplateProblem) -> String {
    guard !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      throw TemplateProblem(
        Bilingual("it holds a control character", "contém um caractere de controle"))
    }
    let text = isUpper ? value.uppercased() : value
    guard takesAccentsOff, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var fitting = ""
    for character in text {
      let isThere = isUnicode || single(character) != nil
      fitting += isThere ? String(character) : PlainLetters.withoutAccents(String(character))
    }
    return fitting
  }

  private var isUnicode: Bool { encoding == .utf8 || encoding == .utf8WithMark }
}

/// Lines that wait for what stands before them, in an unnamed file: a payroll may be large.
final class ProfileSpool {
  private let file: UnnamedFile
  private let folder: String
  private var buffer: [UInt8] = []
  private(set) var isEmpty = true
  private static let bufferBytes = 256 << 10

  init(in folder: String) throws {
    self.folder = folder
    file = try UnnamedFile(in: folder)
  }

  /// - Parameter lineEnd: stands between two lines.
  func append(_ line: [UInt8], lineEnd: [UInt8]) throws {
    if !isEmpty { buffer += lineEnd }
    isEmpty = false
    buffer += line
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  private func flush() throws {
    guard !buffer.isEmpty else { return }
    try file.append(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Copies everything behind what `target` holds.
  func copy(to target: inout AtomicFile) throws {
    try flush()
    var source = try ByteSource(InputFile(file, shownAs: folder))
    var block = [UInt8](repeating: 0, count: Self.bufferBytes)
    while case let count = try source.read(into: &block), count > 0 {
      try target.append(block.span.extracting(0..<count))
    }
  }
}

/// The lines of a file, one behind the other.
struct ProfileLines: ~Copyable {
  private let lineEnd: [UInt8]
  private var isEmpty = true

  init(lineEnd: [UInt8]) {
    self.lineEnd = lineEnd
  }

  mutating func append(_ line: [UInt8], to file: inout AtomicFile) throws {
    if !isEmpty { try file.append(lineEnd) }
    isEmpty = false
    try file.append(line)
  }

  mutating func append(_ spool: ProfileSpool, to file: inout AtomicFile) throws {
    guard !spool.isEmpty else { return }
    if !isEmpty { try file.append(lineEnd) }
    isEmpty = false
    try spool.copy(to: &file)
  }

  consuming func close(_ file: inout AtomicFile, endsLastLine: Bool) throws {
    if endsLastLine, !isEmpty { try file.append(lineEnd) }
  }
}
