import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The journal keeps codes: none of them may show who the payee is.
struct CodeTraceTests {
  private func codes(_ code: String, _ cells: [String: String] = [:]) async throws -> [String] {
    let row = try await checkedRow(
      [
        "nome": "Conceição Ávila Müller dos Reis", "cpf/cnpj": "529.982.247-25",
        "custom_code": code,
      ]
      .merging(cells) { $1 })
    return row?.codes.filter { $0.hasPrefix("custom_code") } ?? ["no row"]
  }

  @Test(
    "A document rejects",
    arguments: [
      "52998224725", "folha-52998224725", "52998224725_7", "529-982-247-25", "529_982_247_25",
      "a52998224725b", "x5-2-9-9-8-2-2-4-7-2-5", "529982247", "p529982247x", "a529b982c247",
    ])
  func aDocumentRejects(_ code: String) async throws {
    #expect(try await codes(code) == ["custom_code.is_document"])
  }

  @Test(
    "So does a CNPJ and one without its zeros",
    arguments: [
      ("12ABC34501DE35", "12ABC34501DE35"), ("12ABC34501DE35", "cc-12abc34501de"),
      ("12ABC34501DE35", "12-ABC-345-01DE-35"), ("11.222.333/0001-81", "112223330001"),
      ("012.345.678-90", "12345678-90"), ("012.345.678-90", "cod-1234567890"),
    ])
  func soDoesACNPJAndOneWithoutItsZeros(_ document: String, _ code: String) async throws {
    #expect(
      try await codes(code, ["cpf/cnpj": document, "nome": "Padaria Aurora"]) == [
        "custom_code.is_document"
      ])
  }

  @Test(
    "An account rejects or is named",
    arguments: [
      ("9876543", "c-9876543", "is_account"), ("9876543", "2026-9876543-07", "is_account"),
      ("9876543", "c0009876543", "is_account"), ("9876543", "98-76-543", "is_account"),
      ("987654", "pg-987654", "is_account"), ("987654", "pg-98765412", "may_be_account"),
      ("98765", "pg-98765", "may_be_account"), ("98765", "pg-198765", nil),
      ("9876", "9876", "may_be_account"),
      ("98765", "pg-8765", nil), ("987", "987", nil), ("9876543", "c-9876544", nil),
    ])
  func anAccountRejectsOrIsNamed(_ account: String, _ code: String, _ finding: String?) async throws
  {
    let found = try await codes(code, ["banco": "033", "conta": account, "dv conta": ""])
    #expect(found == (finding.map { ["custom_code.\($0)"] } ?? []))
  }

  @Test(
    "A name rejects or is named",
    arguments: [
      ("conceicao-avila", "is_name"), ("CONCEICAO_MULLER-1", "is_name"), ("avilamuller", "is_name"),
      ("reis-avila-2026", "is_name"), ("cmuller", "has_name"), ("reis", "has_name"),
      ("2026-reis", "has_name"), ("reisx", nil), ("dos-1", nil), ("folha-07", nil),
      ("p1-1000", nil), ("A", nil),
    ])
  func aNameRejectsOrIsNamed(_ code: String, _ finding: String?) async throws {
    #expect(try await codes(code) == (finding.map { ["custom_code.\($0)"] } ?? []))
  }

  @Test("The sentences say what to do and repeat nothing")
  func theSentencesSayWhatToDoAndRepeatNothing() {
    for code in [
      FindingCode.codeIsAccount, .codeIsName, .codeMayBeAccount, .codeHasName, .codeMayBeName,
      .codeMayBeDocument,
    ] {
      for language in [Language.english, .portuguese] {
        let text = Finding(code, .customCode).text(language)
        #expect(text.hasSuffix("."))
      }
    }
  }

  // MARK: Other records' persons

  private func sheet(_ rows: [(code: String, name: String, document: String, account: String)])
    async throws -> [[String]]
  {
    let lines = rows.map { "\($0.code);\($0.name);\($0.document);633;2545;\($0.account);1;C" }
    let text =
      "custom_code;nome;cpf/cnpj;banco;agencia;conta;dv conta;tipo conta\n"
      + lines.joined(separator: "\n") + "\n"
    return try await checkedRows(of: text).map { row in
      row.codes.filter { $0.hasPrefix("custom_code") }
    }
  }

  @Test(
    "A code with somebody else of the sheet rejects or is named",
    arguments: [
      ("11144477735", "is_document"), ("folha-111-444-777-35", "is_document"),
      ("111444777_35-x", "is_document"), ("39053344705", "may_be_document"),
      ("quaresma-sebastiao", "may_be_name"), ("SebastiaoQuaresma7", "may_be_name"),
      ("sebastiaoinventadoquaresma", "may_be_name"),
      ("c-9876543", "may_be_account"), ("987654-3", "may_be_account"),
      ("000123", nil), ("2026-11-29", nil), ("folha-novembro-0001", nil), ("20261129154100", nil),
      ("11144477734", nil), ("sebastiao-filial-1", nil), ("1000001", nil),
    ])
  func aCodeWithSomebodyElseOfTheSheetRejectsOrIsNamed(_ code: String, _ finding: String?)
    async throws
  {
    let found = try await sheet([
      (code, "Ana Lima", "52998224725", "11122233"),
      ("p-2", "Sebastião Inventado Quaresma", "11144477735", "9876543"),
    ])
    #expect(found == [finding.map { ["custom_code.\($0)"] } ?? [], []])
  }

  @Test("Numbers that are nobody's are not named by chance")
  func numbersThatAreNobodysAreNotNamedByChance() async throws {
    let rows = (0..<500).map { number in
      (
        code: "\(20_260_000_001 + 7_919 * number)", name: "Ana Lima", document: "52998224725",
        account: "\(11_122_233 + number)"
      )
    }
    #expect(try await sheet(rows).allSatisfy(\.isEmpty))
  }
}
