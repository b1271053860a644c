import Foundation

/// Looks up the earlier codes of records that have new ones, before anything leaves.
///
/// A corrected record goes out under a new code because an earlier run called its code used up. That
/// run may have been wrong: it may have taken the API's "used already" for a refusal, or the API may
/// have changed its mind since. Then the payment was made under the earlier code, and the new one
/// would make it a second time.
///
/// | under the earlier code the API has | the record |
/// | --- | --- |
/// | nothing | is sent |
/// | one that came to nothing | is sent: it was corrected |
/// | the same record, which came to nothing | goes on under the earlier code where money moves: it comes back as it was, and would be another payment. Where a person has given the new code, it is sent |
/// | the same record, taken | goes on under the earlier code and is never sent |
/// | another record, taken | is refused; a person decides. Where a person has given the new code, that is decided, and it is sent |
///
/// Where the target of a record is looked at before each sending, that look tells the same, nearer to
/// the sending: nothing is looked up here.
///
/// What is sent once more although another run has sent it is looked up under its own code, too, and so is
/// everything where the API may take one code twice: a code that the API has already is never sent a
/// second time.
struct EarlierCodes: Sendable {
  let context: EngineContext

  /// Records settled in one go.
  private static let groupSize = 1_000
  /// Most refused records were never at the API and cannot be met in its list: one page for so many.
  private static let recordsPerPage = 10
  /// How often codes are asked for again of which the API said nothing usable.
  private static let mostRounds = 4

