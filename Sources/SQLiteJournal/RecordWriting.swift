internal import Foundation
internal import GRDB
internal import BulkEngine

extension RecordOutcome {
  /// In the order of ``RecordWriting/outcomeSQL``.
  var arguments: StatementArguments { [statusID, apiID, code, message, answer] }
}

/// What the API said of one record.
enum RecordWriting {
  /// Takes the five values of an outcome; what is unknown keeps what is stored.
  static let outcomeSQL = """
    status_id = coalesce(?, status_id), api_id = coalesce(?, api_id), \
    code = coalesce(?, code), message = coalesce(?, message), answer = coalesce(?, answer)
    """

  /// Gives the record a state, as far as ``JournalRules`` let a report do so.
  static func settle(
    _ number: Int, state: RecordState, outcome: RecordOutcome, at time: Date, attempts: Int?,
    in database: Database
  ) throws {
    try JournalRules.requireReport(state)
    if let id = JournalRules.claimedIdentity(state, outcome),
      try isTaken(id, from: number, in: database)
    {
      return try doubt(number, id: id, at: time, in: database)
    }
    // True of nearly all: then one statement is enough.
    let yielding = JournalRules.yielding(to: state).sqlList
    if state.isAtAPI || attempts == nil,
      try update(
        number, state: state, outcome: outcome, at: time, where: "state IN \(yielding)",
        in: database)
    {
      return
    }
    let (stored, _, _, had) = try position(of: number, in: database)
    let report = JournalRules.report(
      state, over: stored, isSentSince: attempts.map { $0 != had } ?? false)
    if report == .replaces || report == .changesVerdict {
      try update(number, state: state, outcome: outcome, at: time, in: database)
    }
    if let event = JournalRules.event(of: report, number, state, over: stored, at: time) {
      try EventWriting.insert(event, in: database)
    }
  }

  /// The time of settling is that of the first report of the same state.
  ///
  /// - Returns: whether `condition` held.
  @discardableResult
  private static func update(
    _ number: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    where condition: String = "1", in database: Database
  ) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE record SET \(outcomeSQL),
          settled_at = CASE WHEN state = ?6 AND verdict IS ?7 THEN coalesce(settled_at, ?8) ELSE ?8
            END,
          state = ?6, verdict = ?7
        WHERE number = ?9 AND \(condition)
        """)
    let settledAt = state.isFinal ? StoredTime.milliseconds(time) : nil
    try statement.execute(
      arguments: outcome.arguments + [state.kind.rawValue, state.verdict, settledAt, number])
    return database.changesCount == 1
  }

  /// Whether another record has this id of the API.
  private static func isTaken(
    _ id: String, from number: Int, in database: Database
  ) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        SELECT 1 FROM record WHERE api_id = ? AND number <> ? AND state IN ('taken', 'settled')
        LIMIT 1
        """)
    return try Int.fetchOne(statement, arguments: [id, number]) != nil
  }

  /// One id of the API settles one record; a second one stays in doubt, unless it is settled already.
  private static func doubt(
    _ number: Int, id: String, at time: Date, in database: Database
  ) throws {
    let (state, _, code, _) = try position(of: number, in: database)
    guard
      let event = JournalRules.doubtOfIdentity(number, state, code: code, id: id, at: time)
    else { return }
    try database.cachedStatement(
      sql: "UPDATE record SET state = 'in_doubt', verdict = NULL, code = ? WHERE number = ?"
    ).execute(arguments: [APICode.identityTaken, number])
    try EventWriting.insert(event, in: database)
  }

  /// Gives a record that was never sent the code under which the API has it.
  ///
  /// - Throws: ``JournalError/misuse(_:)`` for a record that is not planned, or was sent.
  static func recode(_ number: Int, customCode: String, in database: Database) throws {
    let stored = try Selections.entries(.numbers(first: number, last: number), from: database).first
    try JournalRules.requireRecoding(number, stored?.state, attempts: stored?.attempts ?? 0)
    try database.cachedStatement(sql: "UPDATE record SET custom_code = ? WHERE number = ?")
      .execute(arguments: [customCode, number])
  }

  static func note(_ number: Int, _ note: LedgerNote, in database: Database) throws {
    try database.cachedStatement(sql: "UPDATE record SET note = ? WHERE number = ?")
      .execute(arguments: [note.isEmpty ? nil : note.text, number])
  }

  static func sight(_ number: Int, _ sighting: String?, in database: Database) throws {
    try JournalRules.requireSighting(number, try position(of: number, in: database).state)
    try database.cachedStatement(sql: "UPDATE record SET sighting = ? WHERE number = ?")
      .execute(arguments: [sighting, number])
  }

  /// State, chunk, code of the outcome and attempts of a record.
  static func position(
    of number: Int, in database: Database
  ) throws -> (state: RecordState, chunk: Int?, code: String?, attempts: Int) {
    let statement = try database.cachedStatement(
      sql: "SELECT state, verdict, chunk, code, attempts FROM record WHERE number = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else {
      throw JournalError.misuse("record \(number) does not exist")
    }
    return (
      try row.recordState(atIndex: 0), try row.decode(Int?.self, atIndex: 2),
      try row.decode(String?.self, atIndex: 3), try row.number(atIndex: 4, from: 0)
    )
  }
}
