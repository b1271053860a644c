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

  /// The part of ``compiled(for:)`` that a branch needs: a rule is large, and is copied.
  @inline(__always)
  static func compiledBranch(for bank: UInt16) -> CompiledBranchRule {
    let table = CompiledRuleTable.shared
    guard bank < 1000 else { return table.branches[0] }
    return table.branches[Int(table.index[Int(bank)])]
  }
}

/// The part of an entry that the check of a branch needs.
struct CompiledBranchRule: Sendable {
  let confidence: Confidence
  let rule: BranchRule
}

/// The part of an entry that a check needs: trivial values only.
struct CompiledRule: Sendable {
  let confidence: Confidence
  let isLegacy: Bool
  let branch: BranchRule
  let typical: UInt8
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
    typical = UInt8(rule.account.typicalLength)
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
  /// Of the rules of the same position.
  let branches: [CompiledBranchRule]
  /// Of the rules of the same position.
  let shortRules: [ShortRule]
  /// Position in ``rules`` of each bank code 0…999.
  let index: [UInt8]
  /// Whether a branch of four digits is always right, of each bank code 0…999.
  let takesAnyBranch: [Bool]

  private init() {
    var index = [UInt8](repeating: 0, count: 1000)
    for (position, rule) in BankRules.all.enumerated() {
      index[Int(rule.compe)] = UInt8(position + 1)
    }
    self.index = index
    let rules = [CompiledRule(BankRules.other)] + BankRules.all.map(CompiledRule.init)
    self.rules = rules
    branches = rules.map { CompiledBranchRule(confidence: $0.confidence, rule: $0.branch) }
    shortRules = rules.map(ShortRule.init)
    takesAnyBranch = index.map {
      rules[Int($0)].branch.expected == 0 && rules[Int($0)].branch.longest >= 4
    }
  }
}

/// Everything that decides how branches and accounts are judged, as text: two programs with the same
/// text judge alike. For comparisons only, its form has no meaning.
public let bankRulesText: String = {
  let table = CompiledRuleTable.shared
  return "\(table.index)\(table.rules)"
}()

/// The bundled list of banks, as it is in the program.
public var bundledBankListText: String { bundledBankList }

/// Everything known about one bank: an entry of the table, with its sources and a worked example.
struct BankRule: Sendable {
  var compe: UInt16
  var name: String
  var confidence: Confidence
  var isLegacy = false
  var branch = BranchRule()
  var account: AccountRule
  var example: WorkedExample
  var notes = BilingualText.nothing
  var sources: [String]
}

/// The branch numbers of a bank.
struct BranchRule: Sendable {
  /// Most significant digits.
  var longest = 4
  /// Characters of the check digit; 0 when the bank has none.
  var digitLength = 0
  var check = BranchCheck.none
  var enforcement = Enforcement.none
  /// The one branch the bank uses, 0 when it has many.
  var expected: UInt16 = 0
  var expectedEnforcement = Enforcement.none

  /// How the branch digit is calculated.
  enum BranchCheck: Sendable {
    case none
    /// mod11 of the four digits; the branch is in the place of the account.
    case digit(DigitCheck)
    /// Banrisul's two-digit control number.
    case banrisul
  }

  /// A branch digit by mod11, weights 2, 3, 4, 5 from the right.
  static func mod11(
    ten: Character8 = "0", accepts: DigitCheck.Equivalent? = nil, _ enforcement: Enforcement
  ) -> BranchRule {
    BranchRule(
      digitLength: 1, check: .digit(.mod11(ten: ten, accepts: accepts)),
      enforcement: enforcement)
  }

  /// A bank with the one branch `number`.
  static func only(_ number: UInt16, _ enforcement: Enforcement) -> BranchRule {
    BranchRule(expected: number, expectedEnforcement: enforcement)
  }
}

/// The account numbers of a bank. Lengths count significant digits without the check digit.
struct AccountRule: Sendable {
  var typicalLength: Int
  var longest: Int
  /// Longest account for which the rule is proven; above it a mismatch is only unknown.
  var provenUpTo: Int
  var digitRequired = true
  var enforcement = Enforcement.none
  /// The digit is right if any of these gives it; at most two.
  var checks: [DigitCheck] = []
  /// Published account types, the first two of eight digits; any other gets a remark. Empty: no list.
  var listedTypes: [Int] = []
  /// What an account type or operation given apart does to the account.
  var operation = OperationUse.ignored

  /// The use of an account type or operation in its own column.
  enum OperationUse: Sendable, Equatable {
    /// It takes no part.
    case ignored
    /// It is in front of an account of at most `upTo` significant digits (Santander, Banrisul).
    case prefix(upTo: Int)
    /// Banco do Brasil: digit with or without the prefix 51 of savings.
    case savingsVariation
    /// Caixa: its own decision.
    case caixa
  }
}

/// An invented account with its right digit (or, without a rule, one of the right form).
struct WorkedExample: Sendable, Equatable {
  var branch: String
  var branchDigit = ""
  var operation = ""
  var account: String
  var digit: String
}

/// The places the rules were learnt from, as reports name them.
extension String {
  static let icatu = "Icatu: Regras de validação de agência e conta (PDF)"
  static let irpf = "Receita Federal: IRPF 2025 program, check of account digits"
  static let wirecard = "wirecardBrasil/bank-account-validator-js"
  static let desmond = "wirecardBrasil/desmond"
  static let filwaitman = "filwaitman/bank-account-validator"
  static let heimdall = "luizalabs/heimdall"
  static let branChecker = "Xerpa/bran_checker"
  static let bioritmo = "bioritmo/banking_data_validator"
  static let beeDelivery = "bee-delivery/bank-account-validator"
  static let brcobranca = "kivanio/brcobranca"
  static let laravelBoleto = "eduardokum/laravel-boleto"
  static let fintechLoan = "marivilasboass/fintech-loan"
  static let iugu = "iugu: table of bank account formats"
  static let payments = "aggregate of public payment outcomes (2020)"
}
