import BrazilianBanking
import Testing

/// Covers CardNumber.swift. The numbers are the payment schemes' published test cards.
struct CardNumberTests {
  @Test(
    "A card's number is recognised, alone and in groups",
    arguments: [
      ("4111111111111111", CardScheme.visa), ("4222222222222", .visa),
      ("5555555555554444", .mastercard),
      ("2223003122003222", .mastercard), ("378282246310005", .americanExpress),
      ("30569309025904", .dinersClub), ("38520000023237", .dinersClub),
      ("6011111111111117", .discover),
      ("3530111333300000", .jcb), ("6062825624254001", .hipercard), ("6362970000457013", .elo),
    ])
  func aCardsNumberIsRecognisedAloneAndInGroups(_ number: String, _ scheme: CardScheme) {
    #expect(card(number) == scheme)
    for separator in [" ", "-", "."] {
      let grouped = number.enumerated().map { index, digit in
        index > 0 && index.isMultiple(of: 4) ? "\(separator)\(digit)" : "\(digit)"
      }.joined()
      #expect(card(grouped) == scheme)
      #expect(holdsCard("cartão \(grouped), validade 12/30"))
    }
  }

  @Test(
    "Other texts are no card's number",
    arguments: [
      "", "4111111111111112", "411111111111111", "9111111111111111", "41111111111111111111",
      "4111 1111  1111 1111", "4111/1111/1111/1111", "(11) 98765-4321", "390.533.447-05", "abc",
    ])
  func otherTextsAreNoCardsNumber(_ text: String) {
    #expect(card(text) == nil)
  }

  @Test("A part of a longer number is none")
  func aPartOfALongerNumberIsNone() {
    #expect(!holdsCard("94111111111111111110"))
    #expect(!holdsCard("34192220090000556638551012140003679060000100000"))
    #expect(!holdsCard("sem cartão"))
    #expect(holdsCard("4111111111111111"))
  }
}
