import Foundation

/// What becomes of records in doubt that no look has found.
extension ReconcilePhase {
  /// Records that no look has found.
  struct Missing {
    var entries: [JournalEntry]
    let search: CodeSearch
    /// When the first look began, by the time of day and by the time since start.
    let startedAt: Date
    let uptime: Duration
  }

  /// Requests with one record while the API is not known to have any.
  private static let mostProbes = 5

  /// - Parameter mayProbe: whether one record may be sent to an API that shows nothing at all.
  /// - Returns: how many are absent and wait for consent.
  func settle(_ missing: Missing, mayProbe: Bool) async throws -> Int {
    guard !missing.entries.isEmpty else { return 0 }
    guard rules.needsWitness else {
      let missing =
        rules.needsConsent ? try await stillMissing(missing, lastSentAt: nil) : missing
      return try await declareAbsent(missing.entries, missing)
    }
    let testimony = try await LookUpWitness(context: context).testimony(
      near: missing.entries, sentBefore: missing.startedAt)
    switch testimony {
    case .believable(let lastSentAt):
      let missing = try await stillMissing(missing, lastSentAt: lastSentAt)
      return try await declareAbsent(missing.entries, missing)
    case .unbelievable(let witnesses): return try await settleByList(missing, beside: witnesses)
    case .nobody:
      let missing = try await stillMissing(missing, lastSentAt: nil)
      return try await settleUnwitnessed(missing, mayProbe: mayProbe)
    }
  }

  /// Those that are not found after one more look, once the API would surely show them: a list may have
  /// come as far as the witness between the last look and the witness' own. Where nothing is sent again
  /// there is nothing to wait for.
  private func stillMissing(_ missing: Missing, lastSentAt: Date?) async throws -> Missing {
    let waited = try await outwaitLag(of: missing.entries, lastSentAt: lastSentAt)
    guard waited || lastSentAt != nil && maySendAgain else { return missing }
    let found = try await look(rules.looks + 1, at: missing.entries, missing.search)
    try await decide(
      missing.entries.filter { found[code(of: $0)].record != nil }, found: found)
    var missing = missing
    missing.entries.removeAll { found[code(of: $0)] != .absent }
    return missing
  }

  /// - Returns: whether there was anything to wait for.
  private func outwaitLag(of entries: [JournalEntry], lastSentAt: Date?) async throws -> Bool {
    // The API answered those that it refused, and nothing is sent for them: only what the list shows tells how
    // far it has come.
    let lost = lastSentAt == nil ? entries.filter { !$0.isRefusedInDoubt } : entries
    guard maySendAgain, !lost.isEmpty else { return false }
    let wait = ListLag.wait(
      for: LookUpWitness.lastSentAt(lost), shown: lastSentAt, now: context.time.now())
    guard wait > .zero else { return false }
    try await context.time.sleep(wait)
    return true
  }

  /// Look-ups by code do not show what is there: the list may.
  ///
  /// - Returns: how many are absent and wait for consent.
  private func settleByList(
    _ missing: Missing, beside witnesses: [JournalEntry]
  ) async throws -> Int {
    var absent = try await readList(missing, beside: witnesses)
    let lastSentAt = LookUpWitness.lastSentAt(witnesses)
    if try await outwaitLag(of: absent, lastSentAt: lastSentAt) {
      var again = missing
      again.entries = absent
      absent = try await readList(again, beside: witnesses)
    }
    return try await declareAbsent(absent, missing)
  }

  /// Settles those that the list shows.
  ///
  /// - Returns: those that are absent, as far as a list proves it that shows all witnesses.
  private func readList(
    _ missing: Missing, beside witnesses: [JournalEntry]
  ) async throws -> [JournalEntry] {
    let entries = missing.entries
    let listed = try await missing.search.addingListed(
      to: LookUpAnswers(), of: (entries + witnesses).compactMap(\.customCode))
    try await decide(entries.filter { listed[code(of: $0)].record != nil }, found: listed)
    let showsAll = witnesses.allSatisfy { listed[code(of: $0)].record != nil }
    let (absent, unproven) = entries.filter { listed[code(of: $0)].record == nil }
      .partitioned { showsAll && listed[code(of: $0)] == .absent }
    try await leaveInDoubt(unproven, because: "a record that was taken is not found")
    return absent
  }

