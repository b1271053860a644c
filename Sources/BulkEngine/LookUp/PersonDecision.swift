package import Foundation

/// What a person says of a record in doubt that no look-up can find.
package enum PersonDecision: Sendable, Equatable {
  /// It is not there: the record is sent once more.
  case sendAgain
  case done
  case refused

  /// Carries decisions out.
  ///
  /// - Parameter decisions: by the record's number.
  /// - Returns: the numbers of records that are not in doubt; then nothing was changed.
  /// - Throws: an error of the journal or the input.
  package static func carryOut(
    _ decisions: [Int: PersonDecision], in journal: any Journal, source: any RecordSource,
    statuses: StatusTable, now: Date
  ) async throws -> [Int] {
    let entries = try await journal.entries(.listed(decisions.keys.sorted()))
    let inDoubt = Set(entries.filter { $0.state == .inDoubt }.map(\.number))
    let others = decisions.keys.filter { !inDoubt.contains($0) }.sorted()
    guard others.isEmpty else { return others }
    var mutations: [JournalMutation] = []
    for entry in entries {
      guard let decision = decisions[entry.number] else { continue }
      let event = JournalEvent(
        at: now, kind: "person.decided", record: entry.number, evidence: "\(decision)")
      switch decision {
      case .sendAgain:
        guard let number = entry.chunk, let chunk = try await journal.chunk(number) else {
          continue
        }
        let located = try await source.records(of: chunk, entries: [entry])
        let requeue = ChunkCutting.requeue(
          located, of: chunk, from: .doubt(attempts: [entry.number: entry.attempts]))
        if let requeue { mutations.append(requeue) }
      case .done, .refused:
        let good = statuses.good.map { RecordState.settled($0.word) } ?? .refused
        mutations.append(
          .record(
            number: entry.number, state: decision == .done ? good : .refused,
            outcome: RecordOutcome(code: APICode.decided), at: now, attempts: entry.attempts))
      }
      mutations.append(.event(event))
    }
    try await journal.commit(mutations)
    return []
  }
}
