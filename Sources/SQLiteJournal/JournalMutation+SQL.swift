internal import Foundation
internal import GRDB
internal import BulkEngine

extension JournalMutation {
  /// Applies the mutation; the caller holds the transaction.
  ///
  /// - Throws: ``JournalError/misuse(_:)`` when the stored state does not allow it.
  func apply(to database: Database) throws {
    switch self {
    case .planned(let totals, let time):
      try RunWriting.seal(totals, at: time, in: database)
    case .consented:
      try RunWriting.consent(in: database)
    case .inputMoved(let path):
      try RunWriting.move(to: path, in: database)
    case .intent(let chunk, let batchCode, let bodySHA256, let time, let records, _):
      try ChunkWriting.intend(
        chunk, batchCode: batchCode, bodySHA256: bodySHA256, at: time, records: records,
        in: database)
    case .withdrawn(let chunk):
      try ChunkWriting.withdraw(chunk, in: database)
    case .closed(let chunk, let state, let outcome, let time):
      try ChunkWriting.close(chunk, state: state, outcome: outcome, at: time, in: database)
    case .record(let number, let state, let outcome, let time, let attempts):
      try RecordWriting.settle(
        number, state: state, outcome: outcome, at: time, attempts: attempts, in: database)
    case .doubted:
      try ChunkWriting.doubt(in: database)
    case .noted(let number, let note):
      try RecordWriting.note(number, note, in: database)
    case .sighted(let number, let sighting):
      try RecordWriting.sight(number, sighting, in: database)
    case .recoded(let number, let customCode):
      try RecordWriting.recode(number, customCode: customCode, in: database)
    case .requeued(let numbers, let chunk, let origin):
      try RequeueWriting.requeue(numbers, in: chunk, from: origin, database: database)
    case .paced(let pace):
      try PaceStoring.replace(pace, in: database)
    case .answersErased:
      try database.execute(
        sql: """
          PRAGMA secure_delete = ON;
          UPDATE record SET answer = NULL WHERE answer IS NOT NULL
          """)
    case .operationErased(let settings):
      try RunWriting.erase(to: settings, in: database)
    case .event(let event):
      try EventWriting.insert(event, in: database)
    }
  }
}

/// The one row of `run`.
enum RunWriting {
  /// Code and announced batches of the run, and whether its journal has a ``SentMark``; nil without
  /// a run.
  static func announced(in database: Database) throws -> (
    code: String, batches: Int, hasMark: Bool
  )? {
    let sql = "SELECT code, batches_numbered, program IS NOT NULL FROM run"
    guard let row = try Row.fetchOne(database, sql: sql) else { return nil }
    return (
      try row.decode(String.self, atIndex: 0), try row.decode(Int.self, atIndex: 1),
      try row.decode(Bool.self, atIndex: 2)
    )
  }

  static func seal(_ totals: PlanTotals, at time: Date, in database: Database) throws {
    try JournalRules.requireSealing(
      isBegun: try isBegun(in: database), isSealed: try isSealed(in: database))
    try database.execute(
      sql: "UPDATE run SET plan = ?, planned_at = ?",
      arguments: [try StoredJSON.encode(totals), StoredTime.milliseconds(time)])
    try PlanSeal.sealPlan(at: StoredTime.milliseconds(time), in: database)
  }

  static func consent(in database: Database) throws {
    try JournalRules.require(try isBegun(in: database), "there is no run to consent to")
    try database.execute(sql: "UPDATE run SET deposits_consented = 1")
    try PlanSeal.sealConsent(in: database)
  }

  static func move(to path: String, in database: Database) throws {
    try JournalRules.require(try isBegun(in: database), "there is no run")
    try database.execute(sql: "UPDATE run SET input_path = ?", arguments: [path])
  }

  /// What was written before is not left in the file either.
  static func erase(to settings: OperationSettings, in database: Database) throws {
    try JournalRules.require(try isBegun(in: database), "there is no run")
    let seals = try PlanSeal.taken(in: database)
    try database.execute(
      sql: "PRAGMA secure_delete = ON; UPDATE run SET operation_settings = ?",
      arguments: [settings.json])
    try PlanSeal.setAgain(seals, in: database)
  }

  /// Counts a batch code.
  static func numberBatch(in database: Database) throws {
    try database.cachedStatement(sql: "UPDATE run SET batches_numbered = batches_numbered + 1")
      .execute()
  }

  static func isBegun(in database: Database) throws -> Bool {
    try Int.fetchOne(database.cachedStatement(sql: "SELECT count(*) FROM run")) == 1
  }

  static func isSealed(in database: Database) throws -> Bool {
    try Int.fetchOne(database.cachedStatement(sql: "SELECT count(planned_at) FROM run")) == 1
  }
}

/// Appends audit lines.
enum EventWriting {
  static func insert(_ event: JournalEvent, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO event (\(JournalEvent.columns)) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      StoredTime.milliseconds(event.at), event.kind, event.record, event.chunk, event.evidence,
    ])
  }
}
