internal import Foundation
internal import BulkEngine

/// What a journal holds, as a plain value: the meaning of every mutation without any storage.
struct JournalContent {
  private(set) var run: Run?
  private(set) var chunks: [Int: Chunk] = [:]
  private(set) var entries: [Int: JournalEntry] = [:]
  private(set) var events: [JournalEvent] = []
  /// Claims that end, by chunk.
  var leases: [Int: Lease] = [:]
  private var numbers: [String: Int] = [:]

  // MARK: - The plan

  mutating func begin(_ run: Run) throws {
    try JournalRules.requireBeginning(
      isSealed: isSealed, hasAttempts: self.run?.batchesNumbered ?? 0 > 0)
    self = JournalContent()
    var stored = run
    stored.startedAt = run.startedAt.toMilliseconds
    stored.plannedAt = run.plannedAt?.toMilliseconds
    stored.pace = run.pace?.toMilliseconds
    self.run = stored
  }

  mutating func append(_ records: [PlannedRecord], chunks: [Chunk]) throws {
    try JournalRules.requirePlanning(isBegun: run != nil, isSealed: isSealed)
    for chunk in chunks {
      try insert(chunk)
    }
    for record in records {
      try insert(record)
    }
  }

  private var isSealed: Bool { run?.plannedAt != nil }

  private mutating func insert(_ chunk: Chunk) throws {
    try JournalRules.require(chunks[chunk.number] == nil, "chunk \(chunk.number) exists already")
    var stored = chunk
    stored.lastAttemptAt = chunk.lastAttemptAt?.toMilliseconds
    chunks[chunk.number] = stored
  }

  private mutating func insert(_ record: PlannedRecord) throws {
    try JournalRules.require(
      entries[record.number] == nil, "record \(record.number) exists already")
    if let chunk = record.chunk {
      try JournalRules.require(chunks[chunk] != nil, "chunk \(chunk) does not exist")
    }
    if let code = record.customCode, numbers[code] != nil {
      entries[record.number] = JournalEntry(
        number: record.number, state: JournalRules.stateOfTakenCode)
      if let chunk = record.chunk { shrink(chunk, by: 1) }
      return
    }
    entries[record.number] = JournalEntry(
      number: record.number, state: record.state, customCode: record.customCode,
      chunk: record.chunk, outcome: RecordOutcome(apiID: record.verdict?.apiID),
      settledAt: record.verdict?.at.toMilliseconds, note: record.note)
    if let code = record.customCode { numbers[code] = record.number }
  }

  private mutating func shrink(_ chunk: Int, by records: Int) {
    chunks[chunk]?.count -= records
    if let count = chunks[chunk]?.count, count <= 0 { chunks[chunk]?.state = .closed }
  }

  // MARK: - Selections

  func chunks(in state: ChunkState, limit: Int) -> [Chunk] {
    let found = chunks.values.filter { $0.state == state }.sorted { $0.number < $1.number }
    return Array(found.prefix(max(limit, 0)))
  }

  func entries(_ selection: EntrySelection) -> [JournalEntry] {
    let found: [JournalEntry] =
      switch selection {
      case .numbers(let first, let last):
        first > last ? [] : entries.values.filter { (first...last).contains($0.number) }
      case .states(let states, let after, _):
        entries.values.filter { states.contains($0.state.kind) && $0.number > after }
      case .taken(let word, let after, _):
        entries.values.filter { $0.state == .taken(word) && $0.number > after }
      case .customCodes(let codes):
        Set(codes).compactMap { numbers[$0] }.compactMap { entries[$0] }
      case .chunk(let number):
        entries.values.filter { $0.chunk == number }
      case .listed(let numbers): Set(numbers).compactMap { entries[$0] }
      }
    let sorted = found.sorted { $0.number < $1.number }
    switch selection {
    case .states(_, _, let limit), .taken(_, _, let limit):
      return Array(sorted.prefix(max(limit, 0)))
    case .numbers, .customCodes, .chunk, .listed: return sorted
    }
  }

  // MARK: - Mutations

  mutating func apply(_ mutation: JournalMutation) throws {
    switch mutation {
    case .planned(let totals, let time):
      try JournalRules.requireSealing(isBegun: run != nil, isSealed: isSealed)
      run?.plan = totals
      run?.plannedAt = time.toMilliseconds
    case .consented:
      try JournalRules.require(run != nil, "there is no run")
      run?.isConsented = true
    case .inputMoved(let path):
      try JournalRules.require(run != nil, "there is no run")
      run?.input.path = path
    case .intent(let chunk, let batchCode, _, let time, let records, _):
      try intend(chunk, batchCode: batchCode, at: time.toMilliseconds, records: records)
    case .withdrawn(let chunk):
      try JournalRules.requireWithdrawal(chunk, chunks[chunk]?.state)
      chunks[chunk]?.state = .planned
      changeEntries(of: chunk, in: JournalRules.answered) { $0.state = .planned }
    case .closed(let chunk, let state, let outcome, let time):
      try close(chunk, state: state, outcome: outcome, at: time.toMilliseconds)
    case .record(let number, let state, let outcome, let time, let attempts):
      try settle(
        number, state: state, outcome: outcome, at: time.toMilliseconds, attempts: attempts)
    case .doubted:
      doubt()
    case .noted(let number, let note):
      entries[number]?.note = note.isEmpty ? nil : note
    case .sighted(let number, let sighting):
      try JournalRules.requireSighting(number, entries[number]?.state)
      entries[number]?.sighting = sighting
    case .recoded(let number, let customCode):
      try recode(number, customCode: customCode)
    case .requeued(let numbers, let chunk, let origin):
      try requeue(numbers, in: chunk, from: origin)
    case .paced(let pace):
      try JournalRules.require(run != nil, "there is no run")
      run?.pace = pace.toMilliseconds
    case .answersErased:
      for number in entries.keys { entries[number]?.outcome.answer = nil }
    case .operationErased(let settings):
      try JournalRules.require(run != nil, "there is no run")
      run?.settings.operation = settings
    case .event(let event):
      append(event)
    }
  }

