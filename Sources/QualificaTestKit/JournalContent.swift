internal import Foundation
internal import BulkEngine

/// What a journal holds, as a plain value: the meaning of every mutation without any storage.
struct JournalContent {
  private(set) var run: Run?
  private(set) var chunks: [Int: Chunk] = [:]
  private(set) var entries: [Int: JournalEntry] = [:]
  private(set) var events: [JournalEvent] = []
  private var numbers: [String: Int] = [:]

  // MARK: - The plan

  mutating func begin(_ run: Run) throws {
    try require(self.run?.plannedAt == nil, "a sealed run cannot be begun again")
    try require(self.run?.batchesNumbered ?? 0 == 0, "a run that sent something is not begun again")
    self = JournalContent()
    var stored = run
    stored.startedAt = run.startedAt.toMilliseconds
    stored.plannedAt = run.plannedAt?.toMilliseconds
    stored.pace = run.pace?.toMilliseconds
    self.run = stored
  }

  mutating func append(_ records: [PlannedRecord], chunks: [Chunk]) throws {
    try require(run != nil && run?.plannedAt == nil, "records are planned before the seal only")
    for chunk in chunks {
      try insert(chunk)
    }
    for record in records {
      try insert(record)
    }
  }

  private mutating func insert(_ chunk: Chunk) throws {
    try require(chunks[chunk.number] == nil, "chunk \(chunk.number) exists already")
    var stored = chunk
    stored.lastAttemptAt = chunk.lastAttemptAt?.toMilliseconds
    chunks[chunk.number] = stored
  }

  private mutating func insert(_ record: PlannedRecord) throws {
    try require(entries[record.number] == nil, "record \(record.number) exists already")
    if let chunk = record.chunk {
      try require(chunks[chunk] != nil, "chunk \(chunk) does not exist")
    }
    if let code = record.customCode, numbers[code] != nil {
      entries[record.number] = JournalEntry(number: record.number, state: .duplicate)
      if let chunk = record.chunk { shrink(chunk, by: 1) }
      return
    }
    entries[record.number] = JournalEntry(
      number: record.number, state: record.state, customCode: record.customCode,
      chunk: record.chunk)
    if let code = record.customCode { numbers[code] = record.number }
  }

  private mutating func shrink(_ chunk: Int, by records: Int) {
    chunks[chunk]?.count -= records
    if let count = chunks[chunk]?.count, count <= 0 { chunks[chunk]?.state = .closed }
  }

  // MARK: - Selections

  func entries(_ selection: EntrySelection) -> [JournalEntry] {
    let found: [JournalEntry] =
      switch selection {
      case .numbers(let first, let last):
        first > last ? [] : entries.values.filter { (first...last).contains($0.number) }
      case .states(let states, let after, _):
        entries.values.filter { states.contains($0.state) && $0.number > after }
      case .customCodes(let codes):
        Set(codes).compactMap { numbers[$0] }.compactMap { entries[$0] }
      case .chunk(let number):
        entries.values.filter { $0.chunk == number }
      }
    let sorted = found.sorted { $0.number < $1.number }
    guard case .states(_, _, let limit) = selection else { return sorted }
    return Array(sorted.prefix(max(limit, 0)))
  }

  // MARK: - Mutations

  mutating func apply(_ mutation: JournalMutation) throws {
    switch mutation {
    case .planned(let totals, let time):
      try require(run != nil && run?.plannedAt == nil, "a plan is sealed once")
      run?.plan = totals
      run?.plannedAt = time.toMilliseconds
    case .depositsConsented:
      try require(run != nil, "there is no run")
      run?.depositsConsented = true
    case .intent(let chunk, let batchCode, _, let time):
      try intend(chunk, batchCode: batchCode, at: time.toMilliseconds)
    case .withdrawn(let chunk):
      try require(chunks[chunk]?.state == .intent, "chunk \(chunk) has no intent")
      chunks[chunk]?.state = .planned
      changeEntries(of: chunk, in: .intent) { $0.state = .planned }
    case .closed(let chunk, let state, let outcome, let time):
      try close(chunk, state: state, outcome: outcome, at: time.toMilliseconds)
    case .record(let number, let state, let outcome, let time):
      try settle(number, state: state, outcome: outcome, at: time.toMilliseconds)
    case .doubted:
      doubt()
    case .recoded(let number, let customCode):
      try recode(number, customCode: customCode)
    case .requeued(let numbers, let chunk):
      try requeue(numbers, in: chunk)
    case .paced(let pace):
      try require(run != nil, "there is no run")
      run?.pace = pace.toMilliseconds
    case .event(let event):
      append(event)
    }
  }

  private mutating func intend(_ chunk: Int, batchCode: String, at time: Date) throws {
    try require(run?.plannedAt != nil, "nothing is sent before the seal")
    try require(chunks[chunk]?.state == .planned, "chunk \(chunk) is not planned")
    run?.batchesNumbered += 1
    chunks[chunk]?.state = .intent
    chunks[chunk]?.batchCode = batchCode
    chunks[chunk]?.attempts += 1
    chunks[chunk]?.lastAttemptAt = time
    changeEntries(of: chunk, in: .planned) { entry in
      entry.state = .intent
      entry.batchCode = batchCode
      entry.attempts += 1
      entry.submittedAt = time
    }
  }

