import BulkEngine
import Foundation
import GRDB
import QualificaTestKit
import Testing

@testable import SQLiteJournal

/// What a look at a damaged ledger would pass over must not read as if nobody had been sent.
struct DamagedLedgerTests {
  private static let now = Date(timeIntervalSince1970: 1_790_000_000)
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/ledger.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func ledger(_ code: String) throws -> SQLiteLedger {
    let run = LedgerRun(
      code: code, operation: "label", variant: "1",
      scope: LedgerScope(family: "test", environment: "sandbox", host: "a.test", client: ""),
      file: "\(code).csv", inputSHA256: code, startedAt: Self.now)
    return try SQLiteLedger(path: path, run: run, terms: LedgerTerms(holdsBack: true))
  }

  private static func record(in ledger: SQLiteLedger) -> LedgerRecord {
    var identity = LedgerIdentity()
    identity.person = Array("person".utf8)
    identity.place = Array("place".utf8)
    identity.whole = identity.person + identity.place
    return LedgerRecord(
      number: 1, line: 2, subject: ledger.hashing.subject(of: identity, amountInCents: 100))
  }

  /// One run that sent one record, its rows changed since.
  private func changed(_ sql: String) async throws {
    let first = try ledger("first")
    #expect(try await first.announce([Self.record(in: first)], at: Self.now).isEmpty)
    let queue = try DatabaseQueue(path: path)
    try await queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test(
    "Entries that this program never writes are damage",
    arguments: [
      "UPDATE entry SET state = 9", "UPDATE entry SET state = -1", "DELETE FROM run",
      "UPDATE run SET id = 77", "UPDATE entry SET id = id + 4294967296",
      "UPDATE entry SET person = person + 1",
    ])
  func entriesThatThisProgramNeverWritesAreDamage(_ sql: String) async throws {
    try await changed(sql)
    #expect(
      throws: LedgerError.damaged(path: path, reason: "its entries contradict its runs")
    ) { try ledger("second") }
  }

  @Test(
    "What was sent at a time that is not known, or cannot be, holds back",
    arguments: ["NULL", "\(Int64.max)"])
  func whatWasSentAtATimeThatIsNotKnownHoldsBack(_ time: String) async throws {
    try await changed("UPDATE entry SET sent_at = \(time)")
    let second = try ledger("second")
    let held = try await second.announce([Self.record(in: second)], at: Self.now)
    #expect(held.map(\.number) == [1])
  }

  @Test("A run that is forgotten leaves no entry behind")
  func aRunThatIsForgottenLeavesNoEntryBehind() async throws {
    try await changed("UPDATE run SET finished_at = last_at")
    let archive = try #require(try LedgerArchive(path: path, isWritten: true))
    #expect(try archive.forget(archive.runs()) == 1)
    let queue = try DatabaseQueue(path: path)
    let left = try await queue.read {
      try Int.fetchOne($0, sql: "SELECT (SELECT count(*) FROM run) + (SELECT count(*) FROM entry)")
    }
    #expect(left == 0)
    #expect(try await ledger("second").announce([], at: Self.now).isEmpty)
  }
}
