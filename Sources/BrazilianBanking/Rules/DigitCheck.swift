/// One way to calculate a check digit; a bank has one, or two that are both accepted.
struct DigitCheck: Sendable {
  /// The named algorithms. All results are one ASCII character.
  enum Algorithm: UInt8, Sendable {
    /// v = 11 − sum mod 11; 10 and 11 become the rule's own characters.
    case mod11
    /// v = sum mod 11; 10 becomes the rule's own character.
    case mod11Remainder
    /// Weights 2, 1, 2, 1… from the right, digits of products added, 10 − sum mod 10.
    case luhn
    /// Units digits of products added, 10 − sum mod 10.
    case mod10Units
    /// The dihedral group D5, over the account without leading zeros.
    case verhoeff
  }

  /// Which table translates the branch before the sum.
  enum BranchTable: UInt8, Sendable {
    case none
    case bancoDoNordeste
    case banese
  }

  var algorithm: Algorithm
  var weights = Weights.twoToNine
  /// Places the account takes, padded with zeros; longer accounts take their own length.
  var accountLength: UInt8 = 0
  /// Places of weight zero between branch and account.
  var gap: UInt8 = 0
  /// Last digits of the branch that take part; 0 when the account stands alone.
  var branchLength: UInt8 = 0
  /// Place in the cycle of weights at which the branch begins, when it does not continue the account.
  var branchPlace: UInt8?
  var branchTable = BranchTable.none
  /// Characters for v = 10 and v = 11.
  var ten: Character8 = "0"
  var eleven: Character8 = "0"
  /// A digit also accepted when the rule gives ``ten`` or ``eleven`` equal to `computed`.
  var accepts: Equivalent?
  /// Accounts of more significant digits are not checked this way.
  var longestAccount = UInt8(ShortCode.capacity)

  /// Two digits that represent each other in one direction: `written` for `computed`.
  struct Equivalent: Sendable {
    var computed: Character8
    var written: Character8
  }
}

/// One ASCII character, written as a literal: `"X"`.
struct Character8: ExpressibleByUnicodeScalarLiteral, Equatable, Sendable {
  let byte: UInt8

  init(unicodeScalarLiteral scalar: Unicode.Scalar) {
    precondition(scalar.isASCII, "check digits are ASCII")
    byte = UInt8(truncatingIfNeeded: scalar.value)
  }
}

extension DigitCheck {
  /// mod11 of the account alone.
  static func mod11(
    _ weights: Weights = .twoToNine, ten: Character8 = "0", eleven: Character8 = "0",
    accepts: Equivalent? = nil
  ) -> DigitCheck {
    DigitCheck(
      algorithm: .mod11, weights: weights, ten: ten, eleven: eleven, accepts: accepts)
  }

  /// mod11 of branch and account.
  static func mod11(
    branch: UInt8, account: UInt8, _ weights: Weights = .twoToNine, eleven: Character8 = "0",
    table: BranchTable = .none, longestAccount: UInt8 = UInt8(ShortCode.capacity)
  ) -> DigitCheck {
    DigitCheck(
      algorithm: .mod11, weights: weights, accountLength: account, branchLength: branch,
      branchTable: table, eleven: eleven, longestAccount: longestAccount)
  }

  /// Luhn of the account alone, or of branch and account.
  static func luhn(branch: UInt8 = 0, account: UInt8 = 0) -> DigitCheck {
    DigitCheck(algorithm: .luhn, accountLength: account, branchLength: branch)
  }
}

extension DigitCheck.Equivalent {
  static let zeroForX = Self(computed: "X", written: "0")
  static let zeroForP = Self(computed: "P", written: "0")
  static let xForZero = Self(computed: "0", written: "X")
}

/// The arithmetic of ``DigitCheck/Algorithm``. Inputs must be digits.
extension DigitCheck {
  /// The check digit, or nil when the branch is in no table.
  /// - Parameters:
  ///   - branch: the branch, digits only; looked at only when it takes part.
  ///   - account: the account, digits only.
  ///   - start: index of the first significant digit of the account.
  @inline(__always)
  func digit(branch: ShortCode, account: ShortCode, from start: Int) -> UInt8? {
    if algorithm == .verhoeff { return 0x30 + verhoeffDigit(account, from: start) }
    var row = DigitRow(account)
    var extra: UInt32 = 0
    if branchLength > 0 {
      guard let part = translated(branchPart(branch)) else { return nil }
      if let branchPlace {
        extra = weights.sum(part, at: Int(branchPlace))
      } else {
        row.add(part, at: max(Int(accountLength), account.count - start) + Int(gap))
      }
    }
    return digit(row, extra)
  }

  @inline(__always)
  private func digit(_ row: DigitRow, _ extra: UInt32) -> UInt8 {
    switch algorithm {
    case .mod11: mapped(11 - (weights.sum(row) &+ extra) % 11)
    case .mod11Remainder: mapped((weights.sum(row) &+ extra) % 11)
    // Adding only the units digits of the products leaves the same remainder.
    case .mod10Units: tenComplement(weights.sum(row))
    case .luhn, .verhoeff: tenComplement(row.luhnSum)
    }
  }

