import QualificaTestKit

/// Right documents, calculated the slow way: sums of products digit by digit.
extension SeededGenerator {
  mutating func cpf() -> String {
    var values = (0..<9).map { _ in Int.random(in: 0...9, using: &self) }
    if Set(values).count == 1 { values[0] = (values[0] + 1) % 10 }
    for _ in 0..<2 { values.append(Self.digit(values, cycle: 100)) }
    return values.map(String.init).joined()
  }

  mutating func cnpj(letters: Bool) -> String {
    let alphabet = Array(letters ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "0123456789")
    var characters = (0..<12).map { _ in pick(alphabet) }
    for _ in 0..<2 {
      let values = characters.map { Int($0.asciiValue ?? 48) - 48 }
      characters.append(Character(String(Self.digit(values, cycle: 8))))
    }
    return String(characters)
  }

  /// Weights 2, 3, 4… from the right, beginning again after `cycle` of them.
  private static func digit(_ values: [Int], cycle: Int) -> Int {
    var sum = 0
    for (offset, value) in values.reversed().enumerated() { sum += value * (2 + offset % cycle) }
    return sum % 11 < 2 ? 0 : 11 - sum % 11
  }
}
