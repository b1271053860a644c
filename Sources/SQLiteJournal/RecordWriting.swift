internal import Foundation
internal import GRDB
internal import BulkEngine

extension RecordState {
  /// Whether the record needs nothing any more; such a state never changes back.
  var isSettled: Bool {
    switch self {
    case .rejected, .duplicate, .refused, .valid, .invalid, .notVerifiable: true
    case .planned, .intent, .inDoubt, .pending, .awaitingBalance: false
    }
  }
}

extension RecordState {
  /// Whether the API was seen to have the record.
  fileprivate var showsThatAPIHasIt: Bool {
    switch self {
    case .pending, .awaitingBalance, .valid, .invalid, .notVerifiable: true
    case .planned, .intent, .inDoubt, .refused, .rejected, .duplicate: false
    }
  }
}

/// What the API said of one record.
enum RecordWriting {
  /// Takes status id, API id, code and message; what is unknown keeps what is stored.
  static let outcomeSQL = """
    status_id = coalesce(?, status_id), api_id = coalesce(?, api_id), \
    code = coalesce(?, code), message = coalesce(?, message)
    """

  /// Gives the record a state. A settled record ignores a state that is not final; another final
  /// state replaces the stored one and leaves the audit line `verdict.changed`. A refusal that comes
  /// after the record was seen at the API is older than that, and is kept as an audit line alone.
  static func settle(
    _ number: Int, state: RecordState, outcome: RecordOutcome, at time: Date,
    in database: Database
  ) throws {
    guard state != .planned, state != .intent else {
      throw JournalError.misuse("a single record cannot become \(state.rawValue)")
    }
    if state.showsThatAPIHasIt, let id = outcome.apiID, id != 0,
      try isTaken(apiID: id, from: number, in: database)
    {
      return try doubt(number, apiID: id, at: time, in: database)
    }
    // True of nearly all: then one statement is enough.
    if try update(
      number, state: state, outcome: outcome, at: time, where: isUnsettledSQL, in: database)
    {
      return
    }
    let stored = try position(of: number, in: database).state
    guard state.isSettled || !stored.isSettled else { return }
    guard state != .refused || !stored.showsThatAPIHasIt else {
      try EventWriting.insert(
        JournalEvent(
          at: time, kind: "refusal.ignored", record: number, evidence: "known \(stored.rawValue)"),
        in: database)
      return
    }
    try update(number, state: state, outcome: outcome, at: time, in: database)
    guard stored.isSettled, stored != state else { return }
    try EventWriting.insert(
      JournalEvent(
        at: time, kind: "verdict.changed", record: number,
        evidence: "\(stored.rawValue) -> \(state.rawValue)"),
      in: database)
  }

  /// Records with nothing in them that a new report could contradict.
  private static let isUnsettledSQL = """
    (state = 'intent' OR state = 'in_doubt' \
    OR ?5 <> 'refused' AND (state = 'pending' OR state = 'awaiting_balance'))
    """

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
          settled_at = CASE WHEN state = ?5 THEN coalesce(settled_at, ?6) ELSE ?6 END,
          state = ?5
        WHERE number = ?7 AND \(condition)
        """)
    try statement.execute(arguments: [
      outcome.statusID, outcome.apiID, outcome.code, outcome.message, state.rawValue,
      state.isSettled ? StoredTime.milliseconds(time) : nil, number,
    ])
    return database.changesCount == 1
  }

  /// Whether another record has this id of the API.
  private static func isTaken(
    apiID: Int, from number: Int, in database: Database
  ) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        SELECT 1 FROM record WHERE api_id = ? AND number <> ? AND state IN (
          'pending', 'awaiting_balance', 'valid', 'invalid', 'not_verifiable') LIMIT 1
        """)
    return try Int.fetchOne(statement, arguments: [apiID, number]) != nil
  }

  /// One id of the API settles one record; a second one stays in doubt, unless it is settled already.
  private static func doubt(
    _ number: Int, apiID: Int, at time: Date, in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE record SET state = 'in_doubt', code = ?1 WHERE number = ?2
          AND (state <> 'in_doubt' OR code IS NOT ?1)
          AND state IN ('planned', 'intent', 'in_doubt', 'pending', 'awaiting_balance')
        """)
    try statement.execute(arguments: [APICode.identityTaken, number])
    guard database.changesCount == 1 else { return }
    try EventWriting.insert(
      JournalEvent(
        at: time, kind: "identity.taken", record: number,
        evidence: "id \(apiID) belongs to another record"),
      in: database)
  }

  /// Gives a record that was never sent the code under which the API has it.
  ///
  /// - Throws: ``JournalError/misuse(_:)`` for a record that is not planned, or was sent.
  static func recode(_ number: Int, customCode: String, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE record SET custom_code = ? WHERE number = ? AND state = 'planned' AND attempts = 0
        """
    ).execute(arguments: [customCode, number])
    guard database.changesCount == 1 else {
      throw JournalError.misuse("record \(number) is not planned, or was sent")
    }
  }

  /// State and chunk of a record.
  static func position(
    of number: Int, in database: Database
  ) throws -> (state: RecordState, chunk: Int?) {
    let statement = try database.cachedStatement(
      sql: "SELECT state, chunk FROM record WHERE number = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else {
      throw JournalError.misuse("record \(number) does not exist")
    }
    return (try row.state(atIndex: 0), try row.decode(Int?.self, atIndex: 1))
  }
}