  /// The last ``branchLength`` digits of the branch.
  @inline(__always)
  private func branchPart(_ branch: ShortCode) -> ShortCode {
    let length = Int(branchLength)
    return branch.count <= length ? branch : branch.suffix(from: branch.count - length)
  }

  @inline(__always)
  private func translated(_ branch: ShortCode) -> ShortCode? {
    switch branchTable {
    case .none: branch
    case .bancoDoNordeste: BranchTables.bancoDoNordeste(branch)
    case .banese: BranchTables.banese(branch)
    }
  }

  @inline(__always)
  private func mapped(_ value: UInt32) -> UInt8 {
    switch value {
    case 10: ten.byte
    case 11: eleven.byte
    default: UInt8(truncatingIfNeeded: 0x30 + value)
    }
  }
}

/// The digit that brings `sum` to a multiple of ten, as ASCII.
@inline(__always)
func tenComplement(_ sum: UInt32) -> UInt8 {
  UInt8(truncatingIfNeeded: 0x30 + (10 - sum % 10) % 10)
}

/// Verhoeff check digit, 0…9, of the digits from `start` on (standard D5 tables).
func verhoeffDigit(_ code: ShortCode, from start: Int) -> UInt8 {
  var state: UInt8 = 0
  var place = 1
  var index = code.count - 1
  while index >= start {
    let digit = Verhoeff.permuted(code.byte(index) &- 0x30, at: place)
    state = Verhoeff.product(state, digit)
    place += 1
    index -= 1
  }
  return Verhoeff.inverse(of: state)
}

/// The written check digit.
extension ShortCode {
  /// Whether the code can be a check digit of some bank: one or two of `0`–`9`, `X`, `P`.
  var isDigitShaped: Bool {
    guard (1...2).contains(count) else { return false }
    for index in 0..<count {
      let byte = upperCased(byte(index))
      guard byte &- 0x30 <= 9 || byte == 0x58 || byte == 0x50 else { return false }
    }
    return true
  }
}

extension DigitCheck {
  /// How a written digit relates to the calculated one.
  enum Match: Sendable {
    case equal
    /// Not equal, but banks take it for the calculated one (`0` for a letter).
    case accepted
    case different
  }

  @inline(__always)
  func match(written: UInt8, computed: UInt8) -> Match {
    let written = upperCased(written)
    if written == computed { return .equal }
    guard let accepts, accepts.computed.byte == computed, accepts.written.byte == written else {
      return .different
    }
    return .accepted
  }
}

extension DigitCheck {
  /// What one way to calculate a digit says about the written one.
  enum Outcome: Sendable {
    case calculated(UInt8, Match)
    /// The branch cannot be read or is in no table.
    case branchUnusable
    /// The account is too long for this way.
    case inapplicable

    var computed: UInt8? {
      if case .calculated(let digit, _) = self { digit } else { nil }
    }
  }

  /// - Parameter longestBranch: most significant digits of a branch that can be calculated with.
  @inline(__always)
  func outcome(
    _ branch: ShortCode, _ longestBranch: Int, _ account: ShortCode, _ start: Int,
    _ written: UInt8
  ) -> Outcome {
    if account.count - start > Int(longestAccount) { return .inapplicable }
    if branchLength > 0, !branch.isBranch(longest: longestBranch) { return .branchUnusable }
    guard let computed = digit(branch: branch, account: account, from: start) else {
      return .branchUnusable
    }
    return .calculated(computed, match(written: written, computed: computed))
  }
}

/// The dihedral group D5 of Verhoeff's method.
enum Verhoeff {
  /// Product of two elements: 0–4 are rotations, 5–9 reflections.
  @inline(__always)
  static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    switch (left < 5, right < 5) {
    case (true, true): (left &+ right) % 5
    case (true, false): 5 &+ (left &+ right) % 5
    case (false, true): 5 &+ (left &- right) % 5
    case (false, false): (left &+ 5 &- right) % 5
    }
  }

  /// The element whose product with `element` is 0.
  @inline(__always)
  static func inverse(of element: UInt8) -> UInt8 {
    element == 0 || element > 4 ? element : 5 - element
  }

  /// The permutation 1→5→8→9→4→2→7→0→1 with 3↔6, applied `place` times.
  ///
  /// A table of 16 digits of four bits per power; the eighth power is the identity.
  @inline(__always)
  static func permuted(_ digit: UInt8, at place: Int) -> UInt8 {
    let power: UInt64 =
      switch place & 7 {
      case 0: 0x98_7654_3210
      case 1: 0x49_0382_6751
      case 2: 0x24_1697_3085
      case 3: 0x72_5340_6198
      case 4: 0x07_8621_3549
      case 5: 0x10_9375_6824
      case 6: 0x51_4608_3972
      default: 0x85_2319_6407
      }
    return UInt8(truncatingIfNeeded: power &>> (4 &* UInt64(digit))) & 15
  }
}
