internal import BulkEngine
internal import Foundation
internal import GRDB

extension JournalEntry {
  /// In the order that `init(row:)` reads.
  static let columns = """
    number, state, verdict, custom_code, chunk, batch_code, status_id, api_id, code, message, \
    answer, attempts, submitted_at, settled_at, note, sighting
    """

  init(row: Row) throws {
    self.init(
      number: try row.number(atIndex: 0, from: 1),
      state: try row.recordState(atIndex: 1),
      customCode: try row.decode(String?.self, atIndex: 3),
      chunk: try row.decode(Int?.self, atIndex: 4),
      batchCode: try row.decode(String?.self, atIndex: 5),
      outcome: RecordOutcome(
        statusID: try row.decode(String?.self, atIndex: 6),
        apiID: try row.decode(String?.self, atIndex: 7),
        code: try row.decode(String?.self, atIndex: 8),
        message: try row.decode(String?.self, atIndex: 9),
        answer: try row.decode(String?.self, atIndex: 10)),
      attempts: try row.number(atIndex: 11, from: 0),
      submittedAt: try row.dateIfPresent(atIndex: 12),
      settledAt: try row.dateIfPresent(atIndex: 13),
      note: try row.decode(String?.self, atIndex: 14).map(LedgerNote.init(text:)),
      sighting: try row.decode(String?.self, atIndex: 15))
  }
}

extension Chunk {
  /// In the order that `init(row:)` reads.
  static let columns = """
    number, first_record, last_record, count, byte_offset, line, batch_code, state, attempts, \
    last_attempt_at, source_sha256
    """

  init(row: Row) throws {
    self.init(
      number: try row.number(atIndex: 0, from: 1),
      firstRecord: try row.number(atIndex: 1, from: 1),
      lastRecord: try row.number(atIndex: 2, from: 1),
      count: try row.number(atIndex: 3, from: 0),
      byteOffset: Int64(try row.number(atIndex: 4, from: 0)),
      line: try row.number(atIndex: 5, from: 1),
      digest: try row.decode(String?.self, atIndex: 10),
      batchCode: try row.decode(String?.self, atIndex: 6),
      state: try row.state(atIndex: 7),
      attempts: try row.number(atIndex: 8, from: 0),
      lastAttemptAt: try row.dateIfPresent(atIndex: 9))
  }
}

extension Run {
  /// In the order that `init(row:)` reads.
  static let columns = """
    code, operation, variant, operation_settings, settings, input_path, input_sha256, input_bytes, started_at, planned_at, \
    batches_numbered, deposits_consented, plan, program, rules
    """

  init(row: Row) throws {
    var settings = try StoredJSON.decode(
      RunSettings.self, from: try row.decode(String.self, atIndex: 4))
    settings.operation = OperationSettings(
      name: try row.decode(String.self, atIndex: 1),
      variant: try row.decode(String.self, atIndex: 2),
      json: try row.decode(String.self, atIndex: 3))
    self.init(
      code: try row.decode(String.self, atIndex: 0), settings: settings,
      input: InputIdentity(
        path: try row.decode(String.self, atIndex: 5),
        sha256: try row.decode(String.self, atIndex: 6),
        bytes: Int64(try row.number(atIndex: 7, from: 0))),
      startedAt: StoredTime.date(try row.decode(Int64.self, atIndex: 8)))
    guard settings.isPossible else { throw Row.unreadable("settings") }
    plannedAt = try row.dateIfPresent(atIndex: 9)
    batchesNumbered = try row.number(atIndex: 10, from: 0)
    isConsented = try row.decode(Bool.self, atIndex: 11)
    plan = try row.decode(String?.self, atIndex: 12).map {
      try StoredJSON.decode(PlanTotals.self, from: $0)
    }
    if let plan, !plan.isPossible { throw Row.unreadable("totals") }
    if let program = try row.decode(String?.self, atIndex: 13),
      let rules = try row.decode(String?.self, atIndex: 14)
    {
      judge = Judge(program: program, rules: rules)
    }
  }
}

extension JournalEvent {
  /// In the order that `init(row:)` reads.
  static let columns = "at, kind, record, chunk, evidence"

  init(row: Row) throws {
    self.init(
      at: StoredTime.date(try row.decode(Int64.self, atIndex: 0)),
      kind: try row.decode(String.self, atIndex: 1),
      record: try row.decode(Int?.self, atIndex: 2),
      chunk: try row.decode(Int?.self, atIndex: 3),
      evidence: try row.decode(String.self, atIndex: 4))
  }
}

extension Row {
  /// A state by its stored word; an unknown word is a damaged journal.
  func state<State: RawRepresentable<String>>(atIndex index: Int) throws -> State {
    guard let state = State(rawValue: try decode(String.self, atIndex: index)) else {
      throw Self.unreadable("unknown state")
    }
    return state
  }

  /// A record's state, with its verdict in the next column; one that is missing where the state needs
  /// it is a damaged journal.
  func recordState(atIndex index: Int) throws -> RecordState {
    let kind: RecordState.Kind = try state(atIndex: index)
    let verdict = try decode(String?.self, atIndex: index + 1)
    guard let state = RecordState(kind, verdict: verdict) else {
      throw Self.unreadable("state without verdict")
    }
    return state
  }

  /// A count, a number or a place within what a file can have; arithmetic with it is safe.
  func number(atIndex index: Int, from least: Int) throws -> Int {
    let number = try decode(Int.self, atIndex: index)
    guard (least...1 << 50).contains(number) else { throw Self.unreadable("number out of range") }
    return number
  }

  static func unreadable(_ what: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: [], debugDescription: what))
  }

  func dateIfPresent(atIndex index: Int) throws -> Date? {
    try decode(Int64?.self, atIndex: index).map(StoredTime.date)
  }
}

/// Values that the engine never searches by are stored as JSON text.
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

/// A time as the journal stores it: milliseconds since 1970, UTC.
enum StoredTime {
  /// The years 1 to 9999; a time beyond them stands for their end.
  private static let earliest: Int64 = -62_135_596_800_000
  private static let latest: Int64 = 253_402_300_799_000

  /// Rounded to the nearest millisecond.
  static func milliseconds(_ date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  static func date(_ milliseconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(min(max(milliseconds, earliest), latest)) / 1000)
  }
}

/// The one row of `pace`.
enum PaceStoring {
  static func replace(_ pace: RememberedPace, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO pace (id, at, next_request_at, lowered_rate, closed_until)
        VALUES (1, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      StoredTime.milliseconds(pace.at), pace.nextRequestAt.map(StoredTime.milliseconds),
      pace.loweredRate, pace.closedUntil.map(StoredTime.milliseconds),
    ])
  }

  /// What is remembered; `nil` also in a journal of format version 1 that is only read.
  static func pace(from database: Database) throws -> RememberedPace? {
    guard try database.tableExists("pace"),
      let row = try Row.fetchOne(
        database, sql: "SELECT at, next_request_at, lowered_rate, closed_until FROM pace")
    else { return nil }
    return RememberedPace(
      at: StoredTime.date(try row.decode(Int64.self, atIndex: 0)),
      nextRequestAt: try row.dateIfPresent(atIndex: 1),
      loweredRate: try row.decode(Double?.self, atIndex: 2),
      closedUntil: try row.dateIfPresent(atIndex: 3))
  }
}
