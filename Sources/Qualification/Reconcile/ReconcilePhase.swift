package import Foundation

/// Finds out what became of records whose submission had an unknown outcome.
///
/// Found with the same payee: taken. Found with another: a collision. Not found in three looks that
/// are spread over at least the request timeout, the last of them asked for by its own code:
/// absent, and planned again with the same code where that is consented to.
package struct ReconcilePhase: Sendable {
  let context: EngineContext
  /// Whether records proven absent may be sent again.
  let maySendAgain: Bool
  let runStartedAt: Date

  static let looks = 3
  /// Gives the API time to finish what it was doing.
  static let settleDelay = Duration.seconds(1)
  /// However short the timeout is, replicas may lag behind by this much.
  static let shortestSpread = Duration.seconds(3)
  /// Records settled in one go.
  private static let groupSize = 10_000
  /// From so many records on, a page of the list is cheaper than a look-up each.
  private static let sweepThreshold = 50

  package init(_ context: EngineContext, maySendAgain: Bool, runStartedAt: Date) {
    self.context = context
    self.maySendAgain = maySendAgain
    self.runStartedAt = runStartedAt
  }

  /// Records that a killed process left in the middle of a POST become in doubt.
  package static func adoptCrashedIntents(
    _ journal: any Journal, now: Date
  ) async throws {
    while case let chunks = try await journal.chunks(in: .intent, limit: 1_000), !chunks.isEmpty {
      try await journal.commit(
        chunks.flatMap { chunk -> [JournalMutation] in
          [
            .closed(chunk: chunk.number, state: .inDoubt, outcome: RecordOutcome(), at: now),
            .event(JournalEvent(at: now, kind: "resume.intent_found", chunk: chunk.number)),
          ]
        })
    }
  }

  /// Returns when nothing is in doubt any more, or when the API gives no usable answers.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`, or an error of the journal or the input.
  package func run() async throws {
    var after = 0
    var absent = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.inDoubt], after: after, limit: Self.groupSize))
      guard let last = entries.last else { break }
      context.observe(.reconciling(inDoubt: entries.count, proofTakes: Self.settleDelay + spread))
      absent += try await settle(entries)
      after = last.number
    }
    if absent > 0, !maySendAgain { throw EngineStop.consentNeeded(records: absent) }
  }

  /// Time between the first and the last look: a server may work on a request for as long as we
  /// waited for its answer.
  private var spread: Duration {
    max(.seconds(context.pace.timeoutInSeconds), Self.shortestSpread)
  }

  /// - Returns: how many are absent and wait for consent.
  private func settle(_ entries: [JournalEntry]) async throws -> Int {
    try await context.time.sleep(Self.settleDelay)
    let started = context.time.uptime()
    var open = entries
    for look in 1...Self.looks where !open.isEmpty {
      if look > 1 {
        try await context.time.sleep(spread / (Self.looks - 1))
      }
      let found = try await self.look(look, at: open)
      try await decide(open.filter { (found[code(of: $0)] ?? nil) != nil }, found: found)
      open.removeAll { entry in
        // Found and decided, or not answered for: neither is open to be called absent.
        guard let answer = found[code(of: entry)] else { return true }
        return answer != .none
      }
    }
    let spread = context.time.uptime() - started
    return try await declareAbsent(open, spread: spread)
  }

  private func code(of entry: JournalEntry) -> String { entry.customCode ?? "" }

  private func look(
    _ look: Int, at entries: [JournalEntry]
  ) async throws -> [String: RemoteRecord?] {
    let codes = entries.compactMap(\.customCode)
    guard look == 1, codes.count >= Self.sweepThreshold else {
      let asked = try await LookUps(context: context).records(under: codes)
      return try await addingListed(codes.filter { asked[$0] == nil }, to: asked)
    }
    let (found, coverage) = try await sweep(for: Set(codes), mostPages: codes.count)
    let missing = codes.filter { found[$0] == nil }
    // Not met in a list that was seen to its end counts as a look; the next ones ask by code.
    let asked =
      coverage.isComplete
      ? Dictionary(uniqueKeysWithValues: missing.map { ($0, RemoteRecord?.none) })
      : try await LookUps(context: context).records(under: missing)
    return asked.merging(found.mapValues(Optional.some)) { _, met in met }
  }

  /// Looks for codes that a look-up said nothing of in the whole list: only its end proves absence.
  private func addingListed(
    _ codes: [String], to asked: [String: RemoteRecord?]
  ) async throws -> [String: RemoteRecord?] {
    guard !codes.isEmpty else { return asked }
    let (found, coverage) = try await sweep(for: Set(codes), mostPages: .max)
    var answers = asked
    for code in codes {
      if let record = found[code] {
        answers[code] = .some(record)
      } else if coverage.isComplete {
        answers[code] = .some(nil)
      }
    }
    return answers
  }

  private func sweep(
    for wanted: Set<String>, mostPages: Int
  ) async throws -> ([String: RemoteRecord], ListingSweep.Coverage) {
    var found: [String: RemoteRecord] = [:]
    let spelling = CodeSpelling(wanted)
    let sweep = ListingSweep(context: context, oldest: runStartedAt, isProof: true)
    let coverage = try await sweep.run(mostPages: mostPages) { records in
      for record in records {
        guard let code = spelling.ours(for: record.customCode) else { continue }
        if found[code] == nil || record.customCode == code { found[code] = record }
      }
      return wanted.count - found.count
    }
    return (found, coverage)
  }

  /// Writes down what was found.
  private func decide(_ entries: [JournalEntry], found: [String: RemoteRecord?]) async throws {
    for (chunk, entries) in try await byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      let repeated = Set(entries.filter { $0.outcome.code == APICode.exists }.map(\.number))
      let mutations = located.flatMap { located -> [JournalMutation] in
        guard let remote = found[located.record.customCode] ?? nil else { return [] }
        return decision(
          located.record, remote, isRepeated: repeated.contains(located.record.number))
      }
      try await context.commit(mutations)
    }
  }

  /// - Parameter isRepeated: whether the API called the record a repetition when it was sent.
  private func decision(
    _ record: OutgoingRecord, _ remote: RemoteRecord, isRepeated: Bool
  ) -> [JournalMutation] {
    let now = context.time.now()
    let isOfRun = BatchCode.isOfRun(context.runCode, remote.batchCode)
    // What an earlier sender had done under another service is not what was asked for here.
    let isChanged = context.operation.isUnderOtherService(remote)
    let isOwnSending = remote.batchCode == nil && !isRepeated
    // The API may have corrected the account of what we sent ourselves.
    let isOurs =
      isOfRun
      || context.operation.matches(remote, record) && (!isChanged || isOwnSending)
    // Somebody else's, in other letters: it says nothing about ours, which stays in doubt.
    guard isOurs || remote.customCode == record.customCode else { return [] }
    let step = context.operation.step(ofStatus: remote.statusID)
    if isOurs, isChanged { context.observe(.serviceChanged(records: 1)) }
    let code = isOurs ? (isChanged ? APICode.serviceChanged : nil) : APICode.collision
    let outcome = RecordOutcome(statusID: remote.statusID, apiID: remote.id, code: code)
    return [
      .record(
        number: record.number, state: isOurs ? RecordState(step) : .refused, outcome: outcome,
        at: now),
      .event(
        JournalEvent(
          at: now, kind: isOurs ? "reconcile.found" : "reconcile.collision",
          record: record.number, evidence: evidence(remote, isOfRun: isOfRun))),
    ]
  }

  private func evidence(_ remote: RemoteRecord, isOfRun: Bool) -> String {
    let batch =
      isOfRun
      ? "batch of this run" : remote.batchCode == nil ? "batch unknown" : "batch of another run"
    let service = remote.serviceName.map { ", service \($0)" } ?? ""
    return "id \(remote.id), status \(remote.statusID), \(batch)\(service)"
  }

  /// - Returns: how many are absent and wait for consent.
  private func declareAbsent(_ entries: [JournalEntry], spread: Duration) async throws -> Int {
    let now = context.time.now()
    let evidence = "\(Self.looks) looks over \(spread.components.seconds) s"
    var waiting = 0
    for (chunk, entries) in try await byChunk(entries) {
      let (claimed, absent) = entries.partitioned { $0.outcome.code != nil }
      var mutations = claimed.map { entry in
        JournalMutation.record(
          number: entry.number, state: .refused, outcome: RecordOutcome(), at: now)
      }
      mutations += entries.map { entry in
        .event(
          JournalEvent(at: now, kind: "reconcile.absent", record: entry.number, evidence: evidence))
      }
      if maySendAgain {
        let located = try await context.source.records(of: chunk, entries: absent)
        if let requeue = ChunkCutting.requeue(located, of: chunk) { mutations.append(requeue) }
      } else {
        waiting += absent.count
      }
      try await context.commit(mutations)
    }
    return waiting
  }

  private func byChunk(_ entries: [JournalEntry]) async throws -> [(Chunk, [JournalEntry])] {
    var groups: [(Chunk, [JournalEntry])] = []
    for (number, entries) in Dictionary(grouping: entries, by: { $0.chunk ?? 0 })
      .sorted(by: { $0.key < $1.key })
    {
      guard let chunk = try await context.journal.chunk(number) else { continue }
      groups.append((chunk, entries))
    }
    return groups
  }
}

extension Array {
  /// Those for which `belongs` is true, and the rest; order stays.
  fileprivate func partitioned(by belongs: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(belongs), filter { !belongs($0) })
  }
}
