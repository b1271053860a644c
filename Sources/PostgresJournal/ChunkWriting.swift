internal import BulkEngine
internal import Foundation

/// What happens to a chunk and, with it, to its records.
extension PostgresTransaction {
  /// A chunk that is locked for the rest of the transaction.
  private struct Locked {
    var state: ChunkState
    var epoch: Int64
    var owner: String?
    /// What is left of its claim.
    var left: Duration?
  }

  private func lock(_ chunk: Int) throws -> Locked? {
    let rows = try run(
      """
      SELECT state, epoch, owner,
        floor(extract(epoch FROM lease_until - \(StoredTime.sql("$3"))) * 1000)::bigint
      FROM qualifica.chunk WHERE run = $1 AND number = $2 FOR UPDATE
      """, ["\(chunk)", terms.clock.now])
    guard let row = rows.first, let state = row.text(0).flatMap(ChunkState.init(rawValue:)) else {
      return nil
    }
    return Locked(
      state: state, epoch: Int64(try row.number(1)), owner: row.text(2),
      left: row.integer(3).map { .milliseconds($0) })
  }

  /// - Throws: ``CommitRefusal`` where `claim` is lost; ``JournalError/misuse(_:)`` for a claimed chunk
  ///   without its claim.
  func require(_ claim: Claim?, for mutations: [JournalMutation]) throws {
    if let claim {
      let chunk = try lock(claim.chunk.number)
      guard JournalRules.isHeld(claim.epoch, latest: chunk?.epoch ?? 0) else {
        throw CommitRefusal(answer: .claimLost)
      }
      for case .intent(_, _, _, _, _, let lasting) in mutations
      where !JournalRules.isLongEnough(chunk?.left, for: lasting) {
        throw CommitRefusal(answer: .claimLost)
      }
    }
    for case let chunk? in mutations.map(\.claimedChunk) where chunk != claim?.chunk.number {
      try JournalRules.require(try lock(chunk)?.owner == nil, "chunk \(chunk) is claimed")
    }
  }

  func intend(
    _ chunk: Int, _ batchCode: String, _ bodySHA256: String, at time: Date, records: Int?
  ) throws {
    let isSealed = try run("SELECT planned_at IS NOT NULL FROM qualifica.run WHERE id = $1")
    try JournalRules.requireIntent(
      chunk, try lock(chunk)?.state, isSealed: isSealed.first?.isTrue(0) ?? false)
    let stamp = terms.clock.parameter(time)
    let attempts = try run(
      """
      UPDATE qualifica.chunk SET state = 'intent', batch_code = $3, body_sha256 = $4,
        attempts = attempts + 1, last_attempt_at = \(StoredTime.sql("$5"))
      WHERE run = $1 AND number = $2 RETURNING attempts
      """, ["\(chunk)", batchCode, bodySHA256, stamp]
    ).first?.integer(0)
    intents.append(.init(chunk: chunk, attempt: attempts ?? 0, batchCode: batchCode))
    let changed = try run(
      """
      UPDATE qualifica.record SET state = 'intent', attempts = attempts + 1, batch_code = $3,
        submitted_at = \(StoredTime.sql("$4"))
      WHERE run = $1 AND chunk = $2 AND state = ANY ($5::text[])
      """, ["\(chunk)", batchCode, stamp, JournalRules.announced.array]
    ).changed
    if let records, records != changed { throw CommitRefusal(answer: .recordsChanged) }
  }

  func withdraw(_ chunk: Int) throws {
    try JournalRules.requireWithdrawal(chunk, try lock(chunk)?.state)
    try run(
      "UPDATE qualifica.chunk SET state = 'planned' WHERE run = $1 AND number = $2", ["\(chunk)"])
    try run(
      """
      UPDATE qualifica.record SET state = 'planned'
      WHERE run = $1 AND chunk = $2 AND state = ANY ($3::text[])
      """, ["\(chunk)", JournalRules.answered.array])
  }

  func close(_ chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date) throws {
    let stored = try lock(chunk)?.state
    let hasPlanned = try run(
      """
      SELECT EXISTS (
        SELECT 1 FROM qualifica.record WHERE run = $1 AND chunk = $2 AND state = 'planned')
      """, ["\(chunk)"])
    try JournalRules.requireClosing(
      chunk, stored, as: state, hasPlanned: hasPlanned.first?.isTrue(0) ?? true)
    try run(
      """
      UPDATE qualifica.record SET state = $3, verdict = $4, status_id = coalesce($5, status_id),
        api_id = coalesce($6, api_id), code = coalesce($7, code), message = coalesce($8, message),
        answer = coalesce($9, answer),
        settled_at = CASE WHEN $10::boolean THEN \(StoredTime.sql("$11")) END
      WHERE run = $1 AND chunk = $2 AND state = ANY ($12::text[])
      """,
      [
        "\(chunk)", state.kind.rawValue, state.verdict, outcome.statusID, outcome.apiID,
        outcome.code, outcome.message, outcome.answer, "\(state.isFinal)",
        terms.clock.parameter(time), JournalRules.answered.array,
      ])
    try run(
      "UPDATE qualifica.chunk SET state = 'closed' WHERE run = $1 AND number = $2", ["\(chunk)"])
  }

  /// Every planned record becomes in doubt: whether it was sent is for the API to say.
  func doubt() throws {
    try run("UPDATE qualifica.run SET place = \(PostgresSession.placeText) WHERE id = $1")
    try run(
      """
      UPDATE qualifica.chunk SET state = 'closed', owner = NULL, epoch = epoch + 1
      WHERE run = $1 AND state = 'planned'
      """)
    try run(
      """
      UPDATE qualifica.record SET state = 'in_doubt' WHERE run = $1 AND state = ANY ($2::text[])
      """, [JournalRules.announced.array])
  }
}

extension Set<RecordState.Kind> {
  /// `{"intent","planned"}`
  var array: String { PostgresText.array(map(\.rawValue).sorted()) }
}
