import BrazilianBanking
import BulkEngine
import Foundation

/// What is known about one bank.
struct RuleReport {
  private let question: BankQuestion
  private let listDate: String?

  init(_ question: BankQuestion, _ banks: BankDirectory) {
    self.question = question
    listDate = banks.date
  }

  func json() throws -> String {
    try RuleRecord(question.rule, compe: question.compe, bank: question.bank).json()
  }

  /// Nil for a bank with a rule of its own that stands in the list.
  func remark(_ language: Language) -> String? {
    let day = listDate.map { language.pick(" of \($0)", " de \($0)") } ?? ""
    guard question.compe != nil else {
      return language.pick(
        "The list of banks\(day) has no such bank, and a record needs its three-digit code. A bank "
          + "without a rule of its own gets this one:",
        "A lista de bancos\(day) não tem esse banco, e um registro precisa do código de três "
          + "dígitos. Um banco sem regra própria recebe esta:")
    }
    let isListed = question.bank != nil
    if question.hasRule, isListed { return nil }
    let listed =
      isListed
      ? ""
      : language.pick(
        "This bank is not in the list of banks\(day): its records get a warning, no more.",
        "Este banco não está na lista de bancos\(day): seus registros recebem um aviso, só isso.")
    let ruled =
      question.hasRule
      ? ""
      : language.pick(
        "There is no rule of its own; a bank without one gets this:",
        "Não há regra própria; um banco sem regra recebe esta:")
    return [listed, ruled].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func lines(_ language: Language) -> [String] {
    let rule = question.rule
    var lines = [title(language)]
    if let bank = question.bank { lines.append("ISPB \(bank.ispbCode), \(bank.shortName)") }
    if rule.isLegacy {
      lines.append(
        language.pick(
          "its retail accounts have moved to another bank",
          "suas contas de varejo passaram para outro banco"))
    }
    lines.append(
      language.pick("confidence", "confiança") + ": " + RuleWords.text(rule.confidence, language))
    lines += section(
      language.pick("branch", "agência"), RuleWords.branch(rule.branch, language),
      [rule.branch.algorithm], language)
    lines += section(
      language.pick("account", "conta"), RuleWords.account(rule.account, language),
      rule.account.algorithms, language)
    lines.append(
      language.pick("example", "exemplo") + ": " + RuleWords.example(rule.example, language))
    let notes = language.pick(rule.notes.english, rule.notes.portuguese)
    if !notes.isEmpty { lines.append(language.pick("note", "nota") + ": " + notes) }
    lines.append(language.pick("sources", "fontes") + ":")
    lines += rule.sources.map { "  - \(RuleSources.text($0, language))" }
    return lines
  }

  private func title(_ language: Language) -> String {
    // What is no bank has no number either.
    let isKnown = question.hasRule || question.bank != nil
    let code = isKnown ? question.compe.map(threeDigits) : nil
    let name =
      question.hasRule
      ? RuleWords.name(question.rule.name, language)
      : question.bank?.shortName ?? language.pick("any other bank", "qualquer outro banco")
    return [code, name].compactMap(\.self).joined(separator: " ")
  }

  private func section(
    _ name: String, _ content: String, _ algorithms: [BilingualText], _ language: Language
  ) -> [String] {
    let ways = algorithms.map { language.pick($0.english, $0.portuguese) }.filter { !$0.isEmpty }
    return ["\(name): \(content)"] + ways.map { "  - \($0)" }
  }
}

/// All banks with a rule of their own, one a line, and the rule of all others.
struct RuleTable {
  private let banks: BankDirectory
  private let rules = describeAllRules()

  init(_ banks: BankDirectory) {
    self.banks = banks
  }

  func json() throws -> String {
    try Content(
      listDate: banks.date,
      banks: rules.map { RuleRecord($0, compe: $0.compe, bank: banks.bank(compe: $0.compe)) },
      other: RuleRecord(describeRule(bank: 0), compe: nil, bank: nil)
    ).json()
  }

  private struct Content: Encodable {
    var listDate: String?
    var banks: [RuleRecord]
    var other: RuleRecord

    enum CodingKeys: String, CodingKey {
      case banks
      case listDate = "list_date"
      case other = "default"
    }
  }

  func lines(_ language: Language, columns: Int?) -> [String] {
    let header = [
      language.pick("code", "código"), language.pick("bank", "banco"),
      language.pick("branch", "agência"), language.pick("account", "conta"),
      language.pick("wrong digit", "dígito errado"), language.pick("confidence", "confiança"),
    ]
    let other = describeRule(bank: 0)
    let rows =
      [header]
      + rules.map { row($0, threeDigits($0.compe), RuleWords.name($0.name, language), language) }
      + [row(other, "*", language.pick("any other bank", "qualquer outro banco"), language)]
    return TextLayout.table(rows, columns: columns)
  }

