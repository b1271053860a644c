import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Every finding has a sentence in both languages that says what is wrong, without placeholders.
struct FindingSentenceTests {
  @Test("Every code has a sentence", arguments: FindingCode.allCases, Language.allCases)
  func everyCodeHasASentence(_ code: FindingCode, _ language: Language) throws {
    for field in fields(of: code) {
      let text = Finding(code, field, detail: detail(of: code)).text(language)
      #expect(!text.contains("{") && !text.contains("}"))
      #expect(text.hasSuffix("."))
      let first = try #require(text.first)
      #expect(!first.isLowercase || text.hasPrefix("q_"))
      #expect(text.split(separator: " ").count >= 2)
    }
  }

  @Test("No code falls back to the general sentence", arguments: FindingCode.allCases)
  func noCodeFallsBackToTheGeneralSentence(_ code: FindingCode) {
    let text = Finding(code, .account, detail: detail(of: code)).text(.english)
    #expect(!text.hasPrefix("Check the"))
  }

  @Test("The languages differ", arguments: FindingCode.allCases)
  func theLanguagesDiffer(_ code: FindingCode) {
    let finding = Finding(code, .account, detail: detail(of: code))
    #expect(finding.text(.english) != finding.text(.portuguese))
  }

  @Test("The expected digit is told", arguments: ["X", "38"])
  func theExpectedDigitIsTold(_ digit: String) {
    let digits = Array(digit.utf8) + [0]
    let finding = Finding(.checkDigit, .accountDigit, detail: .expected(digits[0], digits[1]))
    #expect(finding.text(.english).hasSuffix("The digit should be \(digit)."))
    #expect(
      finding.text(.portuguese).hasSuffix("O dígito deveria ser \(digit)."))
  }

  @Test("A typing error is a hint and no more")
  func aTypingErrorIsAHintAndNoMore() {
    let finding = Finding(.checkDigit, .document, detail: .typingError)
    #expect(finding.text(.english).hasSuffix("Check for a typing error."))
    #expect(
      finding.text(.portuguese).hasSuffix("Procure um erro de digitação."))
    let plain = Finding(.checkDigit, .document)
    #expect(!plain.text(.english).contains("typing"))
  }

  @Test("A look-alike is named with its place", arguments: Language.allCases)
  func aLookAlikeIsNamedWithItsPlace(_ language: Language) {
    let detail = Finding.Detail.lookAlike(position: 12, letter: 0x4F, digit: 0x30)
    let text = Finding(.checkDigit, .document, detail: detail).text(language)
    #expect(text.contains(" 12 ") && text.contains(" O ") && text.contains(" 0"))
  }

  @Test("Counts and lines are filled in")
  func countsAndLinesAreFilledIn() {
    let count = Finding(.columnCount, detail: .counts(found: 7, expected: 9))
    #expect(count.text(.english).contains("has 7 columns where the header has 9"))
    let line = Finding(.duplicateCode, detail: .line(12))
    #expect(line.text(.portuguese).contains("linha 12"))
  }

  @Test(
    "A repair that is forbidden is not told as done",
    arguments: FindingCode.allCases.filter { $0.severity == .repair }, Language.allCases)
  func aRepairThatIsForbiddenIsNotToldAsDone(_ code: FindingCode, _ language: Language) {
    let refused = Finding(code, .account, severity: .error).text(language)
    #expect(refused.contains("--no-repair"))
  }

  @Test("Every field has a name", arguments: Field.allCases, Language.allCases)
  func everyFieldHasAName(_ field: Field, _ language: Language) {
    #expect(!SheetLayout.payees[field].words.text(language).isEmpty)
  }
}

/// The detail that the code always comes with.
private func detail(of code: FindingCode) -> Finding.Detail {
  switch code {
  case .columnCount, .cellBeyondHeader: .counts(found: 3, expected: 5)
  case .openQuote, .belowOtherHeader, .duplicateCode, .duplicatePayee, .repeatedPayee,
    .sameAccountOtherDocument:
    .line(4)
  case .invisible: .character(7)
  case .digitBeside: .column(28)
  case .alreadySent: .run(0x6162_6364_6566_6768, 20_261_102)
  case .accountChanged: .day(20_261_102)
  default: .none
  }
}

private func fields(of code: FindingCode) -> [Field?] {
  Finding(code).stableCode.hasPrefix("row.") ? [nil] : Field.allCases
}
