import BulkEngine
import Operations
import Testing

/// No column that an operation reads is refused for its name.
struct CardColumnTests {
  private static let layouts: [SheetLayout] = [.payees, ChargeField.layout]

  @Test("No name of a field is one of card data")
  func noNameOfAFieldIsOneOfCardData() {
    for layout in Self.layouts {
      for field in layout.fields {
        #expect(!CardColumns.isNamed(field.name), "\(field.name)")
        for alias in field.aliases + field.secondChoice {
          #expect(!CardColumns.isNamed(alias), "\(alias)")
        }
      }
      for header in layout.knownHeaders { #expect(!CardColumns.isNamed(header), "\(header)") }
    }
  }

  @Test(
    "Other cards and codes have other names",
    arguments: [
      "cartão ponto", "nº do cartão de ponto", "cartão SUS", "cartão alimentação", "card_id",
      "token do cartão", "cartão salvo", "código", "segurança", "número", "no", "n", "cc",
      "conta", "company", "CID", "validade", "descrição", "",
    ])
  func otherCardsAndCodesHaveOtherNames(_ header: String) {
    #expect(!CardColumns.isNamed(header))
  }
}
