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

  private static func record(
    in ledger: SQLiteLedger, amountInCents: Int64? = 100
  ) -> LedgerRecord {
    var identity = LedgerIdentity()
    identity.person = Array("person".utf8)
    identity.place = Array("place".utf8)
    identity.whole = identity.person + identity.place
    return LedgerRecord(
      number: 1, line: 2,
      subject: ledger.hashing.subject(of: identity, amountInCents: amountInCents))
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
      "UPDATE entry SET person = person + 1", "UPDATE entry SET state = 3",
      "UPDATE entry SET state = 3, sent_at = NULL, settled_at = 5", "UPDATE entry SET state = 2",
    ])
  func entriesThatThisProgramNeverWritesAreDamage(_ sql: String) async throws {
    try await changed(sql)
    #expect(
      throws: LedgerError.damaged(path: path, reason: "its entries contradict its runs")
    ) { try ledger("second") }
  }

  @Test("The time that earlier programs left with what another run holds back is no damage")
  func aTimeLeftWithWhatAnotherRunHoldsBackIsNoDamage() async throws {
    try await changed("UPDATE run SET finished_at = last_at")
    let second = try ledger("second")
    #expect(try await second.announce([Self.record(in: second)], at: Self.now).map(\.number) == [1])
    let queue = try DatabaseQueue(path: path)
    try await queue.write { try $0.execute(sql: "UPDATE entry SET sent_at = 5 WHERE state = 3") }
    try queue.close()
    let third = try ledger("third")
    #expect(try await third.announce([Self.record(in: third)], at: Self.now).map(\.number) == [1])
  }

  @Test(
    "A large ledger is checked for entries without a run, too",
    arguments: ["DELETE FROM run", "UPDATE entry SET id = 9223372036854775807"])
  func aLargeLedgerIsCheckedForEntriesWithoutARun(_ sql: String) async throws {
    try await changed("UPDATE entry SET api_id = zeroblob(67200000); \(sql)")
    #expect(
      throws: LedgerError.damaged(path: path, reason: "its entries contradict its runs")
    ) { try ledger("second") }
  }

  @Test("A ledger with a second name is neither read nor written")
  func aLedgerWithASecondNameIsNeitherReadNorWritten() async throws {
    try await changed("UPDATE run SET finished_at = last_at")
    let other = folder.path + "/other.sqlite"
    try FileManager.default.linkItem(atPath: path, toPath: other)
    #expect(throws: LedgerError.secondName(path: path)) { try ledger("second") }
    #expect(throws: LedgerError.secondName(path: path)) {
      try LedgerArchive(path: path, isWritten: false)
    }
    try FileManager.default.removeItem(atPath: other)
    let second = try ledger("second")
    let held = try await second.announce([Self.record(in: second)], at: Self.now)
    #expect(held.map(\.number) == [1])
  }

  @Test("The draft of a process that was killed while it made the ledger is no second name")
  func theDraftOfAKilledProcessIsNoSecondName() async throws {
    try await changed("UPDATE run SET finished_at = last_at")
    let draft = path + ".0A1B2C3D.new"
    try FileManager.default.linkItem(atPath: path, toPath: draft)
    let second = try ledger("second")
    let held = try await second.announce([Self.record(in: second)], at: Self.now)
    #expect(held.map(\.number) == [1])
    #expect(!FileManager.default.fileExists(atPath: draft))
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

  @Test(
    "What a finished run sent holds back where its rows contradict each other",
    arguments: [
      "UPDATE run SET last_at = 0", "UPDATE run SET started_at = 0",
      "UPDATE run SET last_at = 0, finished_at = 0", "UPDATE entry SET sent_at = -100000000",
      "UPDATE entry SET state = 1, sent_at = NULL", "UPDATE entry SET amount = NULL",
      "UPDATE entry SET amount = 0", "UPDATE entry SET amount = -100",
    ])
  func whatAFinishedRunSentHoldsBackWhereItsRowsContradictEachOther(_ sql: String) async throws {
    try await changed("UPDATE run SET finished_at = last_at; \(sql)")
    let second = try ledger("second")
    let held = try await second.announce([Self.record(in: second)], at: Self.now)
    #expect(held.map(\.number) == [1])
  }

  @Test("An amount where no entry of the kind has one holds back")
  func anAmountWhereNoEntryOfTheKindHasOneHoldsBack() async throws {
    let first = try ledger("first")
    _ = try await first.announce([Self.record(in: first)], at: Self.now)
    let second = try ledger("second")
    let held = try await second.announce(
      [Self.record(in: second, amountInCents: nil)], at: Self.now)
    #expect(held.map(\.number) == [1])
  }

  @Test("A run is not forgotten for a last time before its end")
  func aRunIsNotForgottenForALastTimeBeforeItsEnd() async throws {
    try await changed("UPDATE run SET finished_at = last_at; UPDATE run SET last_at = 0")
    try await ledger("second").settle(LedgerReport([], isFinished: true), at: Self.now)
    let third = try ledger("third")
    let held = try await third.announce([Self.record(in: third)], at: Self.now)
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
