import Crypto
import Spreadsheets

/// The caller's code of a record.
@usableFromInline package enum CustomCode {
  /// The vendor takes at most this many characters.
  @inlinable package static var longest: Int { 45 }

  /// A–Z a–z 0–9 - _
  package static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Whether `text` can be a code as it stands.
  package static func isPlain(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count <= longest else { return false }
    let bytes = unsafe text.bytes
    var index = 0
    while index + 8 <= text.count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if !areAllowed(word) { return false }
      index += 8
    }
    while index < text.count {
      if !isAllowed(text[index]) { return false }
      index += 1
    }
    return true
  }

  /// Whether all eight bytes of `word` are characters of codes: the highest bit of a byte tells of each range,
  /// and of each single character, whether it is one of it.
  @inline(__always)
  private static func areAllowed(_ word: UInt64) -> Bool {
    func all(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
    let lowered = word | all(0x20)
    // Adding 0x80 − c sets the highest bit of a byte that is at least c.
    let letters = (lowered &+ all(0x80 - 0x61)) & ~(lowered &+ all(0x80 - 0x7B))
    let digits = (word &+ all(0x80 - 0x30)) & ~(word &+ all(0x80 - 0x3A))
    let hyphens = ~((word ^ all(0x2D)) &+ all(0x7F))
    let underscores = ~((word ^ all(0x5F)) &+ all(0x7F))
    let allowed = (letters | digits | hyphens | underscores) & all(0x80)
    // Beyond ASCII sums would carry; such bytes have the highest bit themselves.
    return allowed == all(0x80) && word & all(0x80) == 0
  }

  /// Makes the codes of a file without codes of its own.
  ///
  /// The same file and variant of the operation always give the same codes, so that a run started again from a lost
  /// journal meets its own records at the API; a code tells nothing about a person.
  package struct Derivation: Sendable, Equatable {
    private let prefix: String

    /// - Parameter inputSHA256: lower-case hexadecimal.
    package init(inputSHA256: String, variant: String, generation: Int = 1) {
      prefix = CustomCode.digest(
        "custom_code/1|\(inputSHA256)|\(variant)|\(generation)", length: 24)
    }

    /// - Parameter number: of the record, 1-based.
    package func code(ofRecord number: Int) -> String {
      prefix + number.zeroPadded(to: 9)
    }
  }

  /// Whether `code` looks like one of ``Derivation`` or its successor (``CodeLineage``) that lost its
  /// end or its lower case: 24 digits of base 32, then nine figures, or six and the generation. Or is what
  /// a spreadsheet shows for a cell that is gone: 0.
  static func isDamagedDerivation(_ code: Span<UInt8>) -> Bool {
    if code.count == 1, code[0] == 0x30 { return true }
    guard code.count >= shortestRecognised else { return false }
    var (hasUpperCase, hasLetter) = (false, false)
    let isSuccessor = code.count > 30 && code[30] == 0x2D
    for index in code.indices {
      let byte = code[index]
      let isLetter = byte & 0xDF >= 0x41 && byte & 0xDF <= 0x5A
      if isLetter {
        hasLetter = true
        if byte & 0x20 == 0 { hasUpperCase = true }
      }
      let mayBeLetter = index < 24 || (isSuccessor && index > 30)
      let isFigure = byte &- 0x30 <= 9
      let fits =
        isFigure
        || (mayBeLetter && isLetter && alphabet.contains(Character(Unicode.Scalar(byte | 0x20))))
      guard fits || (isSuccessor && index == 30) else { return false }
    }
    return hasLetter && (hasUpperCase || code.count < (isSuccessor ? longest : 33))
  }

  /// Fewer characters may well be a code of the user's own.
  private static let shortestRecognised = 16

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// Whether the character is one of those that ``digest(_:length:)`` gives.
  static func isDigit(_ character: Character) -> Bool { alphabet.contains(character) }

  /// The beginning of the SHA-256 of `text` in base 32, lower case: five bits a character.
  package static func digest(_ text: String, length: Int) -> String {
    var result = ""
    var bits: UInt32 = 0
    var count = 0
    for byte in SHA256.hash(data: Array(text.utf8)) {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5, result.count < length {
        count -= 5
        result.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    return result
  }
}
