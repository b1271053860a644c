extension EngineContext {
  /// Announces the records to the ledgers before anything says that they leave, and takes those out that
  /// another run has sent.
  ///
  /// - Returns: how many those are.
  func holdBack(
    _ located: [LocatedRecord], _ entries: [JournalEntry], _ claim: Claim
  ) async throws -> Int {
    let again = Set(entries.filter { $0.note?.again != nil }.map(\.number))
    let now = time.now()
    var held: [LedgerHold] = []
    for (place, ledger) in ledgers.enumerated() {
      let found = Set(held.map(\.number))
      let records = located.filter { !found.contains($0.record.number) }
        .compactMap { located -> LedgerRecord? in
          let record = located.record
          return operation.subject(of: record, ledger.hashing).map {
            LedgerRecord(
              number: record.number, line: located.line, subject: $0,
              isAgain: again.contains(record.number))
          }
        }
      guard !records.isEmpty else { continue }
      let others = try await ledger.announce(records, at: now)
      guard !others.isEmpty else { continue }
      // Ledgers asked before have them as sent by this run, and they are not.
      let report = LedgerReport(others.map { LedgerOutcome(number: $0.number, state: nil) })
      for earlier in ledgers[..<place] { try await earlier.settle(report, at: now) }
      held += others
    }
    guard !held.isEmpty else { return 0 }
    let answer = try await journal.commit(
      held.flatMap { hold -> [JournalMutation] in
        let (sending, number) = (hold.sending, hold.number)
        var note = entries.first { $0.number == number }?.note ?? LedgerNote()
        note.sent = LedgerNote.Earlier(run: sending.run.code, day: LedgerDay(sending.at))
        return [
          .noted(number: number, note),
          .record(number: number, state: .duplicate, outcome: RecordOutcome(), at: now),
          .event(
            JournalEvent(
              at: now, kind: "ledger.held_back", record: number,
              evidence: "sent by run \(sending.run.code)")),
        ]
      }, holding: claim)
    // Where the claim is lost nothing was held back: that is the next owner's to do.
    return answer == .committed ? held.count : 0
  }
}
