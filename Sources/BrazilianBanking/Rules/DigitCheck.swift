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

  /// Two digits that stand for each other in one direction: `written` for `computed`.
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
