/// An account of Caixa (104) as interfaces take it: operation and account in one number, three digits and
/// eight, or four and nine (the convention of several payment interfaces, see ``describeRule(bank:)``).
///
/// - Parameters:
///   - account: the account without its digit; it may repeat the operation.
///   - operation: the operation, empty when none was given apart.
///   - branch, digit: tell which of two readings a padded account has; empty when they are not known.
/// - Returns: the whole number. Without an operation ten digits are one that lost its zero, and zeros that
///   fill the account up are taken off; every other account stays as it is, and so does what is too long for
///   its operation, after it.
public func caixaAccountNumber(
  account: ShortCode, operation: ShortCode, branch: ShortCode = ShortCode(),
  digit: ShortCode = ShortCode()
) -> ShortCode {
  if operation.isEmpty {
    return CaixaAccount(branch: branch, account: account, digit: digit).number
  }
  let digits = operation.suffix(from: operation.firstSignificant)
  guard digits.count <= 4 else { return account }
  let operation = digits.count == 4 ? digits : digits.padded(to: 3)
  let width = operation.count == 4 ? 9 : 8
  let rest = CaixaAccount(branch: branch, account: account, digit: digit).account(under: operation)
  return operation.appending(rest.count < width ? rest.padded(to: width) : rest) ?? account
}

/// What Caixa's operation says of the type of an account, ``AccountType/unknown`` where it says nothing.
///
/// - Parameter number: as ``caixaAccountNumber(account:operation:branch:digit:)`` gives it.
public func caixaAccountType(_ number: ShortCode) -> AccountType {
  switch number.count {
  case 11 where number.byte(0) == 0x30: CaixaOperations.type(number.prefix(3))
  case 13: CaixaOperations.type(number.prefix(4))
  default: .unknown
  }
}

/// Accounts of Caixa (104), which come in two generations.
///
/// *Classic*: operation of 3 digits and account of 8, mod11 over branch, operation and account.
/// *New* (NSGD, since 2021): operation of 4 digits and account of 9, mod11 over the account alone.
/// (Receita Federal's IRPF 2025 program, Icatu, published numbers of both generations.)
struct CaixaAccount {
  let branch: ShortCode
  /// Digits as written, with or without the operation in front.
  let account: ShortCode
  let digit: ShortCode

  /// Fills `verdict`, which says valid so far. `operation` is without leading zeros.
  func check(
    operation: ShortCode?, accountType: AccountType, into verdict: inout AccountVerdict
  ) {
    guard digit.count == 1 else { return verdict.fail(.digitShape, .hard) }
    if let operation, !operation.isEmpty { return check(operation: operation, into: &verdict) }
    let reading = reading
    switch (reading.operation.count, reading.account.count) {
    case (4, _): checkNew(reading.operation, reading.account, into: &verdict)
    case (3, _): checkClassic(reading.operation, reading.account, into: &verdict)
    case (_, 9): checkNine(reading.account, into: &verdict)
    case (_, 0...8): checkShort(reading.account, accountType, into: &verdict)
    default: verdict.fail(.length, .hard)
    }
  }

  /// The operation is in a column of its own; the account may repeat it.
  private func check(operation: ShortCode, into verdict: inout AccountVerdict) {
    switch operation.count {
    case 1...3:
      let operation = operation.padded(to: 3)
      checkClassic(operation, account(under: operation), into: &verdict)
    case 4: checkNew(operation, account(under: operation), into: &verdict)
    default: verdict.fail(.length, .hard)
    }
  }

  /// The account without leading zeros, and without the operation where that is written in front, whatever
  /// zeros the operation has.
  ///
  /// - Parameter operation: three or four digits.
  func account(under operation: ShortCode) -> ShortCode {
    let length = operation.count == 4 ? 9 : 8
    let rest = account.suffix(from: account.firstSignificant)
    let digits = operation.suffix(from: operation.firstSignificant)
    let isRepeated =
      account.count == operation.count + length && account.prefix(operation.count) == operation
    // Beyond its own length an account can only begin with its operation.
    guard
      isRepeated || (rest.count == digits.count + length && rest.prefix(digits.count) == digits)
    else { return rest }
    let own = rest.suffix(from: digits.count).withoutLeadingZeros
    // New accounts begin with 5, 7, 8 or 9: nine digits may be one, or 007 without its zeros and eight.
    if !isRepeated, rest.count == 9, digits.byte(0) == 0x37, fits(CaixaReading(account: rest)),
      !fits(CaixaReading(operation: operation, account: own))
    {
      return rest
    }
    return own
  }

