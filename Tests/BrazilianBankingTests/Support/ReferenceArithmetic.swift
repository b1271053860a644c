/// Check digits the slow way, digit by digit on strings, from the semantics of `bank_rules.json`.
enum ReferenceArithmetic {
  static func values(_ digits: String) -> [Int] { digits.map { $0.wholeNumberValue ?? 0 } }

  static func strip(_ digits: String) -> String { String(digits.drop { $0 == "0" }) }

  static func pad(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func weighted(_ digits: String, fromRight weights: [Int]) -> Int {
    values(digits).reversed().enumerated().reduce(0) {
      $0 + $1.element * weights[$1.offset % weights.count]
    }
  }

  static func luhn(_ digits: String) -> String {
    var sum = 0
    for (offset, value) in values(digits).reversed().enumerated() {
      let product = value * (offset % 2 == 0 ? 2 : 1)
      sum += product / 10 + product % 10
    }
    return String((10 - sum % 10) % 10)
  }

  static func unitsFromLeft(_ digits: String, _ weights: [Int]) -> String {
    let sum = zip(values(digits), weights).reduce(0) { $0 + $1.0 * $1.1 % 10 }
    return String((10 - sum % 10) % 10)
  }

  /// The published tables of Verhoeff, 1969.
  private static let product: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6], [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ]
  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

  static func verhoeff(_ digits: String) -> String {
    var state = 0
    for (offset, value) in values(digits).reversed().enumerated() {
      var permuted = value
      for _ in 0...offset { permuted = permutation[permuted] }
      state = product[state][permuted]
    }
    let inverse = (0...9).first { product[state][$0] == 0 } ?? 0
    return String(inverse)
  }

  static func banrisulBranch(_ branch: String) -> String {
    var sum = 0
    for (value, weight) in zip(values(pad(branch, 4)), [1, 2, 1, 2]) {
      sum += value * weight / 10 + value * weight % 10
    }
    var first = (10 - sum % 10) % 10
    while true {
      let remainder = weighted(pad(branch, 4) + String(first), fromRight: [2, 3, 4, 5, 6]) % 11
      if remainder != 1 { return "\(first)\(remainder == 0 ? 0 : 11 - remainder)" }
      first = (first + 1) % 10
    }
  }
}
