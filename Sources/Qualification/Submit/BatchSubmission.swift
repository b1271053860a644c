import Crypto
import Foundation

/// One chunk on its way: intent committed, POST, receipt committed.
struct BatchSubmission: Sendable {
  let context: EngineContext

  /// What the parent must know; everything else is in the journal.
  enum End: Sendable {
    case answered(records: Int)
    case inDoubt(reason: String, records: Int)
    case notSent(reason: String)
    case throttled(for: Duration?)
    case halved
    case stop(EngineStop)
    /// The task was cancelled before anything was announced.
    case cancelled
    /// Nothing of the chunk is left to send.
    case empty
  }

  /// Reads the records of `chunk` again, waits for the gate and submits them.
  func run(_ chunk: Chunk) async throws -> End {
    let entries = try await context.journal.entries(.chunk(chunk.number))
      .filter { $0.state == .planned }
    guard !entries.isEmpty else {
      try await context.commit([close(chunk, as: .inDoubt)])
      return .empty
    }
    let located = try await context.source.records(of: chunk, entries: entries)
    do {
      try await context.gate.enter()
    } catch is CancellationError {
      return .cancelled
    }
    let isFirstAttempt = entries.allSatisfy { $0.attempts == 0 }
    return try await context.toItsEnd {
      try await submit(chunk, located, isFirstAttempt: isFirstAttempt)
    }
  }

  private func submit(
    _ chunk: Chunk, _ located: [LocatedRecord], isFirstAttempt: Bool
  ) async throws -> End {
    let records = located.map(\.record)
    let batchCode = BatchCode.make(
      run: context.runCode, chunk: chunk.number, attempt: chunk.attempts + 1)
    let request = context.operation.submission(of: records, batchCode: batchCode)
    let hash = InputHash.hexadecimal(SHA256.hash(data: request.body ?? []))
    try await context.journal.commit([
      .intent(
        chunk: chunk.number, batchCode: batchCode, bodySHA256: hash,
        at: context.time.now())
    ])
    let attempt = await attempt(request)
    let meaning = AttemptMeaning(
      attempt, now: context.time.now(), read: context.operation.submissionReply(in:))
    return try await settle(
      meaning, chunk: chunk, located: located, isFirstAttempt: isFirstAttempt)
  }

  private func attempt(_ request: Request) async -> Result<Reply, TransportError> {
    do throws(TransportError) {
      let reply = try await context.transport.send(request)
      context.gate.observe(status: reply.status)
      return .success(reply)
    } catch {
      return .failure(error)
    }
  }

  /// Commits what the attempt means.
  private func settle(
    _ meaning: AttemptMeaning, chunk: Chunk, located: [LocatedRecord], isFirstAttempt: Bool
  ) async throws -> End {
    let number = chunk.number
    switch meaning {
    case .allAccepted:
      try await context.journal.commit([close(chunk, as: .pending)])
      return .answered(records: located.count)
    case .judged(let lists):
      let receipts = Receipts.read(
        lists, of: located.map(\.record), isFirstAttempt: isFirstAttempt)
      return try await settle(receipts, chunk: chunk)
    case .inDoubt(let reason):
      try await context.journal.commit([
        close(chunk, as: .inDoubt), event("submit.in_doubt", chunk, reason),
      ])
      return .inDoubt(reason: reason, records: located.count)
    case .notSent(let reason):
      try await context.journal.commit([
        .withdrawn(chunk: number), event("submit.not_sent", chunk, reason),
      ])
      return .notSent(reason: reason)
    case .throttled(let delay):
      try await context.journal.commit([
        .withdrawn(chunk: number), event("submit.throttled", chunk, ""),
      ])
      return .throttled(for: delay)
    case .refusedWhole(let message):
      return try await halve(chunk, located, code: APICode.refused, message: message)
    case .tooLarge:
      return try await halve(chunk, located, code: APICode.tooLarge, message: nil)
    case .denied(let status):
      try await context.journal.commit([
        .withdrawn(chunk: number), event("submit.denied", chunk, "status \(status)"),
      ])
      return .stop(.denied(status: status))
    case .misdirected(let status):
      try await context.journal.commit([
        .withdrawn(chunk: number), event("submit.misdirected", chunk, "status \(status)"),
      ])
      return .stop(.misdirected(status: status))
    }
  }

  private func settle(_ receipts: [Receipt], chunk: Chunk) async throws -> End {
    let now = context.time.now()
    var mutations = receipts.map { receipt in
      JournalMutation.record(
        number: receipt.number, state: receipt.state, outcome: receipt.outcome, at: now)
    }
    mutations.append(close(chunk, as: .inDoubt))
    try await context.journal.commit(mutations)
    let changed = receipts.count { $0.outcome.code == APICode.serviceChanged }
    if changed > 0 { context.observe(.serviceChanged(records: changed)) }
    return .answered(records: receipts.count)
  }

  /// A batch refused as a whole: the one record is refused, or two halves are planned again.
  private func halve(
    _ chunk: Chunk, _ located: [LocatedRecord], code: String, message: String?
  ) async throws -> End {
    let now = context.time.now()
    guard located.count > 1 else {
      let masked = located.first.flatMap { only in
        message.map { Masking.message($0, about: only.record) }
      }
      try await context.journal.commit([
        .closed(
          chunk: chunk.number, state: .refused,
          outcome: RecordOutcome(code: code, message: masked), at: now)
      ])
      return .answered(records: located.count)
    }
    let middle = located.count / 2
    let halves = [located[..<middle], located[middle...]]
    try await context.journal.commit(
      halves.compactMap { ChunkCutting.requeue(Array($0)) } + [event("submit.halved", chunk, code)])
    return .halved
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
