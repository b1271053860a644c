/// JSON written by hand, because a submission is measured once for every record of a run.
///
/// Sizes and bytes come from the same rule, ``escapeLength(of:)``, so they cannot disagree.
enum JSONText {
  /// Bytes of `text` as a JSON string, quotation marks included.
  static func size(ofString text: String) -> Int {
    text.utf8.reduce(2) { $0 + escapeLength(of: $1) }
  }

  /// Appends `text` as a JSON string; UTF-8 stays as it is (RFC 8259, section 7).
  static func append(string text: String, to bytes: inout [UInt8]) {
    bytes.append(quotationMark)
    for byte in text.utf8 {
      switch escapeLength(of: byte) {
      case 1: bytes.append(byte)
      case 2: bytes += [reverseSolidus, byte]
      default: bytes += [reverseSolidus, UInt8(ascii: "u"), zero, zero] + hexadecimal(byte)
      }
    }
    bytes.append(quotationMark)
  }

  /// Appends JSON that needs no escapes, such as keys and punctuation.
  static func append(literal text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text.description.utf8)
  }

  /// 1 for a byte that stands for itself, 2 for `\"` and `\\`, 6 for `\u00XX`.
  private static func escapeLength(of byte: UInt8) -> Int {
    switch byte {
    case quotationMark, reverseSolidus: 2
    case 0..<0x20: 6
    default: 1
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    [byte >> 4, byte & 0x0F].map { $0 < 10 ? zero + $0 : UInt8(ascii: "a") + $0 - 10 }
  }

  private static let quotationMark = UInt8(ascii: "\"")
  private static let reverseSolidus = UInt8(ascii: "\\")
  private static let zero = UInt8(ascii: "0")
}
