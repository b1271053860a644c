internal import BulkEngine
internal import Foundation

/// Why a commit changes nothing although it is no misuse.
struct CommitRefusal: Error {
  var answer: CommitAnswer
}

/// What is done to one run in one transaction; the caller holds it open.
///
/// Rows are locked in one order, the chunk before its records and those by number: processes wait for
/// each other and do not embrace.
final class PostgresTransaction {
  let connection: PostgresConnection
  let run: Int
  let terms: PostgresTerms
  /// For people.
  let place: String
  private var events: [JournalEvent] = []
  /// What was announced.
  var intents: [IntentMemory.Intent] = []

  init(_ connection: PostgresConnection, run: Int, terms: PostgresTerms, place: String) {
    self.connection = connection
    self.place = place
    self.run = run
    self.terms = terms
  }

  /// A statement whose first parameter is the run.
  @discardableResult
  func run(_ sql: String, _ parameters: [String?] = []) throws -> PostgresRows {
    try connection.run(sql, ["\(run)"] + parameters)
  }

  func apply(_ mutations: [JournalMutation], holding claim: Claim?) throws {
    try require(claim, for: mutations)
    var reports: [RecordReport] = []
    for mutation in mutations {
      switch mutation {
      case .record(let number, let state, let outcome, let time, let attempts):
        try JournalRules.requireReport(state)
        reports.append(
          RecordReport(
            number: number, state: state, outcome: outcome, at: time, attempts: attempts))
        continue
      case .event(let event) where !reports.isEmpty:
        reports[reports.count - 1].following.append(event)
        continue
      default:
        try settle(reports)
        reports = []
      }
      try apply(mutation)
    }
    try settle(reports)
    try writeEvents()
  }

  private func apply(_ mutation: JournalMutation) throws {
    switch mutation {
    case .planned(let totals, let time): try seal(totals, at: time)
    case .consented:
      try run("UPDATE qualifica.run SET is_consented = true WHERE id = $1")
    case .intent(let chunk, let batchCode, let bodySHA256, let time, let records, _):
      try intend(chunk, batchCode, bodySHA256, at: time, records: records)
    case .withdrawn(let chunk): try withdraw(chunk)
    case .closed(let chunk, let state, let outcome, let time):
      try close(chunk, state: state, outcome: outcome, at: time)
    // Where its copy of the sheet is, each machine says for itself.
    case .record, .inputMoved: break
    case .doubted: try doubt()
    case .noted(let number, let note):
      try run(
        "UPDATE qualifica.record SET note = $3 WHERE run = $1 AND number = $2",
        ["\(number)", note.isEmpty ? nil : note.text])
    case .sighted(let number, let sighting): try sight(number, sighting)
    case .recoded(let number, let customCode): try recode(number, customCode)
    case .requeued(let numbers, let chunk, let origin):
      try requeue(numbers, in: chunk, from: origin)
    case .paced(let pace):
      try run("UPDATE qualifica.run SET pace = $2 WHERE id = $1", [try StoredJSON.encode(pace)])
    case .answersErased:
      try run(
        "UPDATE qualifica.record SET answer = NULL WHERE run = $1 AND answer IS NOT NULL")
    case .operationErased(let settings):
      try run(
        "UPDATE qualifica.run SET operation_settings = $2 WHERE id = $1", [settings.json])
    case .event(let event): append(event)
    }
  }

  private func seal(_ totals: PlanTotals, at time: Date) throws {
    let row = try run(
      "SELECT planned_at IS NOT NULL FROM qualifica.run WHERE id = $1 FOR NO KEY UPDATE")
    try JournalRules.requireSealing(isBegun: true, isSealed: row.first?.isTrue(0) ?? true)
    try requireFreeCodes()
    try run(
      "UPDATE qualifica.run SET plan = $2, planned_at = \(StoredTime.sql("$3")) WHERE id = $1",
      [try StoredJSON.encode(totals), terms.clock.parameter(time)])
  }

  // MARK: Audit lines

  func append(_ event: JournalEvent) { events.append(event) }

  /// Writes the lines in the order in which they were appended.
  func writeEvents() throws {
    guard !events.isEmpty else { return }
    try run(
      """
      INSERT INTO qualifica.event (run, at, worker, kind, record, chunk, evidence)
      SELECT $1::bigint, \(StoredTime.sql("line.at")), $2::text, line.kind, line.record, line.chunk, line.evidence
      FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
        WITH ORDINALITY AS line (at, kind, record, chunk, evidence, place) ORDER BY place
      """,
      [
        terms.owner, PostgresText.array(events.map { terms.clock.parameter($0.at) }),
        PostgresText.array(events.map(\.kind)), PostgresText.array(events.map(\.record)),
        PostgresText.array(events.map(\.chunk)), PostgresText.array(events.map(\.evidence)),
      ])
    events = []
  }
}
