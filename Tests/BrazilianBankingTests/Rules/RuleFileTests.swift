import Testing

@testable import BrazilianBanking

/// The calculations of the entries are those of `bank_rules.json`, one by one.
struct RuleFileTests {
  @Test(
    "Accounts are calculated as the rule file says",
    arguments: BankRules.all.map(\.compe).filter { $0 != 104 })
  func accountsAreCalculatedAsTheRuleFileSays(_ compe: UInt16) throws {
    let (rule, stated) = try pair(compe)
    #expect(rule.account.checks.count == stated.account.checks.count)
    for (check, wanted) in zip(rule.account.checks, stated.account.checks) {
      try compare(check, wanted, part: "account")
    }
  }

  @Test("Branches are calculated as the rule file says", arguments: BankRules.all.map(\.compe))
  func branchesAreCalculatedAsTheRuleFileSays(_ compe: UInt16) throws {
    let (rule, stated) = try pair(compe)
    switch rule.branch.check {
    case .none: #expect(stated.branch.digit == nil)
    case .banrisul: #expect(stated.branch.digit?.type == "banrisul_branch")
    case .digit(let check):
      try compare(check, try #require(stated.branch.digit), part: "branch")
    }
    let expected = rule.branch.expected
    let text = expected == 0 ? nil : [ReferenceArithmetic.pad(String(expected), 4)]
    #expect(text == stated.branch.expected)
    #expect("\(rule.branch.expectedEnforcement)" == stated.branch.expected_enforcement ?? "none")
  }

  private func pair(_ compe: UInt16) throws -> (BankRule, ReferenceBank) {
    let rules = try #require(ReferenceRules.shared)
    return (
      try #require(BankRules.entry(for: compe)),
      try #require(rules.banks[ReferenceArithmetic.pad(String(compe), 3)])
    )
  }

  private func compare(_ check: DigitCheck, _ wanted: ReferenceCheck, part field: String) throws {
    let blocks = wanted.blocks ?? [wanted]
    let names: [DigitCheck.Algorithm: String] = [
      .mod11: wanted.blocks == nil ? "mod11" : "mod11_two_blocks",
      .mod11Remainder: "mod11_remainder", .luhn: "luhn", .mod10Units: "mod10_units",
      .verhoeff: "verhoeff",
    ]
    #expect(wanted.type == names[check.algorithm])
    let map = wanted.map ?? [:]
    #expect(map["10"] ?? "0" == String(Unicode.Scalar(check.ten.byte)))
    #expect(map["11"] ?? "0" == String(Unicode.Scalar(check.eleven.byte)))
    let accepted = check.accepts.map {
      [String(Unicode.Scalar($0.computed.byte)): [String(Unicode.Scalar($0.written.byte))]]
    }
    #expect(accepted ?? [:] == wanted.accept ?? [:])
    let parts = blocks.flatMap { $0.parts ?? [] }
    let own = try #require(parts.first { $0.field == field })
    if field == "account" {
      let branch = parts.first { $0.field == "branch" }
      #expect(Int(check.branchLength) == branch?.len ?? 0)
      // Standing alone, zeros in front of the account change no sum.
      if branch != nil { #expect(Int(check.accountLength) == own.len ?? 0) }
      #expect((check.branchTable == .none) == (branch?.map == nil))
      #expect(Int(check.gap) == parts.compactMap(\.literal).first?.count ?? 0)
    }
    let weights = blocks[0].weights_from_right ?? blocks[0].weights_from_left.map { $0.reversed() }
    guard let weights else { return }
    let places = (0..<16).map { weights[$0 % weights.count] }
    let length = parts.reduce(0) { $0 + ($1.len ?? $1.literal?.count ?? 16) }
    #expect(Array(check.weights.places.prefix(length)) == Array(places.prefix(length)))
  }
}

extension Weights {
  /// The weights of all places, from the right.
  fileprivate var places: [Int] { (0..<16).map { cycle[$0 % cycle.count] } }
}
