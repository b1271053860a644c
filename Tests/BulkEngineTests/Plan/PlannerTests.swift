import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The plan: every record, every chunk, before anything is sent.
struct PlannerTests {
  @Test("Every record is planned once and in order")
  func everyRecordIsPlannedOnceAndInOrder() async throws {
    let sheet = try await PlannedSheet(
      PayeeSheet.text(Payees.payees(25)), limits: BatchLimits(records: 10))
    let entries = try await sheet.entries()
    #expect(entries.map(\.number) == Array(1...25))
    #expect(entries.allSatisfy { $0.state == .planned })
    #expect(try await sheet.chunks().map(\.count) == [10, 10, 5])
    #expect(try await sheet.chunks().map(\.firstRecord) == [1, 11, 21])
    #expect(try await sheet.chunks().map(\.lastRecord) == [10, 20, 25])
    #expect(entries.compactMap(\.customCode).isWithoutRepetition)
    #expect(sheet.totals == PlanTotals(records: 25, planned: 25, chunks: 3))
  }

  @Test("A chunk is no longer than the bytes of a batch")
  func aChunkIsNoLongerThanTheBytesOfABatch() async throws {
    let operation = TestOperation()
    let limits = BatchLimits(records: 100, bytes: 400)
    let sheet = try await PlannedSheet(PayeeSheet.text(Payees.payees(40)), limits: limits)
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunks = try await sheet.chunks()
    #expect(chunks.count > 4)
    for chunk in chunks {
      let entries = try await sheet.journal.entries(.chunk(chunk.number))
      let records = try await source.records(of: chunk, entries: entries).map(\.record)
      #expect(records.count == chunk.count)
      let bytes = operation.envelopeSize + records.reduce(0) { $0 + operation.encodedSize(of: $1) }
      #expect(bytes <= 400)
      #expect(operation.submission(of: records, batchCode: "x").body?.count ?? 0 <= 400)
    }
  }

  @Test("A record that is longer than a batch goes alone")
  func aRecordThatIsLongerThanABatchGoesAlone() async throws {
    let sheet = try await PlannedSheet(
      PayeeSheet.text(Payees.payees(3)), limits: BatchLimits(records: 100, bytes: 1))
    #expect(try await sheet.chunks().map(\.count) == [1, 1, 1])
  }

  @Test("Rejected and repeated records are in no chunk")
  func rejectedAndRepeatedRecordsAreInNoChunk() async throws {
    var bad = Payees.payee(3)
    bad.document = "52998224726"
    let payees = [Payees.payee(1), bad, Payees.payee(1), Payees.payee(4)]
    let sheet = try await PlannedSheet(PayeeSheet.text(payees))
    let entries = try await sheet.entries()
    #expect(entries.map(\.state) == [.planned, .rejected, .duplicate, .planned])
    #expect(entries.map(\.chunk) == [1, nil, nil, 1])
    let chunk = try #require(try await sheet.chunks().first)
    #expect(chunk.count == 2)
    #expect(chunk.lastRecord == 4)
    #expect(
      sheet.totals
        == PlanTotals(records: 4, rejected: 1, duplicates: 1, planned: 2, chunks: 1))
  }

  @Test("Own codes are kept and others derived from the file")
  func ownCodesAreKeptAndOthersDerivedFromTheFile() async throws {
    let own = try await PlannedSheet(PayeeSheet.text(Payees.payees(2), withCodes: true))
    #expect(try await own.entries().map(\.customCode) == ["code1", "code2"])
    let text = PayeeSheet.text(Payees.payees(2))
    let first = try await PlannedSheet(text)
    let second = try await PlannedSheet(text)
    let codes = try await first.entries().map(\.customCode)
    #expect(codes == (try await second.entries().map(\.customCode)))
    #expect(codes.compactMap { $0 }.count == 2)
  }

  @Test("The money that would move is counted")
  func theMoneyThatWouldMoveIsCounted() async throws {
    let payees = Payees.payees(3)
    let lines = payees.enumerated().map { "\(PayeeSheet.line($1));\($0 + 1),50" }
    let text = "\(PayeeSheet.header);valor\n" + lines.joined(separator: "\n") + "\n"
    let sheet = try await PlannedSheet(text, needsAmount: true)
    #expect(sheet.totals.amountInCents == 750)
    #expect(try await PlannedSheet(text).totals.amountInCents == nil)
  }

  @Test("A plan of many blocks loses nothing")
  func aPlanOfManyBlocksLosesNothing() async throws {
    let sheet = try await PlannedSheet(
      PayeeSheet.text(Payees.payees(6_000)), limits: BatchLimits(records: 97))
    let entries = try await sheet.entries()
    #expect(entries.map(\.number) == Array(1...6_000))
    let chunks = try await sheet.chunks()
    #expect(chunks.reduce(0) { $0 + $1.count } == 6_000)
    #expect(chunks.dropLast().allSatisfy { $0.count == 97 })
  }

  @Test("A plan is made again until it is sealed")
  func aPlanIsMadeAgainUntilItIsSealed() async throws {
    let sheet = try await PlannedSheet(PayeeSheet.text(Payees.payees(5)))
    let again = try await Planner.plan(
      sheet.run, pass: RecordPass(sheet.input, settings: sheet.check),
      journal: sheet.journal, operation: TestOperation())
    #expect(again == sheet.totals)
    #expect(try await sheet.entries().count == 5)
    try await sheet.seal()
    #expect(try await sheet.journal.run()?.plan == sheet.totals)
  }
}
