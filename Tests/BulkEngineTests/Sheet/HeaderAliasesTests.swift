import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Headers as Brazilian spreadsheets have them, and the API's own names.
struct HeaderAliasesTests {
  @Test(arguments: Field.allCases)
  func theAPIsOwnNamesWorkUntouched(_ field: Field) {
    #expect(meaning(field.stableName) == .field(field))
  }

  @Test(
    arguments: [
      (
        .name,
        [
          "Nome", "NOME COMPLETO", "Favorecido", "Beneficiário", "Funcionário", "Colaborador",
          "Titular", "Razão Social",
        ]
      ),
      (.document, ["CPF", "cnpj", "CPF/CNPJ", "CPF / CNPJ", "Documento", "doc", "Inscrição"]),
      (.documentType, ["Tipo Documento", "Tipo Pessoa"]),
      (
        .bankCode,
        ["Banco", "Cod. Banco", "Código Banco", "Número Banco", "COMPE", "ISPB"]
      ),
      (.bankBranch, ["Agência", "Ag.", "Cód. Agência"]),
      (.bankBranchDigit, ["DV Agência", "Dígito Agência", "Dig. Ag."]),
      (.account, ["Conta", "CC", "C/C", "Conta Corrente", "Número Conta"]),
      (.accountDigit, ["DV Conta", "Dígito Conta", "Dig. Conta"]),
      (.accountType, ["Tipo Conta", "Tipo de Conta", "Modalidade"]),
      (
        .customCode,
        ["Código", "Referência", "Matrícula", "Invoice", "Fatura"]
      ),
      (.amount, ["Valor", "VALOR "]), (.pixKey, ["Chave PIX", "Pix"]),
    ] as [(Field, [String])])
  func aliases(_ field: Field, _ headers: [String]) {
    for header in headers { #expect(meaning(header) == .field(field)) }
  }

  @Test func numberAndDigitMayShareAColumn() {
    #expect(
      meaning("Agência-DV") == .withDigit(number: .bankBranch, digit: .bankBranchDigit))
    #expect(meaning("conta/dv") == .withDigit(number: .account, digit: .accountDigit))
  }

  @Test(arguments: ["DV", "Dígito", "dv."])
  func aBareDigitBelongsToItsLeft(_ header: String) {
    #expect(meaning(header) == .digitOfLeft)
  }

  @Test(arguments: ["", "endereço", "telefone", "q_line", "nome da mãe"])
  func otherHeadersMeanNothing(_ header: String) {
    #expect(meaning(header) == nil)
  }

  @Test func everyAliasIsFolded() {
    for alias in SheetLayout.payees.knownHeaders { #expect(HeaderFolding.fold(alias) == alias) }
  }
}

private func meaning(_ header: String) -> SheetLayout.Meaning? {
  SheetLayout.payees.meaning(of: HeaderFolding.fold(header))
}
