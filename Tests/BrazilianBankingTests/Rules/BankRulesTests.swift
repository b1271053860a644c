import Testing

@testable import BrazilianBanking

/// Covers BankRules.swift, Verdict.swift and the entries.
struct BankRulesTests {
  @Test("All banks of the rule file have one entry")
  func allBanksOfTheRuleFileHaveOneEntry() throws {
    let rules = try #require(ReferenceRules.shared)
    let codes = BankRules.all.map { ReferenceArithmetic.pad(String($0.compe), 3) }
    #expect(codes.count == 45)
    #expect(codes == rules.banks.keys.sorted())
  }

  @Test("Entries say what the rule file says")
  func entriesSayWhatTheRuleFileSays() throws {
    let rules = try #require(ReferenceRules.shared)
    for rule in BankRules.all + [BankRules.other] {
      let code = ReferenceArithmetic.pad(String(rule.compe), 3)
      let stated = rules.banks[code] ?? rules.default
      #expect(stated.confidence.hasPrefix(rule.confidence.rawValue), "\(code)")
      #expect(stated.account.max_digits == rule.account.longest, "\(code)")
      #expect(stated.account.hard_up_to == rule.account.provenUpTo, "\(code)")
      #expect(stated.account.typical_length == rule.account.typicalLength, "\(code)")
      #expect(stated.account.digit_required == rule.account.digitRequired, "\(code)")
      #expect(stated.account.enforcement == "\(rule.account.enforcement)", "\(code)")
      #expect(stated.branch.max_digits == rule.branch.longest, "\(code)")
      #expect(stated.branch.digit_length == rule.branch.digitLength, "\(code)")
      #expect(stated.branch.digit_enforcement == "\(rule.branch.enforcement)", "\(code)")
      #expect((stated.status != nil) == rule.isLegacy, "\(code)")
    }
  }

  @Test("An entry has its source and a worked example", arguments: BankRules.all.map(\.compe))
  func anEntryHasItsSourceAndAWorkedExample(_ compe: UInt16) throws {
    let rule = try #require(BankRules.entry(for: compe))
    #expect(!rule.sources.isEmpty && rule.sources.allSatisfy { !$0.isEmpty })
    #expect(!rule.name.isEmpty)
    let example = rule.example
    let branch = branchVerdict(compe, example.branch, example.branchDigit)
    #expect(branch.verdict == .valid && !branch.remarks.contains(.branchDigitIgnored))
    let account = accountVerdict(
      compe, example.branch, example.account, example.digit, operation: example.operation)
    let isCalculated = rule.account.operation == .caixa || !rule.account.checks.isEmpty
    #expect(account.verdict == (isCalculated ? .valid : .unknown))
    #expect(account.fault == nil)
  }

  @Test(
    "Another digit than that of the example is not valid",
    arguments: BankRules.all.filter { $0.account.enforcement == .hard }.map(\.compe))
  func anotherDigitThanThatOfTheExampleIsNotValid(_ compe: UInt16) throws {
    let example = try #require(BankRules.entry(for: compe)).example
    let others = (0...9).map(String.init).filter { $0 != example.digit }
    let found = others.filter {
      accountVerdict(
        compe, example.branch, example.account, $0, operation: example.operation
      ).verdict == .invalid
    }
    // BRB's short accounts have two right digits; all others one (a letter's zero aside).
    #expect(found.count >= others.count - 1)
  }

  @Test("Verdicts order by gravity")
  func verdictsOrderByGravity() {
    #expect([Verdict.invalid, .valid, .unknown].max() == .invalid)
    #expect(max(Verdict.valid, .unknown) == .unknown)
  }

  @Test("A bank without entry gets the rule of form")
  func aBankWithoutEntryGetsTheRuleOfForm() {
    #expect(BankRules.entry(for: 999) == nil)
    #expect(accountVerdict(999, "12345", "1234567890123456789", "").verdict == .unknown)
    #expect(accountVerdict(999, "1", "12345678901234567890", "").fault == .length)
    #expect(accountVerdict(60_000, "1", "1", "").verdict == .unknown)
    #expect(branchVerdict(999, "12345").verdict == .valid)
  }
}
