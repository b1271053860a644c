import Spreadsheets

/// Writes the plan of a run into the journal: every record, every chunk, before anything is sent.
package struct Planner: RecordVisitor {
  private let journal: any Journal
  private let operation: any BulkOperation
  private let limits: BatchLimits
  private let codes: CustomCode.Derivation
  /// Of what is sent once more.
  private let codesAgain: CustomCode.Derivation
  /// Held back: rejected here, although nothing is wrong with them.
  private let uncorrected: UncorrectedRecords
  private var heldBackCount = 0

  /// Records of the block under way.
  private var planned: [PlannedRecord] = []
  private var finished: [Chunk] = []
  private var open: Chunk?
  private var openDigest = ChunkDigest()
  private var openBytes = 0
  private var chunkCount = 0
  private var amountInCents: Int64 = 0
  private var plannedCount = 0

  private init(
    journal: any Journal, operation: any BulkOperation, run: Run, uncorrected: UncorrectedRecords
  ) {
    self.uncorrected = uncorrected
    self.journal = journal
    self.operation = operation
    limits = BatchLimits(
      records: min(run.settings.batch.records, operation.traits.recordsPerRequest),
      bytes: run.settings.batch.bytes)
    codes = CustomCode.Derivation(of: run)
    codesAgain = CustomCode.Derivation(of: run, generation: run.settings.ledger?.generation ?? 1)
  }

  /// Plans `run` over the input of `pass`; nothing is sealed yet, so that it can be looked at first.
  ///
  /// - Parameter uncorrected: records that are not sent again as they were.
  /// - Throws: an error of the journal or the input; ``InputError/changed(path:)`` when what was read
  ///   is not what `run` is bound to.
  package static func plan(
    _ run: Run, pass: RecordPass, journal: any Journal, operation: any BulkOperation,
    uncorrected: UncorrectedRecords = .unknown
  ) async throws -> PlanTotals {
    try await journal.begin(run)
    var planner = Planner(
      journal: journal, operation: operation, run: run, uncorrected: uncorrected)
    let hash = InputHash()
    let totals = try await pass.run(&planner, hashing: hash)
    guard try hash.finish(pass.input.file) == run.input.sha256 else {
      throw InputError.changed(path: pass.input.path)
    }
    try await planner.flush(closingChunk: true)
    var plan = PlanTotals(
      records: totals.records, rejected: totals.rejected + planner.heldBackCount,
      duplicates: totals.duplicates,
      planned: planner.plannedCount, chunks: planner.chunkCount, blankRows: totals.blankRows,
      amountInCents: operation.traits.needsAmount ? planner.amountInCents : nil)
    plan.ledger = pass.asking?.totals
    return plan
  }

  package var needsValues: Bool { true }

  package mutating func begin(first: Int, count: Int) async throws {
    planned.reserveCapacity(count)
  }

  package mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    let row = block.row(index)
    switch block.judgement(index) {
    case .ready where uncorrected.contains(index, of: block):
      heldBackCount += 1
      fallthrough
    case .rejected:
      planned.append(PlannedRecord(number: number, state: .rejected))
      if open != nil { openDigest.append(row, of: block.rows, isLast: false) }
    case .duplicate:
      planned.append(
        PlannedRecord(number: number, state: .duplicate, note: block.answer(index)?.note))
      if open != nil { openDigest.append(row, of: block.rows, isLast: false) }
    case .ready:
      let answer = block.answer(index)
      let code = block.newCode(index) ?? block.customCode(index)
      let customCode =
        code.isEmpty
        ? (answer?.note.again == nil ? codes : codesAgain).code(ofRecord: number)
        : String(decoding: code, as: UTF8.self)
      if let verdict = answer?.verdict, let good = operation.statuses.good {
        planned.append(
          PlannedRecord(
            number: number, state: good.state, customCode: customCode, note: answer?.note,
            verdict: verdict))
        if open != nil { openDigest.append(row, of: block.rows, isLast: false) }
        return
      }
      let record = block.outgoing(index, number: number, customCode: customCode)
      place(record, at: row)
      openDigest.append(row, of: block.rows, isLast: true)
      planned.append(
        PlannedRecord(
          number: number, state: .planned, customCode: customCode, chunk: chunkCount,
          note: answer?.note))
      plannedCount += 1
      amountInCents += record.amountInCents ?? 0
    }
  }

  package mutating func end() async throws {
    try await flush(closingChunk: false)
  }

  /// Puts the record into the open chunk, or into a new one when it does not fit.
  private mutating func place(_ record: OutgoingRecord, at row: Row) {
    let bytes = operation.encodedSize(of: record)
    if let chunk = open, chunk.count < limits.records, openBytes + bytes <= limits.bytes {
      open?.lastRecord = record.number
      open?.count += 1
      openBytes += bytes
      return
    }
    closeChunk()
    chunkCount += 1
    open = Chunk(
      number: chunkCount, firstRecord: record.number, lastRecord: record.number, count: 1,
      byteOffset: row.byteOffset, line: row.line)
    openBytes = operation.envelopeSize + bytes
  }

  private mutating func closeChunk() {
    guard var chunk = open else { return }
    chunk.digest = openDigest.text
    finished.append(chunk)
    open = nil
    openDigest = ChunkDigest()
  }

  /// Hands over what is complete: records of the open chunk wait until it is closed.
  private mutating func flush(closingChunk: Bool) async throws {
    if closingChunk { closeChunk() }
    let waiting = open.map { chunk in planned.count { $0.number >= chunk.firstRecord } } ?? 0
    let complete = planned.prefix(planned.count - waiting)
    guard !complete.isEmpty else { return }
    try await journal.append(Array(complete), chunks: finished)
    planned.removeFirst(complete.count)
    finished.removeAll(keepingCapacity: true)
  }
}
