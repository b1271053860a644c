import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Documents of the table of values.
extension RecordCheckerTests {
  @Test(
    "A wrong document rejects its row",
    arguments: [
      ("", ["document.required"]), ("52998224726", ["document.check_digit"]),
      ("5299822472", ["document.check_digit"]), ("1234567", ["document.length"]),
      ("191", ["document.length"]), ("11111111111", ["document.repeated_digits"]),
      ("529982247250", ["document.check_digit"]), ("00052998224726", ["document.check_digit"]),
      ("5299822472X", ["document.length"]),
      ("٥٢٩٩٨٢٢٤٧٢٥", ["document.characters"]), ("529982247251234", ["document.length"]),
    ])
  func documentsThatAreRejected(_ cell: String, _ errors: [String]) async throws {
    #expect(try await checkedRow(["cpf/cnpj": cell])?.errors == errors)
  }

  @Test(
    "A document that lost zeros or has a mask is repaired",
    arguments: [
      ("52998224725", "52998224725", []), ("529.982.247-25", "52998224725", []),
      ("1234567890", "01234567890", ["zeros_restored"]),
      ("\u{A0}529.982.247-25", "52998224725", ["unwrapped"]),
      ("529982\u{200B}24725", "52998224725", ["unwrapped"]),
      ("５２９９８２２４７２５", "52998224725", ["unwrapped"]),
      ("'52998224725", "52998224725", ["unwrapped"]),
      ("=\"52998224725\"", "52998224725", ["unwrapped"]),
      ("52998224725.0", "52998224725", ["fraction_dropped"]),
      ("52998224725,00", "52998224725", ["fraction_dropped"]),
      ("12ABC34501DE35", "12ABC34501DE35", []),
      ("12abc34501de35", "12ABC34501DE35", ["upper_cased"]),
      ("12.ABC.345/01DE-35", "12ABC34501DE35", []), ("191", nil, []),
      ("6990590000123", "06990590000123", ["zeros_restored"]),
      ("00052998224725", "52998224725", ["zeros_dropped"]),
      ("006990590000123", "06990590000123", ["zeros_dropped"]),
    ] as [(String, String?, [String])])
  func documentsThatAreMended(_ cell: String, _ document: String?, _ repairs: [String]) async throws
  {
    let row = try #require(try await checkedRow(["cpf/cnpj": cell]))
    #expect(row.record?.document == document)
    #expect(row.repairs == repairs)
  }

  @Test("Eleven digits that are no CPF may be a CNPJ")
  func elevenDigitsThatAreNoCPFMayBeACNPJ() async throws {
    var generator = SeededGenerator(seed: 9)
    let cnpj = shortCNPJ(&generator)
    let row = try #require(try await checkedRow(["cpf/cnpj": String(cnpj.dropFirst(3))]))
    #expect(row.record?.document == cnpj)
    #expect(row.record?.documentType == .cnpj)
    #expect(row.repairs == ["zeros_restored"])
  }

  @Test("A type column decides", arguments: ["Jurídica", "PJ", "CNPJ", "J"])
  func aTypeColumnDecides(_ type: String) async throws {
    let row = try #require(
      try await checkedRow(["cpf/cnpj": "52998224725", "tipo pessoa": type]))
    #expect(row.judgement == .rejected)
  }

  @Test("A type column that fits changes nothing", arguments: ["Física", "PF", "CPF", "F", ""])
  func aTypeColumnThatFitsChangesNothing(_ type: String) async throws {
    #expect(try await checkedRow(["tipo pessoa": type])?.codes == [])
  }
}
