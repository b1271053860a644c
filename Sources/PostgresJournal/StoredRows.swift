internal import BulkEngine
internal import Foundation

extension JournalEntry {
  /// In the order that `init(row:)` reads.
  static let columns = """
    number, state, verdict, custom_code, chunk, batch_code, status_id, api_id, code, message, answer, \
    attempts, \(StoredTime.column("submitted_at")), \(StoredTime.column("settled_at")), note, \
    sighting
    """

  init(row: PostgresRow) throws {
    self.init(
      number: try row.number(0), state: try row.recordState(1), customCode: row.text(3),
      chunk: row.integer(4), batchCode: row.text(5),
      outcome: RecordOutcome(
        statusID: row.text(6), apiID: row.text(7), code: row.text(8), message: row.text(9),
        answer: row.text(10)),
      attempts: try row.number(11), submittedAt: row.date(12), settledAt: row.date(13),
      note: row.text(14).map(LedgerNote.init(text:)),
      sighting: row.text(15))
  }
}

extension Chunk {
  /// In the order that `init(row:)` reads.
  static let columns = """
    chunk.number, first_record, last_record, count, byte_offset, line, batch_code, state, attempts, \
    \(StoredTime.column("last_attempt_at")), source_sha256
    """

  init(row: PostgresRow) throws {
    guard let state = row.text(7).flatMap(ChunkState.init(rawValue:)) else {
      throw PostgresRow.Unreadable()
    }
    self.init(
      number: try row.number(0), firstRecord: try row.number(1), lastRecord: try row.number(2),
      count: try row.number(3), byteOffset: Int64(try row.number(4)), line: try row.number(5),
      digest: row.text(10), batchCode: row.text(6), state: state, attempts: try row.number(8),
      lastAttemptAt: row.date(9))
  }
}

extension Run {
  /// In the order that `init(row:)` reads.
  static let columns = """
    code, operation, variant, operation_settings, settings, input_sha256, input_bytes, \
    \(StoredTime.column("started_at")), \(StoredTime.column("planned_at")), is_consented, plan, pace, \
    program, rules, \
    (SELECT coalesce(sum(attempts), 0) FROM qualifica.chunk WHERE chunk.run = run.id)
    """

  init(row: PostgresRow) throws {
    var settings = try StoredJSON.decode(RunSettings.self, from: row.text(4) ?? "")
    settings.operation = OperationSettings(
      name: row.text(1) ?? "", variant: row.text(2) ?? "", json: row.text(3) ?? "")
    guard let code = row.text(0), let startedAt = row.date(7), settings.isPossible else {
      throw PostgresRow.Unreadable()
    }
    self.init(
      code: code, settings: settings,
      input: InputIdentity(
        path: "", sha256: row.text(5) ?? "", bytes: Int64(try row.number(6))),
      startedAt: startedAt)
    plannedAt = row.date(8)
    isConsented = row.isTrue(9)
    plan = try row.text(10).map { try StoredJSON.decode(PlanTotals.self, from: $0) }
    pace = try row.text(11).map { try StoredJSON.decode(RememberedPace.self, from: $0) }
    if let program = row.text(12), let rules = row.text(13) {
      judge = Judge(program: program, rules: rules)
    }
    batchesNumbered = try row.number(14)
    if let plan, !plan.isPossible { throw PostgresRow.Unreadable() }
  }
}

extension JournalEvent {
  /// In the order that `init(row:)` reads.
  static let columns = "\(StoredTime.column("at")), kind, record, chunk, evidence"

  init(row: PostgresRow) throws {
    guard let at = row.date(0), let kind = row.text(1) else { throw PostgresRow.Unreadable() }
    self.init(
      at: at, kind: kind, record: row.integer(2), chunk: row.integer(3),
      evidence: row.text(4) ?? "")
  }
}

extension PostgresRow {
  /// A stored value that no program of this version writes.
  struct Unreadable: Error {}

  func date(_ column: Int) -> Date? { integer(column).map(StoredTime.date) }

  /// A count, a number or a place within what a file can have.
  func number(_ column: Int) throws -> Int {
    guard let number = integer(column), (0...1 << 50).contains(number) else { throw Unreadable() }
    return number
  }

  /// A record's state, with its verdict in the next column.
  func recordState(_ column: Int) throws -> RecordState {
    guard let kind = text(column).flatMap(RecordState.Kind.init(rawValue:)),
      let state = RecordState(kind, verdict: text(column + 1))
    else { throw Unreadable() }
    return state
  }
}

/// Values that nobody searches by are stored as JSON text.
enum StoredJSON {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
