import BrazilianBanking
import Testing

/// Covers CardNumber.swift. The numbers are the payment schemes' published test cards.
struct CardNumberTests {
  private static let published = [
    "4111111111111111", "4222222222222", "4012888888881881", "5555555555554444",
    "5105105105105100", "2223003122003222", "378282246310005", "341111111111111",
    "30569309025904", "38520000023237", "6011111111111117", "3530111333300000",
    "6062825624254001", "6362970000457013", "6504840209544524",
  ]

  @Test("A card's number is recognised, alone and in groups", arguments: published)
  func aCardsNumberIsRecognisedAloneAndInGroups(_ number: String) {
    #expect(isCard(number))
    for written in [" \(number)\n", "'\(number)", "=\"\(number)\"", "\u{A0}\(number)"] {
      #expect(isCard(written), "\(written)")
    }
    for separator in [" ", "-", ".", " - ", "\u{A0}"] {
      let grouped = groups(of: 4, number, separator)
      #expect(isCard(grouped), "\(grouped)")
      #expect(holdsCard("cartão \(grouped), validade 12/30"), "\(grouped)")
      #expect(holdsCard("\(grouped) 12/30 123"), "\(grouped)")
    }
    for width in [2, 3, 5, 8] { #expect(isCard(groups(of: width, number, " "))) }
  }

  private func groups(of width: Int, _ number: String, _ separator: String) -> String {
    number.enumerated().map { index, digit in
      index > 0 && index.isMultiple(of: width) ? "\(separator)\(digit)" : "\(digit)"
    }.joined()
  }

  @Test(
    "Groups as cards print them are recognised",
    arguments: ["3782 822463 10005", "3056-930902-5904", "4000 0000 0000 0000 006"])
  func groupsAsCardsPrintThemAreRecognised(_ text: String) {
    #expect(isCard(text))
    #expect(holdsCard("pago com \(text) em 12/10"))
  }

  @Test(
    "A number in the notation of spreadsheets is recognised",
    arguments: [
      "4.111111111111111E+15", "4,111111111111111e+15", "5.1051051051051E+15",
      "3.78282246310005E+14", "4.111111111111111E15", "4.111111111111111e15",
      "=\"4,111111111111111E+15\"", " 4,111111111111111E+15 ",
    ])
  func aNumberInTheNotationOfSpreadsheetsIsRecognised(_ text: String) {
    #expect(isCard(text) && holdsCard(text))
    #expect(!holdsCard(text.replacing(/E\+?1\d/.ignoresCase()) { $0.output.dropLast() + "9" }))
    #expect(!holdsCard("x" + text))
  }

  @Test(
    "A number is found in a text wherever it stands",
    arguments: [
      "cartao:4111111111111111;cvv:123", "Visa4111111111111111", "(4111111111111111)",
      "obs. 4111111111111111.", "4111111111111111.00", "#4111111111111111/12/30",
      "{\"n\":\"4111111111111111\"}", "maria@exemplo.com 4111 1111 1111 1111",
      "4222222222222\n4111111111111111", "é o 4111111111111111", "12345678 4111111111111111",
      // A letter of base 16 beside a number makes no hash of it: the first track of a card.
      "%B4111111111111111^SILVA/MARIA^3012", "a4111111111111111", "4111111111111111b 12/30",
      "5F4111111111111111", "Visa4111-1111-1111-1111", "4111 1111 1111 1111d",
      // Several, with as many digits as a boleto or the key of an invoice has.
      "4111111111111111 4012888888881881 378282246310005",
      "378282246310005\n4111111111111111\n4222222222222",
      "4111111111111111 4012888888881881 5555555555554444",
      "4111 1111 1111 1111 4012 8888 8888 1881 5555 5555 5555 4444",
      "3782 822463 10005 3714 496353 98431 3056 930902 5904",
    ])
  func aNumberIsFoundInATextWhereverItStands(_ text: String) {
    #expect(holdsCard(text))
    // Also where the search looks at pairs of bytes only, at each place.
    for shift in 1...8 { #expect(holdsCard(String(repeating: "x", count: shift) + " " + text)) }
  }

  @Test(
    "Other texts are no card's number",
    arguments: [
      "", "4111111111111112", "411111111111111", "9111111111111111", "41111111111111111111",
      "4111/1111-1111/1111", "(11) 98765-4321", "390.533.447-05", "abc", "4111111111111111 x",
      "P4111111111111111", "0004111111111111111",
    ])
  func otherTextsAreNoCardsNumber(_ text: String) {
    #expect(!isCard(text))
  }

  @Test(
    "Groups parted by one and the same mark are recognised, also within words",
    arguments: ["/", "_", ",", ";", ":", "|", "*", " / ", ", ", " | ", "\\", "·", "•", "／", "–"])
  func groupsPartedByOneAndTheSameMarkAreRecognised(_ mark: String) {
    for number in ["4111111111111111", "5105105105105100", "4012888888881881"] {
      let written = groups(of: 4, number, mark)
      #expect(isCard(written), "\(written)")
      for text in [
        "cartão \(written), validade 12/30", "x\(written)", "[\(written)]", "12 \(written)",
      ] {
        #expect(holdsCard(text) && holdsCard(text, .unmistakable), "\(text)")
      }
      #expect(holdsCard(groups(of: 2, number, mark)))
    }
    #expect(holdsCard("amex 3782\(mark)822463\(mark)10005"))
    #expect(holdsCard("4111\(mark)1111\(mark)1111\(mark)1111\(mark)12\(mark)28"))
  }

  @Test("The cells of a JSON array are recognised together")
  func theCellsOfAnArrayAreRecognisedTogether() {
    #expect(holdsCard(#"["4111", "1111", "1111", "1111"]"#))
    #expect(holdsCard("[4111,1111,1111,1111]"))
  }

  @Test(
    "Digits of other scripts and what nobody sees between digits hide no number",
    arguments: [
      "４１１１１１１１１１１１１１１１", "４１１１ １１１１ １１１１ １１１１", "٤١١١١١١١١١١١١١١١",
      "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏", "④①①①①①①①①①①①①①①①", "⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹",
      "4\u{AD}111\u{AD}1111\u{AD}1111\u{AD}1111", "41\u{200B}11111111111111",
      "4111\u{2060}1111\u{FEFF}1111\u{200D}1111", "4\u{FE0F}\u{20E3}111111111111111",
      "4111．1111．1111．1111", "４１１１／１１１１／１１１１／１１１１",
    ])
  func digitsOfOtherScriptsHideNoNumber(_ text: String) {
    #expect(isCard(text))
    #expect(holdsCard("cartão nº \(text) até 12/30"))
    for shift in 1...8 { #expect(holdsCard(String(repeating: "x", count: shift) + " " + text)) }
  }

  @Test(
    "A number that was thought an amount is recognised",
    arguments: [
      "4.111.111.111.111.111", "4,111,111,111,111,111", "4.111.111.111.111.111,00",
      "4,111,111,111,111,111.00", "4 111 111 111 111 111", "4'111'111'111'111'111",
      "378.282.246.310.005",
    ])
  func aNumberThatWasThoughtAnAmountIsRecognised(_ text: String) {
    #expect(isCard(text) && holdsCard(text))
  }

  @Test(
    "Lists, dates and amounts with marks are no card's number",
    arguments: [
      // Four numbers of orders, one behind the other, and more than four: each fits Luhn's digit.
      "4521/4522/4523/4534", "NF 4521, 4522, 4523, 4534", "4111/1111/1111/1111/4111",
      "4111,4111,1111,1111,1111", "01/12/2026, 02/12/2026, 03/12/2026, 04/12/2026",
      "01/12/2026 10:00:00,4111", "4133-1234/4133-5678", "(41) 4133-1234/4133-5678",
      "1.234.567.890,12", "R$ 4.111.111,11", "4.111.111.111.111", "4,111,111,111",
      "4111/1111,1111/1111", "40.122.222.222.222.222", "４１１１１１１１１１１１１１１２", "João ４１１１",
      "41\u{AD}111", "41.11.11.11.11.11.11.11", "41,42,43,44,45,46,47,48",
    ])
  func listsDatesAndAmountsWithMarksAreNoCardsNumber(_ text: String) {
    #expect(!holdsCard(text), "\(text)")
  }

  @Test(
    "Numbers of other kinds are not taken for a card's",
    arguments: [
      // A part of a longer number.
      "94111111111111111110", "34192220090000556638551012140003679060000100000",
      // A boleto with its mask: its last group alone looks like a Diners Club.
      "23790.44809 56168.623793 36011.058009 7 30569309025904",
      // The key of an invoice, printed in groups of four.
      "3521 0612 4111 1111 1111 1111 1000 0000 1111 0000 0014",
      // A CNPJ that fits Luhn and begins like a Diners Club.
      "30010016000146", "36010012000144",
      // A telephone number.
      "+4915112345678",
      // The decimals of a fraction.
      "0.4111111111111111", "-12,4111111111111111",
      // A hash.
      "c0ffee4111111111111111ab",
      // Identifiers (UUID), in which four groups of four digits may stand.
      "0aef4012-8888-8888-1881-aaaaaaaaaaaa", "4a3b4012-8888-8888-1881-4111aaaaaaaa",
      "4a3bcdef-4012-8888-8888-1881aaaaaaaa",
      // Two telephones without their areas.
      "4133-1234 4133-5678", "(41) 4133-1234 / 4133-1234 4133-5678",
      // A branch, an operation and an account of Caixa; a chart of accounts.
      "4111 111 11111111-1", "41.11.11.11.11.11.11.11",
      "sem cartão", "2026-11-30 12:00:00", "20261130120000",
    ])
  func numbersOfOtherKindsAreNotTakenForACards(_ text: String) {
    #expect(!holdsCard(text))
  }

  @Test("A long cell of such words costs no more than its length")
  func aLongCellOfSuchWordsCostsNoMoreThanItsLength() {
    // Each of the 64,000 numbers stands in a word of base 16 that does not end; looked at whole for each
    // of them they took minutes.
    let text = String(repeating: "a4111111111111111", count: 64_000)
    #expect(!holdsCard(text))
    #expect(holdsCard(text + " 4111111111111111"))
  }

  @Test("A CNPJ whose digits do not fit is no CNPJ")
  func aCNPJWhoseDigitsDoNotFitIsNoCNPJ() {
    #expect(holdsCard("30569309025904"))
    #expect(document("30569309025904").document == nil)
    #expect(document("30010016000146").document?.kind == .cnpj)
  }

  @Test("Where 13 and 14 digits are other numbers, 15, 16 and 19 count")
  func where13And14DigitsAreOtherNumbers15And16And19Count() {
    for number in Self.published {
      let counts = [15, 16, 19].contains(number.count)
      #expect(isCard(number, .unmistakable) == counts, "\(number)")
      #expect(holdsCard("nº \(number)", .unmistakable) == counts, "\(number)")
    }
  }

  @Test("One number in ten of a card's form fits, and no other")
  func oneNumberInTenOfACardsFormFits() {
    for prefix in ["4", "51", "2221", "34", "301", "644", "3528"] {
      for length in 12...20 {
        let stem = prefix + String(repeating: "7", count: length - prefix.count - 1)
        let fitting = (0...9).count { isCard("\(stem)\($0)") }
        #expect(fitting == 1 || fitting == 0)
      }
    }
  }
}
