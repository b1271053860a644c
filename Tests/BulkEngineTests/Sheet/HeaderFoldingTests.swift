import Testing

@testable import BulkEngine

/// Case, accents, punctuation and blanks make no difference.
struct HeaderFoldingTests {
  @Test(
    "Case, accents, punctuation and blanks of a header are folded",
    arguments: [
      ("CPF/CNPJ ", "cpf cnpj"), ("  Agência - DV ", "agencia dv"), ("Nº da Conta", "nº da conta"),
      ("bank_code", "bank code"), ("RAZÃO\u{A0}SOCIAL", "razao social"), ("\u{FEFF}Nome", "nome"),
      ("", ""), ("---", ""),
    ])
  func folded(_ header: String, _ folded: String) {
    #expect(HeaderFolding.fold(header) == folded)
  }
}
