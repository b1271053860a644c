import BrazilianBanking
import QualificaTestKit
import Testing

/// What the check digits of accounts find, at the rates that `ErrorDetection.md` derives.
struct ErrorDetectionTests {
  /// A bank with a hard rule and the share of changed digits that its algorithm does not find.
  struct Promise: Sendable, CustomTestStringConvertible {
    var bank: UInt16
    var length: Int
    var undetected: Double
    var operation = ""

    var testDescription: String { "\(bank) \(operation)" }
  }

  static let promises: [Promise] = [
    // Luhn, weights prime to ten, Verhoeff.
    Promise(bank: 21, length: 10, undetected: 0), Promise(bank: 341, length: 5, undetected: 0),
    Promise(bank: 33, length: 8, undetected: 0), Promise(bank: 260, length: 8, undetected: 0),
    // Modulo 11 with a letter for one remainder, which 0 may stand for.
    Promise(bank: 1, length: 9, undetected: 1 / 110),
    Promise(bank: 237, length: 7, undetected: 1 / 110),
    // Modulo 11, one digit for two remainders.
    Promise(bank: 37, length: 8, undetected: 1 / 55),
    Promise(bank: 41, length: 9, undetected: 1 / 55),
    Promise(bank: 70, length: 9, undetected: 1 / 55),
    Promise(bank: 77, length: 8, undetected: 1 / 55),
    Promise(bank: 85, length: 8, undetected: 1 / 55),
    Promise(bank: 136, length: 8, undetected: 1 / 55),
    Promise(bank: 336, length: 7, undetected: 1 / 55),
    Promise(bank: 399, length: 6, undetected: 1 / 55),
    Promise(bank: 422, length: 6, undetected: 1 / 55),
    Promise(bank: 745, length: 8, undetected: 1 / 55),
    Promise(bank: 756, length: 8, undetected: 1 / 55),
    Promise(bank: 104, length: 8, undetected: 1 / 55, operation: "013"),
    Promise(bank: 104, length: 9, undetected: 1 / 55, operation: "1288"),
  ]

  @Test("Every bank with a hard rule is promised")
  func everyBankWithAHardRuleIsPromised() {
    let hard = describeAllRules().filter { $0.account.enforcement == .hard }.map(\.compe)
    #expect(Set(Self.promises.map(\.bank)) == Set(hard))
  }

  @Test("One changed digit is found at the promised rate", arguments: promises)
  func oneChangedDigitIsFoundAtThePromisedRate(_ promise: Promise) {
    var generator = SeededGenerator(seed: 21)
    var (changed, undetected) = (0, 0)
    for _ in 0..<400 {
      let right = Sample(promise, &generator)
      // A leading zero would make Verhoeff's account another one: it starts at the second digit.
      for position in 1..<promise.length {
        for digit in "0123456789" where right.account[position] != digit {
          var other = right
          other.account[position] = digit
          changed += 1
          if other.verdict != .invalid { undetected += 1 }
        }
      }
    }
    let rate = Double(undetected) / Double(changed)
    #expect(promise.undetected > 0 || undetected == 0)
    #expect(abs(rate - promise.undetected) < 0.006, "\(rate)")
  }

  @Test("Every other check digit is found", arguments: promises)
  func everyOtherCheckDigitIsFound(_ promise: Promise) {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<200 {
      let right = Sample(promise, &generator)
      #expect(right.verdict == .valid)
      for digit in "0123456789" where String(digit) != right.digit {
        // 0 may stand for the letter.
        if digit == "0", right.digit == "X" || right.digit == "P" { continue }
        var other = right
        other.digit = String(digit)
        #expect(other.verdict == .invalid)
      }
    }
  }

  /// Without operation, up to eight digits: several operations may fit (about 16 % of wrong digits
  /// are found, about 60 % are left unknown).
  @Test("Caixa without operation finds few wrong digits")
  func caixaWithoutOperationFindsFewWrongDigits() {
    var generator = SeededGenerator(seed: 23)
    var counts: [Verdict: Int] = [:]
    for _ in 0..<2_000 {
      let promise = Promise(bank: 104, length: 8, undetected: 0, operation: "001")
      var sample = Sample(promise, &generator)
      let right = sample.digit
      sample.promise.operation = ""
      for digit in "0123456789" where String(digit) != right {
        sample.digit = String(digit)
        counts[sample.verdict, default: 0] += 1
      }
    }
    let share = counts.mapValues { Double($0) / 18_000 }
    #expect(abs((share[.invalid] ?? 0) - 0.16) < 0.03, "\(share)")
    #expect(abs((share[.unknown] ?? 0) - 0.60) < 0.06, "\(share)")
  }

  @Test("Verhoeff finds every exchange of neighbours")
  func verhoeffFindsEveryExchangeOfNeighbours() {
    var generator = SeededGenerator(seed: 24)
    let promise = Promise(bank: 260, length: 8, undetected: 0)
    for _ in 0..<300 {
      let right = Sample(promise, &generator)
      for position in 1..<7 where right.account[position] != right.account[position + 1] {
        var other = right
        other.account.swapAt(position, position + 1)
        #expect(other.verdict == .invalid)
      }
    }
  }

  /// A random account with its right digit.
  struct Sample {
    var promise: Promise
    var branch: String
    var account: [Character]
    var digit = ""

    init(_ promise: Promise, _ generator: inout SeededGenerator) {
      self.promise = promise
      branch = describeRule(bank: promise.bank).branch.expected ?? "1" + generator.digits(3)
      account = Array(String(Int.random(in: 1...9, using: &generator)))
      account += Array(generator.digits(promise.length - 1))
      // The letters first: the zero that stands for them comes after.
      digit = "XP0123456789".map(String.init).first { fits($0) } ?? ""
    }

    var verdict: Verdict { verdict(digit) }

    private func fits(_ digit: String) -> Bool { verdict(digit) == .valid }

    private func verdict(_ digit: String) -> Verdict {
      accountVerdict(
        promise.bank, branch, String(account), digit,
        operation: promise.operation.isEmpty ? nil : promise.operation
      ).verdict
    }
  }
}
