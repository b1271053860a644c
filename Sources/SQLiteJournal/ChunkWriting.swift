internal import Foundation
internal import GRDB
internal import BulkEngine

/// The planned records of a chunk are others than those that were to be sent.
struct RecordsChanged: Error {}

/// What happens to a chunk and, with it, to its records.
///
/// Records are always found through the index by chunk: through the one by state a single chunk
/// could cost a walk over a million records.
enum ChunkWriting {
  static func intend(
    _ chunk: Int, batchCode: String, bodySHA256: String, at time: Date, records: Int?,
    in database: Database
  ) throws {
    try JournalRules.requireIntent(
      chunk, try state(of: chunk, in: database), isSealed: try RunWriting.isSealed(in: database))
    try RunWriting.numberBatch(in: database)
    let milliseconds = StoredTime.milliseconds(time)
    let chunkStatement = try database.cachedStatement(
      sql: """
        UPDATE chunk SET state = 'intent', batch_code = ?, body_sha256 = ?,
          attempts = attempts + 1, last_attempt_at = ?
        WHERE number = ?
        """)
    try chunkStatement.execute(arguments: [batchCode, bodySHA256, milliseconds, chunk])
    let recordStatement = try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk
        SET state = 'intent', attempts = attempts + 1, submitted_at = ?, batch_code = ?
        WHERE chunk = ? AND state IN \(JournalRules.announced.sqlList)
        """)
    try recordStatement.execute(arguments: [milliseconds, batchCode, chunk])
    if let records, records != database.changesCount { throw RecordsChanged() }
  }

  static func withdraw(_ chunk: Int, in database: Database) throws {
    try JournalRules.requireWithdrawal(chunk, try state(of: chunk, in: database))
    try database.cachedStatement(sql: "UPDATE chunk SET state = 'planned' WHERE number = ?")
      .execute(arguments: [chunk])
    try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk SET state = 'planned'
        WHERE chunk = ? AND state IN \(JournalRules.answered.sqlList)
        """
    ).execute(arguments: [chunk])
  }

  /// Every planned record becomes in doubt: whether it was sent is for the API to say. So does one with
  /// an intent that its chunk does not have.
  static func doubt(in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE record SET state = 'in_doubt' WHERE state IN \(JournalRules.announced.sqlList)
          OR (state = 'intent' AND chunk NOT IN (SELECT number FROM chunk WHERE state = 'intent'))
        """)
    try database.execute(sql: "UPDATE chunk SET state = 'closed' WHERE state = 'planned'")
  }

  static func close(
    _ chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    in database: Database
  ) throws {
    let hasPlanned = try database.cachedStatement(
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM record INDEXED BY record_by_chunk WHERE chunk = ? AND state = 'planned')
        """)
    try JournalRules.requireClosing(
      chunk, try self.state(of: chunk, in: database), as: state,
      hasPlanned: try Bool.fetchOne(hasPlanned, arguments: [chunk]) ?? false)
    try settleIntents(of: chunk, state: state, outcome: outcome, at: time, in: database)
    try database.cachedStatement(sql: "UPDATE chunk SET state = 'closed' WHERE number = ?")
      .execute(arguments: [chunk])
  }

  private static func settleIntents(
    of chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk SET state = ?, verdict = ?,
          \(RecordWriting.outcomeSQL), settled_at = ?
        WHERE chunk = ? AND state IN \(JournalRules.answered.sqlList)
        """)
    try statement.execute(
      arguments: [state.kind.rawValue, state.verdict] + outcome.arguments
        + [state.isFinal ? StoredTime.milliseconds(time) : nil, chunk])
  }

  /// `nil` for a chunk that does not exist.
  static func state(of chunk: Int, in database: Database) throws -> ChunkState? {
    let statement = try database.cachedStatement(sql: "SELECT state FROM chunk WHERE number = ?")
    return try Row.fetchOne(statement, arguments: [chunk]).map { try $0.state(atIndex: 0) }
  }
}

extension Set<RecordState.Kind> {
  /// `('intent', 'planned')`
  var sqlList: String { "(\(map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))" }
}
