import BulkEngine
import Foundation
import PostgresJournal
import QualificaTestKit
import Testing

/// What rows of the ledger tell that others have changed.
@Suite(.enabled(if: PostgresServer.isWanted, PostgresServer.missingServer))
struct ChangedLedgerTests {
  private static let now = Date(timeIntervalSince1970: 1_790_000_000)

  @Test(
    "What a finished run sent holds back where its rows contradict each other",
    arguments: [
      "ledger_run SET last_at = 'epoch'", "ledger_run SET started_at = 'epoch', last_at = 'epoch'",
      "ledger_entry SET sent_at = 'epoch'", "ledger_entry SET sent_at = NULL",
      "ledger_entry SET amount = NULL", "ledger_entry SET amount = 0",
      "ledger_entry SET state = 2",
    ])
  func whatAFinishedRunSentHoldsBackWhereItsRowsContradictEachOther(_ change: String) async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let address = try PostgresAddress(server.address(of: database))
    let first = try await ledger("first", at: address)
    _ = try await first.announce([Self.record(in: first)], at: Self.now)
    try await first.settle(LedgerReport([], isFinished: true), at: Self.now)
    try server.execute("UPDATE qualifica.\(change)", in: database)
    try await ledger("second", at: address).settle(
      LedgerReport([], isFinished: true), at: Self.now)
    let third = try await ledger("third", at: address)
    let held = try await third.announce([Self.record(in: third)], at: Self.now)
    #expect(held.map(\.number) == [1])
  }

  @Test(
    "A time without end is damage",
    arguments: ["ledger_run SET started_at = 'infinity'", "ledger_entry SET sent_at = 'infinity'"])
  func aTimeWithoutEndIsDamage(_ change: String) async throws {
    let server = try PostgresServer.running()
    let database = try server.preparedName()
    let address = try PostgresAddress(server.address(of: database))
    let first = try await ledger("first", at: address)
    _ = try await first.announce([Self.record(in: first)], at: Self.now)
    try server.execute("UPDATE qualifica.\(change)", in: database)
    let second = try await ledger("second", at: address)
    await #expect(
      throws: JournalError.damagedTables(
        path: address.text, reason: "its tables are not those of a journal")
    ) { try await second.announce([Self.record(in: second)], at: Self.now) }
  }

  private func ledger(_ code: String, at address: PostgresAddress) async throws -> PostgresLedger {
    let run = LedgerRun(
      code: code, operation: "label", variant: "1",
      scope: LedgerScope(family: "test", environment: "sandbox", host: "a.test", client: ""),
      file: "\(code).csv", inputSHA256: code, startedAt: Self.now.addingTimeInterval(-60))
    let terms = PostgresTerms(owner: code, clock: .given { Self.now })
    return try await PostgresLedger(
      session: PostgresJournal(address, run: nil, terms: terms), run: run,
      terms: LedgerTerms(holdsBack: true))
  }

  private static func record(in ledger: PostgresLedger) -> LedgerRecord {
    var identity = LedgerIdentity()
    identity.person = Array("person".utf8)
    identity.place = Array("place".utf8)
    identity.whole = identity.person + identity.place
    return LedgerRecord(
      number: 1, line: 2, subject: ledger.hashing.subject(of: identity, amountInCents: 100))
  }
}
