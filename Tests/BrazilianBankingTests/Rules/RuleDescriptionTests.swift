import BrazilianBanking
import Testing

/// Covers RuleDescription.swift.
struct RuleDescriptionTests {
  @Test("Every bank is described in both languages")
  func everyBankIsDescribedInBothLanguages() {
    let rules = describeAllRules()
    #expect(rules.count == 45)
    for rule in rules {
      #expect(rule.account.algorithms.isEmpty == (rule.confidence == .format))
      for words in rule.account.algorithms + [rule.branch.algorithm] {
        #expect(words.english.isEmpty == words.portuguese.isEmpty)
      }
      #expect(rule.branch.algorithm.english.isEmpty == (rule.branch.digitLength == 0))
    }
  }

  @Test("The words are those of the rule")
  func theWordsAreThoseOfTheRule() {
    let bradesco = describeRule(bank: 237)
    #expect(
      bradesco.account.algorithms.map(\.english) == [
        "11 - sum mod 11, weights 2, 3, 4, 5, 6, 7 from the right, over the account; 10 becomes P, "
          + "11 becomes 0; 0 is also accepted for P."
      ])
    let northEast = describeRule(bank: 4).account.algorithms[0]
    #expect(northEast.portuguese.contains("agência (3, código antigo, pesos 7, 8, 9), conta (7)"))
    #expect(
      describeRule(bank: 33).account.algorithms[0].english.contains(
        "branch (4), 00 and account (8)"))
  }

  @Test("Notes are in both languages")
  func notesAreInBothLanguages() {
    for rule in describeAllRules() {
      #expect(rule.notes.english.isEmpty == rule.notes.portuguese.isEmpty)
      #expect(rule.notes.english.isEmpty || rule.notes.english != rule.notes.portuguese)
    }
  }

  @Test(
    "Banks are found by the words of their names",
    arguments: [
      ("Itaú Unibanco", [341]), ("itau", [341]), ("BANCO DO BRASIL", [1]), ("gerencianet", [364]),
      ("nubank", [260]), ("caixa economica", [104]), ("pagbank", [290]), ("banco do", [1, 4]),
      ("brasil", [1, 389]), ("bras", []), ("", []), ("...", []),
    ])
  func banksAreFoundByTheWordsOfTheirNames(_ name: String, _ codes: [UInt16]) {
    #expect(findRules(named: name.utf8.span).map(\.compe) == codes)
  }

  @Test("The only branch is told")
  func theOnlyBranchIsTold() {
    #expect(describeRule(bank: 655).branch.expected == "0655")
    #expect(describeRule(bank: 655).branch.expectedEnforcement == .soft)
    #expect(describeRule(bank: 1).branch.expected == nil)
  }

  @Test("Other banks have the rule of form")
  func otherBanksHaveTheRuleOfForm() {
    let rule = describeRule(bank: 999)
    #expect(rule.compe == 0 && rule.confidence == .format && rule.account.algorithms.isEmpty)
  }
}
