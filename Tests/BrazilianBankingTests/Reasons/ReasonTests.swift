import BrazilianBanking
import Testing

/// Covers Reasons.swift: every reason has both languages.
struct ReasonTests {
  static let texts: [BilingualText] =
    DocumentFault.allCases.map(\.text) + BankFault.allCases.map(\.text)
    + PixFault.allCases.map(\.text) + CodeFault.allCases.map(\.text)
    + BranchFault.allCases.map(\.text) + AccountFault.allCases.map(\.text)
    + BankListError.Reason.allCases.map(\.text)
    + BoletoFault.allCases.map(\.text) + DateFault.allCases.map(\.text)
    + BirthDateFault.allCases.map(\.text) + PostalCodeFault.allCases.map(\.text)
    + TelephoneFault.allCases.map(\.text) + EmailFault.allCases.map(\.text)
    + EndToEndFault.allCases.map(\.text)
    + Remarks.all.flatMap(\.remark.texts)

  @Test("Every reason is a sentence in both languages", arguments: texts)
  func everyReasonIsASentenceInBothLanguages(_ text: BilingualText) {
    for sentence in [text.english, text.portuguese] {
      #expect(sentence.hasSuffix("."))
      #expect(sentence.split(separator: " ").count >= 3)
    }
    #expect(text.english != text.portuguese)
  }

  @Test("No two reasons of a kind say the same")
  func noTwoReasonsOfAKindSayTheSame() {
    #expect(Set(AccountFault.allCases.map(\.text)).count == AccountFault.allCases.count)
    #expect(Set(BranchFault.allCases.map(\.text)).count == BranchFault.allCases.count)
    #expect(Set(PixFault.allCases.map(\.text)).count == PixFault.allCases.count)
  }

  @Test("Every remark has one text")
  func everyRemarkHasOneText() {
    #expect(Remarks.all.allSatisfy { $0.remark.texts.count == 1 })
    #expect(Remarks([.legacyBank, .zeroForLetter]).texts.count == 2)
    #expect(Remarks().texts.isEmpty)
  }
}
