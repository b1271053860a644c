package import Foundation

/// The transitions of a journal, as pure functions: every store of the seam ``Journal`` applies these
/// and no others. The contract suite of the seam tests them through each store.
///
/// | mutation | chunk | records of it | what they become |
/// | --- | --- | --- | --- |
/// | intent | planned → intent | planned | intent |
/// | withdrawn | intent → planned | intent | planned |
/// | closed | any → closed, when none is planned | intent | the state that is given |
/// | doubted | planned → closed | planned | in doubt |
/// | requeued | a new one; the former ones shrink | intent, or in doubt, see ``Requeueing`` | planned in the new chunk |
/// | sighted | stays | the one, planned | stays; is sent, or was withdrawn, in the same commit |
/// | record | stays | the one | see ``report(_:over:)`` |
///
/// Claims that end (of a store that several processes share) guard them:
///
/// | claim | planned chunk | chunk with an intent |
/// | --- | --- | --- |
/// | lasts | is its owner's | is its owner's |
/// | has ended | may be claimed, with the next epoch | its owner's until it is adopted |
/// | has ended, and the grace is over | may be claimed | is adopted: closed, its records in doubt |
/// | another one followed | nothing is written by its former owner | nothing is written by its former owner |
package enum JournalRules {
  // MARK: The plan

  package static func requireBeginning(isSealed: Bool, hasAttempts: Bool) throws(JournalError) {
    try require(!isSealed, "a run with a complete plan cannot be begun again")
    // Who plans anew would not know of it.
    try require(!hasAttempts, "a run that sent something cannot be begun again")
  }

  package static func requirePlanning(isBegun: Bool, isSealed: Bool) throws(JournalError) {
    try require(isBegun && !isSealed, "records can be planned between begin and seal only")
  }

  package static func requireSealing(isBegun: Bool, isSealed: Bool) throws(JournalError) {
    try require(isBegun && !isSealed, "only a begun plan can be sealed, and only once")
  }

  /// A record whose code another one has is kept, without code and chunk.
  package static let stateOfTakenCode = RecordState.duplicate

  // MARK: Chunks

  /// The records of a chunk that a mutation of the chunk changes.
  package static let announced: Set<RecordState.Kind> = [.planned]
  package static let answered: Set<RecordState.Kind> = [.intent]
  /// What a chunk must have to be sent or answered; without any it is closed.
  package static let work: Set<RecordState.Kind> = [.planned, .intent]

  package static func requireIntent(
    _ number: Int, _ chunk: ChunkState?, isSealed: Bool
  ) throws(JournalError) {
    try require(isSealed, "nothing is sent before the plan is sealed")
    try require(chunk == .planned, "chunk \(number) is not planned")
  }

  package static func requireWithdrawal(
    _ number: Int, _ chunk: ChunkState?
  ) throws(JournalError) {
    try require(chunk == .intent, "chunk \(number) has no intent to withdraw")
  }

  /// A closed chunk is never sent, so none of its records may remain planned.
  package static func requireClosing(
    _ number: Int, _ chunk: ChunkState?, as state: RecordState, hasPlanned: Bool
  ) throws(JournalError) {
    try require(!work.contains(state.kind), "a closed chunk cannot hold records to be sent")
    try require(chunk != nil && !hasPlanned, "chunk \(number) is unknown or has planned records")
  }

  // MARK: Claims

  /// Whether a commit that holds a claim with the epoch `claimed` may stand; `latest` is that of the
  /// last claim of the chunk, 0 before any.
  package static func isHeld(_ claimed: Int64, latest: Int64) -> Bool { claimed == latest }

  /// Whether a request may start under a claim that lasts for `left` by the clock of the store; nil
  /// where claims do not end.
  package static func isLongEnough(_ left: Duration?, for lasting: Duration) -> Bool {
    left.map { $0 > lasting } ?? true
  }

  /// Audit line of a chunk whose owner was killed or sleeps.
  package static func adoption(of chunk: Int, at time: Date) -> JournalEvent {
    JournalEvent(at: time, kind: "resume.intent_found", chunk: chunk)
  }

  // MARK: Requeueing

  /// Whether a record may be planned again: the API is not known to have it, and no request with it is
  /// under way but the caller's.
  package static func mayRequeue(
    _ number: Int, _ state: RecordState.Kind, attempts: Int, from: Requeueing
  ) -> Bool {
    switch from {
    case .request: state == .intent
    case .doubt(let asked): state == .inDoubt && asked[number] == attempts
    }
  }

  package static func requireRequeueing(in chunk: ChunkState) throws(JournalError) {
    try require(chunk == .planned, "records are requeued in a planned chunk only")
  }

  /// Audit line of a record that was taken or settled meanwhile and stays where it is.
  package static func skipped(_ entry: JournalEntry, chunk: Int) -> JournalEvent {
    // The journal has no clock: the latest time it knows of this record is good enough.
    let time = entry.settledAt ?? entry.submittedAt ?? Date(timeIntervalSince1970: 0)
    return JournalEvent(
      at: time, kind: "requeue.skipped", record: entry.number, chunk: chunk,
      evidence: entry.state.word)
  }

  package static func requireRecoding(
    _ number: Int, _ state: RecordState?, attempts: Int
  ) throws(JournalError) {
    try require(
      state == .planned && attempts == 0, "record \(number) is not planned, or was sent")
  }

  /// What is noted later could not tell what the request changed.
  package static func requireSighting(
    _ number: Int, _ state: RecordState?
  ) throws(JournalError) {
    try require(state == .planned, "record \(number) is not planned")
  }

  // MARK: Reports of the API

  /// What a report does to a record.
  package enum Report: Sendable, Equatable {
    /// The record gets the state.
    case replaces
    /// Another final state replaces the stored one, with an audit line.
    case changesVerdict
    /// The record stays as it is.
    case isIgnored
    /// The refusal is older than what is known: an audit line alone.
    case isOutdated
  }

  /// A final state ignores one that is not; another final state replaces it and is written down. A
  /// refusal that comes after the record was seen at the API is older than that.
  ///
  /// - Parameter isSentSince: whether the record was sent after the API was asked about it. Then only
  ///   that the API has it is still true.
  package static func report(
    _ state: RecordState, over stored: RecordState, isSentSince: Bool = false
  ) -> Report {
    if stored.isFinal, !state.isFinal { return .isIgnored }
    if isSentSince, !state.isAtAPI { return state == .refused ? .isOutdated : .isIgnored }
    if state == .refused, stored.isAtAPI { return .isOutdated }
    return stored.isFinal && stored != state ? .changesVerdict : .replaces
  }

  /// The stored states that a report of `state` replaces without a further look.
  package static func yielding(to state: RecordState) -> Set<RecordState.Kind> {
    state == .refused ? [.planned, .intent, .inDoubt] : [.planned, .intent, .inDoubt, .taken]
  }

  package static func requireReport(_ state: RecordState) throws(JournalError) {
    try require(!work.contains(state.kind), "a single record cannot become \(state.word)")
  }

  /// When the record was settled: at the first report of the same state.
  package static func settledAt(
    _ state: RecordState, over stored: JournalEntry, at time: Date
  ) -> Date? {
    let first = stored.state == state ? stored.settledAt : nil
    return state.isFinal ? first ?? time : nil
  }

  /// The audit line of a report; `nil` where there is none.
  package static func event(
    of report: Report, _ number: Int, _ state: RecordState, over stored: RecordState, at time: Date
  ) -> JournalEvent? {
    switch report {
    case .replaces, .isIgnored: nil
    case .changesVerdict:
      JournalEvent(
        at: time, kind: "verdict.changed", record: number,
        evidence: "\(stored.word) -> \(state.word)")
    case .isOutdated:
      JournalEvent(
        at: time, kind: "refusal.ignored", record: number, evidence: "known \(stored.word)")
    }
  }

  /// The id of the API with which a report may settle only one record.
  package static func claimedIdentity(
    _ state: RecordState, _ outcome: RecordOutcome
  ) -> String? {
    state.isAtAPI ? outcome.knownID : nil
  }

  /// Audit line of a record that is put in doubt because another one has its id; `nil` for one that is
  /// settled or was put in doubt for this before.
  package static func doubtOfIdentity(
    _ number: Int, _ state: RecordState, code: String?, id: String, at time: Date
  ) -> JournalEvent? {
    let isKnown = state == .inDoubt && code == APICode.identityTaken
    guard !state.isFinal, !isKnown else { return nil }
    return JournalEvent(
      at: time, kind: "identity.taken", record: number,
      evidence: "id \(id) belongs to another record")
  }

  package static func require(
    _ condition: Bool, _ rule: @autoclosure () -> String
  ) throws(JournalError) {
    guard condition else { throw .misuse(rule()) }
  }
}

extension RecordOutcome {
  /// Takes over what is known of `other`.
  package mutating func merge(_ other: RecordOutcome) {
    statusID = other.statusID ?? statusID
    apiID = other.apiID ?? apiID
    code = other.code ?? code
    message = other.message ?? message
    answer = other.answer ?? answer
  }
}
