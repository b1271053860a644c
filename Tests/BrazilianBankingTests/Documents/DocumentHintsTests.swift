import BrazilianBanking
import QualificaTestKit
import Testing

/// Covers DocumentDigits.swift: hints.
struct DocumentHintsTests {
  @Test func theOneFittingLookAlikeIsTold() {
    // 12.ABC.345/01DE-35 with the letter Z for the digit 2.
    let hint = lookAlikeHint("1Z.ABC.345/01DE-35".utf8.span)
    #expect(hint?.position == 2 && hint?.written == 0x5A && hint?.fitting == 0x32)
  }

  @Test func aLetterInTheCheckDigitsIsTold() {
    let hint = lookAlikeHint("12ABC34501DE3S".utf8.span)
    #expect(hint?.position == 14 && hint?.written == 0x53 && hint?.fitting == 0x35)
  }

  @Test func twoFittingLookAlikesAreNotChosenFrom() {
    #expect(lookAlikeHint("I2ABC34501DE35".utf8.span) == nil)
  }

  @Test func nothingIsToldWithoutAFittingOne() {
    #expect(lookAlikeHint("99ACC34401DE46".utf8.span) == nil)
    #expect(lookAlikeHint("12ABC34501DE".utf8.span) == nil)
  }

  @Test func digitsAloneGetNoLookAlike() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<200 {
      var digits = Array(generator.cnpj(letters: false))
      digits[3] = digits[3] == "1" ? "5" : "1"
      #expect(lookAlikeHint(String(digits).utf8.span) == nil)
    }
  }

  @Test func exchangedNeighboursAreATypingError() {
    #expect(typingErrorHint("93053344705".utf8.span) == .transposition)
    #expect(typingErrorHint("390.533.447-50".utf8.span) == .transposition)
  }

  @Test func aChangedDigitIsATypingError() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var digits = Array(generator.cpf())
      digits[4] = digits[4] == "7" ? "8" : "7"
      let text = String(digits)
      if document(text, .cpf).fault == .checkDigit {
        #expect(typingErrorHint(text.utf8.span) != nil)
      }
    }
  }

  @Test func aRightOrShortCPFHasNoHint() {
    #expect(typingErrorHint("39053344705".utf8.span) == nil)
    #expect(typingErrorHint("3905334470".utf8.span) == nil)
  }
}
