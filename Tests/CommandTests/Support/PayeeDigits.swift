/// Check digits, calculated the slow way and without the code under test.
enum PayeeDigits {
  /// The two digits of a CPF of nine digits.
  static func cpf(_ nine: [Int]) -> [Int] {
    var digits = nine
    for _ in 0..<2 {
      let rest = sum(digits, weights: Array((2...digits.count + 1).reversed())) % 11
      digits.append(rest < 2 ? 0 : 11 - rest)
    }
    return Array(digits.suffix(2))
  }

  /// Branch and account of 001: eleven less the rest, ten is X.
  static func bancoDoBrasil(_ number: [Int]) -> String {
    let rest = sum(number, weights: Array((2...number.count + 1).reversed())) % 11
    return letter("X", 11 - rest)
  }

  static func bradescoBranch(_ branch: [Int]) -> String {
    letter("P", 11 - sum(branch, weights: [5, 4, 3, 2]) % 11)
  }

  /// Seven digits; a rest of one is P.
  static func bradescoAccount(_ account: [Int]) -> String {
    letter("P", 11 - sum(account, weights: [2, 7, 6, 5, 4, 3, 2]) % 11)
  }

  /// Branch and account of 341 together, modulo 10 with cross sums.
  static func itau(_ branch: [Int], _ account: [Int]) -> String {
    let products = (branch + account).enumerated().map { $1 * ($0 % 2 == 0 ? 2 : 1) }
    let total = products.reduce(0) { $0 + $1 / 10 + $1 % 10 }
    return String((10 - total % 10) % 10)
  }

  private static func letter(_ ten: String, _ digit: Int) -> String {
    switch digit {
    case 10: ten
    case 11: "0"
    default: String(digit)
    }
  }

  private static func sum(_ digits: [Int], weights: [Int]) -> Int {
    zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
