import Crypto

/// The caller's code of a record.
package enum CustomCode {
  /// The vendor takes at most this many characters.
  package static let longest = 45

  /// A–Z a–z 0–9 - _
  package static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Whether `text` can be a code as it stands.
  static func isPlain(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count <= longest else { return false }
    for index in text.indices where !isAllowed(text[index]) { return false }
    return true
  }

  /// Makes the codes of a file without codes of its own.
  ///
  /// The same file and service always give the same codes, so that a run started again from a lost
  /// journal meets its own records at the API; a code tells nothing about a person.
  package struct Derivation: Sendable, Equatable {
    private let prefix: String

    /// - Parameter inputSHA256: lower-case hexadecimal.
    package init(inputSHA256: String, service: Int, generation: Int = 1) {
      prefix = CustomCode.digest(
        "custom_code/1|\(inputSHA256)|\(service)|\(generation)", length: 24)
    }

    /// - Parameter number: of the record, 1-based.
    package func code(ofRecord number: Int) -> String {
      let digits = String(number)
      return prefix + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    }
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// Whether the character is one of those that ``digest(_:length:)`` gives.
  static func isDigit(_ character: Character) -> Bool { alphabet.contains(character) }

  /// The beginning of the SHA-256 of `text` in base 32, lower case: five bits a character.
  static func digest(_ text: String, length: Int) -> String {
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
