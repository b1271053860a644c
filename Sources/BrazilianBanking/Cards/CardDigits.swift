/// The digits of a part of a text, looked at where they stand.
struct CardDigits {
  static let fewest = 13
  static let counts = 13...19

  private let count: Int
  private let luhnSum: Int
  /// The first six digits as a number.
  private let prefix: Int

  /// - Parameter zeros: how many follow the digits.
  init(_ text: Span<UInt8>, _ range: Range<Int>, zeros: Int = 0) {
    var (count, sum) = (zeros, 0)
    for index in range.reversed() where isDigit(text[index]) {
      let digit = Int(text[index] &- 0x30)
      // Every second digit from the right counts twice, the digits of its product added up.
      sum += count.isMultiple(of: 2) ? digit : digit * 2 - (digit > 4 ? 9 : 0)
      count += 1
    }
    var (first, length) = (0, 0)
    for index in range where length < 6 && isDigit(text[index]) {
      first = first * 10 + Int(text[index] &- 0x30)
      length += 1
    }
    (self.count, luhnSum, prefix) = (count, sum, first)
  }

  /// A whole field in the scientific notation of spreadsheets and programs, `4.111111111111111E+15`; nil
  /// for any other.
  init?(scientific text: Span<UInt8>) {
    var end = text.count - 3
    guard end >= 3, isDigit(text[end + 2]), text[end + 1] == 0x31 else { return nil }
    if text[end] == 0x2B { end -= 1 }
    guard end >= 3, text[end] | 0x20 == 0x65, isDigit(text[0]), text[1] == 0x2E || text[1] == 0x2C
    else { return nil }
    for index in 2..<end where !isDigit(text[index]) { return nil }
    // Of the digits one stands before the point; zeros at the end are left out.
    let zeros = 11 + Int(text[text.count - 1] &- 0x30) - (end - 1)
    guard zeros >= 0 else { return nil }
    self.init(text, 0..<end, zeros: zeros)
  }

  func isCard(_ lengths: CardLengths) -> Bool {
    luhnSum.isMultiple(of: 10) && isIssued
      && (lengths == .all || count == 15 || count == 16 || count == 19)
  }

  /// Whether a scheme issues numbers of this length that begin so.
  private var isIssued: Bool {
    switch count {
    case 13: isVisa
    case 14: isDiners
    case 15: (340_000...349_999).contains(prefix) || (370_000...379_999).contains(prefix)
    case 16: isVisa || isMastercard || isElo || prefix == 606_282 || isDiscover || isJCB
    case 19: isVisa || isDiscover || isJCB
    default: false
    }
  }

  /// Some numbers of Elo, too.
  private var isVisa: Bool { (400_000...499_999).contains(prefix) }

  private var isMastercard: Bool {
    (510_000...559_999).contains(prefix) || (222_100...272_099).contains(prefix)
  }

  private var isDiners: Bool {
    (300_000...305_999).contains(prefix) || (360_000...369_999).contains(prefix)
      || (380_000...399_999).contains(prefix)
  }

  private var isElo: Bool {
    switch prefix {
    case 504_175, 506_699...506_778, 509_000...509_999, 627_780, 636_297, 636_368: true
    default: false
    }
  }

  /// Elo's 650… among them.
  private var isDiscover: Bool {
    (601_100...601_199).contains(prefix) || (644_000...659_999).contains(prefix)
  }

  private var isJCB: Bool { (352_800...358_999).contains(prefix) }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
