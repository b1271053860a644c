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
  /// The record at `index` of `block`; `repetition` is what a comparison with earlier ones found.
  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int, judgement: Judgement,
    repetition: Finding?
  ) throws
  /// All records of the block were visited.
  mutating func end() async throws
}

/// One streaming pass over the input: read, check, find duplicates.
///
/// Three blocks are under way at a time: one is read and taken apart, one is checked, one is
/// visited. The same input and settings always give the same judgements.
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
      directory: directory)
  }

  /// - Throws: ``SpreadsheetError`` and what the visitor throws.
  package func run<Visitor: RecordVisitor & ~Copyable>(
    _ visitor: inout Visitor
  ) async throws -> Totals {
    let stream = RowStream(try RowReader(path: input.path, format: input.format))
    var judging = Judging(input)
    let checker = BlockChecker(self, fingerprinting: judging.fingerprinting)
    var previous: CheckedBlock?
    var block = try await stream.next()
    while let current = block {
      block = nil
      async let upcoming = stream.next()
      async let checked = checker.check(current)
      if let visited = previous {
        previous = nil
        try await judging.visit(visited, visitor: &visitor)
        await Self.reuse(visited, stream, checker)
      }
      previous = try await checked
      block = try await upcoming
    }
    if let last = previous { try await judging.visit(last, visitor: &visitor) }
    guard judging.totals.records > 0 else { throw InputError.noRecords }
    judging.totals.blankRows = await stream.skippedRowCount
    return judging.totals
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

/// Judges checked records one after the other: what is repeated depends on what came before.
private struct Judging {
  /// Few enough to be still near when their turn comes.
  private static let touchedAhead = 256

  private var duplicates: DuplicateIndex
  var totals = RecordPass.Totals()

  init(_ input: Input) {
    duplicates = DuplicateIndex(
      hasOwnCodes: input.mapping.hasOwnCodes, expecting: input.estimatedRecords)
  }

  var fingerprinting: Fingerprinting { duplicates.fingerprinting }

  mutating func visit<Visitor: RecordVisitor & ~Copyable>(
    _ block: borrowing CheckedBlock, visitor: inout Visitor
  ) async throws {
    try await visitor.begin(first: totals.records + 1, count: block.recordCount)
    try visitRecords(of: block, visitor: &visitor)
    try await visitor.end()
  }

  private mutating func visitRecords<Visitor: RecordVisitor & ~Copyable>(
    of block: borrowing CheckedBlock, visitor: inout Visitor
  ) throws {
    let payees = block.payees
    var accepted = 0
    for index in 0..<block.recordCount {
      totals.records += 1
      var judgement = Judgement.rejected
      var repetition: Finding?
      if block.isAccepted(index) {
        if accepted % Self.touchedAhead == 0 {
          duplicates.touch(payees: payees[accepted...].prefix(Self.touchedAhead))
        }
        repetition = duplicates.find(
          payee: payees[accepted], customCode: block.customCode(index),
          line: block.row(index).line)
        judgement = repetition?.severity == .error ? .duplicate : .ready
        accepted += 1
      }
      count(judgement)
      try visitor.visit(
        index, of: block, number: totals.records, judgement: judgement, repetition: repetition)
    }
  }

  private mutating func count(_ judgement: Judgement) {
    switch judgement {
    case .ready: break
    case .rejected: totals.rejected += 1
    case .duplicate: totals.duplicates += 1
    }
  }
}
