import BrazilianBanking
import Foundation
import BulkEngine

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
    lines += rule.sources.map { "  - \($0)" }
    return lines
  }

  private func title(_ language: Language) -> String {
    let code = question.compe.map(threeDigits)
    let name =
      question.hasRule
      ? question.rule.name
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
