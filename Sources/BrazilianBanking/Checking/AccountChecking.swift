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
  if let fault = formFault(account, digit, rule) {
    verdict.fail(fault, .hard)
    return verdict
  }
  let type = operation.flatMap { $0.number == nil ? nil : $0.suffix(from: $0.firstSignificant) }
  switch rule.operation {
  case .caixa:
    let caixa = CaixaAccount(branch: branch, account: account, digit: digit)
    caixa.check(operation: type, accountType: accountType, into: &verdict)
  case .prefix(let width):
    // Three digits are an operation of Caixa that has no meaning here.
    let own = (operation?.count ?? 0) <= 2 ? type : nil
    verdict.check(branch, typed(account, own, width), digit, rule)
  case .savingsVariation:
    verdict.check(branch, account, digit, rule)
    if verdict.fault == .digit, type?.number == 51 {
      verdict.checkAsSavings(branch, account, digit, rule)
    }
  case .ignored: verdict.check(branch, account, digit, rule)
  }
  return verdict
}

private func formFault(
  _ account: ShortCode, _ digit: ShortCode, _ rule: CompiledRule
) -> AccountFault? {
  if account.isEmpty { return .empty }
  guard account.isDigitsOnly else { return .characters }
  let start = account.firstSignificant
  if start == account.count { return .zeros }
  if account.count - start > Int(rule.longest) { return .length }
  if digit.isEmpty { return rule.digitRequired ? .digitMissing : nil }
  return digit.isDigitShaped ? nil : .digitShape
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
  mutating func fail(_ fault: AccountFault, _ enforcement: Enforcement) {
    verdict = enforcement == .hard ? .invalid : .unknown
    self.enforcement = enforcement
    self.fault = fault
  }

  /// Compares the written digit with all the bank's ways to calculate it.
  mutating func check(
    _ branch: ShortCode, _ account: ShortCode, _ digit: ShortCode, _ rule: CompiledRule
  ) {
    guard let first = rule.first else {
      verdict = .unknown
      return
    }
    guard digit.count == 1 else { return fail(.digitShape, .hard) }
    let start = account.firstSignificant
    remark(account, start, rule)
    let branch = branch.isBranch(longest: rule.branch.longest) ? branch : ShortCode()
    let one = first.outcome(branch, account, start, digit.byte(0))
    if accept(one) { return }
    let two = rule.second?.outcome(branch, account, start, digit.byte(0))
    if let two, accept(two) { return }
    reject(one, two)
  }

  /// Banco do Brasil: the digit may be that of `51` and seven digits (savings variation 51).
  fileprivate mutating func checkAsSavings(
    _ branch: ShortCode, _ account: ShortCode, _ digit: ShortCode, _ rule: CompiledRule
  ) {
    let start = account.firstSignificant
    guard account.count - start <= 7 else { return }
    var savings = ShortCode()
    savings.append(0x35)
    savings.append(0x31)
    guard let whole = savings.appending(account.suffix(from: start).padded(to: 7)) else { return }
    var other = self
    (other.verdict, other.fault, other.expectedDigit) = (.valid, nil, nil)
    other.check(branch, whole, digit, rule)
    if other.fault == nil { self = other } else { expectedDigit = nil }
  }

  private mutating func remark(_ account: ShortCode, _ start: Int, _ rule: CompiledRule) {
    let significant = account.count - start
    if significant > Int(rule.provenUpTo) {
      remarks.insert(.beyondProvenLength)
      if enforcement == .hard { enforcement = .soft }
    }
    guard rule.listedTypes != 0, significant > 6 else { return }
    var type = account.byte(account.count - 7) &- 0x30
    if significant > 7 { type &+= 10 &* (account.byte(start) &- 0x30) }
    if rule.listedTypes & (1 << UInt128(type)) == 0 { remarks.insert(.unlistedOperation) }
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

  /// - Parameter branch: empty when it cannot be calculated with.
  @inline(__always)
  func outcome(
    _ branch: ShortCode, _ account: ShortCode, _ start: Int, _ written: UInt8
  ) -> Outcome {
    if account.count - start > Int(longestAccount) { return .inapplicable }
    if branchLength > 0, branch.isEmpty { return .branchUnusable }
    guard let computed = digit(branch: branch, account: account, from: start) else {
      return .branchUnusable
    }
    return .calculated(computed, match(written: written, computed: computed))
  }
}
