extension EngineContext {
  /// Announces the records to the ledger before anything says that they leave, and takes those out that
  /// another run has sent.
  ///
  /// - Returns: how many those are.
  func holdBack(
    _ located: [LocatedRecord], _ entries: [JournalEntry], _ claim: Claim
  ) async throws -> Int {
    guard let ledger else { return 0 }
    let again = Set(entries.filter { $0.note?.again != nil }.map(\.number))
    let records = located.compactMap { located -> LedgerRecord? in
      let (record, hashing) = (located.record, ledger.hashing)
      return operation.subject(of: record, hashing).map {
        LedgerRecord(
          number: record.number, line: located.line, subject: $0,
          isAgain: again.contains(record.number))
      }
    }
    guard !records.isEmpty else { return 0 }
    let now = time.now()
    let held = try await ledger.announce(records, at: now)
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
