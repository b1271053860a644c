import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// One pass over a sheet: damaged rows are records that are rejected, repetitions are found.
struct RecordPassTests {
  @Test("A total row is rejected and visible")
  func aTotalRowIsRejectedAndVisible() async throws {
    for word in ["Total", "TOTAL GERAL", "Soma"] {
      let rows = try await checkedRows(
        of: PayeeSheet.text(Payees.payees(2)) + "\(word);;;;;;\n")
      #expect(rows.map(\.judgement) == [.ready, .ready, .rejected])
      #expect(rows.last?.errors == ["row.total"])
    }
  }

  @Test("A ragged row is rejected and never shifted")
  func aRaggedRowIsRejectedAndNeverShifted() async throws {
    let sheet = PayeeSheet.text([Payees.payee(1)])
    let rows = try await checkedRows(of: sheet + "Ana;52998224725\n")
    #expect(rows[1].errors == ["row.column_count"])
    #expect(rows[1].findings.first?.detail == .counts(found: 2, expected: 7))
  }

  @Test("Surplus fields that are empty are no finding")
  func surplusFieldsThatAreEmptyAreNoFinding() async throws {
    let line = PayeeSheet.line(Payees.payee(1))
    let rows = try await checkedRows(of: "\(PayeeSheet.header)\n\(line);;;\n\(line);;x\n")
    #expect(rows[0].judgement == .ready)
    #expect(rows[1].errors == ["row.column_count"])
  }

  @Test(
    "A comma too many where amounts are deposited rejects the row",
    arguments: ["1234,56", "1234,56,", "1234,56,,", "1234.56,,"])
  func aCommaTooManyWhereAmountsAreDepositedRejectsTheRow(_ tail: String) async throws {
    let line = PayeeSheet.line(Payees.payee(1)).replacing(";", with: ",")
    let header = PayeeSheet.header.replacing(";", with: ",") + ",valor,observação"
    let rows = try await checkedRows(
      of: "\(header)\n\(line),1234.56,\n\(line),1234,50 avos\n\(line),\(tail)\n",
      settings: CheckSettings(needsAmount: true))
    #expect(rows.prefix(2).allSatisfy { !$0.errors.contains("row.column_count") })
    #expect(rows[0].errors == [])
    let isCut = tail.hasPrefix("1234,56")
    #expect(rows[2].errors == [isCut ? "amount.cut_in_two" : "row.column_count"])
  }

  @Test("An open quote is told and the rest is read")
  func anOpenQuoteIsToldAndTheRestIsRead() async throws {
    let sheet = PayeeSheet.text([Payees.payee(1)])
    let rows = try await checkedRows(
      of: sheet + "\"Ana;52998224725;341;2545;02366;1;C\n" + PayeeSheet.line(Payees.payee(2)) + "\n"
    )
    #expect(rows.contains { $0.errors == ["row.open_quote"] })
    #expect(rows.count { $0.judgement == .ready } == 2)
  }

  @Test("A NUL byte rejects its row alone")
  func aNULByteRejectsItsRowAlone() async throws {
    let sheet = PayeeSheet.text(Payees.payees(2))
    let rows = try await checkedRows(of: sheet + "Ana\0;52998224725;341;2545;02366;1;C\n")
    #expect(rows.map(\.errors) == [[], [], ["row.nul_byte"]])
  }

  @Test("Blank rows are no records")
  func blankRowsAreNoRecords() async throws {
    let lines = Payees.payees(2).map(PayeeSheet.line)
    let rows = try await checkedRows(
      of: "\(PayeeSheet.header)\n\n\(lines[0])\n;;;;;;\n\n\(lines[1])\n")
    #expect(rows.map(\.judgement) == [.ready, .ready])
  }

