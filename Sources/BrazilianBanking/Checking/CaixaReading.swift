/// An operation of Caixa and the account behind it; without an operation all digits without leading zeros.
struct CaixaReading {
  /// Three digits of the old generation, four of the new one; empty for none.
  var operation = ShortCode()
  var account: ShortCode
}

/// What the digits of an account of Caixa without an operation of its own are, by their number and the zeros
/// in front. An operation that is none is padding.
struct CaixaForm {
  var first: CaixaReading
  /// What they are as well, where their digit fits this and not the other.
  var second: CaixaReading?

  init(_ written: ShortCode) {
    let digits = written.suffix(from: written.firstSignificant)
    first = CaixaReading(account: digits)
    // As written eleven digits are operation and account. Operations have four positions, too: `0013` and eight.
    let isWide = written.count == 12 && written.byte(0) == 0x30
    let eleven = isWide ? written.suffix(from: 1) : written
    if eleven.count == 11, eleven.byte(0) == 0x30, CaixaOperations.isClassic(eleven.prefix(3)) {
      first = Self.split(eleven, at: 3)
      if isWide, digits.count == 9 { second = CaixaReading(account: digits) }
      return
    }
    // Thirteen are four and nine: `0013` and the eight behind a zero.
    if written.count == 13, written.byte(4) == 0x30, CaixaOperations.isClassic(written.prefix(4)) {
      first = CaixaReading(
        operation: written.suffix(from: 1).prefix(3), account: written.suffix(from: 5))
      return
    }
    switch digits.count {
    case 13: first = Self.split(digits, at: 4)
    case 11: first = Self.split(digits, at: 3)
    case 10: first = Self.split(digits, at: 2)
    case 9 where CaixaOperations.isClassic(digits.prefix(1)): second = Self.split(digits, at: 1)
    default: break
    }
  }

  private static func split(_ digits: ShortCode, at width: Int) -> CaixaReading {
    CaixaReading(
      operation: digits.prefix(width).padded(to: 3), account: digits.suffix(from: width))
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
  /// The type of the accounts of an operation.
  static func type(_ operation: ShortCode) -> AccountType {
    switch operation.number {
    case 13, 22, 28, 1288, 3702: .savings
    case 1, 2, 3, 6, 7, 23, 37, 43, 1292, 3701: .checking
    default: .unknown
    }
  }

  /// Shares of all classic operations, in the order of ``classic``.
  static let classicSums: [UInt32] = classic.map {
    UInt32($0.code % 10 * 2 + $0.code / 10 % 10 * 3)
  }

  private static let classicBits: UInt64 = classic.reduce(0) { $0 | 1 << UInt64($1.code) }
}
