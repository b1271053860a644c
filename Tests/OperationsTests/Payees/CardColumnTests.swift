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
    "A column of numbers or security codes of cards is known by its name, however it is written",
    arguments: [
      "cartão", "Cartão nº", "Cartão Número", "numero_do_cartao", "NumeroCartao",
      "N.º do cartão de crédito",
      "cardNumber", "Card no.", "PAN", "pan_do_cartao", "CVV", "CVV (3 dígitos)", "cartao_cvv",
      "CVV do cartão de crédito", "CVC", "CVC (cartão)", "cvc2", "Código CVV",
      "Código de segurança",
      "Código de segurança (CVV)", "Cód. segurança do cartão", "Card Verification Value (CVV)",
      "security code", "cards", "cartões",
    ])
  func aColumnOfCardsIsKnownByItsName(_ header: String) {
    #expect(CardColumns.isNamed(header))
  }

  @Test(
    "Keys within a text of JSON are looked at, too",
    arguments: [
      (#"[{"number":"x","cvv":123}]"#, true), (#"[{"holder":{"Security Code" : 123}}]"#, true),
      (#"[{"a\"":1,"cvv":1}]"#, true), (#"["cvv","pan"]"#, false), (#"[{"cvv"#, false),
      (#"[{"note":"the \"cvv\": none"}]"#, false), ("[]", false), (#"[{"":1}]"#, false),
      ("[\"", false),
    ])
  func keysWithinATextOfJSONAreLookedAt(_ json: String, _ isCard: Bool) {
    #expect(CardColumns.areKeys(of: json.utf8.span) == isCard)
  }

  @Test(
    "Other cards and codes have other names",
    arguments: [
      "cartão ponto", "nº do cartão de ponto", "cartão SUS", "cartão alimentação", "card_id",
      "token do cartão", "cartão salvo", "código", "segurança", "número", "no", "n", "cc",
      "conta", "company", "CID", "validade", "CSC", "CVN", "Viagem CVC", "Desconto CVC turismo",
      "segurança do trabalho", "número do cartão SUS", "cartão de visita", "descrição", "",
    ])
  func otherCardsAndCodesHaveOtherNames(_ header: String) {
    #expect(!CardColumns.isNamed(header))
  }
}
