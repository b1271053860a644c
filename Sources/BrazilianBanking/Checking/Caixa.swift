/// An account of Caixa (104) as interfaces take it: operation and account in one number, three digits and
/// eight, or four and nine (the convention of several payment interfaces, see ``describeRule(bank:)``).
///
/// - Parameters:
///   - account: the account without its digit; it may repeat the operation.
///   - operation: the operation, empty when none was given apart.
/// - Returns: the whole number. Without an operation ten digits are one that lost its zero; every other
///   account stays as it is, and so does what is too long for its operation, after it.
public func caixaAccountNumber(account: ShortCode, operation: ShortCode) -> ShortCode {
  if operation.isEmpty { return account.count == 10 ? account.padded(to: 11) : account }
  let digits = operation.suffix(from: operation.firstSignificant)
  guard digits.count <= 4 else { return account }
  let operation = digits.count == 4 ? digits : digits.padded(to: 3)
  let width = operation.count == 4 ? 9 : 8
  if account.count == operation.count + width, account.prefix(operation.count) == operation {
    return account
  }
  let rest = account.suffix(from: account.firstSignificant)
  return operation.appending(rest.count < width ? rest.padded(to: width) : rest) ?? account
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
    if account.count == 11, account.byte(0) == 0x30 {
      return checkClassic(account.prefix(3), account.suffix(from: 3), into: &verdict)
    }
    let digits = account.suffix(from: account.firstSignificant)
    switch digits.count {
    case 13: checkNew(digits.prefix(4), digits.suffix(from: 4), into: &verdict)
    case 11: checkClassic(digits.prefix(3), digits.suffix(from: 3), into: &verdict)
    case 10: checkClassic(digits.prefix(2).padded(to: 3), digits.suffix(from: 2), into: &verdict)
    case 9: checkNine(digits, into: &verdict)
    case 0...8: checkShort(digits, accountType, into: &verdict)
    default: verdict.fail(.length, .hard)
    }
  }

  /// The operation is in a column of its own; the account may repeat it.
  private func check(operation: ShortCode, into verdict: inout AccountVerdict) {
    switch operation.count {
    case 1...3:
      let operation = operation.padded(to: 3)
      checkClassic(operation, without(operation, length: 8), into: &verdict)
    case 4: checkNew(operation, without(operation, length: 9), into: &verdict)
    default: verdict.fail(.length, .hard)
    }
  }

  /// The account without leading zeros, and without the operation if that is written in front.
  private func without(_ operation: ShortCode, length: Int) -> ShortCode {
    if account.count == operation.count + length, account.prefix(operation.count) == operation {
      return account.suffix(from: operation.count)
    }
    return account.suffix(from: account.firstSignificant)
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

  /// Nine digits: the new generation, or an operation 001, 002, 003, 006, 007 that lost its zeros.
  private func checkNine(_ digits: ShortCode, into verdict: inout AccountVerdict) {
    if fits(newDigit(digits)) { return }
    let operation = digits.prefix(1).padded(to: 3)
    guard CaixaOperations.isClassic(operation) else { return verdict.fail(.digit, .hard) }
    guard let sum = classicSum(digits.suffix(from: 1)) else {
      return verdict.fail(.branchNeeded, .soft)
    }
    if !fits(caixaDigit(sum + CaixaOperations.sum(operation))) { verdict.fail(.digit, .hard) }
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

/// Caixa's published operations and their share in the sum of the classic rule.
enum CaixaOperations {
  /// Classic operations, three digits.
  static let classic: [(code: Int, meaning: String)] = [
    (1, "conta corrente PF"), (2, "conta simples PF"), (3, "conta corrente PJ"),
    (6, "entidades públicas"), (7, "depósitos instituições financeiras"), (13, "poupança PF"),
    (22, "poupança PJ"), (23, "conta Caixa Fácil"), (28, "poupança crédito imobiliário"),
    (37, "conta salário"), (43, "depósitos lotéricos"),
  ]

  /// Operations of the new generation, four digits.
  static let new: [(code: Int, meaning: String)] = [
    (1288, "poupança PF"), (1292, "conta corrente PJ"),
    (3700, "unconfirmed: seen in lists, meaning not sourced"), (3701, "conta corrente PF"),
    (3702, "poupança PJ"),
  ]

  /// Whether three digits are a published classic operation.
  static func isClassic(_ operation: ShortCode) -> Bool {
    guard let number = operation.number, number < 64 else { return false }
    return classicBits & (1 << UInt64(number)) != 0
  }

  /// Whether four digits are a published operation of the new generation.
  static func isNew(_ operation: ShortCode) -> Bool {
    switch operation.number {
    case 1288, 1292, 3700, 3701, 3702: true
    default: false
    }
  }

  /// Share of three digits that stand 8 to 10 places from the right: weights 2, 3, 4.
  static func sum(_ operation: ShortCode) -> UInt32 { Weights.twoToNine.sum(operation, at: 8) }

  /// Share of operation 001.
  static let checkingSum: UInt32 = 2
  /// Share of operation 013.
  static let savingsSum: UInt32 = 9
  /// Shares of all classic operations, in the order of ``classic``.
  static let classicSums: [UInt32] = classic.map {
    UInt32($0.code % 10 * 2 + $0.code / 10 % 10 * 3)
  }

  private static let classicBits: UInt64 = classic.reduce(0) { $0 | 1 << UInt64($1.code) }
}
