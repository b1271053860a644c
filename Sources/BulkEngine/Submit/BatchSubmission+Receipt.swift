import Foundation

/// What an attempt means for the chunk and its records: the receipt.
extension BatchSubmission {
  /// Commits what the attempt means.
  func settle(
    _ meaning: AttemptMeaning, located: [LocatedRecord], isFirstAttempt: Bool,
    _ departure: Departure, leftAt: Duration
  ) async throws -> End {
    switch meaning {
    case .allAccepted:
      context.limiter.succeeded(.effect)
      if let record = located.first?.record, looksAfter { return try await acknowledge(record) }
      let pending = context.operation.statuses.pending.state
      return try await conclude([close(as: pending)], records: located.map(\.record.number)) {
        .answered(records: located.count)
      }
    case .judged(let answers):
      context.limiter.succeeded(.effect)
      let receipts = receipts(isFirstAttempt).read(answers, of: located.map(\.record))
      return try await settle(receipts)
    case .refusedWhole(let message, let isRepetition):
      context.limiter.succeeded(.effect)
      return try await halve(located, code: APICode.refused) { record in
        receipts(isFirstAttempt).refusal(
          of: record, code: APICode.refused, message: message, isRepetition: isRepetition)
      }
    case .tooLarge:
      context.limiter.succeeded(.effect)
      return try await halve(located, code: APICode.tooLarge) { record in
        receipts(isFirstAttempt).refusal(of: record, code: APICode.tooLarge, message: nil)
      }
    case .perhapsRefused(let status, let message):
      let receipts = receipts(isFirstAttempt)
      guard context.operation.traits.recordsPerRequest == 1, let record = located.first?.record,
        !receipts.rules.isFinal(refusalAtFirst: isFirstAttempt)
      else { return try await lose("the API answered with status \(status)", of: located) }
      context.limiter.succeeded(.effect)
      return try await settle([
        receipts.refusal(of: record, code: APICode.refused, message: message)
      ])
    case .inDoubt(let reason): return try await lose(reason, of: located)
    case .notSent(let reason):
      let advice = failed(isRetry: true, answered: false)
      return try await keep(departure, "submit.not_sent", reason) {
        .notSent(reason: reason, advice)
      }
    case .throttled(let asked):
      return try await heed(asked, departure: leftAt)
    case .denied(let status):
      return try await withdraw("submit.denied", "status \(status)") {
        .stop(.denied(status: status))
      }
    case .misdirected(let status):
      // A server that answers so may have passed the batch on, or stored it before it sent us elsewhere.
      return try await doubt("status \(status)") { .stop(.misdirected(status: status)) }
    }
  }

  /// The API asks to slow down and has processed nothing: planned again, with the same codes.
  private func heed(
    _ asked: Duration?, departure: Duration
  ) async throws -> End {
    // Before anything is written: no other request may leave meanwhile.
    let stop = context.heedComplaint(asked, about: .effect, departure: departure)
    return try await withdraw("submit.throttled", asked.map { "for \($0)" } ?? "") {
      stop.map(End.stop) ?? .throttled
    }
  }

  /// Tells the circuit breaker before anything is written, so that what waits at the limiter is
  /// held back.
  func failed(isRetry: Bool, answered: Bool) -> CircuitBreaker.Advice {
    let advice = context.limiter.failed(.effect, isRetry: isRetry, answered: answered)
    switch advice {
    case .goOn(let failures), .probe(let failures):
      context.limiter.close(
        for: context.backoff(failuresBefore: failures), because: .failures)
    case .stop: break
    }
    return advice
  }

  /// The request had no effect, as far as is known: planned again, with the same codes.
  ///
  /// - Parameter former: what was noted before an earlier request, where this one never left.
  func withdraw(
    _ kind: String, _ evidence: String, restoring former: [JournalMutation] = [],
    then end: () -> End
  ) async throws -> End {
    try await conclude(
      [.withdrawn(chunk: chunk.number)] + former + [
        event(kind, evidence), .paced(context.limiter.remembered(isAtWork: true)),
      ], records: [], then: end)
  }

  /// The API failed, and may have acted.
  private func lose(_ reason: String, of located: [LocatedRecord]) async throws -> End {
    let advice = failed(isRetry: false, answered: true)
    return try await doubt(reason) { .inDoubt(reason: reason, records: located.count, advice) }
  }

  /// What became of the request is for the look-up to say.
  private func doubt(_ reason: String, then end: () -> End) async throws -> End {
    try await conclude(
      [close(as: .inDoubt), event("submit.in_doubt", reason)], records: [], then: end)
  }

  private func settle(_ receipts: [Receipt]) async throws -> End {
    let now = context.time.now()
    var mutations = receipts.map { receipt in
      JournalMutation.record(
        number: receipt.number, state: receipt.state, outcome: receipt.outcome, at: now)
    }
    mutations.append(close(as: .inDoubt))
    let altered = receipts.count { $0.outcome.code == context.operation.traits.alteredCode }
    return try await conclude(mutations, records: []) {
      if altered > 0 { context.observe(.altered(records: altered)) }
      return .answered(records: receipts.count)
    }
  }

  private func receipts(_ isFirstAttempt: Bool) -> Receipts {
    let operation = context.operation
    return Receipts(
      rules: operation.traits.sending, isFirstAttempt: isFirstAttempt, statuses: operation.statuses,
      isContradicted: { operation.isContradicted($0, by: $1) })
  }

  /// A batch refused as a whole: the one record is refused, or two halves are planned again.
  private func halve(
    _ located: [LocatedRecord], code: String,
    refusal: (OutgoingRecord) -> Receipt
  ) async throws -> End {
    guard located.count > 1 else {
      return try await settle(located.map { refusal($0.record) })
    }
    if context.operation.traits.sending.mayCountTwice, try await mayBeStored(located) {
      return try await doubt("refused as a whole, perhaps stored") { .answered(records: 0) }
    }
    let middle = located.count / 2
    let halves = [located[..<middle], located[middle...]]
    return try await conclude(
      halves.compactMap { ChunkCutting.requeue(Array($0), of: chunk, from: .request) } + [
        // Where callbacks told of all its records meanwhile, none was moved, and it has no answer to wait for.
        close(as: .inDoubt), event("submit.halved", code),
      ], records: []
    ) { .halved }
  }

  func close(as state: RecordState) -> JournalMutation {
    .closed(
      chunk: chunk.number, state: state, outcome: RecordOutcome(), at: context.time.now())
  }

  func event(_ kind: String, _ evidence: String) -> JournalMutation {
    .event(
      JournalEvent(
        at: context.time.now(), kind: kind, chunk: chunk.number, evidence: evidence))
  }

  /// Commits what became of the request. Where another process has claimed the chunk since, only what
  /// is true whoever says it is written, and nothing may be sent for it.
  ///
  /// - Parameter records: those of the request that stand or fall with the chunk.
  func conclude(
    _ mutations: [JournalMutation], records: [Int], then end: () -> End
  ) async throws -> End {
    try await conclude(
      mutations, or: LateReceipt.facts(in: mutations, records: records), then: end)
  }

  /// Commits under the claim; where another process has claimed the chunk since, what remains true.
  func conclude(
    _ mutations: [JournalMutation], or late: [JournalMutation], then end: () -> End
  ) async throws -> End {
    let answer = try await context.journal.commit(mutations, holding: claim)
    guard answer != .committed else { return end() }
    try await context.journal.commit(
      late + [event("submit.claim_lost", "the claim had ended")])
    return .lost
  }
}
