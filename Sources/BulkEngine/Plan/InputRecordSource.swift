import Spreadsheets

/// Reads the records of a chunk again from the input, at the place the plan remembers.
///
/// The rows must be those that were planned, to the byte: their digest is compared before a record is
/// given out.
package struct InputRecordSource: RecordSource {
  private let input: Input
  private let planned: PlannedInput?
  private let check: any SheetCheck
  private let codes: PlannedCodes?
  /// Chunks are asked for in order: each is found near the one before.
  private let checkpoints = GzipCheckpoints()
  private let names = NamesOnce()

  /// Bytes of a long row; what is read behind the chunk is read for nothing.
  private static let rowBytes = 128
  /// An input so small is read in milliseconds.
  private static let cheapBytes: Int64 = 1 << 20

  /// - Parameters:
  ///   - planned: watches the file; nil where no other process can write it.
  ///   - codes: of the plan, where those of the journal are compared with them.
  package init(
    _ input: Input, _ check: any SheetCheck, planned: PlannedInput? = nil,
    codes: PlannedCodes? = nil
  ) {
    self.codes = codes
    self.input = input
    self.planned = planned
    self.check = check
  }

  /// Of JSON not all keys are known before the end.
  package var bringsPredecessors: Bool {
    input.header == nil || input.mapping.column(input.layout.earlierKey) >= 0
      || input.mapping.column(input.layout.earlierStatus) >= 0
  }

  package func sentCodes() async throws -> [String]? {
    guard input.header != nil, !input.mapping.hasOwnCodes else { return nil }
    try planned?.requireUntouched()
    var codes = SentCodes()
    _ = try await RecordPass(input, check).run(&codes)
    return codes.found
  }

  /// Reads the whole input once, when the API says something of a record for the first time.
  package func nameWords() async -> NameWords {
    let pass = RecordPass(input, check)
    return await names.words {
      var names = NameCollecting(pass.check.outputs)
      do { _ = try await pass.run(&names) } catch { return .all }
      return names.words
    }
  }

  package func gatherNamesWhenCheap() async {
    let most = input.format.compression == .none ? Self.cheapBytes : Self.cheapBytes / 16
    if input.bytes <= most { _ = await nameWords() }
  }

  package func records(
    of chunk: Chunk, entries: [JournalEntry]
  ) async throws -> [LocatedRecord] {
    try planned?.requireUntouched()
    let codes = Dictionary(
      entries.compactMap { entry in entry.customCode.map { (entry.number, $0) } },
      uniquingKeysWith: { first, _ in first })
    guard codes.count == entries.count else { throw PlanError.judgedOtherwise }
    let reader = try RowReader(
      input.rows, format: input.format,
      at: ReadingPosition(byteOffset: chunk.byteOffset, line: chunk.line),
      columns: input.headerBlock.columns, limits: Self.limits(of: chunk),
      checkpoints: checkpoints)
    var located: [LocatedRecord] = []
    located.reserveCapacity(entries.count)
    var digest = ChunkDigest()
    var isJudgedAlike = true
    var number = chunk.firstRecord
    var block = RowBlock()
    while number <= chunk.lastRecord, try reader.next(into: &block) {
      let checked = try checked(block, rows: chunk.lastRecord - number + 1)
      for index in 0..<checked.recordCount {
        let row = checked.row(index)
        digest.append(row, of: block, isLast: true)
        if let customCode = codes[number], isJudgedAlike {
          isJudgedAlike =
            checked.judgement(index) == .ready && isPlanned(customCode, number, checked, index)
          if isJudgedAlike {
            located.append(
              LocatedRecord(
                record: checked.outgoing(index, number: number, customCode: customCode),
                byteOffset: row.byteOffset, line: row.line))
          }
        }
        number += 1
      }
    }
    // The bytes first: other bytes are no reason to speak of other rules.
    if let planned = chunk.digest, digest.text != planned {
      throw InputError.changed(path: input.path)
    }
    guard isJudgedAlike, located.count == entries.count else { throw PlanError.judgedOtherwise }
    return located
  }

  private func isPlanned(
    _ customCode: String, _ number: Int, _ checked: borrowing CheckedBlock, _ index: Int
  ) -> Bool {
    guard let codes, checked.predecessor(index)?.customCode != customCode else { return true }
    return codes.fits(
      customCode, number: number, written: checked.customCode(index),
      isUsedUp: checked.newCode(index) != nil)
  }

  /// The first rows of a block, as many as belong to the chunk, checked.
  private func checked(_ block: RowBlock, rows: Int) throws -> CheckedBlock {
    let mapping = try input.mapping(for: block.columns)
    let checker = check.checker(
      of: input.form(mapping, judgesBySheet: false), Fingerprinting())
    var checked = CheckedBlock(mapping: mapping, keepsValues: true)
    _ = checker.check(0..<min(rows, block.rowCount), of: block, into: &checked)
    checked.rows = block
    return checked
  }

  /// Blocks about as long as the chunk; a chunk of longer rows takes several.
  private static func limits(of chunk: Chunk) -> ReadingLimits {
    let rows = chunk.lastRecord - chunk.firstRecord + 1
    return ReadingLimits(blockBytes: min(max(rows * rowBytes, 4 << 10), 512 << 10))
  }
}

/// Why a plan cannot be carried out any more although the input is the planned one.
package enum PlanError: Error, Sendable, Equatable {
  /// The program would judge a record otherwise than the plan did: it has other rules, or somebody
  /// changed the journal.
  case judgedOtherwise
}
