import BrazilianBanking
import BulkEngine
import Foundation
import Spreadsheets

/// A rule as JSON: the names of `bank_rules.json` where there are some.
struct RuleRecord: Encodable {
  private let compe: String?
  private let ispb: String?
  private let shortName: String?
  private let isListed: Bool
  private let hasRule: Bool
  private let rule: RuleDescription

  /// - Parameters:
  ///   - compe: the bank's code, nil for the rule of any other bank.
  ///   - bank: the bank in the list, nil when the list lacks it.
  init(_ rule: RuleDescription, compe: UInt16?, bank: Bank?) {
    self.rule = rule
    self.compe = compe.map(threeDigits)
    ispb = bank?.ispbCode.description
    shortName = bank?.shortName
    isListed = bank != nil
    hasRule = rule.compe > 0
  }

  private enum Key: String, CodingKey {
    case compe, ispb, name, legacy, confidence, branch, account, example, notes, sources, listed
    case shortName = "short_name"
    case hasRule = "has_rule"
    case maximum = "max_digits"
    case digitLength = "digit_length"
    case digitRequired = "digit_required"
    case algorithm, algorithms, enforcement, expected
    case expectedEnforcement = "expected_enforcement"
    case typicalLength = "typical_length"
    case provenUpTo = "hard_up_to"
    case branchDigit = "branch_digit"
    case operation, digit
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(compe, forKey: .compe)
    try record.encode(ispb, forKey: .ispb)
    try record.encode(shortName, forKey: .shortName)
    try record.encode(isListed, forKey: .listed)
    try record.encode(hasRule, forKey: .hasRule)
    try record.encode(rule.name, forKey: .name)
    try record.encode(rule.isLegacy, forKey: .legacy)
    try record.encode(rule.confidence.rawValue, forKey: .confidence)
    try encode(rule.branch, into: record.nestedContainer(keyedBy: Key.self, forKey: .branch))
    try encode(rule.account, into: record.nestedContainer(keyedBy: Key.self, forKey: .account))
    try encode(rule.example, into: record.nestedContainer(keyedBy: Key.self, forKey: .example))
    try record.encode(Wording(rule.notes), forKey: .notes)
    try record.encode(rule.sources, forKey: .sources)
  }

  private func encode(
    _ branch: BranchDescription, into given: KeyedEncodingContainer<Key>
  ) throws {
    var container = given
    try container.encode(branch.longest, forKey: .maximum)
    try container.encode(branch.digitLength, forKey: .digitLength)
    try container.encode(false, forKey: .digitRequired)
    try container.encode(Wording(branch.algorithm), forKey: .algorithm)
    try container.encode("\(branch.enforcement)", forKey: .enforcement)
    try container.encode(branch.expected, forKey: .expected)
    try container.encode("\(branch.expectedEnforcement)", forKey: .expectedEnforcement)
  }

  private func encode(
    _ account: AccountDescription, into given: KeyedEncodingContainer<Key>
  ) throws {
    var container = given
    try container.encode(account.typicalLength, forKey: .typicalLength)
    try container.encode(account.longest, forKey: .maximum)
    try container.encode(account.provenUpTo, forKey: .provenUpTo)
    try container.encode(account.isDigitRequired, forKey: .digitRequired)
    try container.encode(account.algorithms.compactMap(Wording.init), forKey: .algorithms)
    try container.encode("\(account.enforcement)", forKey: .enforcement)
  }

  private func encode(
    _ example: RuleExample, into given: KeyedEncodingContainer<Key>
  ) throws {
    var container = given
    try container.encode(example.branch, forKey: .branch)
    try container.encode(example.branchDigit, forKey: .branchDigit)
    try container.encode(example.operation, forKey: .operation)
    try container.encode(example.account, forKey: .account)
    try container.encode(example.digit, forKey: .digit)
  }

  /// A text in both languages; null when it is empty.
  private struct Wording: Encodable {
    private let english: String
    private let portuguese: String

    enum CodingKeys: String, CodingKey {
      case english = "en"
      case portuguese = "pt-BR"
    }

    init?(_ text: BilingualText) {
      guard !text.english.isEmpty else { return nil }
      (english, portuguese) = (text.english, text.portuguese)
    }
  }
}

/// The bank a person asks about, found by COMPE code, ISPB or name.
struct BankQuestion {
  /// The bank's own rule, or that of all banks without one.
  let rule: RuleDescription
  /// COMPE code; nil when it cannot be told.
  let compe: UInt16?
  /// The bank in the list, nil when the list lacks it.
  let bank: Bank?

  /// - Parameter text: a COMPE code, an ISPB of eight digits, a name of the list, or words of the
  ///   name of a bank that has a rule.
  /// - Throws: ``BankQuestionError``.
  init(_ text: String, in banks: BankDirectory) throws {
    let reading = readBank(text.utf8.span, in: banks)
    if let compe = reading.compe {
      self.init(rule: describeRule(bank: compe), compe: compe, in: banks)
    } else if reading.fault == .unlistedISPB {
      self.init(rule: describeRule(bank: 0), compe: nil, in: banks)
    } else if let fault = reading.fault, fault != .unknownName {
      throw BankQuestionError.noBank(fault)
    } else {
      try self.init(words: text, in: banks)
    }
  }

  private init(words: String, in banks: BankDirectory) throws {
    let found = findRules(named: words.utf8.span)
    if found.count > 1 {
      throw BankQuestionError.several(found.map { "\(threeDigits($0.compe)) \($0.name)" })
    }
    self.init(rule: found.first ?? describeRule(bank: 0), compe: found.first?.compe, in: banks)
  }

  private init(rule: RuleDescription, compe: UInt16?, in banks: BankDirectory) {
    self.rule = rule
    self.compe = compe
    bank = compe.flatMap { banks.bank(compe: $0) }
  }

  /// Whether the bank has a rule of its own.
  var hasRule: Bool { rule.compe > 0 }
}

/// A COMPE code with its three digits.
func threeDigits(_ compe: UInt16) -> String {
  compe.zeroPadded(to: 3)
}

/// A question that names no bank, or more than one.
enum BankQuestionError: CommandError {
  case noBank(BankFault)
  case several([String])

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    switch self {
    case .noBank(let fault):
      return Explanation(
        Bilingual(fault.text.english, fault.text.portuguese),
        next: Bilingual("'qualifica rules' lists the banks.", "'qualifica rules' lista os bancos."))
    case .several(let names):
      let list = names.joined(separator: ", ")
      return Explanation(
        Bilingual(
          "Several banks have this name: \(list).", "Vários bancos têm esse nome: \(list)."),
        next: Bilingual("Give the code.", "Informe o código."))
    }
  }
}
