internal import BulkEngine

/// Plans records again.
extension PostgresTransaction {
  func requeue(_ numbers: [Int], in planned: Chunk, from origin: Requeueing) throws {
    var chunk = planned
    try JournalRules.requireRequeueing(in: chunk.state)
    // One at a time draws a number.
    try run("SELECT 1 FROM qualifica.run WHERE id = $1 FOR NO KEY UPDATE")
    if chunk.number == 0 {
      let next = try run(
        "SELECT coalesce(max(number), 0) + 1 FROM qualifica.chunk WHERE run = $1")
      chunk.number = try next.first?.number(0) ?? 1
    }
    try insert([chunk])
    let entries = try locked(numbers)
    try JournalRules.require(
      entries.count == Set(numbers).count, "a record to be planned again does not exist")
    var former: [Int: Int] = [:]
    var moved: [Int] = []
    var skipped = 0
    for entry in entries {
      if JournalRules.mayRequeue(
        entry.number, entry.state.kind, attempts: entry.attempts, from: origin)
      {
        moved.append(entry.number)
        if let chunk = entry.chunk { former[chunk, default: 0] += 1 }
      } else {
        skipped += 1
        append(JournalRules.skipped(entry, chunk: chunk.number))
      }
    }
    try move(moved, to: chunk.number)
    if skipped > 0 { try shrink([chunk.number: skipped]) }
    try leave(former)
  }

  /// What was said of an attempt that had no effect is void.
  private func move(_ numbers: [Int], to chunk: Int) throws {
    guard !numbers.isEmpty else { return }
    try run(
      """
      UPDATE qualifica.record SET state = 'planned', verdict = NULL, chunk = $3, status_id = NULL,
        api_id = NULL, code = NULL, message = NULL, answer = NULL
      WHERE run = $1 AND number = ANY ($2::bigint[])
      """, [PostgresText.array(numbers), "\(chunk)"])
  }

  /// Closes former chunks with nothing left to be sent or answered.
  private func leave(_ former: [Int: Int]) throws {
    guard !former.isEmpty else { return }
    try shrink(former)
    try run(
      """
      UPDATE qualifica.chunk SET state = 'closed'
      WHERE run = $1 AND number = ANY ($2::bigint[]) AND NOT EXISTS (
        SELECT 1 FROM qualifica.record
        WHERE record.run = $1 AND record.chunk = chunk.number AND record.state = ANY ($3::text[]))
      """, [PostgresText.array(former.keys.sorted()), JournalRules.work.array])
  }
}
