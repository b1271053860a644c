package import BrazilianBanking
import Spreadsheets

/// What became of a record in the local check.
package enum Judgement: Sendable, Equatable {
  case ready
  case rejected
  case duplicate
}

/// Looks at every record of a pass, in order.
package protocol RecordVisitor: ~Copyable {
  /// The next block's records have the numbers from `first` on.
  mutating func begin(first: Int, count: Int) async throws
  /// The record at `index` of `block`.
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws
  /// All records of the block were visited.
  mutating func end() async throws
}

/// One streaming pass over the input: read, check, find duplicates.
///
/// Three blocks are under way at a time: one is read and taken apart, one is checked and compared
/// with all before it, one is visited. The same input and settings always give the same judgements.
package struct RecordPass: Sendable {
  package let input: Input
  let settings: CheckSettings
  let directory: BankDirectory

  package init(
    _ input: Input, settings: CheckSettings, directory: BankDirectory = .bundled
  ) {
    self.input = input
    self.settings = settings
    self.directory = directory
  }

  /// What the pass saw.
  package struct Totals: Sendable, Equatable {
    package var records = 0
    package var rejected = 0
    package var duplicates = 0
    package var blankRows = 0

    package init() {}
  }

  /// A checker for rows with these columns.
  func checker(_ mapping: ColumnMapping) -> RecordChecker {
    RecordChecker(
      mapping: mapping, columnCount: input.header?.fieldCount ?? 0, settings: settings,
      directory: directory, mendsMojibake: input.reading.mendsMojibake)
  }

  /// - Throws: ``SpreadsheetError``, ``InputError`` and what the visitor throws.
  package func run<Visitor: RecordVisitor & ~Copyable>(
    _ visitor: inout Visitor
  ) async throws -> Totals {
    try input.refuseMojibake()
    let stream = RowStream(try RowReader(path: input.path, format: input.format))
    let checker = BlockChecker(self)
    var totals = Totals()
    var previous: CheckedBlock?
    var block = try await stream.next()
    while let current = block {
      block = nil
      // The longest first: on two cores reading then follows visiting on the other one.
      async let checked = checker.check(current)
      async let upcoming = stream.next()
      if let visited = previous {
        previous = nil
        try await totals.visit(visited, visitor: &visitor)
        await Self.reuse(visited, stream, checker)
      }
      previous = try await checked
      block = try await upcoming
    }
    if let last = previous { try await totals.visit(last, visitor: &visitor) }
    guard totals.records > 0 else { throw InputError.noRecords }
    totals.blankRows = await stream.skippedRowCount
    return totals
  }

  /// Gives the memory of a visited block back to those who fill it again.
  private static func reuse(
    _ visited: consuming CheckedBlock, _ stream: RowStream, _ checker: BlockChecker
  ) async {
    let rows = visited.rows
    visited.rows = RowBlock()
    await stream.reuse(rows)
    await checker.reuse(visited)
  }
}

extension RecordPass.Totals {
  /// Shows a block's records to `visitor` and counts them.
  fileprivate mutating func visit<Visitor: RecordVisitor & ~Copyable>(
    _ block: borrowing CheckedBlock, visitor: inout Visitor
  ) async throws {
    try await visitor.begin(first: records + 1, count: block.recordCount)
    for index in 0..<block.recordCount {
      records += 1
      switch block.judgement(index) {
      case .ready: break
      case .rejected: rejected += 1
      case .duplicate: duplicates += 1
      }
      try visitor.visit(index, of: block, number: records)
    }
    try await visitor.end()
  }
}
