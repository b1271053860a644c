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
/// Cells of a sheet can be moved against each other, so that a row bears the code of another, see
/// ``settleMoved(_:)``.
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
    var met = RemoteIndex()
    try await groups { entries in
      let open = entries.filter { entry in
        mayRepeatKeys || context.source.bringsPredecessors || entry.note?.again != nil
      }
      if !open.isEmpty { try await settle(open, &met) }
    }
    if mayBeMoved { try await settleMoved(met) }
  }

  /// Goes through the records that were not sent yet.
  func groups(_ settle: ([JournalEntry]) async throws -> Void) async throws {
    var after = 0
    while true {
      let entries = try await context.journal.entries(
        .states([.planned], after: after, limit: Self.groupSize))
      guard let last = entries.last else { return }
      try Task.checkCancellation()
      let open = entries.filter { $0.attempts == 0 }
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

  /// Whether a row may bear the code of another, and that would cost.
  private var mayBeMoved: Bool {
    context.operation.movesMoney && context.source.bringsPredecessors
  }

  private func settle(_ entries: [JournalEntry], _ met: inout RemoteIndex) async throws {
    var records: [(record: OutgoingRecord, predecessor: Predecessor)] = []
    for (chunk, entries) in try await context.byChunk(entries) {
      let located = try await context.source.records(of: chunk, entries: entries)
      let again = Set(entries.filter { $0.note?.again != nil }.map(\.number))
      for record in located.map(\.record) {
        let own = Predecessor(customCode: record.customCode)
        let earlier = record.predecessor ?? (again.contains(record.number) ? own : nil)
        records += ([earlier].compactMap(\.self) + (mayRepeatKeys && earlier != own ? [own] : []))
          .map { (record, $0) }
        if mayBeMoved { met.want(record) }
      }
    }
    guard !records.isEmpty else { return }
    let answers = try await answers(to: records.map(\.predecessor.customCode))
    if mayBeMoved { met.insert(answers) }
    var mutations: [JournalMutation] = []
    var given: Set<String> = []
    var settled: Set<Int> = []
    for (record, predecessor) in records where !settled.contains(record.number) {
      switch answers[predecessor.customCode] {
      case .unanswered: break
      case .absent: mutations.append(event("earlier_code.absent", record, "no record"))
      case .found(let remote):
        let decided = try await decision(record, predecessor, remote, &given)
        if decided.contains(where: \.isOfRecord) { settled.insert(record.number) }
        mutations += decided
      }
    }
    try await context.commit(mutations)
    try requireAnswers(answers, to: records.map(\.predecessor.customCode))
  }

  /// - Throws: ``EngineStop`` where the API said nothing usable of a code.
  func requireAnswers(_ answers: LookUpAnswers, to codes: [String]) throws {
    guard !codes.contains(where: { answers[$0] == .unanswered }) else {
      throw context.stop(
        "the API does not say what it has under the codes of the records")
    }
  }

  func answers(to codes: [String]) async throws -> LookUpAnswers {
    context.observe(.lookingUpEarlierCodes(records: codes.count))
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

  /// - Parameter given: codes under which records of this group go on.
  private func decision(
    _ record: OutgoingRecord, _ predecessor: Predecessor, _ remote: RemoteRecord,
    _ given: inout Set<String>
  ) async throws -> [JournalMutation] {
    let verdict = context.operation.statuses.verdict(ofStatus: remote.statusID)
    let evidence = "id \(remote.id), status \(remote.statusID)"
    if verdict.isFailed {
      guard context.operation.movesMoney, !predecessor.isReplacedByHand,
        predecessor.customCode != record.customCode, isSameRecord(remote, record)
      else { return [event("earlier_code.failed", record, evidence)] }
    }
    if isSameRecord(remote, record) {
      return try await goingOn(record, as: remote, under: predecessor.customCode, &given)
    }
    if predecessor.isReplacedByHand { return [event("earlier_code.replaced", record, evidence)] }
    return try await goingOn(
      record, as: .refused, under: predecessor.customCode, remote, &given,
      code: predecessor.customCode == record.customCode
        ? APICode.collision : APICode.earlierCode, message: "",
      event("earlier_code.other_data", record, evidence))
  }

  /// The record is the one that the API has under `code`: it was done, may be, or came to nothing and
  /// comes back as it was, from whatever place. In the folder of its run the plan holds that back, see
  /// ``UncorrectedRecords``.
  func goingOn(
    _ record: OutgoingRecord, as remote: RemoteRecord, under code: String,
    _ given: inout Set<String>
  ) async throws -> [JournalMutation] {
    let verdict = context.operation.statuses.verdict(ofStatus: remote.statusID)
    let name = remote.batchCode.flatMap(BatchCode.runName)
    return try await goingOn(
      record, as: verdict.state, under: code, remote, &given,
      code: verdict.isFailed ? APICode.notCorrected : APICode.otherRun,
      message: verdict.isFailed ? "" : name ?? "",
      event(
        verdict.isFailed ? "earlier_code.uncorrected" : "earlier_code.same", record,
        "id \(remote.id), status \(remote.statusID)"))
  }

  func isSameRecord(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    let operation = context.operation
    return operation.agrees(remote, record) && !operation.isAltered(remote)
      && (!operation.traits.needsAmount || remote.amountInCents != nil)
  }

  /// The record under an earlier code; a repetition, where another record of the run has that.
  private func goingOn(
    _ record: OutgoingRecord, as state: RecordState, under earlier: String,
    _ remote: RemoteRecord, _ given: inout Set<String>, code: String, message: String,
    _ event: JournalMutation
  ) async throws -> [JournalMutation] {
    let now = context.time.now()
    var outcome = RecordOutcome(remote)
    (outcome.code, outcome.message) = (code, message)
    func mutation(_ state: RecordState) -> JournalMutation {
      .record(number: record.number, state: state, outcome: outcome, at: now, attempts: 0)
    }
    guard earlier != record.customCode else { return [mutation(state), event] }
    let holders = try await context.journal.entries(.customCodes([earlier]))
    guard holders.isEmpty, given.insert(earlier).inserted else {
      return [mutation(.duplicate), event]
    }
    return [.recoded(number: record.number, customCode: earlier), mutation(state), event]
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
