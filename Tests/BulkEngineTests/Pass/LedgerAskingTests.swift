import QualificaTestKit
import Testing

@testable import BulkEngine

/// The ledger is asked about the accepted records of a pass.
struct LedgerAskingTests {
  private struct Skipping: RecordVisitor {
    var needsValues: Bool { false }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {}
    mutating func end() async throws {}
  }

  private static let operation = LabelOperation(.findable) { !$0.elementsEqual("Unknown".utf8) }

  private static func run(_ code: String) -> LedgerRun {
    LedgerRun(
      code: code, operation: "label", variant: "",
      scope: LedgerScope(family: "test", environment: "sandbox", host: "localhost", client: ""),
      file: "labels.csv", inputSHA256: code, startedAt: ManualTime.start)
  }

  /// Records that another run has sent.
  private func heldBack(of labels: [String]) async throws -> Int {
    let book = MemoryLedger.Book()
    let terms = LedgerTerms(holdsBack: true)
    let earlier = MemoryLedger(book, run: Self.run("run1"), terms: terms)
    var identity = LedgerIdentity()
    identity.whole = Array("Screws".utf8)
    let subject = earlier.hashing.subject(of: identity, amountInCents: nil)
    _ = try await earlier.announce(
      [LedgerRecord(number: 1, line: 2, subject: subject)], at: ManualTime.start)

    let folder = try TemporaryFolder()
    let rows = labels.enumerated().map { "\($1);A1;r-\($0)\n" }
    let path = try folder.file("etiqueta;prateleira;reference\n" + rows.joined())
    let check = LabelCheck()
    let input = try Input(path: path, reading: ReadingSettings(), for: check)
    var pass = RecordPass(input, check)
    let asking = LedgerAsking(
      [MemoryLedger(book, run: Self.run("run2"), terms: terms)], Self.operation,
      now: ManualTime.start)
    pass.asking = asking
    var visitor = Skipping()
    _ = try await pass.run(&visitor)
    return asking.totals.heldCount
  }

  @Test("A record that the ledger does not keep hides no other one")
  func aRecordThatTheLedgerDoesNotKeepHidesNoOtherOne() async throws {
    #expect(try await heldBack(of: ["Nails", "Screws"]) == 1)
    #expect(try await heldBack(of: ["Unknown", "Screws"]) == 1)
    #expect(try await heldBack(of: ["Screws", "Unknown"]) == 1)
    let many = Array(repeating: "Unknown", count: 600)
    #expect(try await heldBack(of: many + ["Screws"] + many) == 1)
    #expect(try await heldBack(of: many) == 0)
  }
}
