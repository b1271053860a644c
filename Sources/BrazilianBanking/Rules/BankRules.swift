/// The table of all banks with an entry of their own.
enum BankRules {
  /// Every entry, in the order of the bank code.
  static let all: [BankRule] =
    (nationalBankRules + regionalBankRules + cooperativeBankRules + digitalBankRules
    + formatOnlyBankRules).sorted { $0.compe < $1.compe }

  /// Any other bank: form alone. DICT takes a branch of 1–4 digits and an account of 1–20 digits
  /// including the check digit.
  static let other = BankRule(
    compe: 0, name: "(any other bank)", confidence: .format,
    branch: BranchRule(longest: 5),
    account: AccountRule(
      typicalLength: 12, longest: 19, provenUpTo: 19, digitRequired: false),
    example: WorkedExample(branch: "1234", account: "123456", digit: ""),
    sources: ["wirecard: generic rule", "bacen/pix-dict-api"])

  /// The entry of a bank, nil when it has none.
  static func entry(for bank: UInt16) -> BankRule? { all.first { $0.compe == bank } }

  /// The rule a check needs, without text; O(1), nothing is allocated or retained.
  @inline(__always)
  static func compiled(for bank: UInt16) -> CompiledRule {
    let table = CompiledRuleTable.shared
    guard bank < 1000 else { return table.rules[0] }
    return table.rules[Int(table.index[Int(bank)])]
  }
}

/// The part of an entry that a check needs: trivial values only.
struct CompiledRule: Sendable {
  let confidence: Confidence
  let isLegacy: Bool
  let branch: BranchRule
  let longest: UInt8
  let provenUpTo: UInt8
  let digitRequired: Bool
  let enforcement: Enforcement
  let operation: AccountRule.OperationUse
  /// A bit for each listed account type 0…99; 0 when the bank publishes none.
  let listedTypes: UInt128
  let first: DigitCheck?
  let second: DigitCheck?

  init(_ rule: BankRule) {
    precondition(rule.account.checks.count <= 2, "a bank has at most two digit checks")
    confidence = rule.confidence
    isLegacy = rule.isLegacy
    branch = rule.branch
    longest = UInt8(rule.account.longest)
    provenUpTo = UInt8(rule.account.provenUpTo)
    digitRequired = rule.account.digitRequired
    enforcement = rule.account.enforcement
    operation = rule.account.operation
    listedTypes = rule.account.listedTypes.reduce(0) { $0 | 1 << UInt128($1) }
    first = rule.account.checks.first
    second = rule.account.checks.count > 1 ? rule.account.checks[1] : nil
  }
}

/// Compiled rules by bank code.
struct CompiledRuleTable: Sendable {
  static let shared = CompiledRuleTable()

  /// The default rule, then one per entry.
  let rules: [CompiledRule]
  /// Position in ``rules`` of each bank code 0…999.
  let index: [UInt8]

  private init() {
    var index = [UInt8](repeating: 0, count: 1000)
    for (position, rule) in BankRules.all.enumerated() {
      index[Int(rule.compe)] = UInt8(position + 1)
    }
    self.index = index
    rules = [CompiledRule(BankRules.other)] + BankRules.all.map(CompiledRule.init)
  }
}
