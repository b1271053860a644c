// Branch and account of nearly every record are valid without any remark. These functions find that out without
// making a verdict: rules and verdicts are large values, and copying them takes longer than the arithmetic.

/// Whether ``checkBranch(bank:branch:digit:)`` says valid of a branch without a digit, and nothing else.
///
/// - Returns: false also where it was not looked at closely: then the check tells.
public func isPlainBranch(bank: UInt16, branch: ShortCode) -> Bool {
  let table = CompiledRuleTable.shared
  return bank < 1000 && table.takesAnyBranch[Int(bank)] && branch.count == 4
    && branch.isDigitsOnly && branch.firstSignificant < 4
}

/// Whether ``checkAccount(bank:branch:account:digit:accountType:operation:)`` says valid of an account without an
/// operation, and nothing else.
///
/// - Returns: false also where it was not looked at closely: then the check tells.
public func isPlainAccount(
  bank: UInt16, branch: ShortCode, account: ShortCode, digit: ShortCode
) -> Bool {
  let table = CompiledRuleTable.shared
  guard bank < 1000 else { return false }
  let rule = table.shortRules[Int(table.index[Int(bank)])]
  let start = account.firstSignificant
  guard digit.count == 1, account.count <= Int(rule.longestWritten), account.isDigitsOnly,
    (1...Int(rule.longest)).contains(account.count - start),
    rule.check.branchLength == 0 || branch.isBranch(longest: Int(rule.longestBranch)),
    let computed = rule.check.digit(branch: branch, account: account, from: start)
  else { return false }
  return digit.byte(0) == computed
}

/// As much of a rule as tells that an account is right.
struct ShortRule: Sendable {
  let check: DigitCheck
  /// Significant digits up to which a right digit settles everything.
  let longest: UInt8
  /// Digits with zeros in front.
  let longestWritten: UInt8
  let longestBranch: UInt8

  /// - Parameter rule: one with which there is always more to say gives a rule that no account fulfils.
  init(_ rule: CompiledRule) {
    let check = rule.first ?? .mod11()
    let isShort =
      rule.first != nil && !rule.isLegacy && rule.operation != .caixa && rule.listedTypes == 0
    self.check = check
    longest = max(1, min(rule.longest, rule.provenUpTo, check.longestAccount))
    longestWritten = isShort ? UInt8(rule.longestWritten) : 0
    longestBranch = UInt8(rule.branch.longest)
  }
}
