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
  /// One record; the checker holds its findings and values.
  mutating func visit(
    _ row: Row, in block: borrowing RowBlock, number: Int, judgement: Judgement,
    checker: borrowing RecordChecker
  ) throws
  /// All records of the block were visited.
  mutating func end() async throws
}

/// One streaming pass over the input: read, check, find duplicates.
///
/// The next block is read and taken apart in another task while this one is checked. The same input
/// and settings always give the same judgements.
package struct RecordPass: Sendable {
  let input: Input
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

  /// - Throws: ``SpreadsheetError`` and what the visitor throws.
  package func run<Visitor: RecordVisitor & ~Copyable>(
    _ visitor: inout Visitor
  ) async throws -> Totals {
    let stream = RowStream(try RowReader(path: input.path, format: input.format))
    var state = PassState(pass: self)
    try await stream.forEachBlock { block in
      try await state.visit(block, visitor: &visitor)
    }
    guard state.totals.records > 0 else { throw InputError.noRecords }
    state.totals.blankRows = await stream.skippedRowCount
    return state.totals
  }
}

/// What a pass carries from block to block.
private struct PassState {
  let pass: RecordPass
  var checker: RecordChecker
  var duplicates: DuplicateIndex
  var totals = RecordPass.Totals()
  private var rowsToSkip: Int
  private var knownColumns: Int

  init(pass: RecordPass) {
    self.pass = pass
    let input = pass.input
    checker = RecordChecker(
      mapping: input.mapping, columnCount: input.header?.fieldCount ?? 0,
      settings: pass.settings, directory: pass.directory)
    duplicates = DuplicateIndex(
      hasOwnCodes: input.mapping.hasOwnCodes, expecting: input.estimatedRecords)
    rowsToSkip = input.rowsBeforeRecords
    knownColumns = input.headerBlock.columns.count
  }

  mutating func visit<Visitor: RecordVisitor & ~Copyable>(
    _ block: borrowing RowBlock, visitor: inout Visitor
  ) async throws {
    if block.columns.count != knownColumns {
      knownColumns = block.columns.count
      checker = RecordChecker(
        mapping: try pass.input.mapping(for: block.columns), columnCount: 0,
        settings: pass.settings, directory: pass.directory)
    }
    let start = min(rowsToSkip, block.rowCount)
    rowsToSkip -= start
    try await visitor.begin(first: totals.records + 1, count: block.rowCount - start)
    try visitRows(start..<block.rowCount, of: block, visitor: &visitor)
    try await visitor.end()
  }

  private mutating func visitRows<Visitor: RecordVisitor & ~Copyable>(
    _ rows: Range<Int>, of block: borrowing RowBlock, visitor: inout Visitor
  ) throws {
    for index in rows {
      let row = block.row(index)
      totals.records += 1
      let judgement = judge(row, in: block)
      switch judgement {
      case .ready: break
      case .rejected: totals.rejected += 1
      case .duplicate: totals.duplicates += 1
      }
      try visitor.visit(
        row, in: block, number: totals.records, judgement: judgement, checker: checker)
    }
  }

  private mutating func judge(_ row: Row, in block: borrowing RowBlock) -> Judgement {
    guard checker.check(row, in: block) else { return .rejected }
    let found = duplicates.find(
      checker.record, customCode: checker.customCode, line: row.line)
    guard let found else { return .ready }
    checker.findings.append(found)
    return found.severity == .error ? .duplicate : .ready
  }
}