  /// The digits as interfaces take them, see ``caixaAccountNumber(account:operation:branch:digit:)``.
  var number: ShortCode {
    let reading = reading
    guard !reading.operation.isEmpty else {
      return account.count < 10 ? account : reading.account.padded(to: 8)
    }
    let width = reading.operation.count == 4 ? 9 : 8
    return reading.operation.appending(reading.account.padded(to: width)) ?? account
  }

  /// What the digits are, by their check digit where there are two ways.
  private var reading: CaixaReading {
    let form = CaixaForm(account)
    guard let second = form.second, digit.count == 1, !fits(form.first), fits(second) else {
      return form.first
    }
    return second
  }

  private func fits(_ reading: CaixaReading) -> Bool {
    if reading.operation.isEmpty { return fits(newDigit(reading.account)) }
    guard let sum = classicSum(reading.account) else { return false }
    return fits(caixaDigit(sum + CaixaOperations.sum(reading.operation)))
  }

  private func checkClassic(
    _ operation: ShortCode, _ account: ShortCode, into verdict: inout AccountVerdict
  ) {
    let listed = CaixaOperations.isClassic(operation)
    if !listed { verdict.remarks.insert(.unlistedOperation) }
    if account.firstSignificant == account.count { return verdict.fail(.zeros, .hard) }
    if account.count > 8 { return checkNewUnderClassic(account, into: &verdict) }
    guard let sum = classicSum(account) else { return verdict.fail(.branchNeeded, .soft) }
    settle(caixaDigit(sum + CaixaOperations.sum(operation)), certain: listed, &verdict)
  }

  /// Nine digits are of the new generation though the declared operation is of the old: valid
  /// cannot be said, and invalid only if the digit fits neither.
  private func checkNewUnderClassic(_ account: ShortCode, into verdict: inout AccountVerdict) {
    guard account.count == 9 else { return verdict.fail(.length, .hard) }
    if fits(newDigit(account)) {
      verdict.fail(.otherOperation, .soft)
    } else {
      verdict.fail(.digit, .hard)
    }
  }

  private func checkNew(
    _ operation: ShortCode, _ account: ShortCode, into verdict: inout AccountVerdict
  ) {
    let listed = CaixaOperations.isNew(operation)
    if !listed { verdict.remarks.insert(.unlistedOperation) }
    if account.firstSignificant == account.count { return verdict.fail(.zeros, .hard) }
    guard account.count <= 9 else { return verdict.fail(.length, .hard) }
    settle(newDigit(account), certain: listed, &verdict)
  }

  /// Nine digits: the new generation. With an operation 001, 002, 003, 006, 007 that lost its zeros they were
  /// read as that, where the branch could be.
  private func checkNine(_ digits: ShortCode, into verdict: inout AccountVerdict) {
    if fits(newDigit(digits)) { return }
    if CaixaOperations.isClassic(digits.prefix(1)), classicSum(digits.suffix(from: 1)) == nil {
      return verdict.fail(.branchNeeded, .soft)
    }
    verdict.fail(.digit, .hard)
  }

  /// At most eight digits and no operation: several may fit.
  private func checkShort(
    _ digits: ShortCode, _ accountType: AccountType, into verdict: inout AccountVerdict
  ) {
    if fits(newDigit(digits)) { return }
    guard let sum = classicSum(digits) else { return verdict.fail(.branchNeeded, .soft) }
    if accountType != .savings, fits(caixaDigit(sum + CaixaOperations.checkingSum)) { return }
    if accountType != .checking, fits(caixaDigit(sum + CaixaOperations.savingsSum)) { return }
    for operation in CaixaOperations.classicSums.indices
    where fits(caixaDigit(sum + CaixaOperations.classicSums[operation])) {
      return verdict.fail(.otherOperation, .soft)
    }
    verdict.fail(.digit, .hard)
  }

  /// Sum of branch and account with room for the operation; nil when the branch cannot be read.
  private func classicSum(_ account: ShortCode) -> UInt32? {
    guard branch.isBranch(longest: 4) else { return nil }
    return Weights.twoToNine.sum(account) + Weights.twoToNine.sum(branch, at: 11)
  }

  private func newDigit(_ account: ShortCode) -> UInt8 {
    caixaDigit(Weights.twoToNine.sum(account))
  }

  private func caixaDigit(_ sum: UInt32) -> UInt8 {
    let value = 11 - sum % 11
    return value > 9 ? 0x30 : UInt8(truncatingIfNeeded: 0x30 + value)
  }

  private func fits(_ computed: UInt8) -> Bool { digit.byte(0) == computed }

  private func settle(_ computed: UInt8, certain: Bool, _ verdict: inout AccountVerdict) {
    if fits(computed) { return }
    verdict.fail(.digit, .hard)
    guard certain else { return }
    var expected = ShortCode()
    expected.append(computed)
    verdict.expectedDigit = expected
  }
}
