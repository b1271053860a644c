internal import BulkEngine
internal import Foundation
internal import GRDB

/// Writes the entries of one run.
struct LedgerWriting {
  /// Number of the run.
  let run: Int64
  let startedAt: Date

  /// The place with the end of the person: other persons of one place stand beside each other.
  static func account(of subject: LedgerSubject) -> Int64 {
    subject.place << 16 | (subject.person & 0xFFFF)
  }

  private func id(_ number: Int) -> Int64 {
    precondition(number > 0 && number <= 0xFFFF_FFFF, "records are numbered from 1")
    return run << 32 | Int64(number)
  }

  private func seconds(_ date: Date?) -> Int64? {
    date.map { Int64($0.timeIntervalSince(startedAt).rounded()) }
  }

  /// What is settled already stays so.
  func announce(
    _ record: LedgerRecord, isHeld: Bool, at now: Date, in database: Database
  ) throws {
    let state = isHeld ? LedgerState.seen : .sent
    try insert(
      record, state, sentAt: isHeld ? nil : now, settledAt: nil, apiID: nil,
      over: [.sent, .seen], in: database)
  }

  func settle(_ outcome: LedgerOutcome, at now: Date, in database: Database) throws {
    guard let state = outcome.state else {
      let statement = try database.cachedStatement(
        sql: "DELETE FROM entry WHERE id = ? AND state IN (0, 3)")
      return try statement.execute(arguments: [id(outcome.number)])
    }
    if let record = outcome.record {
      return try insert(
        record, state, sentAt: state == .seen ? nil : outcome.sentAt ?? now,
        settledAt: outcome.settledAt,
        apiID: outcome.apiID, over: Self.yielding(to: state), in: database)
    }
    let statement = try database.cachedStatement(
      sql: """
        UPDATE entry SET state = ?1, settled_at = ?2, api_id = coalesce(?3, api_id)
        WHERE id = ?4 AND state IN (SELECT value FROM json_each(?5))
        """)
    try statement.execute(arguments: [
      state.rawValue, seconds(outcome.settledAt), Self.apiID(outcome.apiID), id(outcome.number),
      Self.list(Self.yielding(to: state)),
    ])
  }

  /// States that a report of `state` replaces.
  private static func yielding(to state: LedgerState) -> [LedgerState] {
    switch state {
    case .sent: [.seen]
    case .seen: []
    case .good, .failed: LedgerState.allCases
    }
  }

  private static func list(_ states: [LedgerState]) -> String {
    "[\(states.map { "\($0.rawValue)" }.joined(separator: ","))]"
  }

  private func insert(
    _ record: LedgerRecord, _ state: LedgerState, sentAt: Date?, settledAt: Date?, apiID: String?,
    over yielding: [LedgerState], in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO entry (id, payee, person, account, amount, state, line, sent_at, settled_at, api_id,
          person_tag, place_tag)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12, ?13)
        ON CONFLICT (id) DO UPDATE SET state = ?6,
          sent_at = CASE WHEN ?6 <> \(LedgerState.seen.rawValue) THEN coalesce(sent_at, ?8) END,
          settled_at = ?9, api_id = coalesce(?10, api_id),
          person_tag = coalesce(?12, person_tag), place_tag = coalesce(?13, place_tag)
        WHERE state IN (SELECT value FROM json_each(?11))
        """)
    let subject = record.subject
    try statement.execute(arguments: [
      id(record.number), subject.whole, subject.person, Self.account(of: subject),
      subject.amountInCents, state.rawValue, record.line - record.number, seconds(sentAt),
      seconds(settledAt), Self.apiID(apiID), Self.list(yielding),
      (subject.tag?.person).map { Int64(bitPattern: $0) },
      (subject.tag?.place).map { Int64(bitPattern: $0) },
    ])
  }

  /// A number takes less room than its digits.
  private static func apiID(_ id: String?) -> (any DatabaseValueConvertible)? {
    guard let id, let number = Int64(id), String(number) == id else { return id }
    return number
  }
}
