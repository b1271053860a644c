/// What is known about the branches and accounts of a bank, as plain values for people and tools.
public struct RuleDescription: Hashable, Sendable {
  /// COMPE code, 0 for the rule of all other banks.
  public let compe: UInt16
  /// Name of the bank.
  public let name: String
  /// Whether its retail accounts have moved to another bank.
  public let isLegacy: Bool
  /// How sure the sources are.
  public let confidence: Confidence
  /// The rule of branches.
  public let branch: BranchDescription
  /// The rule of accounts.
  public let account: AccountDescription
  /// An invented account that fits the rule.
  public let example: RuleExample
  /// Remarks, empty when there are none.
  public let notes: BilingualText
  /// Where the rule was learnt.
  public let sources: [String]
}

/// The branches of a bank.
public struct BranchDescription: Hashable, Sendable {
  /// Most significant digits, without check digit.
  public let longest: Int
  /// Characters of the check digit, 0 when the bank has none. A digit is never required.
  public let digitLength: Int
  /// How the digit is calculated, empty when nothing is.
  public let algorithm: BilingualText
  /// What a wrong digit means.
  public let enforcement: Enforcement
  /// The only branch of the bank with four digits, nil when it has many.
  public let expected: String?
  /// What another branch than ``expected`` means.
  public let expectedEnforcement: Enforcement
}

/// The accounts of a bank.
public struct AccountDescription: Hashable, Sendable {
  /// Usual number of digits, without check digit.
  public let typicalLength: Int
  /// Most significant digits.
  public let longest: Int
  /// Significant digits up to which the rule is proven; longer accounts are never rejected for
  /// their digit.
  public let provenUpTo: Int
  /// Whether a record needs the check digit.
  public let isDigitRequired: Bool
  /// Ways to calculate the digit, of which any may fit; empty when nothing is calculated.
  public let algorithms: [BilingualText]
  /// What a wrong digit means.
  public let enforcement: Enforcement
}

/// An invented branch and account with their right digits.
public struct RuleExample: Hashable, Sendable {
  /// The branch.
  public let branch: String
  /// Its digit, empty when the bank has none.
  public let branchDigit: String
  /// Operation or account type given apart, mostly empty.
  public let operation: String
  /// The account.
  public let account: String
  /// Its digit; without a rule any digit.
  public let digit: String
}

/// The description of a bank's rule, or of the rule of all other banks when it has no entry.
///
/// - Parameter bank: COMPE code.
public func describeRule(bank: UInt16) -> RuleDescription {
  (BankRules.entry(for: bank) ?? BankRules.other).description
}

/// Descriptions of all banks with an entry of their own, in the order of the COMPE code.
public func describeAllRules() -> [RuleDescription] {
  BankRules.all.map(\.description)
}

extension BankRule {
  var description: RuleDescription {
    RuleDescription(
      compe: compe, name: name, isLegacy: isLegacy, confidence: confidence,
      branch: branch.description, account: account.description, example: example.description,
      notes: notes, sources: sources)
  }
}

extension BranchRule {
  fileprivate var description: BranchDescription {
    let words: BilingualText =
      switch check {
      case .none: .nothing
      case .digit(let check): check.words(over: .branch)
      case .banrisul: .banrisulBranch
      }
    let only = expected == 0 ? nil : zeroPadded(UInt32(expected), width: 4).description
    return BranchDescription(
      longest: longest, digitLength: digitLength, algorithm: words, enforcement: enforcement,
      expected: only, expectedEnforcement: expectedEnforcement)
  }
}

extension AccountRule {
  fileprivate var description: AccountDescription {
    AccountDescription(
      typicalLength: typicalLength, longest: longest, provenUpTo: provenUpTo,
      isDigitRequired: digitRequired,
      algorithms: operation == .caixa
        ? BilingualText.caixa : checks.map { $0.words(over: .account) },
      enforcement: enforcement)
  }
}

extension WorkedExample {
  fileprivate var description: RuleExample {
    RuleExample(
      branch: branch, branchDigit: branchDigit, operation: operation, account: account,
      digit: digit)
  }
}
