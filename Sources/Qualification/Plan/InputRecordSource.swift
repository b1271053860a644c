package import BrazilianBanking
import Spreadsheets

/// Reads the records of a chunk again from the input, at the place the plan remembers.
package struct InputRecordSource: RecordSource {
  private let input: Input
  private let settings: CheckSettings
  private let directory: BankDirectory
  /// Chunks are asked for in order: each is found near the one before.
  private let checkpoints = GzipCheckpoints()

  /// Bytes of a long row; what is read behind the chunk is read for nothing.
  private static let rowBytes = 128

  package init(
    _ input: Input, settings: CheckSettings, directory: BankDirectory = .bundled
  ) {
    self.input = input
    self.settings = settings
    self.directory = directory
  }

  /// Of JSON not all keys are known before the end.
  package var bringsPredecessors: Bool {
    input.header == nil || input.mapping.column(.earlierCustomCode) >= 0
      || input.mapping.column(.earlierStatus) >= 0
  }

  package func records(
    of chunk: Chunk, entries: [JournalEntry]
  ) async throws -> [LocatedRecord] {
    let codes = Dictionary(
      entries.compactMap { entry in entry.customCode.map { (entry.number, $0) } },
      uniquingKeysWith: { first, _ in first })
    guard codes.count == entries.count else { throw InputError.changed(path: input.path) }
    let reader = try RowReader(
      path: input.path, format: input.format,
      at: ReadingPosition(byteOffset: chunk.byteOffset, line: chunk.line),
      columns: input.headerBlock.columns, limits: Self.limits(of: chunk),
      checkpoints: checkpoints)
    var located: [LocatedRecord] = []
    located.reserveCapacity(entries.count)
    var number = chunk.firstRecord
    var block = RowBlock()
    while number <= chunk.lastRecord, try reader.next(into: &block) {
      var checker = RecordChecker(
        mapping: try input.mapping(for: block.columns),
        columnCount: input.header?.fieldCount ?? 0, settings: settings,
        directory: directory, mendsMojibake: input.reading.mendsMojibake)
      for index in 0..<block.rowCount where number <= chunk.lastRecord {
        if let customCode = codes[number] {
          let row = block.row(index)
          guard checker.check(row, in: block) else {
            throw InputError.changed(path: input.path)
          }
          located.append(
            LocatedRecord(
              record: OutgoingRecord(
                checker.record, name: checker.name(in: block), number: number,
                customCode: customCode, predecessor: checker.predecessor),
              byteOffset: row.byteOffset, line: row.line))
        }
        number += 1
      }
    }
    guard located.count == entries.count else { throw InputError.changed(path: input.path) }
    return located
  }

  /// Blocks about as long as the chunk; a chunk of longer rows takes several.
  private static func limits(of chunk: Chunk) -> ReadingLimits {
    let rows = chunk.lastRecord - chunk.firstRecord + 1
    return ReadingLimits(blockBytes: min(max(rows * rowBytes, 4 << 10), 512 << 10))
  }
}
