import Foundation
import QualificaTestKit
import Synchronization
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

    let ledger = MemoryLedger(book, run: Self.run("run2"), terms: terms)
    return try await totals(of: labels, [ledger]).heldCount
  }

  /// What the ledgers say of a sheet of these labels on one shelf.
  private func totals(of labels: [String], _ ledgers: [any Ledger]) async throws -> LedgerTotals {
    let folder = try TemporaryFolder()
    let rows = labels.enumerated().map { "\($1);A1;r-\($0)\n" }
    let path = try folder.file("etiqueta;prateleira;reference\n" + rows.joined())
    let check = LabelCheck()
    let input = try Input(path: path, reading: ReadingSettings(), for: check)
    var pass = RecordPass(input, check)
    let asking = LedgerAsking(ledgers, Self.operation, now: ManualTime.start)
    pass.asking = asking
    var visitor = Skipping()
    _ = try await pass.run(&visitor)
    return asking.totals
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

  /// A ledger with a sieve, which notes what it is asked about.
  private final class SievedLedger: Ledger {
    let hashing = LedgerHashing(
      key: Array(repeating: 3, count: 32), scope: LedgerAskingTests.run("").scope)
    let asked = Mutex<[LedgerSubject]>([])
    private let sieve: LedgerSieve

    /// - Parameter labels: of which there is nothing to say on the shelf A1.
    init(quiet labels: [String]) {
      var sieve = LedgerSieve(isComplete: false)
      for label in labels {
        let tag = hashing.tag(of: LedgerAskingTests.identity(label))
        sieve.add(person: tag.person, quietAt: tag.place)
      }
      self.sieve = sieve
    }

    func sieve(at now: Date) async throws -> LedgerSieve? { sieve }

    func ask(_ question: LedgerQuestion) async throws -> LedgerReply {
      guard case .subjects(let subjects, _) = question else { return LedgerReply() }
      asked.withLock { $0 += subjects }
      var answer = LedgerAnswer()
      answer.isShared = true
      return LedgerReply(
        answers: Dictionary(uniqueKeysWithValues: subjects.indices.map { ($0, answer) }))
    }

    func announce(_ records: [LedgerRecord], at now: Date) async throws -> [LedgerHold] { [] }
    func settle(_ report: LedgerReport, at now: Date) async throws {}
  }

  private static func identity(_ label: String) -> LedgerIdentity {
    var identity = LedgerIdentity()
    identity.whole = Array(label.utf8)
    identity.person = Array(label.utf8)
    identity.place = Array("A1".utf8)
    return identity
  }

  @Test("Records of which no ledger has anything to say are not asked about")
  func recordsOfWhichNoLedgerHasAnythingToSayAreNotAskedAbout() async throws {
    let labels = ["Nails", "Screws", "Bolts", "Nuts"]
    let one = SievedLedger(quiet: ["Nails", "Screws", "Bolts"])
    let two = SievedLedger(quiet: ["Nails", "Bolts", "Nuts"])
    #expect(try await shared(of: labels, [one, two]) == 2)
    let asked = ["Screws", "Nuts"].map {
      one.hashing.subject(of: Self.identity($0), amountInCents: nil)
    }
    #expect(one.asked.withLock { $0 } == asked)
    #expect(two.asked.withLock { $0 } == asked)
  }

  @Test("Where one ledger has no sieve all records are asked about")
  func whereOneLedgerHasNoSieveAllRecordsAreAskedAbout() async throws {
    let sieved = SievedLedger(quiet: ["Nails", "Screws"])
    let other = MemoryLedger(
      MemoryLedger.Book(), run: Self.run("run2"), terms: LedgerTerms(holdsBack: true))
    #expect(try await shared(of: ["Nails", "Screws"], [sieved, other]) == 2)
  }

  /// Records whose shelf others have.
  private func shared(of labels: [String], _ ledgers: [any Ledger]) async throws -> Int {
    try await totals(of: labels, ledgers).shared
  }
}