  /// Returns when every record that is left to be sent may be sent.
  ///
  /// A record with an attempt was settled before its first one.
  /// - Throws: ``EngineStop`` also when the API gives no usable answers, `CancellationError`, or an
  ///   error of the journal or the input. Nothing was sent.
  func settle() async throws {
    guard isNeeded else { return }
    var after = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.planned], after: after, limit: Self.groupSize))
      guard let last = entries.last else { return }
      try Task.checkCancellation()
      let open = entries.filter { entry in
        entry.attempts == 0
          && (mayRepeatKeys || context.source.bringsPredecessors || entry.note?.again != nil)
      }
      if !open.isEmpty { try await settle(open) }
      after = last.number
    }
  }

  /// Whether any record may have one that counts.
  var isNeeded: Bool {
    !context.operation.traits.looksFirst
      && (context.source.bringsPredecessors || !context.ledgers.isEmpty || mayRepeatKeys)
  }

  private var mayRepeatKeys: Bool { context.operation.traits.mayRepeatKeys }

  private func settle(_ entries: [JournalEntry]) async throws {
    var records: [(record: OutgoingRecord, predecessor: Predecessor)] = []
    for (chunk, entries) in try await context.byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      let again = Set(entries.filter { $0.note?.again != nil }.map(\.number))
      records += located.flatMap { located in
        let record = located.record
        let own = Predecessor(customCode: record.customCode)
        let earlier = record.predecessor ?? (again.contains(record.number) ? own : nil)
        return ([earlier].compactMap(\.self) + (mayRepeatKeys && earlier != own ? [own] : []))
          .map { (record, $0) }
      }
    }
    guard !records.isEmpty else { return }
    context.observe(.lookingUpEarlierCodes(records: entries.count))
    let answers = try await answers(to: records.map(\.predecessor.customCode))
    let failed = failures(in: answers)
    var mutations: [JournalMutation] = []
    var isAnswered = true
    var given: Set<String> = []
    var settled: Set<Int> = []
    for (record, predecessor) in records where !settled.contains(record.number) {
      switch answers[predecessor.customCode] {
      case .unanswered: isAnswered = false
      case .absent: mutations.append(event("earlier_code.absent", record, "no record"))
      case .found(let remote):
        let decided = try await decision(record, predecessor, remote, failed, &given)
        if decided.contains(where: \.isOfRecord) { settled.insert(record.number) }
        mutations += decided
      }
    }
    try await context.commit(mutations)
    guard isAnswered else {
      throw context.stop(
        "the API does not say what it has under the codes of the records")
    }
  }

  private func answers(to codes: [String]) async throws -> LookUpAnswers {
    var answers = try await asked(codes)
    for round in 0..<Self.mostRounds {
      let open = codes.filter { answers[$0] == .unanswered }
      guard !open.isEmpty else { break }
      try await context.time.sleep(context.backoff(failuresBefore: round))
      let more = try await asked(open)
      for code in open { answers[code] = more[code] }
    }
    return answers
  }

  private func asked(_ codes: [String]) async throws -> LookUpAnswers {
    // The records are of earlier runs: no day is too old.
    let search = CodeSearch(context: context, runStartedAt: nil, codesOfRun: [])
    let asked = try await search.answers(
      to: codes.map { Sought($0) }, mostPages: codes.count / Self.recordsPerPage)
    return try await search.addingListed(to: try await believed(asked), of: codes)
  }

  /// The answers without those that find nothing where the API does not find what it has, either.
  private func believed(_ answers: LookUpAnswers) async throws -> LookUpAnswers {
    guard context.operation.traits.sending.needsWitness, answers.count > 0, answers.found.isEmpty,
      case .unbelievable = try await LookUpWitness(context: context).testimonyOfList()
    else { return answers }
    return answers.withoutAbsences
  }

  /// - Parameters:
  ///   - failed: what came to nothing under earlier codes of this group, by amount.
  ///   - given: codes under which records of this group go on.
  private func decision(
    _ record: OutgoingRecord, _ predecessor: Predecessor, _ remote: RemoteRecord,
    _ failed: [Int64?: [Failure]], _ given: inout Set<String>
  ) async throws -> [JournalMutation] {
    let verdict = context.operation.statuses.verdict(ofStatus: remote.statusID)
    let evidence = "id \(remote.id), status \(remote.statusID)"
    if verdict.isFailed {
      let own = Failure(code: predecessor.customCode, record: remote)
      let others = failed[record.amountInCents] ?? []
      guard let same = uncorrected(record, predecessor, among: [own] + others) else {
        return [event("earlier_code.failed", record, evidence)]
      }
      return try await goingOn(
        record, as: context.operation.statuses.verdict(ofStatus: same.record.statusID).state,
        under: Predecessor(customCode: same.code), same.record, &given,
        code: APICode.notCorrected, message: "",
        event("earlier_code.uncorrected", record, evidence))
    }
    if isSameRecord(remote, record) {
      let name = remote.batchCode.flatMap(BatchCode.runName)
      return try await goingOn(
        record, as: verdict.state, under: predecessor, remote, &given,
        code: APICode.otherRun, message: name ?? "", event("earlier_code.same", record, evidence))
    }
    if predecessor.isReplacedByHand { return [event("earlier_code.replaced", record, evidence)] }
    return try await goingOn(
      record, as: .refused, under: predecessor, remote, &given,
      code: predecessor.customCode == record.customCode
        ? APICode.collision : APICode.earlierCode, message: "",
      event("earlier_code.other_data", record, evidence))
  }

  /// A record of the API that came to nothing, and the earlier code that it was found under.
  private struct Failure {
    var code: String
    var record: RemoteRecord
  }

  private func failures(in answers: LookUpAnswers) -> [Int64?: [Failure]] {
    let failed = answers.found.filter {
      context.operation.statuses.verdict(ofStatus: $0.record.statusID).isFailed
    }
    return Dictionary(
      grouping: failed.map { Failure(code: $0.code, record: $0.record) }.sorted {
        $0.code < $1.code
      },
      by: { context.operation.traits.needsAmount ? $0.record.amountInCents : nil })
  }

  /// What came to nothing and comes back as it was, from whatever place: in the folder of its run the
  /// plan holds it back, see ``UncorrectedRecords``. It may bear the code of another row, where cells of
  /// the file were moved against each other.
  private func uncorrected(
    _ record: OutgoingRecord, _ predecessor: Predecessor,
    among failed: [Failure]
  ) -> Failure? {
    guard context.operation.movesMoney, !predecessor.isReplacedByHand,
      predecessor.customCode != record.customCode
    else { return nil }
    return failed.first { isSameRecord($0.record, record) }
  }

  private func isSameRecord(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    let operation = context.operation
    return operation.agrees(remote, record) && !operation.isAltered(remote)
      && (!operation.traits.needsAmount || remote.amountInCents != nil)
  }

  /// The record under its earlier code; a repetition, where another record of the run has that.
  private func goingOn(
    _ record: OutgoingRecord, as state: RecordState, under predecessor: Predecessor,
    _ remote: RemoteRecord, _ given: inout Set<String>, code: String, message: String,
    _ event: JournalMutation
  ) async throws -> [JournalMutation] {
    let now = context.time.now()
    var outcome = RecordOutcome(remote)
    (outcome.code, outcome.message) = (code, message)
    guard predecessor.customCode != record.customCode else {
      return [
        .record(number: record.number, state: state, outcome: outcome, at: now, attempts: 0), event,
      ]
    }
    let holders = try await context.journal.entries(.customCodes([predecessor.customCode]))
    guard holders.isEmpty, given.insert(predecessor.customCode).inserted else {
      return [
        .record(number: record.number, state: .duplicate, outcome: outcome, at: now, attempts: 0),
        event,
      ]
    }
    return [
      .recoded(number: record.number, customCode: predecessor.customCode),
      .record(number: record.number, state: state, outcome: outcome, at: now, attempts: 0), event,
    ]
  }

  private func event(
    _ kind: String, _ record: OutgoingRecord, _ evidence: String
  ) -> JournalMutation {
    .event(
      JournalEvent(
        at: context.time.now(), kind: kind, record: record.number, evidence: evidence))
  }
}

extension JournalMutation {
  /// Whether it says what became of a record.
  fileprivate var isOfRecord: Bool {
    if case .record = self { true } else { false }
  }
}
