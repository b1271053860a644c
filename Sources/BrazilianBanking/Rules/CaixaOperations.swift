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
