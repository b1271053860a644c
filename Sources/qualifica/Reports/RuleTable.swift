import BrazilianBanking
import Foundation
import BulkEngine

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

  func lines(_ language: Language) -> [String] {
    let header = [
      language.pick("code", "código"), language.pick("bank", "banco"),
      language.pick("branch", "agência"), language.pick("account", "conta"),
      language.pick("wrong digit", "dígito errado"), language.pick("confidence", "confiança"),
    ]
    let other = describeRule(bank: 0)
    let rows =
      [header] + rules.map { row($0, threeDigits($0.compe), $0.name, language) }
      + [row(other, "*", language.pick("any other bank", "qualquer outro banco"), language)]
    return aligned(rows)
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

  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
  }
}