  /// The API shows nothing at all, and is not known to have anything: it is empty, or it denies.
  ///
  /// A plain refusal says the same as the look-ups. Of the others one is sent again where that is
  /// consented to: whether it is found then tells of the others.
  /// - Returns: how many wait for consent.
  private func settleUnwitnessed(_ missing: Missing, mayProbe: Bool) async throws -> Int {
    let open = missing.entries
    let (refused, unrefused) = open.partitioned { entry in
      entry.outcome.code == APICode.refused || entry.outcome.code == APICode.tooLarge
        ? entry.attempts <= 1 : false
    }
    let (lost, claimed) = unrefused.partitioned { $0.outcome.code == nil }
    var absent = lost
    if maySendAgain {
      absent = mayProbe ? probe(among: lost, of: open).map { [$0] } ?? [] : []
      let sent = Set(absent.map(\.number))
      let unproven = claimed + lost.filter { !sent.contains($0.number) }
      try await leaveInDoubt(unproven, because: "the API shows no record at all")
    }
    return try await declareAbsent(refused + absent, missing)
  }

  /// The one record that is sent again: the same one each time, and once per process. An API that
  /// stores and denies gets no more than that.
  private func probe(among lost: [JournalEntry], of open: [JournalEntry]) -> JournalEntry? {
    guard
      !open.contains(where: {
        $0.attempts > 1
          && BatchCode.isOfProcess(context.processCode, of: context.runCode, $0.batchCode)
      })
    else { return nil }
    let probe = lost.max { ($0.attempts, $1.number) < ($1.attempts, $0.number) }
    return probe.flatMap { $0.attempts < Self.mostProbes ? $0 : nil }
  }

  private func leaveInDoubt(_ entries: [JournalEntry], because reason: String) async throws {
    guard !entries.isEmpty else { return }
    context.observe(.absenceUnproven(records: entries.count))
    let event = JournalEvent(
      at: context.time.now(), kind: "reconcile.unproven",
      evidence: "records \(entries.count): \(reason)")
    try await context.commit([.event(event)])
  }

  /// - Returns: how many are absent and wait for consent.
  private func declareAbsent(_ entries: [JournalEntry], _ missing: Missing) async throws -> Int {
    let now = context.time.now()
    let spread = context.time.uptime() - missing.uptime
    let evidence = "\(rules.looks) looks over \(spread.components.seconds) s"
    var waiting = 0
    for (chunk, entries) in try await context.byChunk(entries) {
      let (claimed, absent) = entries.partitioned { $0.outcome.code != nil }
      // What the API showed or said before and does not show any more is not refused by that.
      let shown = [APICode.amountUnknown, APICode.identityTaken, APICode.notShown]
      let refused = claimed.filter { entry in !shown.contains { $0 == entry.outcome.code } }
      var mutations = refused.map { entry in
        JournalMutation.record(
          number: entry.number, state: context.operation.statuses.state(ofRefused: entry.outcome),
          outcome: RecordOutcome(), at: now, attempts: entry.attempts)
      }
      mutations += entries.map { entry in
        .event(
          JournalEvent(at: now, kind: "reconcile.absent", record: entry.number, evidence: evidence))
      }
      if maySendAgain {
        let located = try await context.source.records(of: chunk, entries: absent)
        let requeue = ChunkCutting.requeue(located, of: chunk, from: .doubt(absent))
        if let requeue { mutations.append(requeue) }
      } else {
        waiting += absent.count
      }
      try await context.commit(mutations)
    }
    return waiting
  }
}

extension Array {
  /// Those for which `belongs` is true, and the rest; order stays.
  fileprivate func partitioned(by belongs: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(belongs), filter { !belongs($0) })
  }
}
