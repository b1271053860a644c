package import BulkEngine

/// What can be asked of a shared journal.
extension PostgresJournal {
  package func run() async throws -> Run? {
    var run = try await read(
      "SELECT \(Run.columns) FROM qualifica.run WHERE id = $1", as: Run.init(row:)
    ).first
    run?.input.path = input
    return run
  }

  package func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    try await read(
      """
      SELECT \(Chunk.columns) FROM qualifica.chunk WHERE run = $1 AND state = $2
      ORDER BY number LIMIT $3
      """, [state.rawValue, "\(max(limit, 0))"], as: Chunk.init(row:)
    )
  }

  package func chunk(_ number: Int) async throws -> Chunk? {
    try await read(
      "SELECT \(Chunk.columns) FROM qualifica.chunk WHERE run = $1 AND number = $2", ["\(number)"],
      as: Chunk.init(row:)
    ).first
  }

  package func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    let (condition, parameters) = selection.sql
    return try await read(
      "SELECT \(JournalEntry.columns) FROM qualifica.record WHERE run = $1 AND \(condition)",
      parameters, as: JournalEntry.init(row:)
    )
  }

  package func counts() async throws -> [RecordState: Int] {
    try await read(
      """
      SELECT state, verdict, count(*) FROM qualifica.record WHERE run = $1 GROUP BY state, verdict
      """, as: { (try $0.recordState(0), try $0.number(2)) }
    ).reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
  }

  package func events() async throws -> [JournalEvent] { try await events(where: "true") }

  package func events(ofKind kind: String) async throws -> [JournalEvent] {
    try await events(where: "kind = $2", [kind])
  }

  package func latestEvent(ofKind kind: String) async throws -> JournalEvent? {
    try await read(
      """
      SELECT \(JournalEvent.columns) FROM qualifica.event WHERE run = $1 AND kind = $2
      ORDER BY id DESC LIMIT 1
      """, [kind], as: JournalEvent.init(row:)
    ).first
  }

  /// The last event of this kind that each process wrote, in the order in which they were written.
  package func latestEvents(ofKind kind: String) async throws -> [JournalEvent] {
    try await events(
      where: """
        kind = $2 AND id IN (SELECT max(id) FROM qualifica.event WHERE run = $1 AND kind = $2
          GROUP BY worker)
        """, [kind])
  }

  private func events(
    where condition: String, _ parameters: [String?] = []
  ) async throws -> [JournalEvent] {
    try await read(
      """
      SELECT \(JournalEvent.columns) FROM qualifica.event WHERE run = $1 AND \(condition) ORDER BY id
      """, parameters, as: JournalEvent.init(row:)
    )
  }
}
