/// Checks the length of an account and its check digit.
///
/// The sources of each bank's rule are those of ``describeRule(bank:)``.
///
/// - Parameters:
///   - bank: COMPE code, 1…999. A bank without an entry gets the rule of form.
///   - branch: the branch without its digit; some rules calculate with it.
///   - account: the account without its digit. Leading zeros do not count, but for Caixa, whose
///     operation is read as written.
///   - digit: the check digit, `0`–`9`, `X` or `P`.
///   - accountType: matters for Caixa's short accounts only.
///   - operation: Caixa's operation, the type of Santander and Banrisul, Banco do Brasil's savings
///     variation, when a column of its own gives them.
/// - Returns: `invalid` for a wrong form or a broken hard rule; `unknown` for a broken soft rule, an
///   account longer than the rule is proven for, or a bank without a rule.
public func checkAccount(
  bank: UInt16, branch: ShortCode, account: ShortCode, digit: ShortCode,
  accountType: AccountType = .unknown, operation: ShortCode? = nil
) -> AccountVerdict {
  let rule = BankRules.compiled(for: bank)
  var verdict = AccountVerdict(
    verdict: .valid, enforcement: rule.enforcement, confidence: rule.confidence, fault: nil,
    expectedDigit: nil, remarks: rule.isLegacy ? .legacyBank : [])
  if let fault = formFault(
    account, digit, longest: rule.longest, digitRequired: rule.digitRequired)
  {
    verdict.fail(fault, .hard)
  } else if rule.operation.matters(operation) {
    verdict.check(
      branch, account, digit, bank: bank, accountType: accountType, operation: operation)
  } else {
    verdict.check(branch, account, digit, rule)
  }
  return verdict
}

// A rule is a large value. Whoever takes it whole is inlined or finds it anew: handed on, it would
// be copied, which takes longer than the arithmetic.

@inline(__always)
private func formFault(
  _ account: ShortCode, _ digit: ShortCode, longest: UInt8, digitRequired: Bool
) -> AccountFault? {
  if account.isEmpty { return .empty }
  guard account.isDigitsOnly else { return .characters }
  let start = account.firstSignificant
  if start == account.count { return .zeros }
  if account.count - start > Int(longest) { return .length }
  if digit.isEmpty { return digitRequired ? .digitMissing : nil }
  return digit.isDigitShaped ? nil : .digitShape
}

extension AccountRule.OperationUse {
  /// Whether `operation` may change what an account means; Caixa's rule depends on there being none.
  @inline(__always)
  fileprivate func matters(_ operation: ShortCode?) -> Bool {
    if case .caixa = self { true } else { operation != nil }
  }
}

/// The two-digit type in front of an account of at most `width` significant digits.
private func typed(_ account: ShortCode, _ type: ShortCode?, _ width: Int) -> ShortCode {
  let start = account.firstSignificant
  guard let type, (1...2).contains(type.count), account.count - start <= width else {
    return account
  }
  let sequence = account.suffix(from: start).padded(to: width)
  return type.padded(to: 2).appending(sequence) ?? account
}

extension AccountVerdict {
  /// Checks an account whose meaning depends on an operation or account type.
  @inline(never)
  fileprivate mutating func check(
    _ branch: ShortCode, _ account: ShortCode, _ digit: ShortCode, bank: UInt16,
    accountType: AccountType, operation: ShortCode?
  ) {
    let rule = BankRules.compiled(for: bank)
    let type = operation.flatMap { $0.number == nil ? nil : $0.suffix(from: $0.firstSignificant) }
    var account = account
    switch rule.operation {
    case .caixa:
      let caixa = CaixaAccount(branch: branch, account: account, digit: digit)
      return caixa.check(operation: type, accountType: accountType, into: &self)
    case .prefix(let width):
      // Three digits are an operation of Caixa that has no meaning here.
      let own = (operation?.count ?? 0) <= 2 ? type : nil
      account = typed(account, own, width)
    case .savingsVariation, .ignored: break
    }
    check(branch, account, digit, rule)
    if case .savingsVariation = rule.operation, fault == .digit, type?.number == 51 {
      checkAsSavings(branch, account, digit, bank: bank)
    }
  }