  private mutating func close(
    _ chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date
  ) throws {
    try require(state != .planned && state != .intent, "a closed chunk sends nothing")
    try require(chunks[chunk] != nil, "chunk \(chunk) does not exist")
    let hasPlanned = entries.values.contains { $0.chunk == chunk && $0.state == .planned }
    try require(!hasPlanned, "chunk \(chunk) has planned records")
    chunks[chunk]?.state = .closed
    changeEntries(of: chunk, in: .intent) { entry in
      entry.state = state
      entry.outcome.merge(outcome)
      entry.settledAt = state.isSettled ? time : nil
    }
  }

  private mutating func doubt() {
    for (number, entry) in entries where entry.state == .planned {
      entries[number]?.state = .inDoubt
    }
    for (number, chunk) in chunks where chunk.state == .planned { chunks[number]?.state = .closed }
  }

  private mutating func settle(
    _ number: Int, state: RecordState, outcome: RecordOutcome, at time: Date
  ) throws {
    try require(state != .planned && state != .intent, "a record cannot become \(state)")
    guard var entry = entries[number] else {
      throw JournalMisuse("record \(number) does not exist")
    }
    if state.isTaken, let id = outcome.apiID, id != 0, isTaken(apiID: id, from: number) {
      return doubt(entry, apiID: id, at: time)
    }
    let former = entry.state
    guard state.isSettled || !former.isSettled else { return }
    guard state != .refused || !former.isTaken else {
      return append(
        JournalEvent(
          at: time, kind: "refusal.ignored", record: number, evidence: "known \(former.rawValue)"))
    }
    entry.outcome.merge(outcome)
    let first = former == state ? entry.settledAt : nil
    entry.settledAt = state.isSettled ? first ?? time : nil
    entry.state = state
    entries[number] = entry
    guard former.isSettled, former != state else { return }
    append(
      JournalEvent(
        at: time, kind: "verdict.changed", record: number,
        evidence: "\(former.rawValue) -> \(state.rawValue)"))
  }

  private func isTaken(apiID: Int, from number: Int) -> Bool {
    entries.values.contains {
      $0.number != number && $0.outcome.apiID == apiID && $0.state.isTaken
    }
  }

  private mutating func doubt(_ entry: JournalEntry, apiID: Int, at time: Date) {
    let isKnown = entry.state == .inDoubt && entry.outcome.code == APICode.identityTaken
    guard !entry.state.isSettled, !isKnown else { return }
    entries[entry.number]?.state = .inDoubt
    entries[entry.number]?.outcome.code = APICode.identityTaken
    append(
      JournalEvent(
        at: time, kind: "identity.taken", record: entry.number,
        evidence: "id \(apiID) belongs to another record"))
  }

  private mutating func recode(_ number: Int, customCode: String) throws {
    guard let entry = entries[number], entry.state == .planned, entry.attempts == 0,
      numbers[customCode] == nil
    else { throw JournalMisuse("record \(number) cannot get this code") }
    if let former = entry.customCode { numbers[former] = nil }
    numbers[customCode] = number
    entries[number]?.customCode = customCode
  }

  private mutating func requeue(_ numbers: [Int], in planned: Chunk) throws {
    var chunk = planned
    if chunk.number == 0 { chunk.number = (chunks.keys.max() ?? 0) + 1 }
    try require(chunk.state == .planned, "records are requeued in a planned chunk only")
    try insert(chunk)
    var former: [Int: Int] = [:]
    for number in numbers {
      guard let entry = entries[number] else {
        throw JournalMisuse("record \(number) does not exist")
      }
      if [.planned, .intent, .inDoubt].contains(entry.state) {
        if let number = entry.chunk { former[number, default: 0] += 1 }
        entries[number]?.state = .planned
        entries[number]?.chunk = chunk.number
        entries[number]?.outcome = RecordOutcome()
      } else {
        skip(entry, in: chunk)
      }
    }
    for (number, moved) in former {
      leave(chunk: number, moved: moved)
    }
  }

  private mutating func skip(_ entry: JournalEntry, in chunk: Chunk) {
    shrink(chunk.number, by: 1)
    let time = entry.settledAt ?? entry.submittedAt ?? Date(timeIntervalSince1970: 0)
    append(
      JournalEvent(
        at: time, kind: "requeue.skipped", record: entry.number, chunk: chunk.number,
        evidence: entry.state.rawValue))
  }

  private mutating func leave(chunk: Int, moved: Int) {
    shrink(chunk, by: moved)
    let hasWork = entries.values.contains {
      $0.chunk == chunk && [.planned, .intent].contains($0.state)
    }
    if !hasWork { chunks[chunk]?.state = .closed }
  }

  private mutating func changeEntries(
    of chunk: Int, in state: RecordState, _ change: (inout JournalEntry) -> Void
  ) {
    for (number, entry) in entries where entry.chunk == chunk && entry.state == state {
      var changed = entry
      change(&changed)
      entries[number] = changed
    }
  }

  private mutating func append(_ event: JournalEvent) {
    var stored = event
    stored.at = event.at.toMilliseconds
    events.append(stored)
  }

  private func require(_ condition: Bool, _ rule: @autoclosure () -> String) throws {
    guard condition else { throw JournalMisuse(rule()) }
  }
}