  private func row(
    _ rule: RuleDescription, _ code: String, _ name: String, _ language: Language
  ) -> [String] {
    let branchDigit = rule.branch.digitLength > 0 ? "+\(rule.branch.digitLength)" : ""
    let fate =
      switch rule.account.enforcement {
      case .hard: language.pick("rejects", "rejeita")
      case .soft: language.pick("warns", "avisa")
      case .none: language.pick("not checked", "não verificado")
      }
    let confidence = RuleWords.text(rule.confidence, language).prefix { $0 != "(" }
    return [
      code, name, "\(rule.branch.longest)\(branchDigit)",
      "\(rule.account.longest)\(rule.account.isDigitRequired ? "+1" : "")", fate,
      confidence.trimmingCharacters(in: .whitespaces),
    ]
  }

}

/// The parts of a rule in words.
enum RuleWords {
  /// A bank with the names that it also has: `Bradesco (também Next)`.
  static func name(_ name: String, _ language: Language) -> String {
    name.replacing("(also ", with: language.pick("(also ", "(também "))
  }

  static func text(_ confidence: Confidence, _ language: Language) -> String {
    switch confidence {
    case .high:
      language.pick(
        "high (independent sources agree, real numbers confirm)",
        "alta (fontes independentes concordam, números reais confirmam)")
    case .medium:
      language.pick(
        "medium (one authority, or real numbers only)",
        "média (uma autoridade, ou só números reais)")
    case .low:
      language.pick(
        "low (sources contradict each other, or one weak source)",
        "baixa (fontes se contradizem, ou uma só fonte fraca)")
    case .format:
      language.pick("form only (no public rule)", "só a forma (sem regra pública)")
    }
  }

  /// What a wrong digit does under the usual `--digits confident`.
  static func text(_ enforcement: Enforcement, _ language: Language) -> String {
    switch enforcement {
    case .hard: language.pick("a wrong digit rejects", "dígito errado rejeita")
    case .soft: language.pick("a wrong digit warns", "dígito errado gera aviso")
    case .none: language.pick("the digit is not checked", "o dígito não é verificado")
    }
  }

  static func branch(_ branch: BranchDescription, _ language: Language) -> String {
    var parts = [
      language.pick("up to \(branch.longest) digits", "até \(branch.longest) dígitos")
    ]
    if let only = branch.expected {
      let fate =
        branch.expectedEnforcement == .hard
        ? language.pick("another one rejects", "outra rejeita")
        : language.pick("another one warns", "outra gera aviso")
      parts.append(language.pick("always \(only) (\(fate))", "sempre \(only) (\(fate))"))
    }
    if branch.digitLength == 0 {
      parts.append(
        language.pick("no check digit (one is ignored)", "sem dígito verificador (é ignorado)"))
    } else {
      parts.append(
        language.pick(
          "check digit of \(branch.digitLength), optional",
          "dígito verificador de \(branch.digitLength), opcional"))
      parts.append(text(branch.enforcement, language))
    }
    return parts.joined(separator: "; ")
  }

  static func account(_ account: AccountDescription, _ language: Language) -> String {
    var parts = [
      language.pick(
        "up to \(account.longest) digits without check digit, usually \(account.typicalLength)",
        "até \(account.longest) dígitos sem o verificador, em geral \(account.typicalLength)"),
      account.isDigitRequired
        ? language.pick("check digit required", "dígito verificador obrigatório")
        : language.pick(
          "no rule for its check digit, but a record needs one",
          "sem regra para o dígito verificador, mas um registro precisa dele"),
      text(account.enforcement, language),
    ]
    if account.enforcement != .none, account.provenUpTo < account.longest {
      parts.append(
        language.pick(
          "proven up to \(account.provenUpTo) digits, above that it warns",
          "comprovada até \(account.provenUpTo) dígitos, acima disso gera aviso"))
    }
    return parts.joined(separator: "; ")
  }

  static func example(_ example: RuleExample, _ language: Language) -> String {
    func joined(_ number: String, _ digit: String) -> String {
      digit.isEmpty ? number : "\(number)-\(digit)"
    }
    var parts = [language.pick("branch ", "agência ") + joined(example.branch, example.branchDigit)]
    if !example.operation.isEmpty {
      parts.append(language.pick("operation ", "operação ") + example.operation)
    }
    parts.append(language.pick("account ", "conta ") + joined(example.account, example.digit))
    return parts.joined(separator: ", ")
  }
}
