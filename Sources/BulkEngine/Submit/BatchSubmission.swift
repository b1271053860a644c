import Crypto
import Foundation

/// One chunk on its way: intent committed, request, receipt committed.
struct BatchSubmission: Sendable {
  let context: EngineContext
  /// Where requests to one target are kept apart.
  var gate: TargetGate?

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
    /// Nothing of the chunk is left to send.
    case empty
    /// Other runs have sent some of the records since the plan was made; nothing left.
    case heldBack(records: Int)
  }

  /// Reads the records of `chunk` again, waits for the limiter and submits them.
  func run(_ chunk: Chunk) async throws -> End {
    while true {
      let entries = try await context.journal.entries(.chunk(chunk.number))
        .filter { $0.state == .planned }
      guard !entries.isEmpty else {
        try await context.commit([close(chunk, as: .inDoubt)])
        return .empty
      }
      let located = try await context.source.records(of: chunk, entries: entries)
      await context.source.gatherNamesWhenCheap()
      if let end = try await apart(located, { try await depart(chunk, entries, located) }) {
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
    return try await gate.during(targets, body)
  }

  /// - Returns: `nil` when the records have changed meanwhile and must be read again.
  private func depart(
    _ chunk: Chunk, _ entries: [JournalEntry], _ located: [LocatedRecord]
  ) async throws -> End? {
    let departure: Duration
    do {
      departure = try await context.limiter.enter(.effect)
    } catch is CancellationError {
      return .held
    } catch is RateLimiter.CircuitOpen {
      return .held
    }
    let isFirstAttempt = entries.allSatisfy { $0.attempts == 0 }
    // A callback may have told meanwhile that the API has a record which was proven absent.
    if !isFirstAttempt, try await hasChanged(chunk, since: entries) { return nil }
    return try await context.toItsEnd {
      let held = try await context.holdBack(located, entries)
      guard held == 0 else { return .heldBack(records: held) }
      return try await submit(
        chunk, located, isFirstAttempt: isFirstAttempt, departure: departure)
    }
  }

  /// Whether not all of these records are to be sent any more.
  private func hasChanged(_ chunk: Chunk, since entries: [JournalEntry]) async throws -> Bool {
    let planned = try await context.journal.entries(.chunk(chunk.number))
      .filter { $0.state == .planned }
    return planned.map(\.number) != entries.map(\.number)
  }

  private func submit(
    _ chunk: Chunk, _ located: [LocatedRecord], isFirstAttempt: Bool, departure: Duration
  ) async throws -> End {
    let records = located.map(\.record)
    let batchCode = BatchCode.make(
      run: context.runCode, process: context.processCode, chunk: chunk.number,
      attempt: chunk.attempts + 1)
    let request = context.operation.submission(of: records, batchCode: batchCode)
    let hash = InputHash.hexadecimal(SHA256.hash(data: request.body ?? []))
    try await context.journal.commit([
      .intent(
        chunk: chunk.number, batchCode: batchCode, bodySHA256: hash,
        at: context.time.now())
    ])
    let attempt = await context.exchange(request, departure: departure)
    // From here on nothing that the API says names a person or shows the key.
    let answer = try? attempt.get()
    let reply = answer.flatMap { context.operation.submissionReply(in: $0) }
    let isTaken = (200..<300).contains(answer?.status ?? 0)
    let told = await withoutPersons(reply, of: records, isTaken: isTaken)
    let meaning = AttemptMeaning(attempt, now: context.time.now(), read: { _ in told })
    return try await settle(
      meaning, chunk: chunk, located: located, isFirstAttempt: isFirstAttempt,
      departure: departure)
  }

  /// The reply without persons and key.
  ///
  /// A sentence that is not kept, such as the one with which a whole batch is taken, is dropped: to look
  /// for persons in it costs more than all else that is done with a batch, and no input is read again
  /// for the names of other batches.
  private func withoutPersons(
    _ reply: SubmissionReply?, of records: [OutgoingRecord], isTaken: Bool
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
      of: records.map(context.operation.personalWords), others: await context.source.nameWords(),
      withoutSecrets: context.transport.withoutSecrets)
    return sentences.masked(reply)
  }

  /// Commits what the attempt means.
  private func settle(
    _ meaning: AttemptMeaning, chunk: Chunk, located: [LocatedRecord], isFirstAttempt: Bool,
    departure: Duration
  ) async throws -> End {
    switch meaning {
    case .allAccepted:
      context.limiter.succeeded(.effect)
      try await context.journal.commit([close(chunk, as: context.operation.statuses.pending.state)])
      return .answered(records: located.count)
    case .judged(let answers):
      context.limiter.succeeded(.effect)
      let receipts = receipts(isFirstAttempt).read(answers, of: located.map(\.record))
      return try await settle(receipts, chunk: chunk)
    case .refusedWhole(let message, let isRepetition):
      context.limiter.succeeded(.effect)
      return try await halve(chunk, located, code: APICode.refused) { record in
        receipts(isFirstAttempt).refusal(
          of: record, code: APICode.refused, message: message, isRepetition: isRepetition)
      }
    case .tooLarge:
      context.limiter.succeeded(.effect)
      return try await halve(chunk, located, code: APICode.tooLarge) { record in
        receipts(isFirstAttempt).refusal(of: record, code: APICode.tooLarge, message: nil)
      }
    case .inDoubt(let reason):
      let advice = failed(isRetry: false, answered: true)
      try await context.journal.commit([
        close(chunk, as: .inDoubt), event("submit.in_doubt", chunk, reason),
      ])
      return .inDoubt(reason: reason, records: located.count, advice)
    case .notSent(let reason):
      let advice = failed(isRetry: true, answered: false)
      try await withdraw(chunk, "submit.not_sent", reason)
      return .notSent(reason: reason, advice)
    case .throttled(let asked):
      return try await heed(asked, chunk: chunk, departure: departure)
    case .denied(let status):
      try await withdraw(chunk, "submit.denied", "status \(status)")
      return .stop(.denied(status: status))
    case .misdirected(let status):
      // A server that answers so may have passed the batch on, or stored it before it sent us elsewhere.
      try await context.journal.commit([
        close(chunk, as: .inDoubt), event("submit.in_doubt", chunk, "status \(status)"),
      ])
      return .stop(.misdirected(status: status))
    }
  }

  /// The API asks to slow down and has processed nothing: planned again, with the same codes.
  private func heed(
    _ asked: Duration?, chunk: Chunk, departure: Duration
  ) async throws -> End {
    // Before anything is written: no other request may leave meanwhile.
    let stop = context.heedComplaint(asked, about: .effect, departure: departure)
    try await withdraw(chunk, "submit.throttled", asked.map { "for \($0)" } ?? "")
    return stop.map(End.stop) ?? .throttled
  }

  /// Tells the circuit breaker before anything is written, so that what waits at the limiter is
  /// held back.
  private func failed(isRetry: Bool, answered: Bool) -> CircuitBreaker.Advice {
    let advice = context.limiter.failed(.effect, isRetry: isRetry, answered: answered)
    switch advice {
    case .goOn(let failures), .probe(let failures):
      context.limiter.close(
        for: context.backoff(failuresBefore: failures), because: .failures)
    case .stop: break
    }
    return advice
  }

  /// The request had no effect: planned again, with the same codes.
  private func withdraw(_ chunk: Chunk, _ kind: String, _ evidence: String) async throws {
    try await context.journal.commit([
      .withdrawn(chunk: chunk.number), event(kind, chunk, evidence),
      .paced(context.limiter.remembered(isAtWork: true)),
    ])
  }

  private func settle(_ receipts: [Receipt], chunk: Chunk) async throws -> End {
    let now = context.time.now()
    var mutations = receipts.map { receipt in
      JournalMutation.record(
        number: receipt.number, state: receipt.state, outcome: receipt.outcome, at: now)
    }
    mutations.append(close(chunk, as: .inDoubt))
    try await context.journal.commit(mutations)
    let altered = receipts.count { $0.outcome.code == context.operation.traits.alteredCode }
    if altered > 0 { context.observe(.altered(records: altered)) }
    return .answered(records: receipts.count)
  }

  private func receipts(_ isFirstAttempt: Bool) -> Receipts {
    Receipts(
      rules: context.operation.traits.sending, isFirstAttempt: isFirstAttempt,
      statuses: context.operation.statuses)
  }

  /// A batch refused as a whole: the one record is refused, or two halves are planned again.
  private func halve(
    _ chunk: Chunk, _ located: [LocatedRecord], code: String,
    refusal: (OutgoingRecord) -> Receipt
  ) async throws -> End {
    guard located.count > 1 else {
      return try await settle(located.map { refusal($0.record) }, chunk: chunk)
    }
    if try await mayBeStored(located) {
      try await context.journal.commit([
        close(chunk, as: .inDoubt),
        event("submit.in_doubt", chunk, "refused as a whole, perhaps stored"),
      ])
      return .answered(records: 0)
    }
    let middle = located.count / 2
    let halves = [located[..<middle], located[middle...]]
    try await context.journal.commit(
      halves.compactMap { ChunkCutting.requeue(Array($0), of: chunk) } + [
        event("submit.halved", chunk, code)
      ])
    return .halved
  }

  /// Whether the API may have stored a batch that it refused as a whole.
  ///
  /// It may have when it shows one of the records as sent by this run, and when it does not answer:
  /// where money moves the halves of a stored batch would be paid once more.
  private func mayBeStored(_ located: [LocatedRecord]) async throws -> Bool {
    guard context.operation.traits.sending.needsWitness, let first = located.first,
      let last = located.last
    else {
      return false
    }
    let codes = [first.record.customCode, last.record.customCode]
    let search = CodeSearch(context: context, runStartedAt: nil, codesOfRun: codes)
    guard let asked = try? await search.answers(to: codes, mostPages: 0),
      let answers = try? await search.addingListed(to: asked, of: codes)
    else {
      return true
    }
    return codes.contains { answers[$0] == .unanswered }
      || answers.found.contains { BatchCode.isOfRun(context.runCode, $0.record.batchCode) }
  }

  private func close(_ chunk: Chunk, as state: RecordState) -> JournalMutation {
    .closed(
      chunk: chunk.number, state: state, outcome: RecordOutcome(), at: context.time.now())
  }

  private func event(_ kind: String, _ chunk: Chunk, _ evidence: String) -> JournalMutation {
    .event(
      JournalEvent(
        at: context.time.now(), kind: kind, chunk: chunk.number, evidence: evidence))
  }
}
