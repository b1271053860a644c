package import BrazilianBanking
package import Spreadsheets

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
  /// One record of `block`.
  mutating func visit(
    _ record: CheckedRecord, at row: Row, in block: borrowing RowBlock, number: Int,
    judgement: Judgement
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
    duplicates.touch(payees: payees)
    var accepted = 0
    for index in 0..<block.recordCount {
      let row = block.row(index)
      var record = block.record(index)
      totals.records += 1
      var judgement = Judgement.rejected
      if record.isAccepted {
        judgement = judge(&record, payee: payees[accepted], line: row.line)
        accepted += 1
      } else {
        totals.rejected += 1
      }
      try visitor.visit(
        record, at: row, in: block.rows, number: totals.records, judgement: judgement)
    }
  }

  private mutating func judge(
    _ record: inout CheckedRecord, payee: FingerprintTable.Fingerprint, line: Int
  ) -> Judgement {
    let found = duplicates.find(payee: payee, customCode: record.customCode, line: line)
    guard let found else { return .ready }
    record.findings.append(found)
    guard found.severity == .error else { return .ready }
    totals.duplicates += 1
    return .duplicate
  }
}
