import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Which column holds what; two for one, or none for a required field, is told and never guessed.
struct ColumnMappingTests {
  @Test("A payroll header is mapped")
  func aPayrollHeaderIsMapped() throws {
    let mapping = try ColumnMapping(headers: [
      "Matrícula", "Nome", "CPF", "Banco", "Agência", "DV", "Conta", "DV", "Setor", "q_line",
    ])
    #expect(
      mapping.columns == [
        .customCode: 0, .name: 1, .document: 2, .bankCode: 3, .bankBranch: 4,
        .bankBranchDigit: 5, .account: 6, .accountDigit: 7,
      ])
    #expect(mapping.unmapped == [8])
    #expect(mapping.earlierRun == [9])
    #expect(mapping.hasOwnCodes)
    #expect(mapping.column(.amount) == -1)
  }

  @Test("Code and status of an earlier run are understood")
  func codeAndStatusOfAnEarlierRunAreUnderstood() throws {
    let mapping = try ColumnMapping(headers: base + ["q_line", "q_status", "q_custom_code"])
    #expect(mapping.columns[.earlierStatus] == 6)
    #expect(mapping.columns[.earlierCustomCode] == 7)
    #expect(mapping.earlierRun == [5, 6, 7])
    #expect(!mapping.hasOwnCodes)
  }

  @Test("One column for two fields is told")
  func oneColumnForTwoFieldsIsTold() {
    #expect(
      throws: ColumnMappingError.sharedColumn("CPF", fields: ["document", "name"])
    ) {
      try ColumnMapping(headers: base, overrides: ["name": "CPF", "document": "2"])
    }
  }

  @Test("Two columns for one field are named both")
  func twoColumnsForOneFieldAreNamedBoth() {
    #expect(
      throws: ColumnMappingError.ambiguous(
        FieldName("document", Bilingual("CPF/CNPJ", "CPF/CNPJ")),
        columns: [NamedColumn("CPF", 1), NamedColumn("Documento", 5)])
    ) {
      try ColumnMapping(headers: ["Nome", "CPF", "Banco", "Agência", "Conta", "Documento"])
    }
  }

  @Test("The user's word decides between two")
  func theUsersWordDecidesBetweenTwo() throws {
    let headers = ["Nome", "CPF", "Banco", "Agência", "Conta", "Documento"]
    let mapping = try ColumnMapping(headers: headers, overrides: ["document": "Documento"])
    #expect(mapping.columns[.document] == 5)
    #expect(mapping.unmapped == [1])
  }

  @Test(
    "A column is named by header, number or letter", arguments: ["Pessoa", "pessoa ", "6", "F"])
  func aColumnIsNamedByHeaderNumberOrLetter(_ column: String) throws {
    let mapping = try ColumnMapping(
      headers: ["x", "CPF", "Banco", "Agência", "Conta", "Pessoa"], overrides: ["name": column])
    #expect(mapping.columns[.name] == 5)
  }

  @Test("A field may be said to have no column")
  func aFieldMayBeSaidToHaveNoColumn() throws {
    let headers = base + ["Referência", "Valor", ""]
    let mapping = try ColumnMapping(
      headers: headers, overrides: ["custom_code": "-", "amount": "-"])
    #expect(mapping.columns[.customCode] == nil)
    #expect(!mapping.hasOwnCodes)
    #expect(mapping.unmapped == [5, 6, 7])
    #expect(
      ColumnMapping.knownHeaders(in: ["Folha", "", ""], of: .payees, overrides: ["name": "-"]) == 0)
    #expect(throws: ColumnMappingError.self) {
      try ColumnMapping(headers: headers, overrides: ["name": "-"])
    }
  }

  @Test("A second choice gives way to the usual name")
  func aSecondChoiceGivesWayToTheUsualName() throws {
    let alone = try ColumnMapping(headers: ["Nome", "CPF", "Instituição", "Agência", "Conta"])
    #expect(alone.columns[.bankCode] == 2)
    let beside = try ColumnMapping(
      headers: ["Nome", "CPF", "Instituição", "Agência", "Conta", "Cód. banco"])
    #expect(beside.columns[.bankCode] == 5)
    #expect(beside.unmapped == [2])
  }

  @Test("Columns have the letters of a spreadsheet")
  func columnsHaveTheLettersOfASpreadsheet() {
    #expect(
      [0, 25, 26, 51, 52, 701].map { NamedColumn("", $0).letters } == [
        "A", "Z", "AA", "AZ", "BA", "ZZ",
      ])
    #expect(
      ["A", "Z", "AA", "ZZ", "a", "AAA", ""].map(NamedColumn.index(ofLetters:)) == [
        0, 25, 26, 701, nil, nil, nil,
      ])
  }

  @Test("Missing fields are listed with the headers found")
  func missingFieldsAreListedWithTheHeadersFound() {
    #expect(
      throws: ColumnMappingError.missing(
        fields: [
          FieldName("bank_code", Bilingual("bank", "banco")),
          FieldName("account", Bilingual("account", "conta")),
        ], headers: ["Nome", "CPF", "Agência"], guesses: [:])
    ) {
      try ColumnMapping(headers: ["Nome", "CPF", "Agência"])
    }
  }

  @Test("Unknown fields and columns are errors")
  func unknownFieldsAndColumnsAreErrors() {
    let known = Field.allCases.map(\.stableName)
    #expect(throws: ColumnMappingError.unknownField("naem", known: known)) {
      try ColumnMapping(headers: base, overrides: ["naem": "Nome"])
    }
    #expect(
      throws: ColumnMappingError.unknownColumn("Chefe", field: "name", headers: base)
    ) {
      try ColumnMapping(headers: base, overrides: ["name": "Chefe"])
    }
  }

  @Test("A shared column is the number or beside one the digit")
  func aSharedColumnIsTheNumberOrBesideOneTheDigit() throws {
    let alone = try ColumnMapping(headers: ["Nome", "CPF", "Banco", "Agência", "Conta-DV"])
    #expect(alone.columns[.account] == 4)
    let beside = try ColumnMapping(
      headers: ["Nome", "CPF", "Banco", "Agência", "Conta", "Conta-DV"])
    #expect(beside.columns[.account] == 4)
    #expect(beside.columns[.accountDigit] == 5)
  }

  @Test("Headers are counted to find their row")
  func headersAreCountedToFindTheirRow() {
    #expect(ColumnMapping.knownHeaders(in: base, of: .payees, overrides: [:]) == 5)
    #expect(
      ColumnMapping.knownHeaders(in: ["Folha de maio", "", ""], of: .payees, overrides: [:]) == 0)
    #expect(
      ColumnMapping.knownHeaders(in: ["Chefe"], of: .payees, overrides: ["name": "chefe"]) == 1)
  }
}

private let base = ["Nome", "CPF", "Banco", "Agência", "Conta"]
