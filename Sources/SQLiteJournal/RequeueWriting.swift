internal import Foundation
internal import GRDB
internal import BulkEngine

/// Plans records again in a chunk of their own.
enum RequeueWriting {
  /// Moves the records into `chunk`.
  ///
  /// A record that the API has taken or settled meanwhile (a callback may arrive while it is being
  /// looked up) stays where it is: sending it again could pay it twice. The new chunk counts one
  /// less then, and the audit line `requeue.skipped` says why.
  static func requeue(_ numbers: [Int], in planned: Chunk, database: Database) throws {
    var chunk = planned
    if chunk.number == 0 { chunk.number = try nextChunkNumber(in: database) }
    guard chunk.state == .planned else {
      throw JournalError.misuse("records are requeued in a planned chunk only")
    }
    try PlanWriting.insert(chunk, in: database)
    var former: [Int: Int] = [:]
    for number in numbers {
      let (state, formerChunk) = try RecordWriting.position(of: number, in: database)
      if state.mayBeSentAgain {
        try move(number, to: chunk.number, in: database)
        if let formerChunk { former[formerChunk, default: 0] += 1 }
      } else {
        try skip(number, state: state, chunk: chunk, in: database)
      }
    }
    for (number, moved) in former {
      try leave(chunk: number, moved: moved, in: database)
    }
  }

  private static func nextChunkNumber(in database: Database) throws -> Int {
    let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM chunk")
    return (last ?? 0) + 1
  }

  /// What was said of an attempt that had no effect is void.
  private static func move(_ number: Int, to chunk: Int, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE record SET state = 'planned', chunk = ?, status_id = NULL, api_id = NULL,
          code = NULL, message = NULL
        WHERE number = ?
        """
    ).execute(arguments: [chunk, number])
  }

  private static func skip(
    _ number: Int, state: RecordState, chunk: Chunk, in database: Database
  ) throws {
    try PlanWriting.shrink(chunk: chunk.number, by: 1, in: database)
    // The journal has no clock: the latest time it knows of this record is good enough.
    try database.cachedStatement(
      sql: """
        INSERT INTO event (at, kind, record, chunk, evidence)
        SELECT coalesce(settled_at, submitted_at, 0), 'requeue.skipped', number, ?, state
        FROM record WHERE number = ?
        """
    ).execute(arguments: [chunk.number, number])
  }

  /// Closes a former chunk of which nothing is left to be sent or answered.
  private static func leave(chunk: Int, moved: Int, in database: Database) throws {
    try PlanWriting.shrink(chunk: chunk, by: moved, in: database)
    try database.cachedStatement(
      sql: """
        UPDATE chunk SET state = 'closed' WHERE number = ?1 AND NOT EXISTS (
          SELECT 1 FROM record INDEXED BY record_by_chunk
          WHERE chunk = ?1 AND state IN ('planned', 'intent'))
        """
    ).execute(arguments: [chunk])
  }
}

extension RecordState {
  /// Whether the API is not known to have taken the record.
  fileprivate var mayBeSentAgain: Bool {
    switch self {
    case .planned, .intent, .inDoubt: true
    case .pending, .awaitingBalance, .valid, .invalid, .notVerifiable, .refused, .rejected,
      .duplicate:
      false
    }
  }
}
