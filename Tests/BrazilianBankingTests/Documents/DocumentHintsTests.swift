import BrazilianBanking
import QualificaTestKit
import Testing

/// Covers DocumentDigits.swift: hints.
struct DocumentHintsTests {
  @Test("The one fitting look-alike is told")
  func theOneFittingLookAlikeIsTold() {
    // 12.ABC.345/01DE-35 with the letter Z for the digit 2.
    let hint = lookAlikeHint("1Z.ABC.345/01DE-35".utf8.span)
    #expect(hint?.position == 2 && hint?.written == 0x5A && hint?.fitting == 0x32)
  }

  @Test("A letter in the check digits is told")
  func aLetterInTheCheckDigitsIsTold() {
    let hint = lookAlikeHint("12ABC34501DE3S".utf8.span)
    #expect(hint?.position == 14 && hint?.written == 0x53 && hint?.fitting == 0x35)
  }

  @Test("Two fitting look-alikes are not chosen from")
  func twoFittingLookAlikesAreNotChosenFrom() {
    #expect(lookAlikeHint("I2ABC34501DE35".utf8.span) == nil)
  }

  @Test("Nothing is told without a fitting one")
  func nothingIsToldWithoutAFittingOne() {
    #expect(lookAlikeHint("99ACC34401DE46".utf8.span) == nil)
    #expect(lookAlikeHint("12ABC34501DE".utf8.span) == nil)
  }

  @Test("Digits alone get no look-alike")
  func digitsAloneGetNoLookAlike() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<200 {
      var digits = Array(generator.cnpj(letters: false))
      digits[3] = digits[3] == "1" ? "5" : "1"
      #expect(lookAlikeHint(String(digits).utf8.span) == nil)
    }
  }

  @Test("Exchanged neighbours are a typing error")
  func exchangedNeighboursAreATypingError() {
    #expect(typingErrorHint("93053344705".utf8.span) == .transposition)
    #expect(typingErrorHint("390.533.447-50".utf8.span) == .transposition)
  }

  @Test("A changed digit is a typing error")
  func aChangedDigitIsATypingError() {
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

  @Test("A right or short CPF has no hint")
  func aRightOrShortCPFHasNoHint() {
    #expect(typingErrorHint("39053344705".utf8.span) == nil)
    #expect(typingErrorHint("3905334470".utf8.span) == nil)
  }
}
