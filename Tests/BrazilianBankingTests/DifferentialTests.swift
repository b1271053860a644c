import BrazilianBanking
import Foundation
import QualificaTestKit
import Testing

/// The library and an independent slow implementation say the same of random records over all banks.
///
/// `QUALIFICA_DIFFERENTIAL_RECORDS` asks for more records than the usual ones.
struct DifferentialTests {
  static let recordCount =
    ProcessInfo.processInfo.environment["QUALIFICA_DIFFERENTIAL_RECORDS"].flatMap(Int.init)
    ?? 40_000

  struct Sample: CustomStringConvertible {
    var bank: String
    var branch: String
    var branchDigit: String
    var account: String
    var digit: String
    var type: String
    var operation: String

    var description: String {
      "\(bank) \(branch)-\(branchDigit) \(account)-\(digit) \(type) op '\(operation)'"
    }
  }

  @Test("Branches and accounts agree", arguments: [11, 12] as [UInt64])
  func branchesAndAccountsAgree(seed: UInt64) throws {
    let checker = ReferenceChecker(rules: try #require(ReferenceRules.shared))
    let codes = checker.rules.banks.keys.sorted() + ["104", "104", "033", "041", "001", "999"]
    var generator = SeededGenerator(seed: seed)
    var differences: [String] = []
    for _ in 0..<(Self.recordCount / 2) {
      let sample = Self.sample(codes, checker.rules, &generator)
      let ours = try Self.ours(sample)
      let theirs = Self.theirs(sample, checker)
      // Under an invalid branch the record is invalid, whatever is said of the account.
      if ours.first == "invalid", theirs.first == "invalid" { continue }
      if ours != theirs { differences.append("\(sample): \(ours), reference \(theirs)") }
    }
    #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(5))")
  }

  /// Of a right number in its usual form nothing is said; the short way may say so of no other one.
  @Test("The short way says no more than the check", arguments: [21, 22] as [UInt64])
  func theShortWaySaysNoMoreThanTheCheck(seed: UInt64) throws {
    let rules = try #require(ReferenceRules.shared)
    let codes = rules.banks.keys.sorted() + ["999"]
    var generator = SeededGenerator(seed: seed)
    var (branches, accounts) = (0, 0)
    for _ in 0..<(Self.recordCount / 8) {
      let sample = Self.sample(codes, rules, &generator)
      let bank = try #require(UInt16(sample.bank))
      let branch = try #require(ShortCode(sample.branch))
      if isPlainBranch(bank: bank, branch: branch) {
        let verdict = checkBranch(bank: bank, branch: branch, digit: ShortCode())
        #expect(verdict.verdict == .valid && verdict.fault == nil && verdict.remarks == [])
        branches += 1
      }
      let account = try #require(ShortCode(sample.account))
      for digit in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "P", "x", "", "12"] {
        let digit = try #require(ShortCode(digit))
        guard isPlainAccount(bank: bank, branch: branch, account: account, digit: digit) else {
          continue
        }
        let verdict = checkAccount(bank: bank, branch: branch, account: account, digit: digit)
        #expect(
          verdict.verdict == .valid && verdict.fault == nil && verdict.remarks == [], "\(sample)")
        accounts += 1
      }
    }
    #expect(branches > Self.recordCount / 40 && accounts > Self.recordCount / 40)
  }

  @Test("Documents agree", arguments: [nil, "cpf", "cnpj"] as [String?])
  func documentsAgree(kind: String?) {
    var generator = SeededGenerator(seed: 13)
    var differences: [String] = []
    let declared: DocumentKind? = ["cpf": .cpf, "cnpj": .cnpj][kind ?? ""]
    for _ in 0..<(Self.recordCount / 3) {
      let text = Self.document(&generator)
      let ours = BrazilianBankingTests.document(text, declared).document?.code.description
      if ours != ReferenceDocuments.canonical(text, kind) { differences.append(text) }
    }
    #expect(differences.isEmpty, "\(differences.count): \(differences.prefix(5))")
  }

  /// A right document, damaged in up to three ways.
  private static func document(_ generator: inout SeededGenerator) -> String {
    var text: String
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: text = generator.cpf()
    case 1: text = generator.cnpj(letters: false)
    case 2: text = generator.cnpj(letters: true)
    default: text = String(repeating: generator.digits(1), count: generator.pick([10, 11, 13, 14]))
    }
    for _ in 0..<Int.random(in: 0...3, using: &generator) { damage(&text, &generator) }
    return text
  }

  private static func damage(_ text: inout String, _ generator: inout SeededGenerator) {
    var characters = Array(text)
    let position = Int.random(in: 0...characters.count, using: &generator)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0:
      characters.insert(generator.pick(Array(". -/\u{A0}\u{2013}\u{2212}\u{200B}")), at: position)
    case 1: characters.insert(generator.pick(Array("=+_,\u{661}\u{FF11}É")), at: position)
    case 2 where position < characters.count:
      characters[position] = generator.pick(Array("0123456789ABCXYZabcz"))
    case 3 where position < characters.count: characters.remove(at: position)
    case 4 where Bool.random(using: &generator):
      characters = Array(String(repeating: "0", count: generator.pick([1, 2, 3, 6])) + text)
    case 4: characters = Array(text.lowercased())
    case 5: characters.removeFirst(min(characters.count, generator.pick([0, 1, 2, 3])))
    default: characters = mask(characters)
    }
    text = String(characters)
  }

  private static func mask(_ plain: [Character]) -> [Character] {
    let marks: [Int: Character] =
      plain.count == 11 ? [3: ".", 6: ".", 9: "-"] : [2: ".", 5: ".", 8: "/", 12: "-"]
    return plain.enumerated().flatMap { [marks[$0.offset], $0.element].compactMap(\.self) }
  }

  static func sample(
    _ codes: [String], _ rules: ReferenceRules, _ generator: inout SeededGenerator
  ) -> Sample {
    let bank = generator.pick(codes)
    let rule = rules.banks[bank] ?? rules.default
    let isExpected = Int.random(in: 0..<4, using: &generator) > 0
    let branch =
      isExpected
      ? rule.branch.expected?.first ?? generator.digits(4)
      : generator.pick(["", "", "0", "00"])
        + generator.digits(generator.pick([1, 2, 3, 4, 4, 5, 6]))
    let longest = rule.account.max_digits + 1
    let length = Int.random(in: 1...longest, using: &generator)
    // Up to the width of a file of fixed width.
    let zeros = String(repeating: "0", count: generator.pick([0, 0, 0, 1, 2, 3, 5, 8, 12]))
    let digit = generator.pick([
      "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "P", "", "12",
    ])
    let account = (zeros + generator.digits(length)).prefix(20)
    return Sample(
      bank: bank, branch: branch, branchDigit: branchDigit(rule, &generator),
      account: String(account), digit: digit,
      type: generator.pick(["checking", "savings", "unknown"]),
      operation: operation(bank, &generator))
  }

  private static func branchDigit(
    _ rule: ReferenceBank, _ generator: inout SeededGenerator
  ) -> String {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: generator.pick(["X", "P", "0"])
    case 1: generator.digits(1)
    case 2: rule.branch.digit_length == 2 ? generator.digits(2) : generator.digits(1)
    default: ""
    }
  }

  private static func operation(_ bank: String, _ generator: inout SeededGenerator) -> String {
    guard Int.random(in: 0..<3, using: &generator) == 0 else { return "" }
    switch bank {
    case "104": return generator.pick(["001", "013", "13", "1288", "3701", "022", "999", "9999"])
    case "033": return generator.pick(["01", "77", "60", "1", "013"])
    case "041": return generator.pick(["35", "39", "6"])
    case "001": return generator.pick(["51", "01", "013"])
    default: return ""
    }
  }

  static func ours(_ sample: Sample) throws -> [String] {
    let bank = try #require(UInt16(sample.bank))
    let branch = try #require(ShortCode(sample.branch))
    let branchVerdict = checkBranch(
      bank: bank, branch: branch, digit: try #require(ShortCode(sample.branchDigit)))
    let type: AccountType =
      ["checking": .checking, "savings": .savings][sample.type] ?? .unknown
    let accountVerdict = checkAccount(
      bank: bank, branch: branch, account: try #require(ShortCode(sample.account)),
      digit: try #require(ShortCode(sample.digit)), accountType: type,
      operation: ShortCode(sample.operation))
    return ["\(branchVerdict.verdict)", "\(accountVerdict.verdict)"]
  }

  static func theirs(_ sample: Sample, _ checker: ReferenceChecker) -> [String] {
    [
      checker.branch(sample.bank, sample.branch, sample.branchDigit),
      checker.account(
        sample.bank, branch: sample.branch, sample.account, sample.digit, type: sample.type,
        operation: sample.operation),
    ]
  }
}
