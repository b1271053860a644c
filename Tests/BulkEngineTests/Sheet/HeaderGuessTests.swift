import Testing

@testable import BulkEngine
@testable import Operations

/// A column that is missing is often there under another word.
struct HeaderGuessTests {
  @Test(
    "The closest header is guessed",
    arguments: [
      (Field.document, ["Fone", "CPFs"], "CPFs"), (.bankBranch, ["Agencai", "Cidade"], "Agencai"),
      (.name, ["Nome da mãe", "Data"], "Nome da mãe"), (.account, ["Cnta", "Cota"], "Cnta"),
      (.bankCode, ["Estado", "Cidade"], nil), (.document, [], nil), (.document, ["", "--"], nil),
      // What is known to mean something else is no guess.
      (.account, ["CPF", "Banco"], nil),
    ] as [(Field, [String], String?)])
  func theClosestHeaderIsGuessed(_ field: Field, _ headers: [String], _ guess: String?) {
    #expect(HeaderGuess.closest(to: field, of: .payees, among: headers) == guess)
  }

  @Test("A row of words near to headers is a header")
  func aRowOfWordsNearToHeadersIsAHeader() {
    #expect(HeaderGuess.isHeader(["Bancos", "Contas", "Obs"], of: .payees, overrides: [:]))
    #expect(HeaderGuess.isHeader(["x", "y"], of: .payees, overrides: ["name": "1"]))
    #expect(!HeaderGuess.isHeader(["x", "y"], of: .payees, overrides: [:]))
    #expect(!HeaderGuess.isHeader(["Banco", "Conta", "52998224725"], of: .payees, overrides: [:]))
    #expect(!HeaderGuess.isHeader(["Banco"], of: .payees, overrides: [:]))
  }
}
