/// What ``readAccount(_:digit:operation:bank:)`` found.
public struct AccountReading: Sendable {
  /// The account as written, mask removed, without the digit and without an operation that a mask
  /// sets apart. Zeros are neither added nor removed.
  public let account: ShortCode
  /// The check digit, in upper case; empty when none was written.
  public let digit: ShortCode
  /// The operation or account type, empty when none was written or recognised.
  public let operation: ShortCode
  /// The repairs made while it was read.
  public let repairs: Repairs
  /// What is wrong, nil when nothing is.
  public let fault: CodeFault?
}

/// Reads an account as people write it: `38219-7`, `00123456-X`, `12.345-6`, `013.00012345-6`, see
/// ``NumberGrammar``.
///
/// A digit is taken from behind the last hyphen or blank, or from its own column, never guessed.
///
/// - Parameters:
///   - text: UTF-8 bytes of the account.
///   - digit: UTF-8 bytes of the digit's own column, empty when there is none.
///   - operation: UTF-8 bytes of the operation's or account type's own column, empty when there is
///     none.
///   - bank: COMPE code; Caixa (104) alone writes an operation in front of the account.
///   - branch: the branch of its own column, which people repeat in front of the account; empty when it is
///     not known.
public func readAccount(
  _ text: Span<UInt8>, digit: Span<UInt8>, operation: Span<UInt8>, bank: UInt16,
  branch: ShortCode = ShortCode()
) -> AccountReading {
  // Nearly every record: digits in both columns, no operation.
  if operation.isEmpty, let account = ShortCode(digits: text), let digit = ShortCode(digit: digit) {
    return AccountReading(
      account: account, digit: digit, operation: ShortCode(), repairs: [], fault: nil)
  }
  var number =
    NumberGrammar(digits: text)
    ?? NumberGrammar(account: text, hasOwnDigit: !digit.isEmpty, bank: bank, branch: branch)
  number.joinDigit(NumberGrammar(digits: digit) ?? NumberGrammar(part: digit))
  let own = NumberGrammar(digits: operation) ?? NumberGrammar(part: operation)
  var fault = number.fault ?? (own.fault == nil ? nil : .characters)
  if !own.code.isEmpty, !number.operation.isEmpty, own.code.number != number.operation.number {
    fault = fault ?? .operationConflict
  }
  return AccountReading(
    account: number.code, digit: number.digit,
    operation: own.code.isEmpty ? number.operation : own.code, repairs: number.repairs,
    fault: fault)
}

/// An account without the zeros that fill it up beyond the longest of its bank, as files of fixed width have
/// them: what is left has the usual length of the bank's accounts, or is as long as it must be.
///
/// - Parameters:
///   - account: the account without its digit.
///   - bank: COMPE code; Caixa (104) has its own way, see ``caixaAccountNumber(account:operation:)``.
public func accountWithoutPadding(_ account: ShortCode, bank: UInt16) -> ShortCode {
  let rule = BankRules.compiled(for: bank)
  guard account.count > rule.longestWritten else { return account }
  return account.suffix(from: account.firstSignificant).padded(to: Int(rule.typical))
}

extension CompiledRule {
  /// Most digits of an account with zeros in front; a transfer takes 13 with the check digit.
  @inline(__always)
  var longestWritten: Int { Int(min(longest, 12)) }
}

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
  if account.count > rule.longestWritten, bank != 104, account.byte(0) == 0x30 {
    verdict.remarks.insert(.zeroPadded)
  }
  return verdict
}

// A rule is a large value: passing it would copy it, which takes longer than the arithmetic. So a
// function that takes a whole rule is inlined, and the others look the rule up again.

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
  /// Whether `operation` may change what an account means. For Caixa its absence matters, too.
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
