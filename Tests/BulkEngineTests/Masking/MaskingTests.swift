import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// No personal value passes: a CPF shows six digits, everything else two characters, names initials.
struct MaskingTests {
  @Test(
    "A masked CPF shows its middle, any other document two characters",
    arguments: [
      ("12345678909", "***.456.789-**"), ("11222333000181", "************81"), ("1234", "**34"),
      ("12", "**"), ("1", "*"), ("", ""), ("12ABC34501DE35", "************35"),
    ])
  func documents(_ document: String, _ masked: String) {
    #expect(Masking.middle(document) == masked)
  }

  @Test(
    "A masked name shows its initials only",
    arguments: [
      ("Maria Silva", "M. S."), ("José", "J."), ("", ""), ("  Ana   de Sá ", "A. d. S."),
    ])
  func names(_ name: String, _ masked: String) {
    #expect(Masking.name(name) == masked)
  }

  @Test(
    "Long numbers in a text are masked",
    arguments: [
      ("account 123456 refused", "account ****56 refused"),
      ("CPF 123.456.789-09.", "CPF *********09."), ("agência 1234", "agência 1234"),
      ("in 2026, 12 of 100", "in 2026, 12 of 100"), ("00012345-6", "*******56"),
      ("123 456 789 09", "*********09"), ("conta 12345,", "conta ***45,"),
      ("no digits", "no digits"),
    ])
  func longNumbersInText(_ text: String, _ masked: String) {
    #expect(Masking.maskedNumbers(text) == masked)
  }

  @Test(
    "Of strangers nothing remains",
    arguments: [
      ("taken by maria.silva+x@example.org.", "taken by ***@***"), ("a @ b", "a @ b"),
      ("CNPJ 12.ABC.345/01DE-35 has it", "CNPJ ************35 has it"),
      ("CNPJ 12abc34501de35", "CNPJ ************35"),
      ("code of-this-file-01", "code of-this-file-01"),
      ("ABCDEFGHIJKL12", "ABCDEFGHIJKL12"),
    ])
  func ofStrangersNothingRemains(_ text: String, _ masked: String) {
    #expect(Masking.withoutStrangers(text) == masked)
  }

  @Test("No more than four digits of a number remain", arguments: 0..<200 as Range<UInt64>)
  func noMoreThanFourDigitsOfANumberRemain(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let separators = ["", "", "", ".", "-", "/", " "]
    let digits = Int.random(in: 5...18, using: &generator)
    let number = (0..<digits).map { index in
      let separator = index == 0 ? "" : separators.randomElement(using: &generator) ?? ""
      return separator + String(Int.random(in: 0...9, using: &generator))
    }.joined()
    let masked = Masking.maskedNumbers("value \(number) is wrong")
    #expect(masked.count { $0.isNumber } <= 2)
  }

  @Test(
    "A message of the API leaks nothing of its record", arguments: [1, 2, 3, 5, 10],
    [0, 1, 2, 3, 4])
  func aMessageOfTheAPILeaksNothingOfItsRecord(_ number: Int, _ form: Int) {
    let payee = Payees.payee(number)
    let message = written(payee)[form]
    let text = Masking.message(message, about: payee.payeeWords).lowercased()
    for word in payee.name.split(separator: " ") where word.count > 2 {
      #expect(!text.contains(word.lowercased()))
    }
    #expect(!text.contains(payee.document.dropFirst(2).dropLast(2)))
    #expect(!text.contains(payee.account))
  }

  @Test("Documents with letters are hidden in messages")
  func documentsWithLettersAreHiddenInMessages() {
    var payee = Payees.payee(1)
    payee.document = "12ABC34501DE35"
    payee.account = "1234"
    for text in ["12ABC34501DE35", "12abc34501de35", "12.ABC.345/01DE-35", "1234-5"] {
      let masked = Masking.message("wrong: \(text)", about: payee.payeeWords)
      #expect(!masked.lowercased().contains("abc"))
      #expect(!masked.contains("1234"))
    }
  }

  @Test("Long messages are cut")
  func longMessagesAreCut() {
    let text = Masking.message(
      String(repeating: "a ", count: 1_000), about: Payees.payee(1).payeeWords)
    #expect(text.count <= 300)
  }

  private func written(_ payee: OutgoingRecord) -> [String] {
    let characters = Array(payee.document)
    let masked =
      characters.count == 11
      ? "\(String(characters[..<3])).\(String(characters[3..<6])).\(String(characters[6..<9]))"
        + "-\(String(characters[9...]))" : payee.document
    return [
      "\(payee.name) \(payee.document) \(payee.account)",
      "\(payee.name.uppercased()): \(masked)",
      "{\"name\":\"\(payee.name)\",\"account\":\"\(payee.account)-\(payee.accountDigit)\"}",
      "beneficiary \(payee.name.lowercased()), account 000\(payee.account)",
      "\(payee.name.folding(options: .diacriticInsensitive, locale: nil)) \(payee.document)",
    ]
  }
}
