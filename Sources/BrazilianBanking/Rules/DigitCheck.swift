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
  /// Weights of the branch when they do not continue those of the account.
  var branchWeights: Weights?
  /// Places the account takes, padded with zeros; longer accounts take their own length.
  var accountLength = 0
  /// Places of weight zero between branch and account.
  var gap = 0
  /// Last digits of the branch that take part; 0 when the account stands alone.
  var branchLength = 0
  var branchTable = BranchTable.none
  /// Characters for v = 10 and v = 11.
  var ten: Character8 = "0"
  var eleven: Character8 = "0"
  /// A digit also accepted when the rule gives ``ten`` or ``eleven`` equal to `computed`.
  var accepts: Equivalent?
  /// Accounts of more significant digits are not checked this way.
  var longestAccount = ShortCode.capacity

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
    branch: Int, account: Int, _ weights: Weights = .twoToNine, eleven: Character8 = "0",
    table: BranchTable = .none, longestAccount: Int = ShortCode.capacity
  ) -> DigitCheck {
    DigitCheck(
      algorithm: .mod11, weights: weights, accountLength: account, branchLength: branch,
      branchTable: table, eleven: eleven, longestAccount: longestAccount)
  }

  /// Luhn of the account alone, or of branch and account.
  static func luhn(branch: Int = 0, account: Int = 0) -> DigitCheck {
    DigitCheck(algorithm: .luhn, accountLength: account, branchLength: branch)
  }
}

extension DigitCheck.Equivalent {
  static let zeroForX = Self(computed: "X", written: "0")
  static let zeroForP = Self(computed: "P", written: "0")
  static let xForZero = Self(computed: "0", written: "X")
}
