import Crypto
import Foundation

/// One chunk on its way: intent committed, request, receipt committed.
struct BatchSubmission: Sendable {
  let context: EngineContext
  /// The right to send the chunk.
  let claim: Claim
  /// Where requests to one target are kept apart.
  var gate: TargetGate?
  /// Whether the list of the API was waited for since the records were sent before, see ``End/lagging(until:)``.
  var hasOutwaitedLag = false

  /// What the parent must know; everything else is in the journal.
  enum End: Sendable {
    case answered(records: Int)
    case inDoubt(reason: String, records: Int, CircuitBreaker.Advice)
    case notSent(reason: String, CircuitBreaker.Advice)
    case throttled
    case halved
    case stop(EngineStop)
    /// Nothing was announced: the task was cancelled or the circuit is open.
    case held
    /// Nothing was announced: its target says that it is too early, or nothing that can be read; nil
    /// waits until what is in doubt of the same target is settled.
    case later(until: Date?)
    /// Nothing was announced: from this uptime on the API would show what an earlier request with the records
    /// did.
    case lagging(until: Duration)
    /// Nothing of the chunk is left to send.
    case empty
    /// Other runs have sent some of the records since the plan was made; nothing left.
    case heldBack(records: Int)
    /// Another process has claimed the chunk meanwhile.
    case lost
  }

  /// What a claim must last beyond the longest request, and how long after its intent a request may
  /// still leave, where claims end.
  private var margin: Duration { min(.seconds(5), (claim.lasts ?? .seconds(30)) / 6) }

  var chunk: Chunk { claim.chunk }

  /// Reads the records of the chunk again, waits for the limiter and submits them.
  func run() async throws -> End {
    while true {
      let entries = try await context.journal.entries(.chunk(chunk.number))
        .filter { $0.state == .planned }
      guard !entries.isEmpty else {
        return try await context.toItsEnd {
          try await conclude([close(as: .inDoubt)], records: []) { .empty }
        }
      }
      let located = try await context.source.records(of: chunk, entries: entries)
      await context.source.gatherNamesWhenCheap()
      if let end = try await apart(located, { try await depart(entries, located) }) {
        return end
      }
    }
  }

  /// Runs `body` while no other request to a target of these records is under way, where that is so.
  private func apart(
    _ located: [LocatedRecord], _ body: () async throws -> End?
  ) async throws -> End? {
    guard let gate else { return try await body() }
    let targets = Set(located.map { context.operation.target(of: $0.record) })
    return try await gate.during(targets) {
      let numbers = Set(located.map(\.record.number))
      guard !gate.isShut(targets, for: numbers) else { return .later(until: nil) }
      let end = try await body()
      let entries = try await context.journal.entries(.chunk(chunk.number))
      if entries.contains(where: { $0.state == .inDoubt }) { gate.shut(targets) }
      let again = entries.filter { $0.state == .planned && $0.attempts > 0 }.map(\.number)
      for target in targets { gate.reserve(target, for: again) }
      return end
    }
  }

  /// - Returns: `nil` when the records have changed meanwhile and must be read again.
  private func depart(
    _ entries: [JournalEntry], _ located: [LocatedRecord]
  ) async throws -> End? {
    let isFirstAttempt = entries.allSatisfy { $0.attempts == 0 }
    let departure: Departure
    do {
      switch try await look(at: located, entries, isFirstAttempt: isFirstAttempt) {
      case .ended(let end): return end
      case .cleared(let cleared): departure = cleared
      }
    } catch is CancellationError {
      return .held
    } catch is RateLimiter.CircuitOpen {
      return .held
    }
    // A callback may have told meanwhile that the API has a record which was proven absent.
    if !isFirstAttempt, try await hasChanged(since: entries) { return nil }
    return try await context.toItsEnd {
      let held = try await context.holdBack(located, entries, claim)
      guard held == 0 else { return .heldBack(records: held) }
      return try await submit(located, departure, isFirstAttempt: isFirstAttempt)
    }
  }

  /// Whether not all of these records are to be sent any more.
  private func hasChanged(since entries: [JournalEntry]) async throws -> Bool {
    let planned = try await context.journal.entries(.chunk(chunk.number))
      .filter { $0.state == .planned }
    return planned.map(\.number) != entries.map(\.number)
  }

