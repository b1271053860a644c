internal import Foundation
internal import GRDB
internal import BulkEngine

/// What happens to a chunk and, with it, to its records.
///
/// Records are always found through the index by chunk: through the one by state a single chunk
/// could cost a walk over a million records.
enum ChunkWriting {
  static func intend(
    _ chunk: Int, batchCode: String, bodySHA256: String, at time: Date, in database: Database
  ) throws {
    let milliseconds = StoredTime.milliseconds(time)
    let chunkStatement = try database.cachedStatement(
      sql: """
        UPDATE chunk SET state = 'intent', batch_code = ?, body_sha256 = ?,
          attempts = attempts + 1, last_attempt_at = ?
        WHERE number = ? AND state = 'planned'
        """)
    try chunkStatement.execute(arguments: [batchCode, bodySHA256, milliseconds, chunk])
    guard database.changesCount == 1 else {
      throw JournalError.misuse("chunk \(chunk) is not planned")
    }
    let recordStatement = try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk
        SET state = 'intent', attempts = attempts + 1, submitted_at = ?, batch_code = ?
        WHERE chunk = ? AND state = 'planned'
        """)
    try recordStatement.execute(arguments: [milliseconds, batchCode, chunk])
  }

  static func withdraw(_ chunk: Int, in database: Database) throws {
    try database.cachedStatement(
      sql: "UPDATE chunk SET state = 'planned' WHERE number = ? AND state = 'intent'"
    ).execute(arguments: [chunk])
    guard database.changesCount == 1 else {
      throw JournalError.misuse("chunk \(chunk) has no intent to withdraw")
    }
    try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk SET state = 'planned'
        WHERE chunk = ? AND state = 'intent'
        """
    ).execute(arguments: [chunk])
  }

  /// Every planned record becomes in doubt: whether it was sent is for the API to say. So does one with
  /// an intent that its chunk does not have.
  static func doubt(in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE record SET state = 'in_doubt' WHERE state = 'planned'
          OR (state = 'intent' AND chunk NOT IN (SELECT number FROM chunk WHERE state = 'intent'))
        """)
    try database.execute(sql: "UPDATE chunk SET state = 'closed' WHERE state = 'planned'")
  }

  /// A closed chunk is never sent, so none of its records may remain planned.
  static func close(
    _ chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    in database: Database
  ) throws {
    guard state != .planned, state != .intent else {
      throw JournalError.misuse("a closed chunk cannot hold records to be sent")
    }
    try settleIntents(of: chunk, state: state, outcome: outcome, at: time, in: database)
    try database.cachedStatement(
      sql: """
        UPDATE chunk SET state = 'closed' WHERE number = ?1 AND NOT EXISTS (
          SELECT 1 FROM record INDEXED BY record_by_chunk WHERE chunk = ?1 AND state = 'planned')
        """
    ).execute(arguments: [chunk])
    guard database.changesCount == 1 else {
      throw JournalError.misuse("chunk \(chunk) is unknown or has planned records")
    }
  }

  private static func settleIntents(
    of chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE record INDEXED BY record_by_chunk SET state = ?, \(RecordWriting.outcomeSQL),
          settled_at = ?
        WHERE chunk = ? AND state = 'intent'
        """)
    try statement.execute(arguments: [
      state.rawValue, outcome.statusID, outcome.apiID, outcome.code, outcome.message,
      state.isSettled ? StoredTime.milliseconds(time) : nil, chunk,
    ])
  }
}
