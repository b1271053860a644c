internal import BulkEngine
internal import Foundation

/// What the API said of one record, and the audit lines that follow it in the commit.
struct RecordReport {
  var number: Int
  var state: RecordState
  var outcome: RecordOutcome
  var at: Date
  var attempts: Int?
  var following: [JournalEvent] = []
}

/// Records are read and locked, changed as ``JournalRules`` say, and written, all of a commit at once.
extension PostgresTransaction {
  /// Gives records the states that were reported, as far as the rules let a report do so.
  func settle(_ reports: [RecordReport]) throws {
    guard !reports.isEmpty else { return }
    var entries: [Int: JournalEntry] = [:]
    for entry in try locked(reports.map(\.number)) { entries[entry.number] = entry }
    var holders = try holders(
      of: reports.compactMap { JournalRules.claimedIdentity($0.state, $0.outcome) })
    var changed: Set<Int> = []
    for report in reports {
      guard var entry = entries[report.number] else {
        throw JournalError.misuse("record \(report.number) does not exist")
      }
      let former = entry
      let id = JournalRules.claimedIdentity(report.state, report.outcome)
      if let id, holders[id].map({ !$0.subtracting([report.number]).isEmpty }) ?? false {
        doubt(&entry, id: id, at: report.at)
      } else {
        settle(&entry, report)
        if let id = entry.outcome.apiID, entry.state.isAtAPI {
          holders[id, default: []].insert(entry.number)
        }
      }
      if entry != former { changed.insert(entry.number) }
      entries[report.number] = entry
      for event in report.following { append(event) }
    }
    try write(changed.sorted().compactMap { entries[$0] })
  }

  private func settle(_ entry: inout JournalEntry, _ report: RecordReport) {
    let former = entry
    let isSentSince = report.attempts.map { $0 != former.attempts } ?? false
    let meaning = JournalRules.report(
      report.state, over: former.state, isSentSince: isSentSince)
    if meaning == .replaces || meaning == .changesVerdict {
      entry.outcome.merge(report.outcome)
      entry.settledAt = JournalRules.settledAt(report.state, over: former, at: report.at)
      entry.state = report.state
    }
    let event = JournalRules.event(
      of: meaning, report.number, report.state, over: former.state, at: report.at)
    if let event { append(event) }
  }

  /// One id of the API settles one record; a second one stays in doubt, unless it is settled already.
  private func doubt(_ entry: inout JournalEntry, id: String, at time: Date) {
    let event = JournalRules.doubtOfIdentity(
      entry.number, entry.state, code: entry.outcome.code, id: id, at: time)
    guard let event else { return }
    entry.state = .inDoubt
    entry.outcome.code = APICode.identityTaken
    append(event)
  }

  func locked(_ numbers: [Int]) throws -> [JournalEntry] {
    try run(
      """
      SELECT \(JournalEntry.columns) FROM qualifica.record
      WHERE run = $1 AND number = ANY ($2::bigint[]) ORDER BY number FOR UPDATE
      """, [PostgresText.array(numbers)]
    ).map(JournalEntry.init(row:))
  }

  /// The records that the API was seen to have under these ids.
  private func holders(of ids: [String]) throws -> [String: Set<Int>] {
    guard !ids.isEmpty else { return [:] }
    var holders: [String: Set<Int>] = [:]
    let rows = try run(
      """
      SELECT api_id, number FROM qualifica.record
      WHERE run = $1 AND api_id = ANY ($2::text[]) AND state IN ('taken', 'settled')
      """, [PostgresText.array(ids)])
    for (id, number) in try rows.map({ ($0.text(0) ?? "", try $0.number(1)) }) {
      holders[id, default: []].insert(number)
    }
    return holders
  }

  /// Writes what a report changes of records; a new time of settling is stamped by the journal.
  private func write(_ entries: [JournalEntry]) throws {
    guard !entries.isEmpty else { return }
    try run(
      """
      UPDATE qualifica.record SET
        settled_at = CASE
          WHEN NOT given.is_final THEN NULL
          WHEN record.state = given.state AND record.verdict IS NOT DISTINCT FROM given.verdict
            THEN coalesce(record.settled_at, \(StoredTime.sql("given.at")))
          ELSE \(StoredTime.sql("given.at")) END,
        state = given.state, verdict = given.verdict, status_id = given.status_id,
        api_id = given.api_id, code = given.code, message = given.message, answer = given.answer
      FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::boolean[], $11::bigint[])
        AS given (number, state, verdict, status_id, api_id, code, message, answer, is_final, at)
      WHERE record.run = $1 AND record.number = given.number
      """,
      [
        PostgresText.array(entries.map(\.number)),
        PostgresText.array(entries.map(\.state.kind.rawValue)),
        PostgresText.array(entries.map(\.state.verdict)),
        PostgresText.array(entries.map(\.outcome.statusID)),
        PostgresText.array(entries.map(\.outcome.apiID)),
        PostgresText.array(entries.map(\.outcome.code)),
        PostgresText.array(entries.map(\.outcome.message)),
        PostgresText.array(entries.map(\.outcome.answer)),
        PostgresText.array(entries.map { "\($0.state.isFinal)" }),
        PostgresText.array(entries.map { $0.settledAt.flatMap { terms.clock.parameter($0) } }),
      ])
  }

  func sight(_ number: Int, _ sighting: String?) throws {
    try JournalRules.requireSighting(number, try locked([number]).first?.state)
    try run(
      "UPDATE qualifica.record SET sighting = $3 WHERE run = $1 AND number = $2",
      ["\(number)", sighting])
  }

  /// Gives a record that was never sent, and that nobody is about to send, the code under which the API
  /// has it.
  func recode(_ number: Int, _ customCode: String) throws {
    let entry = try locked([number]).first
    try JournalRules.requireRecoding(number, entry?.state, attempts: entry?.attempts ?? 0)
    try run(
      "UPDATE qualifica.record SET custom_code = $3 WHERE run = $1 AND number = $2",
      ["\(number)", customCode])
  }
}
