package import BulkEngine
package import Foundation

/// The ledger of all runs on a PostgreSQL server, as one run sees it; all processes of the run share it.
///
/// What is written is safe when a call returns. Errors are those of the journal beside which it stands.
package struct PostgresLedger: Ledger {
  package let hashing: LedgerHashing
  private let session: PostgresJournal
  private let run: LedgerRun
  private let terms: LedgerTerms
  private let seal: LedgerSeal

  /// - Parameter session: a connection of its own.
  /// - Throws: ``JournalError``.
  package init(session: PostgresJournal, run: LedgerRun, terms: LedgerTerms) async throws {
    let key = try await session.ledgerKey()
    hashing = LedgerHashing(key: key, scope: run.scope)
    seal = LedgerSeal(key: key)
    self.session = session
    self.run = run
    self.terms = terms
  }

  package func ask(_ question: LedgerQuestion) async throws -> LedgerReply {
    switch question {
    case .ownRun: try await session.read { try page($0).ownRun() }
    case .subjects(let subjects, let now):
      LedgerReply(answers: try await session.read { try page($0).answers(to: subjects, at: now) })
    }
  }

  /// Its answers take longer to come than hashes to make.
  package func sieve(at now: Date) async throws -> LedgerSieve? { nil }

  package func announce(_ records: [LedgerRecord], at now: Date) async throws -> [LedgerHold] {
    guard !records.isEmpty else { return [] }
    return try await session.transact { connection in
      let page = page(connection)
      // Of two that announce at once the second sees what the first has written.
      if terms.holdsBack { try page.lock() }
      let asked = records.filter { !$0.isAgain }
      let sendings = try page.sendings(of: asked.map(\.subject), at: now)
      let held = Dictionary(
        sendings.map { (asked[$0.key].number, $0.value) }, uniquingKeysWith: { first, _ in first })
      try page.announce(records, held: Set(held.keys), at: now)
      return records.compactMap { record in
        held[record.number].map { LedgerHold(number: record.number, sending: $0) }
      }
    }
  }

  package func settle(_ report: LedgerReport, at now: Date) async throws {
    guard report.isFinished || !report.outcomes.isEmpty else { return }
    try await session.transact { try page($0).settle(report, at: now) }
    guard report.isFinished else { return }
    try await session.transact {
      try LedgerForgetting.prune($0, clock: session.terms.clock, at: now)
    }
  }

  private func page(_ connection: PostgresConnection) -> LedgerPage {
    LedgerPage(
      connection: connection, run: run, terms: terms, seal: seal, clock: session.terms.clock)
  }
}

extension PostgresJournal {
  /// What the key of the database makes of this is the key of the ledger.
  static let ledgerMark = "ledger/1"

  /// The key of the ledger, the same for all who use this database.
  func ledgerKey() async throws -> [UInt8] {
    try await mark(Self.ledgerMark)
  }

  /// Reads outside of a transaction.
  func read<Value: Sendable>(_ body: (PostgresConnection) throws -> Value) async throws -> Value {
    try await persistently { try body(try self.connected()) }
  }
}
