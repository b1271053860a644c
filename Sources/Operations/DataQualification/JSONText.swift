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

/// An amount as the API writes it.
enum DecimalAmount {
  /// Most that is read, in units: far above what the API deposits, and exact in a `Double`.
  private static let largest = 1e12

  /// The cents of an amount as the API writes it: `1.1`, `1.10`, `1e3`, `R$ 1.234,56`, `R$43.34`.
  ///
  /// - Returns: `nil` when it cannot be read, or has parts of a cent.
  static func cents(_ text: String) -> Int64? {
    var number = text.filter { !$0.isWhitespace }
    if number.hasPrefix("R$") { number.removeFirst(2) }
    if let comma = number.lastIndex(of: ",") {
      // One comma, with two digits behind it, is Portuguese; any other separates thousands.
      let isDecimal = number[comma...].count == 3 && !number[comma...].contains(".")
      number =
        isDecimal
        ? number.replacing(".", with: "").replacing(",", with: ".")
        : number.replacing(",", with: "")
    }
    guard number.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
      let value = Double(number), value >= 0, value < largest
    else { return nil }
    let cents = (value * 100).rounded()
    return abs(value * 100 - cents) < 0.001 ? Int64(cents) : nil
  }
}
