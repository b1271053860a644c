/// Checks a branch and, where the bank has one, its check digit.
///
/// The sources of each bank's rule are those of ``describeRule(bank:)``.
///
/// - Parameters:
///   - bank: COMPE code, 1…999. A bank without an entry gets the rule of form.
///   - branch: the branch without its digit; leading zeros do not count.
///   - digit: the check digit, empty when none was written (no rail demands one). A digit at a bank
///     without a rule is ignored and remarked.
/// - Returns: `invalid` for a wrong form or a broken hard rule, `unknown` for a broken soft rule.
public func checkBranch(bank: UInt16, branch: ShortCode, digit: ShortCode) -> BranchVerdict {
  let compiled = BankRules.compiled(for: bank)
  let rule = compiled.branch
  var verdict = BranchVerdict(
    verdict: .valid, enforcement: rule.enforcement, confidence: compiled.confidence, fault: nil,
    expectedDigit: nil, remarks: [])
  if let fault = formFault(branch, digit, longest: rule.longest) {
    verdict.fail(fault, .hard)
  } else if rule.expected != 0, branch.number != UInt32(rule.expected) {
    verdict.fail(.unexpectedBranch, rule.expectedEnforcement)
  }
  guard verdict.fault == nil, !digit.isEmpty else { return verdict }
  verdict.checkDigit(digit, of: branch, by: rule)
  return verdict
}

@inline(__always)
private func formFault(
  _ branch: ShortCode, _ digit: ShortCode, longest: Int
) -> BranchFault? {
  if branch.isEmpty { return .empty }
  guard branch.isDigitsOnly else { return .characters }
  let start = branch.firstSignificant
  if start == branch.count { return .zeros }
  if isGlued(branch, start, hasDigit: !digit.isEmpty, longest: longest) {
    return .fiveDigitsGlued
  }
  if branch.count - start > longest { return .length }
  return digit.isEmpty || digit.isDigitShaped ? nil : .digitShape
}

/// Whether five digits are a branch of four and its digit. Read as a number, `01234` would be the
/// branch 1234, another one than 0123-4 that was meant: it is not guessed.
private func isGlued(
  _ branch: ShortCode, _ start: Int, hasDigit: Bool, longest: Int
) -> Bool {
  guard longest < 5, branch.count == 5 || branch.count - start == 5 else { return false }
  return start == 0 || branch.count - start == 5 || (!hasDigit && start < 4)
}

extension BranchVerdict {
  fileprivate mutating func fail(_ fault: BranchFault, _ enforcement: Enforcement) {
    verdict = enforcement == .hard ? .invalid : .unknown
    self.enforcement = enforcement
    self.fault = fault
  }

  @inline(__always)
  fileprivate mutating func checkDigit(
    _ digit: ShortCode, of branch: ShortCode, by rule: BranchRule
  ) {
    switch rule.check {
    case .none: remarks.insert(.branchDigitIgnored)
    case .digit(let check): checkDigit(digit, of: branch, by: check)
    case .banrisul: checkControl(digit, of: branch)
    }
  }

  @inline(__always)
  private mutating func checkDigit(
    _ digit: ShortCode, of branch: ShortCode, by check: DigitCheck
  ) {
    guard digit.count == 1 else { return fail(.digitShape, enforcement) }
    let start = branch.firstSignificant
    guard let computed = check.digit(branch: branch, account: branch, from: start) else { return }
    switch check.match(written: digit.byte(0), computed: computed) {
    case .equal: break
    case .accepted: if computed > 0x39 { remarks.insert(.zeroForLetter) }
    case .different:
      fail(.digit, enforcement)
      var expected = ShortCode()
      expected.append(computed)
      tell(expected)
    }
  }

  /// Two digits, or the first of them alone.
  private mutating func checkControl(_ digit: ShortCode, of branch: ShortCode) {
    let computed = BanrisulControl.digits(of: branch.suffix(from: branch.firstSignificant))
    guard digit != computed.prefix(digit.count) else { return }
    fail(.digit, enforcement)
    tell(computed)
  }

  private mutating func tell(_ digit: ShortCode) {
    if enforcement == .hard, confidence == .high { expectedDigit = digit }
  }
}