  mutating func fail(_ fault: AccountFault, _ enforcement: Enforcement) {
    verdict = enforcement == .hard ? .invalid : .unknown
    self.enforcement = enforcement
    self.fault = fault
  }

  /// Compares the written digit with all the bank's ways to calculate it.
  @inline(__always)
  fileprivate mutating func check(
    _ branch: ShortCode, _ account: ShortCode, _ digit: ShortCode, _ rule: CompiledRule
  ) {
    guard let first = rule.first else {
      verdict = .unknown
      return
    }
    guard digit.count == 1 else { return fail(.digitShape, .hard) }
    let start = account.firstSignificant
    remark(account, start, provenUpTo: rule.provenUpTo, listedTypes: rule.listedTypes)
    let longest = rule.branch.longest
    let one = first.outcome(branch, longest, account, start, digit.byte(0))
    if accept(one) { return }
    let two = rule.second?.outcome(branch, longest, account, start, digit.byte(0))
    if let two, accept(two) { return }
    reject(one, two)
  }

  /// Banco do Brasil: the digit may be that of `51` and seven digits (savings variation 51).
  private mutating func checkAsSavings(
    _ branch: ShortCode, _ account: ShortCode, _ digit: ShortCode, bank: UInt16
  ) {
    let start = account.firstSignificant
    guard account.count - start <= 7 else { return }
    var savings = ShortCode()
    savings.append(0x35)
    savings.append(0x31)
    guard let whole = savings.appending(account.suffix(from: start).padded(to: 7)) else { return }
    var other = self
    (other.verdict, other.fault, other.expectedDigit) = (.valid, nil, nil)
    other.check(branch, whole, digit, BankRules.compiled(for: bank))
    if other.fault == nil { self = other } else { expectedDigit = nil }
  }

  @inline(__always)
  private mutating func remark(
    _ account: ShortCode, _ start: Int, provenUpTo: UInt8, listedTypes: UInt128
  ) {
    let significant = account.count - start
    if significant > Int(provenUpTo) {
      remarks.insert(.beyondProvenLength)
      if enforcement == .hard { enforcement = .soft }
    }
    guard listedTypes != 0, significant > 6 else { return }
    var type = account.byte(account.count - 7) &- 0x30
    if significant > 7 { type &+= 10 &* (account.byte(start) &- 0x30) }
    if listedTypes & (1 << UInt128(type)) == 0 { remarks.insert(.unlistedOperation) }
  }

  /// Whether an outcome settles the account as valid.
  @inline(__always)
  private mutating func accept(_ outcome: DigitCheck.Outcome) -> Bool {
    guard case .calculated(let computed, let match) = outcome, match != .different else {
      return false
    }
    if match == .accepted, computed > 0x39 { remarks.insert(.zeroForLetter) }
    return true
  }

  private mutating func reject(_ one: DigitCheck.Outcome, _ two: DigitCheck.Outcome?) {
    if case .branchUnusable = one { return fail(.branchNeeded, .soft) }
    if case .branchUnusable? = two { return fail(.branchNeeded, .soft) }
    fail(.digit, enforcement)
    guard enforcement == .hard, confidence == .high, let expected = one.computed,
      (two?.computed ?? expected) == expected
    else { return }
    var code = ShortCode()
    code.append(expected)
    expectedDigit = code
  }
}

extension ShortCode {
  /// Whether the code is a branch to calculate with: digits, not all zero, of at most `longest`
  /// significant ones.
  func isBranch(longest: Int) -> Bool {
    isDigitsOnly && (1...longest).contains(count - firstSignificant)
  }
}

extension DigitCheck {
  /// What one way to calculate a digit says about the written one.
  enum Outcome: Sendable {
    case calculated(UInt8, Match)
    /// The branch cannot be read or stands in no table.
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
