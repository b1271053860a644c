/// A journal that tells the ledgers what became of the records of its run.
///
/// It reads back what a commit left, since not every report of the API changes a record.
package struct LedgeredJournal: Journal {
  private let journal: any Journal
  private let ledgers: [any Ledger]
  private let statuses: StatusTable
  private let time: TimeSource

  package init(
    _ journal: any Journal, _ ledgers: [any Ledger], _ statuses: StatusTable, _ time: TimeSource
  ) {
    self.journal = journal
    self.ledgers = ledgers
    self.statuses = statuses
    self.time = time
  }

  package func begin(_ run: Run) async throws { try await journal.begin(run) }

  package func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws {
    try await journal.append(records, chunks: chunks)
  }

  package func run() async throws -> Run? { try await journal.run() }

  package func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk] {
    try await journal.chunks(in: state, limit: limit)
  }

  package func chunk(_ number: Int) async throws -> Chunk? { try await journal.chunk(number) }

  package func entries(_ selection: EntrySelection) async throws -> [JournalEntry] {
    try await journal.entries(selection)
  }

  package func counts() async throws -> [RecordState: Int] { try await journal.counts() }

  package func commit(
    _ mutations: [JournalMutation], holding claim: Claim?
  ) async throws -> CommitAnswer {
    let answer = try await journal.commit(mutations, holding: claim)
    guard answer == .committed else { return answer }
    try await tell(of: mutations)
    return answer
  }

  private func tell(of mutations: [JournalMutation]) async throws {
    var numbers: Set<Int> = []
    var entries: [JournalEntry] = []
    for mutation in mutations {
      switch mutation {
      case .record(let number, _, _, _, _): numbers.insert(number)
      case .requeued(let requeued, _, _): numbers.formUnion(requeued)
      case .withdrawn(let chunk), .closed(let chunk, _, _, _):
        entries += try await journal.entries(.chunk(chunk))
      // Nothing that tells how a record came out.
      default: break
      }
    }
    numbers.subtract(entries.map(\.number))
    if !numbers.isEmpty { entries += try await journal.entries(.listed(numbers.sorted())) }
    let outcomes = entries.compactMap { LedgerOutcome(of: $0, statuses) }
    guard !outcomes.isEmpty else { return }
    for ledger in ledgers {
      try await ledger.settle(LedgerReport(outcomes), at: time.now())
    }
  }
}

extension LedgerOutcome {
  /// What the ledger keeps of a record; nil of one that was never announced, or that was held back.
  package init?(of entry: JournalEntry, _ statuses: StatusTable) {
    if entry.note?.sent != nil || entry.note?.known != nil { return nil }
    let state: LedgerState?
    switch entry.state {
    case .rejected: return nil
    case .duplicate, .planned: state = nil
    case .intent, .inDoubt, .taken: state = .sent
    case .refused: state = .failed
    case .settled: state = statuses.row(of: entry.state).isGood ? .good : .failed
    }
    self.init(
      number: entry.number, state: state, sentAt: entry.submittedAt,
      settledAt: state == .good || state == .failed ? entry.settledAt : nil,
      apiID: entry.outcome.knownID)
  }
}