  /// - Returns: `nil` when the records have changed meanwhile and must be read again.
  private func submit(
    _ located: [LocatedRecord], _ departure: Departure, isFirstAttempt: Bool
  ) async throws -> End? {
    let records = located.map(\.record)
    let batchCode = BatchCode.make(
      run: context.runCode, process: context.processCode, chunk: chunk.number,
      attempt: chunk.attempts + 1)
    let operation = context.operation
    let request =
      operation.traits.looksFirst && records.count == 1
      ? operation.submission(of: records[0], batchCode: batchCode, told: departure.told)
      : operation.submission(of: records, batchCode: batchCode)
    let hash = InputHash.hexadecimal(SHA256.hash(data: request.body ?? []))
    let asked = context.time.uptime()
    switch try await announce(batchCode, hash, records: records.count, departure.noted) {
    case .committed: break
    case .claimLost: return .lost
    case .recordsChanged: return nil
    }
    let leftAt: Duration
    do {
      leftAt = try await context.limiter.leave(
        .effect, in: departure.slot, deadline: asked + margin)
    } catch is RateLimiter.CircuitOpen {
      return try await keep(departure, "submit.held", "the API keeps failing") { .held }
    } catch is RateLimiter.Overdue {
      return try await keep(departure, "submit.held", "no departure is near") { .held }
    } catch is CancellationError {
      return try await keep(departure, "submit.held", "the work was stopped") { .held }
    }
    if claim.lasts != nil, context.time.uptime() - asked > margin {
      return try await giveUp(departure)
    }
    let attempt = await context.exchange(request, departure: leftAt)
    // From here on nothing that the API says names a person or shows the key.
    let answer = try? attempt.get()
    let reply = answer.flatMap { context.operation.submissionReply(in: $0, to: records) }
    let isTaken = (200..<300).contains(answer?.status ?? 0)
    let told = await withoutPersons(reply, of: records, departure.persons, isTaken: isTaken)
    let meaning = AttemptMeaning(attempt, now: context.time.now(), read: { _ in told })
    return try await settle(
      meaning, located: located, isFirstAttempt: isFirstAttempt, departure, leftAt: leftAt)
  }

  /// Commits the intent: from then on a request may be under way.
  private func announce(
    _ batchCode: String, _ hash: String, records: Int, _ sightings: [JournalMutation]
  ) async throws -> CommitAnswer {
    try await context.journal.commit(
      sightings + [
        .intent(
          chunk: chunk.number, batchCode: batchCode, bodySHA256: hash, at: context.time.now(),
          records: records, lasting: .seconds(context.pace.timeoutInSeconds) + margin)
      ], holding: claim)
  }

  /// The machine slept, or the journal was slow, between intent and request: what is left of the claim
  /// may be too short for it. Nothing left.
  private func giveUp(_ departure: Departure) async throws -> End {
    let reason = "it was too late to send it"
    let advice = failed(isRetry: true, answered: false)
    return try await keep(departure, "submit.overslept", reason) {
      .notSent(reason: reason, advice)
    }
  }

  /// The request never left: planned again, as if it had not been announced.
  func keep(
    _ departure: Departure, _ kind: String, _ reason: String, then end: () -> End
  ) async throws -> End {
    try await withdraw(kind, reason, restoring: departure.former, then: end)
  }

  /// The reply without persons and key.
  ///
  /// A sentence that is not kept, such as the one with which a whole batch is taken, is dropped: to look
  /// for persons in it costs more than all else that is done with a batch, and no input is read again
  /// for the names of other batches.
  /// - Parameter seen: persons whom the API showed before.
  private func withoutPersons(
    _ reply: SubmissionReply?, of records: [OutgoingRecord], _ seen: [PersonalWords], isTaken: Bool
  ) async -> SubmissionReply? {
    guard var reply else { return nil }
    let isKept =
      reply.message != nil && !reply.judgesRecords && !isTaken
      || reply.answers?.contains { $0.message != nil } == true
    guard isKept else {
      if reply.message != nil { reply.message = "" }
      return reply
    }
    let sentences = ForeignSentences(
      of: records.map(context.operation.personalWords) + seen,
      others: await context.source.nameWords(),
      withoutSecrets: context.transport.withoutSecrets)
    return sentences.masked(reply)
  }
}