  private mutating func intend(
    _ chunk: Int, batchCode: String, at time: Date, records: Int?
  ) throws {
    try JournalRules.requireIntent(chunk, chunks[chunk]?.state, isSealed: isSealed)
    let planned = entries.values.count {
      $0.chunk == chunk && JournalRules.announced.contains($0.state.kind)
    }
    if let records, records != planned { throw CommitRefusal(answer: .recordsChanged) }
    run?.batchesNumbered += 1
    chunks[chunk]?.state = .intent
    chunks[chunk]?.batchCode = batchCode
    chunks[chunk]?.attempts += 1
    chunks[chunk]?.lastAttemptAt = time
    changeEntries(of: chunk, in: JournalRules.announced) { entry in
      entry.state = .intent
      entry.batchCode = batchCode
      entry.attempts += 1
      entry.submittedAt = time
    }
  }

  private mutating func close(
    _ chunk: Int, state: RecordState, outcome: RecordOutcome, at time: Date
  ) throws {
    let hasPlanned = entries.values.contains { $0.chunk == chunk && $0.state == .planned }
    try JournalRules.requireClosing(
      chunk, chunks[chunk]?.state, as: state, hasPlanned: hasPlanned)
    chunks[chunk]?.state = .closed
    changeEntries(of: chunk, in: JournalRules.answered) { entry in
      entry.state = state
      entry.outcome.merge(outcome)
      entry.settledAt = state.isFinal ? time : nil
    }
  }

  private mutating func doubt() {
    for (number, entry) in entries where JournalRules.announced.contains(entry.state.kind) {
      entries[number]?.state = .inDoubt
    }
    for (number, chunk) in chunks where chunk.state == .planned { chunks[number]?.state = .closed }
  }

  private mutating func settle(
    _ number: Int, state: RecordState, outcome: RecordOutcome, at time: Date, attempts: Int?
  ) throws {
    try JournalRules.requireReport(state)
    guard var entry = entries[number] else {
      throw JournalError.misuse("record \(number) does not exist")
    }
    if let id = JournalRules.claimedIdentity(state, outcome), isTaken(id, from: number) {
      return doubt(entry, id: id, at: time)
    }
    let former = entry
    let report = JournalRules.report(
      state, over: former.state, isSentSince: attempts.map { $0 != former.attempts } ?? false)
    if report == .replaces || report == .changesVerdict {
      entry.outcome.merge(outcome)
      entry.settledAt = JournalRules.settledAt(state, over: former, at: time)
      entry.state = state
      entries[number] = entry
    }
    let event = JournalRules.event(of: report, number, state, over: former.state, at: time)
    if let event { append(event) }
  }

  private func isTaken(_ id: String, from number: Int) -> Bool {
    entries.values.contains {
      $0.number != number && $0.outcome.apiID == id && $0.state.isAtAPI
    }
  }

  private mutating func doubt(_ entry: JournalEntry, id: String, at time: Date) {
    guard
      let event = JournalRules.doubtOfIdentity(
        entry.number, entry.state, code: entry.outcome.code, id: id, at: time)
    else { return }
    entries[entry.number]?.state = .inDoubt
    entries[entry.number]?.outcome.code = APICode.identityTaken
    append(event)
  }

  private mutating func recode(_ number: Int, customCode: String) throws {
    let entry = entries[number]
    try JournalRules.requireRecoding(number, entry?.state, attempts: entry?.attempts ?? 0)
    try JournalRules.require(numbers[customCode] == nil, "the code is taken")
    if let former = entry?.customCode { numbers[former] = nil }
    numbers[customCode] = number
    entries[number]?.customCode = customCode
  }

  private mutating func requeue(
    _ numbers: [Int], in planned: Chunk, from origin: Requeueing
  ) throws {
    var chunk = planned
    if chunk.number == 0 { chunk.number = (chunks.keys.max() ?? 0) + 1 }
    try JournalRules.requireRequeueing(in: chunk.state)
    try insert(chunk)
    var former: [Int: Int] = [:]
    for number in numbers {
      guard let entry = entries[number] else {
        throw JournalError.misuse("record \(number) does not exist")
      }
      if JournalRules.mayRequeue(number, entry.state.kind, attempts: entry.attempts, from: origin) {
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
    append(JournalRules.skipped(entry, chunk: chunk.number))
  }

  private mutating func leave(chunk: Int, moved: Int) {
    shrink(chunk, by: moved)
    let hasWork = entries.values.contains {
      $0.chunk == chunk && JournalRules.work.contains($0.state.kind)
    }
    if !hasWork { chunks[chunk]?.state = .closed }
  }

  private mutating func changeEntries(
    of chunk: Int, in states: Set<RecordState.Kind>, _ change: (inout JournalEntry) -> Void
  ) {
    for (number, entry) in entries where entry.chunk == chunk && states.contains(entry.state.kind) {
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
}
