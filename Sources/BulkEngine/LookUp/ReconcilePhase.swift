package import Foundation

/// Settles records whose submission had an unknown outcome, as the operation's ``SendingRules`` say.
///
/// Where they are looked up: found with the same identity, they are taken. Found with another: a
/// collision. Not found in as many looks as it takes, which are spread over at least the request
/// timeout, the last of them asked for by its own code: absent, and planned again with the same code
/// where that is consented to. Where a second one would be paid, that is believed only of an API that
/// finds a record which it is known to have, see ``LookUpWitness``.
package struct ReconcilePhase: Sendable {
  let context: EngineContext
  /// Whether records proven absent may be sent again.
  let maySendAgain: Bool
  let runStartedAt: Date

  /// Gives the API time to finish what it was doing.
  static let settleDelay = Duration.seconds(1)
  /// However short the timeout is, replicas may lag behind by this much.
  static let shortestSpread = Duration.seconds(3)
  /// Records settled in one go.
  private static let groupSize = 10_000

  package init(_ context: EngineContext, maySendAgain: Bool, runStartedAt: Date) {
    self.context = context
    self.maySendAgain = maySendAgain
    self.runStartedAt = runStartedAt
  }

  /// Returns when nothing is in doubt any more, or when the API gives no usable answers.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal or the input.
  package func run() async throws {
    guard rules.doubt != .leave else { return }
    var after = 0
    var absent = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.inDoubt], after: after, limit: Self.groupSize))
      guard let last = entries.last else { break }
      let lost = try await RefusalLook(context: context, runStartedAt: runStartedAt)
        .settle(entries)
      absent +=
        try await (rules.doubt == .lookUp ? lookUp(lost, mayProbe: after == 0) : sendAgain(lost))
      after = last.number
    }
    if absent > 0, !maySendAgain { throw EngineStop.consentNeeded(records: absent) }
  }

  var rules: SendingRules { context.operation.traits.sending }

  /// Time between the first and the last look: a server may work on a request for as long as we
  /// waited for its answer.
  private var spread: Duration {
    rules.looks == 1 ? .zero : max(.seconds(context.pace.timeoutInSeconds), Self.shortestSpread)
  }

  /// Plans them again as they are: a second request does nothing that the first one did not.
  ///
  /// - Returns: how many stay in doubt because nothing may be sent.
  private func sendAgain(_ entries: [JournalEntry]) async throws -> Int {
    guard maySendAgain else { return entries.count }
    for (chunk, entries) in try await context.byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      let requeued = ChunkCutting.requeue(located, of: chunk, from: .doubt(entries))
      guard let requeue = requeued else { continue }
      let event = JournalEvent(
        at: context.time.now(), kind: "reconcile.again", chunk: chunk.number,
        evidence: "records \(entries.count)")
      try await context.commit([requeue, .event(event)])
    }
    return 0
  }

  /// - Returns: how many are absent and wait for consent.
  private func lookUp(_ entries: [JournalEntry], mayProbe: Bool) async throws -> Int {
    guard !entries.isEmpty else { return 0 }
    context.observe(.reconciling(inDoubt: entries.count, proofTakes: Self.settleDelay + spread))
    try await context.time.sleep(Self.settleDelay)
    let started = context.time.uptime()
    let startedAt = context.time.now()
    var open = entries
    let search = CodeSearch(
      context: context, runStartedAt: runStartedAt,
      codesOfRun: entries.compactMap(\.customCode))
    for look in 1...rules.looks where !open.isEmpty {
      if look > 1 {
        try await context.time.sleep(spread / (rules.looks - 1))
      }
      let found = try await self.look(look, at: open, search)
      try await decide(open.filter { found[code(of: $0)].record != nil }, found: found)
      // Found and decided, or not answered for: neither is open to be called absent.
      open.removeAll { found[code(of: $0)] != .absent }
    }
    return try await settle(
      Missing(entries: open, search: search, startedAt: startedAt, uptime: started),
      mayProbe: mayProbe)
  }

  func code(of entry: JournalEntry) -> String { entry.customCode ?? "" }

  func look(
    _ look: Int, at entries: [JournalEntry], _ search: CodeSearch
  ) async throws -> LookUpAnswers {
    let codes = entries.compactMap(\.customCode)
    let sought = try await context.sought(entries)
    if look == 1, codes.count >= CodeSearch.sweepThreshold {
      return try await search.answers(to: sought, mostPages: codes.count)
    }
    let asked = try await search.answers(to: sought, mostPages: 0)
    return try await search.addingListed(to: asked, of: codes)
  }

  /// Writes down what was found.
  func decide(_ entries: [JournalEntry], found: LookUpAnswers) async throws {
    for (chunk, entries) in try await context.byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      let byNumber = Dictionary(
        entries.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
      let mutations = located.flatMap { located -> [JournalMutation] in
        guard let remote = found[located.record.customCode].record,
          let entry = byNumber[located.record.number]
        else { return [] }
        return decision(located.record, remote, on: entry)
      }
      try await context.commit(mutations)
    }
  }

  private func decision(
    _ record: OutgoingRecord, _ remote: RemoteRecord, on entry: JournalEntry
  ) -> [JournalMutation] {
    // What the API said when it refused the record, or what was found before.
    let refusal = entry.outcome.code
    var outcome = RecordOutcome(remote)
    var state = context.operation.statuses.verdict(ofStatus: remote.statusID).state
    let kind: String
    switch Ownership(
      of: remote, for: record, in: context,
      wasRefused: refusal != nil && refusal != APICode.notShown
        && !(rules.countsOnce && entry.attempts > 1),
      isFromBefore: ListedDate.isBefore(runStartedAt, remote))
    {
    case .unproven: return []
    case .ours(let isAltered):
      kind = "reconcile.found"
      outcome.code = isAltered ? context.operation.traits.alteredCode : nil
      if isAltered { context.observe(.altered(records: 1)) }
    case .otherRun(let name):
      kind = "reconcile.other_run"
      (outcome.code, outcome.message) = (APICode.otherRun, name ?? "")
      // It was not there when its target was looked at, right before the request that was refused.
      if name == nil, refusal != nil, context.operation.traits.looksFirst {
        (outcome.code, outcome.message) = (APICode.doneDespiteRefusal, nil)
      }
    case .amountUnknown:
      guard refusal != APICode.amountUnknown else { return [] }
      kind = "reconcile.amount_unknown"
      outcome = RecordOutcome(code: APICode.amountUnknown)
      state = .inDoubt
    case .collision:
      kind = "reconcile.collision"
      (outcome.code, state) = (APICode.collision, .refused)
    }
    let now = context.time.now()
    return [
      .record(
        number: record.number, state: state, outcome: outcome, at: now, attempts: entry.attempts),
      .event(
        JournalEvent(at: now, kind: kind, record: record.number, evidence: evidence(remote))),
    ]
  }

  private func evidence(_ remote: RemoteRecord) -> String {
    let isOfRun = BatchCode.isOfRun(context.runCode, remote.batchCode)
    let batch =
      isOfRun
      ? "batch of this run" : remote.batchCode == nil ? "batch unknown" : "batch of another run"
    let treatment =
      remote.treatment.map { ", \(context.operation.traits.treatmentWord) \($0)" } ?? ""
    return "id \(remote.id), status \(remote.statusID), \(batch)\(treatment)"
  }
}

extension Requeueing {
  /// Those in doubt, as they were read before the API was asked about them.
  static func doubt(_ entries: [JournalEntry]) -> Requeueing {
    .doubt(
      attempts: Dictionary(
        entries.map { ($0.number, $0.attempts) }, uniquingKeysWith: { first, _ in first }))
  }
}
