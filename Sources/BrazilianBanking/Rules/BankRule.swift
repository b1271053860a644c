/// Everything known about one bank: an entry of the table, with its sources and a worked example.
struct BankRule: Sendable {
  var compe: UInt16
  var name: String
  var confidence: Confidence
  var isLegacy = false
  var branch = BranchRule()
  var account: AccountRule
  var example: WorkedExample
  var notes = BilingualText.nothing
  var sources: [String]
}

/// The branch numbers of a bank.
struct BranchRule: Sendable {
  /// Most significant digits.
  var longest = 4
  /// Characters of the check digit; 0 when the bank has none.
  var digitLength = 0
  var check = BranchCheck.none
  var enforcement = Enforcement.none
  /// The one branch the bank uses, 0 when it has many.
  var expected: UInt16 = 0
  var expectedEnforcement = Enforcement.none

  /// How the branch digit is calculated.
  enum BranchCheck: Sendable {
    case none
    /// mod11 of the four digits; the branch stands in the place of the account.
    case digit(DigitCheck)
    /// Banrisul's two-digit control number.
    case banrisul
  }

  /// A branch digit by mod11, weights 2, 3, 4, 5 from the right.
  static func mod11(
    ten: Character8 = "0", accepts: DigitCheck.Equivalent? = nil, _ enforcement: Enforcement
  ) -> BranchRule {
    BranchRule(
      digitLength: 1, check: .digit(.mod11(ten: ten, accepts: accepts)),
      enforcement: enforcement)
  }

  /// A bank with the one branch `number`.
  static func only(_ number: UInt16, _ enforcement: Enforcement) -> BranchRule {
    BranchRule(expected: number, expectedEnforcement: enforcement)
  }
}

/// The account numbers of a bank. Lengths count significant digits without the check digit.
struct AccountRule: Sendable {
  var typicalLength: Int
  var longest: Int
  /// Longest account for which the rule is proven; above it a mismatch is only unknown.
  var provenUpTo: Int
  var digitRequired = true
  var enforcement = Enforcement.none
  /// The digit is right if any of these gives it; at most two.
  var checks: [DigitCheck] = []
  /// Published account types, the first two of eight digits; any other gets a remark. Empty: no list.
  var listedTypes: [Int] = []
  /// What an account type or operation given apart does to the account.
  var operation = OperationUse.ignored

  /// The use of an account type or operation in its own column.
  enum OperationUse: Sendable, Equatable {
    /// It takes no part.
    case ignored
    /// It stands in front of an account of at most `upTo` significant digits (Santander, Banrisul).
    case prefix(upTo: Int)
    /// Banco do Brasil: digit with or without the prefix 51 of savings.
    case savingsVariation
    /// Caixa: its own decision.
    case caixa
  }
}

/// An invented account with its right digit (or, without a rule, one of the right form).
struct WorkedExample: Sendable, Equatable {
  var branch: String
  var branchDigit = ""
  var operation = ""
  var account: String
  var digit: String
}
