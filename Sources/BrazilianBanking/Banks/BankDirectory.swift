/// A bank or payment institution of the national payment system.
public struct Bank: Hashable, Sendable {
  /// COMPE code, 1…999.
  public let compe: UInt16
  /// ISPB, the first eight digits of the institution's CNPJ, 0…99 999 999.
  public let ispb: UInt32
  /// Short name as the central bank lists it.
  public let shortName: String

  /// COMPE code with its three digits: `001`.
  public var compeCode: ShortCode { zeroPadded(UInt32(compe), width: 3) }
  /// ISPB with its eight digits: `00000000`.
  public var ispbCode: ShortCode { zeroPadded(ispb, width: 8) }
}

/// The decimal digits of `number`, padded with zeros to `width`.
func zeroPadded(_ number: UInt32, width: Int) -> ShortCode {
  var divisor: UInt32 = 1
  for _ in 1..<width { divisor *= 10 }
  var code = ShortCode()
  while divisor > 0 {
    code.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
    divisor /= 10
  }
  return code
}

/// The list of banks at a date, searched by COMPE code, ISPB or exact name.
///
/// Lists age: new participants appear every month, so a code that is missing here is unknown, not
/// wrong.
public struct BankDirectory: Sendable {
  /// The banks, in the order of the COMPE code.
  public let banks: [Bank]
  /// Day of the list, ISO 8601, nil when its source does not tell.
  public let date: String?

  /// Position + 1 of each COMPE code 0…999, 0 when absent.
  private let positions: [UInt16]
  private let byISPB: [(ispb: UInt32, position: Int)]
  private let byName: [(key: UInt64, position: Int)]

  /// The list that comes with the library: guibranco/BancosBrasileiros of 2026-08-22 (Unlicense).
  public static let bundled: BankDirectory = {
    let list = Array(bundledBankList.utf8)
    // The rows are part of the source and read by a test; an unreadable list is an empty one.
    return (try? BankDirectory(csv: list.span, date: bundledBankListDate))
      ?? BankDirectory(sorted: [], date: nil)
  }()

  init(sorted banks: [Bank], date: String?) {
    self.banks = banks
    self.date = date
    var positions = [UInt16](repeating: 0, count: 1000)
    for (position, bank) in banks.enumerated() {
      positions[Int(bank.compe)] = UInt16(position + 1)
    }
    self.positions = positions
    byISPB = banks.indices.map { (banks[$0].ispb, $0) }.sorted { $0.ispb < $1.ispb }
    byName = banks.indices
      .compactMap { position in foldedKey(banks[position]).map { ($0, position) } }
      .sorted { $0.0 < $1.0 }
  }

  /// Whether the list has the COMPE code. O(1), allocates nothing.
  public func contains(compe: UInt16) -> Bool { compe < 1000 && positions[Int(compe)] != 0 }

  /// The bank of a COMPE code. O(1).
  public func bank(compe: UInt16) -> Bank? {
    guard contains(compe: compe) else { return nil }
    return banks[Int(positions[Int(compe)]) - 1]
  }

  /// The bank of an ISPB.
  public func bank(ispb: UInt32) -> Bank? {
    let position = lowerBound(byISPB.count) { byISPB[$0].ispb < ispb }
    guard position < byISPB.count, byISPB[position].ispb == ispb else { return nil }
    return banks[byISPB[position].position]
  }

  /// The bank whose short name is `name` but for case, accents and punctuation; nil when there is
  /// none or more than one.
  public func bank(named name: Span<UInt8>) -> Bank? {
    guard let folded = FoldedName(name) else { return nil }
    let key = folded.key
    var found: Bank?
    var position = lowerBound(byName.count) { byName[$0].key < key }
    while position < byName.count, byName[position].key == key {
      let bank = banks[byName[position].position]
      if foldedName(bank) == folded {
        if found != nil { return nil }
        found = bank
      }
      position += 1
    }
    return found
  }
}

private func foldedName(_ bank: Bank) -> FoldedName? {
  FoldedName(bank.shortName.utf8.span)
}

private func foldedKey(_ bank: Bank) -> UInt64? { foldedName(bank)?.key }

/// First index of 0..<`count` for which `isBelow` is false.
private func lowerBound(_ count: Int, _ isBelow: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBelow(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}

/// A name reduced to what people write alike: upper case, no accents, no `.` or `/`, and one blank
/// for everything else between words. At most 96 characters, held inline.
struct FoldedName: Equatable, Sendable {
  private static let capacity = 96
  private var bytes = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  /// Nil when the text holds no letter or digit, or is too long to be a bank's name.
  init?(_ text: Span<UInt8>) {
    var pendingBlank = false
    var index = 0
    while index < text.count {
      let (letter, length) = Self.fold(text, at: index)
      index += length
      guard letter != Self.dropped else { continue }
      guard letter != 0x20 else {
        pendingBlank = count > 0
        continue
      }
      guard count + 2 <= Self.capacity else { return nil }
      if pendingBlank { append(0x20) }
      pendingBlank = false
      append(letter)
    }
    if count == 0 { return nil }
  }

  static func == (left: FoldedName, right: FoldedName) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.bytes[index] != right.bytes[index] { return false }
    return true
  }

  /// FNV-1a over the folded bytes: a stable key to sort and search by.
  var key: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return hash
  }

  /// Whether the words of `other` are in this name next to each other, in the same order.
  func hasWords(of other: FoldedName) -> Bool {
    guard other.count <= count else { return false }
    return (0...(count - other.count)).contains { start in
      let end = start + other.count
      let isWhole =
        (start == 0 || bytes[start - 1] == 0x20) && (end == count || bytes[end] == 0x20)
      return isWhole && (0..<other.count).allSatisfy { bytes[start + $0] == other.bytes[$0] }
    }
  }

  private mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  private static let dropped: UInt8 = 0

  /// The folded character at `index` and the bytes it takes in the text.
  private static func fold(_ text: Span<UInt8>, at index: Int) -> (letter: UInt8, length: Int) {
    let byte = text[index]
    if byte == 0x2E || byte == 0x2F { return (dropped, 1) }
    if byte < 0x80 {
      let letter = upperCased(byte)
      return (letter &- 0x41 <= 25 || letter &- 0x30 <= 9 ? letter : 0x20, 1)
    }
    guard byte == 0xC3, index + 1 < text.count else { return (0x20, 1) }
    return (baseLetter(text[index + 1] & 0xDF), 2)
  }

  /// The letter under an accent of U+00C0–U+00DF, given the second byte of its UTF-8 form.
  private static func baseLetter(_ second: UInt8) -> UInt8 {
    switch second {
    case 0x80...0x85: 0x41
    case 0x87: 0x43
    case 0x88...0x8B: 0x45
    case 0x8C...0x8F: 0x49
    case 0x91: 0x4E
    case 0x92...0x96: 0x4F
    case 0x99...0x9C: 0x55
    default: 0x20
    }
  }
}