  @Test("The same payee twice is a duplicate of the first line")
  func theSamePayeeTwiceIsADuplicateOfTheFirstLine() async throws {
    let payee = Payees.payee(1)
    let rows = try await checkedRows(of: PayeeSheet.text([payee, Payees.payee(2), payee]))
    #expect(rows.map(\.judgement) == [.ready, .ready, .duplicate])
    #expect(rows[2].findings == [Finding(.duplicatePayee, detail: .line(2))])
  }

  @Test("A rejected row and its copy are both rejected")
  func aRejectedRowAndItsCopyAreBothRejected() async throws {
    var payee = Payees.payee(1)
    payee.document = "52998224726"
    let rows = try await checkedRows(of: PayeeSheet.text([payee, payee]))
    #expect(rows.map(\.judgement) == [.rejected, .rejected])
  }

  @Test("With own codes only the code makes a duplicate")
  func withOwnCodesOnlyTheCodeMakesADuplicate() async throws {
    var second = Payees.payee(1)
    second.customCode = "other"
    var third = Payees.payee(2)
    third.customCode = "code1"
    let rows = try await checkedRows(
      of: PayeeSheet.text([Payees.payee(1), second, third], withCodes: true))
    #expect(rows.map(\.judgement) == [.ready, .ready, .duplicate])
    #expect(rows[1].warnings == ["row.repeated_payee"])
    #expect(rows[2].errors == ["custom_code.duplicate"])
  }

  @Test(
    "An unusable own code is rejected",
    arguments: [
      ("", "custom_code.required"), (String(repeating: "a", count: 46), "custom_code.format"),
      ("a b", "custom_code.format"), ("código", "custom_code.format"),
      ("a.b", "custom_code.format"),
    ])
  func anUnusableOwnCodeIsRejected(_ code: String, _ error: String) async throws {
    var payee = Payees.payee(1)
    payee.customCode = code
    let rows = try await checkedRows(of: PayeeSheet.text([payee], withCodes: true))
    #expect(rows.first?.errors == [error])
  }

  @Test("Forty-five characters are a code")
  func fortyFiveCharactersAreACode() async throws {
    var payee = Payees.payee(1)
    payee.customCode = "Az09-_" + String(repeating: "x", count: 39)
    let rows = try await checkedRows(of: PayeeSheet.text([payee], withCodes: true))
    #expect(rows.first?.record?.customCode == payee.customCode)
  }

  @Test("A file that is fed back keeps the codes that were never used")
  func aFileThatIsFedBackKeepsTheCodesThatWereNeverUsed() async throws {
    let lines = (1...4).map { PayeeSheet.line(Payees.payee($0)) }
    let statuses = ["rejected", "refused", "invalid", "not_verifiable"]
    let body = zip(lines, statuses).enumerated().map { index, pair in
      "\(pair.0);\(pair.1);earlier\(index)"
    }
    let rows = try await checkedRows(
      of: "\(PayeeSheet.header);q_status;q_custom_code\n" + body.joined(separator: "\n") + "\n")
    let codes = rows.compactMap { $0.record?.customCode }
    #expect(codes.first == "earlier0")
    #expect(codes.count == 4)
    #expect(
      codes.dropFirst().allSatisfy {
        !$0.isEmpty && !["earlier1", "earlier2", "earlier3"].contains($0)
      })
  }

  @Test("The same sheet always gives the same judgements", arguments: 0..<5 as Range<UInt64>)
  func theSameSheetAlwaysGivesTheSameJudgements(_ seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let payees = (0..<300).map { _ in Payees.payee(Int.random(in: 1...200, using: &generator)) }
    let first = try await checkedRows(of: PayeeSheet.text(payees))
    let second = try await checkedRows(of: PayeeSheet.text(payees))
    #expect(first.map(\.judgement) == second.map(\.judgement))
    #expect(first.map(\.findings) == second.map(\.findings))
    var seen: Set<Int> = []
    for (row, payee) in zip(first, payees) {
      #expect(row.judgement == (seen.insert(payee.number).inserted ? .ready : .duplicate))
    }
  }
}
