import BulkEngine
import Spreadsheets

/// Tells what a spreadsheet, or a hand, made of a branch or account that cannot be read without guessing.
enum NumberDamage {
  /// - Parameters:
  ///   - text: freed of what spreadsheets wrap around values.
  ///   - mayBeGrouped: whether few digits behind a dot, or any behind a slash, may be a group of their
  ///     own.
  /// - Returns: nil for what can be read or is refused anyway.
  static func find(in text: Span<UInt8>, mayBeGrouped: Bool = false) -> FindingCode? {
    guard !text.isEmpty, !CellShape.isDigits(text) else { return nil }
    // A formula, or a number below zero.
    if text[0] == 0x2D || text[0] == 0x2B { return .characters }
    let bytes = text.indices.map { text[$0] }
    let letters = bytes.count { ($0 | 0x20) &- 0x61 <= 25 }
    if bytes.contains(0x2F) || letters >= 3 {
      if CellDamage.isDate(String(decoding: bytes, as: UTF8.self)) { return .date }
      return bytes.contains(0x2F) && !mayBeGrouped ? .characters : nil
    }
    if mayBeGrouped { return isShortOperation(bytes) ? .characters : nil }
    return isDecimal(bytes) ? .characters : nil
  }

  /// `3.12345`: an operation that lost its zeros, or an account with a dot astray. Behind one or two digits
  /// a single dot sets thousands or a whole account apart.
  private static func isShortOperation(_ bytes: [UInt8]) -> Bool {
    let number = bytes.prefix { $0 != 0x2D }
    let groups = number.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard groups.count == 2, groups[0].count <= 2 else { return false }
    return ![3, 8, 9].contains(groups[1].count)
  }

  /// `1234.5` or `12.34`: groups of thousands have three digits.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    guard let dot = bytes.lastIndex(of: 0x2E) else { return false }
    let behind = bytes[(dot + 1)...]
    return (1...2).contains(behind.count) && behind.allSatisfy { $0 &- 0x30 <= 9 }
  }
}
