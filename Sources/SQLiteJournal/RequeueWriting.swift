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
  static func requeue(
    _ numbers: [Int], in planned: Chunk, from origin: Requeueing, database: Database
  ) throws {
    var chunk = planned
    if chunk.number == 0 { chunk.number = try nextChunkNumber(in: database) }
    try JournalRules.requireRequeueing(in: chunk.state)
    try PlanWriting.insert(chunk, in: database)
    var former: [Int: Int] = [:]
    for number in numbers {
      let (state, formerChunk, _, attempts) = try RecordWriting.position(of: number, in: database)
      if JournalRules.mayRequeue(number, state.kind, attempts: attempts, from: origin) {
        try move(number, to: chunk.number, in: database)
        if let formerChunk { former[formerChunk, default: 0] += 1 }
      } else {
        try skip(number, chunk: chunk, in: database)
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
        UPDATE record SET state = 'planned', verdict = NULL, chunk = ?, status_id = NULL,
          api_id = NULL, code = NULL, message = NULL, answer = NULL
        WHERE number = ?
        """
    ).execute(arguments: [chunk, number])
  }

  private static func skip(_ number: Int, chunk: Chunk, in database: Database) throws {
    try PlanWriting.shrink(chunk: chunk.number, by: 1, in: database)
    for entry in try Selections.entries(.numbers(first: number, last: number), from: database) {
      try EventWriting.insert(JournalRules.skipped(entry, chunk: chunk.number), in: database)
    }
  }

  /// Closes a former chunk with nothing left to be sent or answered.
  private static func leave(chunk: Int, moved: Int, in database: Database) throws {
    try PlanWriting.shrink(chunk: chunk, by: moved, in: database)
    try database.cachedStatement(
      sql: """
        UPDATE chunk SET state = 'closed' WHERE number = ?1 AND NOT EXISTS (
          SELECT 1 FROM record INDEXED BY record_by_chunk
          WHERE chunk = ?1 AND state IN \(JournalRules.work.sqlList))
        """
    ).execute(arguments: [chunk])
  }
}
