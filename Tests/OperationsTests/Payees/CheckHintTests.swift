import BrazilianBanking
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What a failed digit tells beyond its code: hints, the expected digit where it is certain, never
/// the value.
struct CheckHintTests {
  @Test(
    "A failed document says what may be wrong",
    arguments: [
      ("93053344705", Finding.Detail.typingError), ("390.533.447-50", .typingError),
      ("1Z.ABC.345/01DE-35", .lookAlike(position: 2, letter: 0x5A, digit: 0x32)),
      ("12ABC34501DE3S", .lookAlike(position: 14, letter: 0x53, digit: 0x35)),
      ("12ABC34501DE36", .none), ("I2ABC34501DE35", .none), ("3905334470", .none),
    ])
  func aFailedDocumentSaysWhatMayBeWrong(
    _ cell: String, _ detail: Finding.Detail
  ) async throws {
    let row = try #require(try await checkedRow(["cpf/cnpj": cell]))
    let finding = try #require(row.findings.first { $0.severity == .error })
    #expect(finding.field == .document && finding.detail == detail)
    for language in Language.allCases {
      #expect(!finding.text(language).contains(cell))
    }
  }

  @Test("A CPF that no single error explains gets no hint")
  func aCPFThatNoSingleErrorExplainsGetsNoHint() async throws {
    var generator = SeededGenerator(seed: 5)
    var hints: [Finding.Detail] = []
    for _ in 0..<40 {
      let cell = String((0..<11).map { _ in Character(String(generator.next() % 10)) })
      let row = try #require(try await checkedRow(["cpf/cnpj": cell]))
      guard row.errors == ["document.check_digit"] else { continue }
      hints += row.findings.filter { $0.field == .document }.map(\.detail)
    }
    #expect(hints.contains(.typingError) && hints.contains(.none))
  }

  @Test(
    "The digit is told where the rule is certain",
    arguments: [
      // Hard and of high confidence: told. Banrisul's control has two digits.
      (["dv conta": "2"], "1"),
      (["banco": "041", "agencia": "9194-48", "conta": "358507670", "dv conta": "6"], "38"),
      // Hard but of medium confidence (BRB), or soft (Mercado Pago): not told.
      (["banco": "070", "agencia": "0201", "conta": "201123456", "dv conta": "5"], nil),
      (["banco": "323", "agencia": "0001", "conta": "1029384756", "dv conta": "1"], nil),
    ] as [([String: String], String?)])
  func theDigitIsToldWhereTheRuleIsCertain(
    _ cells: [String: String], _ expected: String?
  ) async throws {
    let row = try #require(try await checkedRow(cells))
    let details = row.findings.compactMap { finding -> String? in
      guard case .expected(let first, let second) = finding.detail else { return nil }
      return String(decoding: [first, second].filter { $0 > 0 }, as: UTF8.self)
    }
    #expect(details == [expected].compactMap(\.self))
  }

  @Test(
    "A zero for a letter is a warning",
    arguments: [
      (
        ["banco": "001", "agencia": "1852-0", "conta": "00210169", "dv conta": "6"],
        "bank_branch_digit.zero_for_letter"
      ),
      (
        ["banco": "237", "agencia": "1425", "conta": "121", "dv conta": "0"],
        "account_digit.zero_for_letter"
      ),
    ])
  func aZeroForALetterIsAWarning(_ cells: [String: String], _ code: String) async throws {
    let row = try #require(try await checkedRow(cells))
    #expect(row.judgement == .ready)
    #expect(row.warnings == [code])
  }
}
