package import BrazilianBanking
import Spreadsheets

/// Reads the records of a chunk again from the input, at the place the plan remembers.
///
/// The rows must be those that were planned, to the byte: their digest is compared before a record is
/// given out.
package struct InputRecordSource: RecordSource {
  private let input: Input
  private let planned: PlannedInput?
  private let settings: CheckSettings
  private let directory: BankDirectory
  private let codes: PlannedCodes?
  /// Chunks are asked for in order: each is found near the one before.
  private let checkpoints = GzipCheckpoints()
  private let names = NamesOnce()

  /// Bytes of a long row; what is read behind the chunk is read for nothing.
  private static let rowBytes = 128
  /// An input so small is read in milliseconds.
  private static let cheapBytes: Int64 = 1 << 20

  /// - Parameters:
  ///   - planned: watches the file; nil where nobody else can write it.
  ///   - codes: of the plan, where those of the journal are compared with them.
  package init(
    _ input: Input, settings: CheckSettings, directory: BankDirectory = .bundled,
    planned: PlannedInput? = nil, codes: PlannedCodes? = nil
  ) {
    self.codes = codes
    self.input = input
    self.planned = planned
    self.settings = settings
    self.directory = directory
  }

  /// Of JSON not all keys are known before the end.
  package var bringsPredecessors: Bool {
    input.header == nil || input.mapping.column(input.layout.earlierKey) >= 0
      || input.mapping.column(input.layout.earlierStatus) >= 0
  }

  /// Reads the whole input once, when the API says something of a record for the first time.
  package func nameWords() async -> NameWords {
    let pass = RecordPass(input, settings: settings, directory: directory)
    return await names.words {
      var names = NameCollecting()
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
      input.file, format: input.format,
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
      var checker = try checker(of: block)
      for index in 0..<block.rowCount where number <= chunk.lastRecord {
        let row = block.row(index)
        digest.append(row, of: block, isLast: true)
        if let customCode = codes[number] {
          isJudgedAlike =
            checker.check(row, in: block) && isJudgedAlike
            && isPlanned(customCode, number, checker, block)
          if isJudgedAlike {
            located.append(LocatedRecord(&checker, row, block, number, customCode))
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
    _ customCode: String, _ number: Int, _ checker: borrowing RecordChecker,
    _ block: borrowing RowBlock
  ) -> Bool {
    guard let codes, checker.predecessor?.customCode != customCode else { return true }
    return codes.fits(
      customCode, number: number, written: checker.code(in: block), isUsedUp: checker.needsNewCode)
  }

  private func checker(of block: borrowing RowBlock) throws -> RecordChecker {
    RecordChecker(
      mapping: try input.mapping(for: block.columns), columnCount: input.header?.fieldCount ?? 0,
      hasCommas: input.hasCommas, settings: settings, directory: directory,
      mendsMojibake: input.reading.mendsMojibake)
  }

  /// Blocks about as long as the chunk; a chunk of longer rows takes several.
  private static func limits(of chunk: Chunk) -> ReadingLimits {
    let rows = chunk.lastRecord - chunk.firstRecord + 1
    return ReadingLimits(blockBytes: min(max(rows * rowBytes, 4 << 10), 512 << 10))
  }
}

extension LocatedRecord {
  /// The record that `checker` accepted last.
  fileprivate init(
    _ checker: inout RecordChecker, _ row: Row, _ block: borrowing RowBlock, _ number: Int,
    _ customCode: String
  ) {
    self.init(
      record: OutgoingRecord(
        checker.record, name: checker.name(in: block), number: number, customCode: customCode,
        predecessor: checker.predecessor),
      byteOffset: row.byteOffset, line: row.line)
  }
}

/// Why a plan cannot be carried out any more although the input is the planned one.
package enum PlanError: Error, Sendable, Equatable {
  /// The program would judge a record otherwise than the plan did: it has other rules, or somebody
  /// changed the journal.
  case judgedOtherwise
}
