import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What a whole column suffers from is one thing to say.
struct ColumnSentenceTests {
  private func text(_ finding: Finding, _ count: Int, _ total: Int, _ language: Language) -> String?
  {
    ColumnRemark(finding, count: count, of: total).map {
      FindingSentences.payees.text($0, language)
    }
  }

  @Test("The column the numbers and what happened")
  func theColumnTheNumbersAndWhatHappened() {
    let finding = Finding(.zerosRestored, .account)
    #expect(
      text(finding, 4_980, 5_000, .english)
        == "Account: 4,980 of 5,000 lost leading zeros; restored.")
    #expect(
      text(finding, 4_980, 5_000, .portuguese)
        == "Conta: 4.980 de 5.000 perderam zeros à esquerda; repostos.")
  }

  @Test("A forbidden repair is not told as done")
  func aForbiddenRepairIsNotToldAsDone() {
    let finding = Finding(.zerosRestored, .account, severity: .error)
    #expect(text(finding, 20, 20, .english)?.contains("--no-repair") == true)
    #expect(text(finding, 20, 20, .portuguese)?.contains("--no-repair") == true)
  }

  @Test("What has no clause is said by its sentence")
  func whatHasNoClauseIsSaidByItsSentence() {
    let finding = Finding(.legacyBank, .bankCode)
    let sentence = finding.text(.english)
    #expect(text(finding, 20, 20, .english)?.hasSuffix("20 of 20: \(sentence)") == true)
  }

  @Test(
    "Half of a column is the column",
    arguments: [
      (9, 9, false), (10, 10, true), (10, 20, true), (10, 21, false), (500, 1_001, false),
    ])
  func halfOfAColumnIsTheColumn(_ count: Int, _ total: Int, _ isSaid: Bool) {
    #expect((text(Finding(.required, .account), count, total, .english) != nil) == isSaid)
  }

  @Test("A finding of the row is of no column")
  func aFindingOfTheRowIsOfNoColumn() {
    #expect(ColumnRemark(Finding(.columnCount), count: 50, of: 50) == nil)
  }

  @Test(
    "Every repair has a clause", arguments: FindingCode.allCases.filter { $0.severity == .repair },
    Language.allCases)
  func everyRepairHasAClause(_ code: FindingCode, _ language: Language) throws {
    let clause = try #require(FindingCatalogue.payees.columnClauses[code])
    #expect(!clause.text(language).isEmpty && !clause.text(language).hasSuffix("."))
    #expect(clause.english != clause.portuguese)
  }

  @Test(
    "Numbers are grouped",
    arguments: [
      (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-4_980, "-4,980"),
    ])
  func numbersAreGrouped(_ number: Int, _ text: String) {
    #expect(number.grouped(.english) == text)
    #expect(number.grouped(.portuguese) == text.replacing(",", with: "."))
  }

  @Test("Findings are counted by code, field and severity")
  func findingsAreCountedByCodeFieldAndSeverity() {
    var counts = FindingCounts(.payees)
    let repair = Finding(.zerosRestored, .document)
    for _ in 0..<3 { _ = counts.count(repair) }
    #expect(counts.count(Finding(.zerosRestored, .document, severity: .error)) == 1)
    #expect(counts.count(Finding(.zerosRestored, .bankBranch)) == 1)
    #expect(counts.count(Finding(.columnCount, detail: .counts(found: 1, expected: 2))) == 1)
    #expect(counts[repair] == 3)
    let all = counts.all(in: .payees)
    #expect(all.map(\.count).reduce(0, +) == 6)
    #expect(all.contains { $0.kind == repair && $0.count == 3 })
    #expect(all.contains { $0.kind == Finding(.columnCount) })
  }
}
