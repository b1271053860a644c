import BrazilianBanking
import Testing

@testable import BulkEngine

/// Every finding has a sentence in both languages that says what is wrong, without placeholders.
struct FindingSentenceTests {
  @Test(arguments: FindingCode.allCases, Language.allCases)
  func everyCodeHasASentence(_ code: FindingCode, _ language: Language) throws {
    for field in fields(of: code) {
      let text = FindingSentence.text(Finding(code, field, detail: detail(of: code)), language)
      #expect(!text.contains("{") && !text.contains("}"))
      #expect(text.hasSuffix("."))
      let first = try #require(text.first)
      #expect(!first.isLowercase || text.hasPrefix("q_"))
      #expect(text.split(separator: " ").count >= 2)
    }
  }

  @Test(arguments: FindingCode.allCases)
  func noCodeFallsBackToTheGeneralSentence(_ code: FindingCode) {
    let text = FindingSentence.text(Finding(code, .account, detail: detail(of: code)), .english)
    #expect(!text.hasPrefix("Check the"))
  }

  @Test(arguments: FindingCode.allCases)
  func theLanguagesDiffer(_ code: FindingCode) {
    let finding = Finding(code, .account, detail: detail(of: code))
    #expect(FindingSentence.text(finding, .english) != FindingSentence.text(finding, .portuguese))
  }

  @Test(arguments: ["X", "38"])
  func theExpectedDigitIsTold(_ digit: String) throws {
    let expected = try #require(ShortCode(digit))
    let finding = Finding(.checkDigit, .accountDigit, detail: .expectedDigit(expected))
    #expect(FindingSentence.text(finding, .english).hasSuffix("The digit should be \(digit)."))
    #expect(
      FindingSentence.text(finding, .portuguese).hasSuffix("O dígito deveria ser \(digit)."))
  }

  @Test func aTypingErrorIsAHintAndNoMore() {
    let finding = Finding(.checkDigit, .document, detail: .typingError)
    #expect(FindingSentence.text(finding, .english).hasSuffix("Check for a typing error."))
    #expect(
      FindingSentence.text(finding, .portuguese).hasSuffix("Procure um erro de digitação."))
    let plain = Finding(.checkDigit, .document)
    #expect(!FindingSentence.text(plain, .english).contains("typing"))
  }

  @Test(arguments: Language.allCases)
  func aLookAlikeIsNamedWithItsPlace(_ language: Language) {
    let detail = Finding.Detail.lookAlike(position: 12, letter: 0x4F, digit: 0x30)
    let text = FindingSentence.text(Finding(.checkDigit, .document, detail: detail), language)
    #expect(text.contains(" 12 ") && text.contains(" O ") && text.contains(" 0"))
  }

  @Test func countsAndLinesAreFilledIn() {
    let count = Finding(.columnCount, detail: .counts(found: 7, expected: 9))
    #expect(FindingSentence.text(count, .english).contains("has 7 columns where the header has 9"))
    let line = Finding(.duplicateCode, detail: .line(12))
    #expect(FindingSentence.text(line, .portuguese).contains("linha 12"))
  }

  @Test(arguments: FindingCode.allCases.filter { $0.severity == .repair }, Language.allCases)
  func aRepairThatIsForbiddenIsNotToldAsDone(_ code: FindingCode, _ language: Language) {
    let refused = FindingSentence.text(Finding(code, .account, severity: .error), language)
    #expect(refused.contains("--no-repair"))
  }

  @Test(arguments: Field.allCases, Language.allCases)
  func everyFieldHasAName(_ field: Field, _ language: Language) {
    #expect(!FindingSentence.name(field, language).isEmpty)
  }
}

/// The detail that the code always comes with.
private func detail(of code: FindingCode) -> Finding.Detail {
  switch code {
  case .columnCount: .counts(found: 3, expected: 5)
  case .openQuote, .duplicateCode, .duplicatePayee, .repeatedPayee, .sameAccountOtherDocument:
    .line(4)
  default: .none
  }
}

private func fields(of code: FindingCode) -> [Field?] {
  code.rawValue.hasPrefix("row.") ? [nil] : Field.allCases
}
