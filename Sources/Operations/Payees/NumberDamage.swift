import BrazilianBanking
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
    if isNumericDate(bytes) { return .date }
    let letters = bytes.count { ($0 | 0x20) &- 0x61 <= 25 }
    if bytes.contains(0x2F) || letters >= 3 {
      if CellDamage.isDate(String(decoding: bytes, as: UTF8.self)) { return .date }
      return bytes.contains(0x2F) && !mayBeGrouped ? .characters : nil
    }
    if mayBeGrouped {
      return isShortOperation(bytes) || isLongGroup(bytes, longest: 4) ? .characters : nil
    }
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

  /// `1234.5`, `12345.678`, `1.2345`: a dot that groups no thousands is a decimal point. Before a hyphen
  /// few digits may be a group of their own, as in `013.00012345-6`.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(0x2E) else { return false }
    guard bytes.allSatisfy({ $0 &- 0x30 <= 9 || $0 == 0x2E }) else {
      return isLongGroup(bytes, longest: 3)
    }
    let groups = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    // `0.123`: no group of thousands is a zero in front of one other.
    guard (1...3).contains(groups[0].count), groups.count > 2 || groups[0] != [0x30] else {
      return true
    }
    // Santander's `01.012345` and Banrisul's `35.079834.0` begin with a type of two digits.
    if groups[0].count == 2, groups[1].count == 6 { return false }
    return groups.dropFirst().contains { $0.count != 3 }
  }

  /// `12345.678-9`, `0.12345-6`: what stands before the first dot is neither thousands nor an operation. An
  /// operation of four digits has more than three behind it.
  private static func isLongGroup(_ bytes: [UInt8], longest: Int) -> Bool {
    let number = bytes.prefix { $0 != 0x2D }
    guard number.allSatisfy({ $0 &- 0x30 <= 9 || $0 == 0x2E }) else { return false }
    let groups = number.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard groups.count > 1 else { return false }
    if groups.count == 2, groups[0] == [0x30] { return true }
    return groups[0].count > longest || (groups[0].count == 4 && groups[1].count == 3)
  }

  /// `12.03.1945`, `12 03 45`, `1945-03-12`: day, month and year with one and the same sign between them.
  private static func isNumericDate(_ bytes: [UInt8]) -> Bool {
    guard let sign = bytes.first(where: { $0 &- 0x30 > 9 }),
      [0x2E, 0x2D, 0x2F, 0x20].contains(sign)
    else { return false }
    // An account has one sign, or others: it is not taken apart.
    guard bytes.count < 11, bytes.count(where: { $0 == sign }) == 2 else { return false }
    let parts = bytes.split(separator: sign, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.count) }),
      parts.allSatisfy({ $0.allSatisfy { $0 &- 0x30 <= 9 } })
    else { return false }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    return isDay(parts[0], parts[1], year: parts[2], numbers[0], numbers[1], numbers[2])
      || isDay(parts[2], parts[1], year: parts[0], numbers[2], numbers[1], numbers[0])
  }

  private static func isDay(
    _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>, year: ArraySlice<UInt8>,
    _ day: Int, _ month: Int, _ yearNumber: Int
  ) -> Bool {
    guard first.count <= 2, second.count <= 2, day > 0, month > 0, min(day, month) <= 12,
      max(day, month) <= 31
    else { return false }
    return year.count == 2 || (year.count == 4 && (1900...2099).contains(yearNumber))
  }

  /// Whether an account begins with the branch that has a column of its own: `0710 12345`, `0710-12345-6`.
  /// The two would be sent as one number.
  ///
  /// - Parameters:
  ///   - text: of the account, freed of what spreadsheets wrap around values.
  ///   - branch: as ``readBranch(_:digit:)`` reads it; empty when it is not known.
  static func beginsWithBranch(_ text: Span<UInt8>, branch: ShortCode) -> Bool {
    var end = 0
    while end < text.count, text[end] &- 0x30 <= 9 { end += 1 }
    guard end < text.count, !branch.isEmpty,
      let group = ShortCode(text.extracting(0..<end)),
      group.withoutLeadingZeros == branch.withoutLeadingZeros
    else { return false }
    var signs = end
    while signs < text.count, !isLetterOrDigit(text[signs]) { signs += 1 }
    var behind = 0
    for index in signs..<text.count where isLetterOrDigit(text[index]) { behind += 1 }
    // `1234-5` is an account of its own, `12.345` and `12 345` are thousands, `013.00012345` an operation.
    let isSetApart = text.extracting(end..<signs).contains(where: {
      $0 == 0x2D || $0 == 0x2F || $0 >= 0x80
    })
    return behind >= 3 && (end >= 4 || isSetApart)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25
  }
}

extension Span<UInt8> {
  fileprivate func contains(where isWanted: (UInt8) -> Bool) -> Bool {
    for index in indices where isWanted(self[index]) { return true }
    return false
  }
}
