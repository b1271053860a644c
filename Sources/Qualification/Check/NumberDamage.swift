import Spreadsheets

/// Tells what a spreadsheet, or a hand, made of a branch or account that cannot be read without guessing.
enum NumberDamage {
  /// - Parameters:
  ///   - text: freed of what spreadsheets wrap around values.
  ///   - mayBeGrouped: whether few digits behind a dot may be a group of their own.
  /// - Returns: nil for what can be read or is refused anyway.
  static func find(in text: Span<UInt8>, mayBeGrouped: Bool = false) -> FindingCode? {
    guard !text.isEmpty, !CellShape.isDigits(text) else { return nil }
    // A formula, or a number below zero.
    if text[0] == 0x2D || text[0] == 0x2B { return .characters }
    let bytes = text.indices.map { text[$0] }
    let letters = bytes.count { ($0 | 0x20) &- 0x61 <= 25 }
    if bytes.contains(0x2F) || letters >= 3 {
      if CellDamage.isDate(String(decoding: bytes, as: UTF8.self)) { return .date }
      return bytes.contains(0x2F) ? .characters : nil
    }
    return !mayBeGrouped && isDecimal(bytes) ? .characters : nil
  }

  /// `1234.5` or `12.34`: groups of thousands have three digits.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    guard let dot = bytes.lastIndex(of: 0x2E) else { return false }
    let behind = bytes[(dot + 1)...]
    return (1...2).contains(behind.count) && behind.allSatisfy { $0 &- 0x30 <= 9 }
  }
}
