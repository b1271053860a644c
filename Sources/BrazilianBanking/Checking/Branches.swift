/// What ``readBranch(_:digit:)`` found.
public struct BranchReading: Sendable {
  /// The branch, padded with zeros to four digits; as written when longer. Empty when nothing was
  /// written.
  public let branch: ShortCode
  /// The check digit, in upper case; empty when none was written.
  public let digit: ShortCode
  /// The repairs made while it was read.
  public let repairs: Repairs
  /// What is wrong, nil when nothing is.
  public let fault: CodeFault?
}

/// Reads a branch as people write it: `12`, `1234`, `1234-5`, `0001-X`, see ``NumberGrammar``.
///
/// - Parameters:
///   - text: UTF-8 bytes of the branch; may hold the digit after a hyphen.
///   - digit: UTF-8 bytes of the digit's own column, empty when there is none.
public func readBranch(_ text: Span<UInt8>, digit: Span<UInt8>) -> BranchReading {
  // Nearly every record: four digits or more, a digit or none.
  if let branch = ShortCode(digits: text), branch.count >= 4 {
    if digit.isEmpty {
      return BranchReading(branch: branch, digit: ShortCode(), repairs: [], fault: nil)
    }
    if let digit = ShortCode(digit: digit) {
      return BranchReading(branch: branch, digit: digit, repairs: [], fault: nil)
    }
  }
  var number =
    NumberGrammar(digits: text) ?? NumberGrammar(branch: text, hasOwnDigit: !digit.isEmpty)
  number.joinDigit(NumberGrammar(digits: digit) ?? NumberGrammar(part: digit))
  var branch = number.code
  if number.fault == nil, !branch.isEmpty, branch.count < 4 {
    branch = branch.padded(to: 4)
    number.repairs.insert(.zerosRestored)
  }
  return BranchReading(
    branch: branch, digit: number.digit, repairs: number.repairs, fault: number.fault)
}

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
  let compiled = BankRules.compiledBranch(for: bank)
  let rule = compiled.rule
  var verdict = BranchVerdict(
    verdict: .valid, enforcement: rule.enforcement, confidence: compiled.confidence, fault: nil,
    expectedDigit: nil, remarks: [])
  if let fault = formFault(branch, digit, by: rule) {
    verdict.fail(fault, .hard)
  } else if rule.expected != 0, branch.number != UInt32(rule.expected) {
    verdict.fail(.unexpectedBranch, rule.expectedEnforcement)
    verdict.expectedBranch = rule.expected
  }
  guard verdict.fault == nil, !digit.isEmpty else { return verdict }
  verdict.checkDigit(digit, of: branch, by: rule)
  return verdict
}

@inline(__always)
private func formFault(
  _ branch: ShortCode, _ digit: ShortCode, by rule: BranchRule
) -> BranchFault? {
  if branch.isEmpty { return .empty }
  guard branch.isDigitsOnly else { return .characters }
  let start = branch.firstSignificant
  if start == branch.count { return .zeros }
  let significant = branch.count - start
  if significant > rule.longest {
    return significant == 5 && rule.longest < 5 ? .fiveDigitsGlued : .length
  }
  if branch.count > 4, digit.isEmpty, rule.longest < 5, mayHoldDigit(branch, rule) {
    return .zeroOrDigit
  }
  return digit.isEmpty || digit.isDigitShaped ? nil : .digitShape
}

/// Whether the last digit of a branch that zeros fill up may be its check digit: read as a number, `01234`
/// would be the branch 1234 instead of 0123-4. A bank without such digits has the zeros alone.
@inline(never)
private func mayHoldDigit(_ branch: ShortCode, _ rule: BranchRule) -> Bool {
  let shorter = branch.prefix(branch.count - 1)
  if shorter.firstSignificant == shorter.count { return false }
  if rule.expected != 0 { return shorter.number == UInt32(rule.expected) }
  guard case .digit(let check) = rule.check,
    let computed = check.digit(branch: shorter, account: shorter, from: shorter.firstSignificant)
  else { return false }
  return check.match(written: branch.byte(branch.count - 1), computed: computed) != .different
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

extension ShortCode {
  /// Whether the code is a branch to calculate with: digits, not all zero, of at most `longest`
  /// significant ones.
  func isBranch(longest: Int) -> Bool {
    isDigitsOnly && (1...longest).contains(count - firstSignificant)
  }
}

/// Banrisul's two-digit control number of a branch (Icatu, section Banrisul).
enum BanrisulControl {
  /// Both digits of a branch of at most four digits.
  ///
  /// d1: weights 1, 2, 1, 2 from the left, digits of products added, 10 − sum mod 10. d2: mod11 with
  /// weights 6…2 over branch and d1; when its remainder is 1 there is no d2, so d1 grows by one and
  /// d2 is calculated again. Remainder 0 gives 0. Example: 9194 → 38.
  static func digits(of branch: ShortCode) -> ShortCode {
    let sum = DigitRow(branch).luhnSum
    var first = UInt32(tenComplement(sum) &- 0x30)
    let branchSum = Weights.twoToNine.sum(branch, at: 1)
    var remainder = (branchSum + first * 2) % 11
    while remainder == 1 {
      first = (first + 1) % 10
      remainder = (branchSum + first * 2) % 11
    }
    var digits = ShortCode()
    digits.append(UInt8(truncatingIfNeeded: 0x30 + first))
    digits.append(UInt8(truncatingIfNeeded: 0x30 + (remainder == 0 ? 0 : 11 - remainder)))
    return digits
  }
}
