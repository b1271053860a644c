/// What can be said about a branch or account.
public enum Verdict: UInt8, Sendable, Comparable {
  /// The rule is known and holds.
  case valid
  /// No rule is known, or one that is not certain enough does not hold. Never a reason to reject.
  case unknown
  /// The number cannot exist: wrong shape, or a certain rule does not hold.
  case invalid

  /// Orders by gravity: ``valid`` < ``unknown`` < ``invalid``.
  public static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
}

/// What a mismatch of check digits means.
public enum Enforcement: UInt8, Sendable {
  /// A mismatch is invalid.
  case hard
  /// A mismatch is unknown: warn.
  case soft
  /// Nothing is calculated: the form alone is checked.
  case none
}

/// How sure the sources of a rule are.
public enum Confidence: String, Sendable {
  /// Two or more independent sources agree and published numbers or real data confirm.
  case high
  /// One authority, or real data only.
  case medium
  /// Sources contradict each other, or one weak source.
  case low
  /// No public rule: lengths only.
  case format
}

/// The kind of account a record declares.
public enum AccountType: UInt8, Sendable {
  /// Conta corrente.
  case checking
  /// Conta poupança.
  case savings
  /// Not declared.
  case unknown
}

/// Why a branch is not plainly valid.
public enum BranchFault: UInt8, CaseIterable, Sendable {
  /// Nothing was written.
  case empty
  /// Longer than the bank's branches.
  case length
  /// A character that is no digit.
  case characters
  /// All zeros.
  case zeros
  /// The check digit does not fit.
  case digit
  /// The check digit has more characters than a digit of the bank, or one no digit has.
  case digitShape
  /// The bank uses another branch number (``Enforcement`` says how certainly).
  case unexpectedBranch
  /// Five digits at a bank with four: branch and digit written together; they must be split.
  case fiveDigitsGlued
  /// More digits than the bank's branches, the first of them zero: zeros that fill it up, or a branch and
  /// the check digit that fits it. Which of the two is not guessed.
  case zeroOrDigit
}

/// Why an account is not plainly valid.
public enum AccountFault: UInt8, CaseIterable, Sendable {
  /// Nothing was written.
  case empty
  /// Longer than the bank's accounts, or no known shape.
  case length
  /// A character that is no digit.
  case characters
  /// All zeros.
  case zeros
  /// The check digit does not fit.
  case digit
  /// The check digit has more characters than a digit of the bank, or one no digit has.
  case digitShape
  /// The bank's accounts have a check digit and none was written.
  case digitMissing
  /// The digit of this bank depends on the branch, and the branch cannot be read.
  case branchNeeded
  /// Caixa: the digit fits an operation that was not declared.
  case otherOperation
}

/// Remarks that do not change a verdict.
public struct Remarks: OptionSet, Hashable, Sendable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// Makes a set of the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `0` was written where the rule gives a letter; banks pay such records (DICT: letter → 0).
  public static let zeroForLetter = Remarks(rawValue: 1 << 0)
  /// A branch digit was written at a bank that has none; it was ignored.
  public static let branchDigitIgnored = Remarks(rawValue: 1 << 1)
  /// The bank's retail accounts have moved to another bank.
  public static let legacyBank = Remarks(rawValue: 1 << 2)
  /// An account type or operation that is in no published list.
  public static let unlistedOperation = Remarks(rawValue: 1 << 3)
  /// The account is longer than the lengths for which the rule is proven.
  public static let beyondProvenLength = Remarks(rawValue: 1 << 4)
  /// Zeros fill the account up beyond the longest of the bank, see ``accountWithoutPadding(_:bank:)``.
  public static let zeroPadded = Remarks(rawValue: 1 << 5)

  /// Every remark with its stable code.
  public static let all: [(remark: Remarks, code: String)] = [
    (.zeroForLetter, "zero_for_letter"), (.branchDigitIgnored, "branch_digit_ignored"),
    (.legacyBank, "legacy_bank"), (.unlistedOperation, "unlisted_operation"),
    (.beyondProvenLength, "beyond_proven_length"), (.zeroPadded, "zero_padded"),
  ]

  /// The stable codes of the remarks in the set.
  public var codes: [String] { Self.all.filter { contains($0.remark) }.map(\.code) }
}

/// What ``checkBranch(bank:branch:digit:)`` found.
public struct BranchVerdict: Sendable {
  /// The verdict.
  public var verdict: Verdict
  /// How certain the rule is that the ``fault`` broke; form faults of the branch are always hard,
  /// those of its digit follow the rule.
  public var enforcement: Enforcement
  /// How sure the sources of the rule are.
  public var confidence: Confidence
  /// What is wrong, nil when nothing is.
  public var fault: BranchFault?
  /// The right digit, only where the rule is hard and certain.
  public var expectedDigit: ShortCode?
  /// The only branch that the bank uses, only for another one.
  public internal(set) var expectedBranch: UInt16?
  /// What is worth knowing but changes no verdict.
  public var remarks: Remarks
}

/// What ``checkAccount(bank:branch:account:digit:accountType:operation:)`` found.
public struct AccountVerdict: Sendable {
  /// The verdict.
  public var verdict: Verdict
  /// How certain the rule is that the ``fault`` broke; form faults are always hard.
  public var enforcement: Enforcement
  /// How sure the sources of the rule are.
  public var confidence: Confidence
  /// What is wrong, nil when nothing is.
  public var fault: AccountFault?
  /// The right digit, only where the rule is hard and certain.
  public var expectedDigit: ShortCode?
  /// What is worth knowing but changes no verdict.
  public var remarks: Remarks
}
