import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Headers as Brazilian spreadsheets have them, and the API's own names.
struct HeaderAliasesTests {
  @Test("The API's own names work untouched", arguments: Field.allCases)
  func theAPIsOwnNamesWorkUntouched(_ field: Field) {
    #expect(meaning(field.stableName) == .field(field))
  }

  @Test(
    "A header is known by each alias of its field",
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

  @Test("Number and digit may share a column")
  func numberAndDigitMayShareAColumn() {
    #expect(
      meaning("Agência-DV") == .withDigit(number: .bankBranch, digit: .bankBranchDigit))
    #expect(meaning("conta/dv") == .withDigit(number: .account, digit: .accountDigit))
  }

  @Test("The vendor's own templates are known")
  func theVendorsOwnTemplatesAreKnown() throws {
    let qualification = [
      "Qualification Batch", "Invoice", "Beneficiary Name", "CPF / CNPJ", "Bank Code",
      "Bank Branch", "Bank Branch Digit", "Bank Account", "Account Digit", "Account Type",
    ]
    let payments = [
      "Invoice", "FullName", "TaxID", "Email", "MobileNumber", "Amount", "Description",
      "DirectPayment", "BankCode", "BankBranch", "Account", "AccountDigit", "AccountType C/S",
    ]
    #expect(
      try ColumnMapping(headers: qualification).columns == [
        .customCode: 1, .name: 2, .document: 3, .bankCode: 4, .bankBranch: 5,
        .bankBranchDigit: 6, .account: 7, .accountDigit: 8, .accountType: 9,
      ])
    #expect(
      try ColumnMapping(headers: payments).columns == [
        .customCode: 0, .name: 1, .document: 2, .amount: 5, .bankCode: 8, .bankBranch: 9,
        .account: 10, .accountDigit: 11, .accountType: 12,
      ])
  }

  @Test(
    "Words may be joined",
    arguments: [
      ("NomeFavorecido", .field(.name)), ("nomecompleto", .field(.name)),
      ("C.P.F.", .field(.document)),
      ("CPFTitular", .field(.document)), ("codBanco", .field(.bankCode)),
      ("BANKCODE", .field(.bankCode)), ("bank_account", .field(.account)),
      ("contaDV", .withDigit(number: .account, digit: .accountDigit)),
      ("Conta c/ dígito", .withDigit(number: .account, digit: .accountDigit)),
      ("Instituição", .secondChoice(.bankCode)), ("Líquido a receber", .field(.amount)),
      ("Valor (R$)", .field(.amount)),
    ] as [(String, SheetLayout.Meaning)])
  func wordsMayBeJoined(_ header: String, _ meaning: SheetLayout.Meaning) {
    #expect(BulkEngineTests.meaning(header) == meaning)
  }

  @Test("A bare digit belongs to its left", arguments: ["DV", "Dígito", "dv."])
  func aBareDigitBelongsToItsLeft(_ header: String) {
    #expect(meaning(header) == .digitOfLeft)
  }

  @Test(
    "Other headers mean nothing", arguments: ["", "endereço", "telefone", "q_line", "nome da mãe"])
  func otherHeadersMeanNothing(_ header: String) {
    #expect(meaning(header) == nil)
  }

  @Test("Every alias is folded")
  func everyAliasIsFolded() {
    for alias in SheetLayout.payees.knownHeaders { #expect(HeaderFolding.fold(alias) == alias) }
  }
}

private func meaning(_ header: String) -> SheetLayout.Meaning? {
  SheetLayout.payees.meaning(of: HeaderFolding.fold(header))
}
