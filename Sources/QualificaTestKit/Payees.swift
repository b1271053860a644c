package import BulkEngine
import Operations

/// Invented payees with right check digits, always the same for the same number.
package enum Payees {
  private static let names = [
    "Ana Lima", "João Souza", "Conceição Araújo", "Bento Ramos", "Luíza Prado", "Otávio Reis",
  ]

  /// The payee with this number, 1-based.
  package static func payee(_ number: Int) -> OutgoingRecord {
    var generator = SeededGenerator(seed: UInt64(number))
    let branch = digits(4, from: &generator, leading: 1)
    let account = digits(5, from: &generator, leading: 1)
    let isCompany = number.isMultiple(of: 5)
    return OutgoingRecord(
      number: number, customCode: "code\(number)",
      name: "\(names[number % names.count]) \(roman(number))",
      document: isCompany ? cnpj(&generator) : cpf(&generator),
      documentType: isCompany ? .cnpj : .cpf, bankCode: "341", bankBranch: text(branch),
      bankBranchDigit: "", account: text(account), accountDigit: String(luhn(branch + account)),
      accountType: .checking, amountInCents: Int64(number * 100 + 50))
  }

  /// Payees 1 to `count`.
  package static func payees(_ count: Int) -> [OutgoingRecord] {
    count > 0 ? (1...count).map(payee) : []
  }

  /// A CPF of eleven digits.
  package static func cpf(_ generator: inout some RandomNumberGenerator) -> String {
    var row = digits(9, from: &generator, leading: 1)
    row.append(mod11(row, weights: Array((2...10).reversed())))
    row.append(mod11(row, weights: Array((2...11).reversed())))
    return text(row)
  }

  /// A CNPJ of fourteen digits.
  package static func cnpj(_ generator: inout some RandomNumberGenerator) -> String {
    var row = digits(8, from: &generator, leading: 1) + [0, 0, 0, 1]
    row.append(mod11(row, weights: [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    row.append(mod11(row, weights: [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    return text(row)
  }

  private static func digits(
    _ count: Int, from generator: inout some RandomNumberGenerator, leading: Int
  ) -> [Int] {
    (0..<count).map { Int.random(in: ($0 == 0 ? leading : 0)...9, using: &generator) }
  }

  private static func text(_ digits: [Int]) -> String { digits.map(String.init).joined() }

  private static func mod11(_ digits: [Int], weights: [Int]) -> Int {
    let rest = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return rest < 2 ? 0 : 11 - rest
  }

  /// Itaú: doubled from the right, digits of the products added.
  private static func luhn(_ digits: [Int]) -> Int {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let product = index.isMultiple(of: 2) ? digit * 2 : digit
      sum += product / 10 + product % 10
    }
    return (10 - sum % 10) % 10
  }

  /// Letters that stand for a number, so that names differ without digits.
  private static func roman(_ number: Int) -> String {
    let letters = Array("abcdefghij")
    return "S" + String(String(number).compactMap { $0.wholeNumberValue.map { letters[$0] } })
  }
}
