internal import BulkEngine
internal import Foundation
internal import GRDB

/// When the sieve of a ledger is made, and how long it is right.
///
/// Making it takes as long as some looks for each sixteen entries: it is made once so many records were asked
/// about, so that a short sheet never reads a long ledger. Once anything is written, records are asked about
/// again.
struct LedgerSieving {
  private enum State {
    case notMade
    case made(LedgerSieve, at: Date, version: Int64)
    case over
  }

  private static let entriesForOneLook = 16
  private static let bytesOfEntry = 100

  private var state = State.notMade
  private var askedCount = 0

  /// Notes that so many records were asked about.
  mutating func noteAsked(_ count: Int) { askedCount += count }

  /// The run itself writes.
  mutating func end() { state = .over }

  /// - Parameter make: makes the sieve; nil when it would be too large.
  /// - Returns: nil when records have to be asked about.
  mutating func sieve(
    in database: Database, at now: Date, make: () throws -> LedgerSieve?
  ) throws -> LedgerSieve? {
    let version = try Int64.fetchOne(
      try database.cachedStatement(sql: "PRAGMA data_version"))
    switch state {
    case .over: return nil
    case .made(let sieve, at: let time, version: version):
      // What is told of an entry ends with time, and never begins.
      return now >= time ? sieve : nil
    case .made: state = .over
    case .notMade:
      guard try isWorthwhile(database) else { return nil }
      state = .over
      if let version, try LedgerSchema.isCurrent(database), let sieve = try make() {
        state = .made(sieve, at: now, version: version)
        return sieve
      }
    }
    return nil
  }

  private func isWorthwhile(_ database: Database) throws -> Bool {
    guard askedCount > 0 else { return false }
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
    return askedCount * Self.entriesForOneLook * Self.bytesOfEntry >= pages * size
  }
}
