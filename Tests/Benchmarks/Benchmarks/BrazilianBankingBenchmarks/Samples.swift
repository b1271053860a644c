/// Invented documents and accounts with right check digits, the same in every run.
struct Samples {
  /// As many as stay in the first-level cache.
  static let count = 256

  private var state: UInt64 = 42

  /// Every other one with its mask.
  mutating func documents(length: Int, alphabet: String) -> [String] {
    (0..<Self.count).map { number in
      let text = document(length: length, alphabet: Array(alphabet))
      return number.isMultiple(of: 2) ? text : masked(text)
    }
  }

  /// Branch and account of six banks, digits in columns of their own.
  static let accounts: [(bank: String, branch: String, account: String, digit: String)] = [
    ("001", "1234-3", "12345678", "9"), ("033", "1234", "01123456", "8"),
    ("104", "1234", "00100123456", "4"), ("237", "1234-3", "1234567", "4"),
    ("260", "0001", "12345678", "4"), ("341", "1234", "12345", "1"),
  ]

  private mutating func document(length: Int, alphabet: [Character]) -> String {
    var body = (0..<(length - 2)).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }
    for _ in 0..<2 {
      var sum = 0
      for (place, character) in body.reversed().enumerated() {
        let weight = length == 11 ? 2 + place : 2 + place % 8
        sum += (Int(character.asciiValue ?? 48) - 48) * weight
      }
      body.append(Character(String(sum % 11 < 2 ? 0 : 11 - sum % 11)))
    }
    return String(body)
  }

  private func masked(_ text: String) -> String {
    let marks: [Int: String] =
      text.count == 11 ? [3: ".", 6: ".", 9: "-"] : [2: ".", 5: ".", 8: "/", 12: "-"]
    return text.enumerated().map { (marks[$0.offset] ?? "") + String($0.element) }.joined()
  }

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
