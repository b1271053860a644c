/// Settles records from callbacks in the journal; what it returns of is durable.
struct CallbackSettling: Sendable {
  let context: EngineContext

  /// What became of a handful of callbacks.
  struct Outcome: Sendable, Equatable {
    /// Records that got a new state.
    var settled = 0
    /// Records of which the API must be asked, by number; see ``CallbackMeaning/disagrees``.
    var disputed: [Int] = []
  }

  /// Takes callbacks in the order in which they came. Unknown codes are left alone.
  ///
  /// - Parameter disputes: disagreements that are on record already; new ones are added, so that a
  ///   callback that is sent again and again leaves one audit line.
  /// - Throws: an error of the journal.
  func settle(
    _ notices: [RemoteRecord], disputes: inout Set<CallbackDispute>
  ) async throws -> Outcome {
    let codes = CodeSpelling.variants(of: notices.map(\.customCode))
    let found = try await context.journal.entries(.customCodes(codes))
    let spelling = CodeSpelling(found.compactMap(\.customCode))
    var entries = Dictionary(
      found.compactMap { entry in entry.customCode.map { ($0, entry) } },
      uniquingKeysWith: { first, _ in first })
    let sent = try await sent(of: found.filter(CallbackMeaning.needsComparison))
    let proves = context.operation.traits.callbacksProveStatuses
    var outcome = Outcome()
    var mutations: [JournalMutation] = []
    for notice in notices {
      guard let code = spelling.ours(for: notice.customCode), let entry = entries[code] else {
        continue
      }
      let verdict = context.operation.statuses.verdict(ofStatus: notice.statusID)
      let agrees = sent[entry.number].map { context.operation.agrees(notice, $0) } ?? false
      let meaning = CallbackMeaning(
        entry, notice, told: verdict.state, agrees: agrees,
        isOfOtherBatch: notice.batchCode.map { !BatchCode.isOfRun(context.runCode, $0) } ?? false)
      if case .settles(let state) = meaning, proves {
        mutations += settling(entry, notice, as: state)
        entries[code]?.state = state
        entries[code]?.outcome.statusID = notice.statusID
        entries[code]?.outcome.apiID = notice.id
        outcome.settled += 1
      } else if let kind = meaning.eventKind(proves) {
        let dispute = CallbackDispute(number: entry.number, statusID: notice.statusID)
        let isNew = disputes.insert(dispute).inserted
        if isNew { mutations.append(event(kind, entry, notice)) }
        // What proves nothing may have come too early the first time.
        if meaning.isAsked, isNew || !proves { outcome.disputed.append(entry.number) }
      }
    }
    try await context.commit(mutations)
    return outcome
  }

  private func settling(
    _ entry: JournalEntry, _ notice: RemoteRecord, as state: RecordState
  ) -> [JournalMutation] {
    let record = JournalMutation.record(
      number: entry.number, state: state,
      outcome: RecordOutcome(notice),
      at: context.time.now())
    let wasInDoubt = CallbackMeaning.needsComparison(entry)
    return wasInDoubt ? [record, event("callback.found", entry, notice)] : [record]
  }

  private func event(
    _ kind: String, _ entry: JournalEntry, _ notice: RemoteRecord
  ) -> JournalMutation {
    .event(
      JournalEvent(
        at: context.time.now(), kind: kind, record: entry.number,
        evidence: "known \(entry.state.word), told id \(notice.id), status \(notice.statusID)"))
  }

  /// The amount that was sent under a code, in cents, for signatures that cover it; nil for a code that is
  /// not this run's, and where the record cannot be read again.
  func amountSent(under code: String) async throws -> Int64? {
    let entries = try await context.journal.entries(.customCodes(CodeSpelling.variants(of: [code])))
    return try await sent(of: entries).first?.value.amountInCents
  }

  /// What was sent of these records; a record that cannot be read again is missing.
  private func sent(of entries: [JournalEntry]) async throws -> [Int: OutgoingRecord] {
    var sent: [Int: OutgoingRecord] = [:]
    for (number, entries) in Dictionary(grouping: entries, by: { $0.chunk ?? 0 }) {
      guard let chunk = try await context.journal.chunk(number),
        // An input that is gone proves nothing; the end of the run says what is wrong with it.
        let located = try? await context.source.records(of: chunk, entries: entries)
      else { continue }
      for record in located.map(\.record) { sent[record.number] = record }
    }
    return sent
  }
}

/// A record and the status that was told of it against what is known.
struct CallbackDispute: Hashable, Sendable {
  var number: Int
  var statusID: String
}

extension CallbackMeaning {
  /// Whether the API is asked what is true.
  fileprivate var isAsked: Bool {
    switch self {
    case .settles, .disagrees: true
    case .known, .unproven, .otherRecord: false
    }
  }

  /// Audit line of what did not settle anything.
  fileprivate func eventKind(_ proves: Bool) -> String? {
    switch self {
    case .settles: proves ? nil : "callback.told"
    case .known: nil
    case .disagrees: "callback.disagrees"
    case .unproven: "callback.unproven"
    case .otherRecord: "callback.other_record"
    }
  }
}
