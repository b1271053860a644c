import AsyncAlgorithms
package import BrazilianBanking
import Spreadsheets

/// Looks at every record of a pass, in order.
package protocol RecordVisitor: ~Copyable {
  /// Whether it asks for the values of records, not only for what is to be said of them.
  var needsValues: Bool { get }
  /// The next block's records have the numbers from `first` on.
  mutating func begin(first: Int, count: Int) async throws
  /// The record at `index` of `block`.
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws
  /// All records of the block were visited.
  mutating func end() async throws
}

/// One streaming pass over the input: read, check, find duplicates.
///
/// Three tasks work at a time: one reads and takes apart, one checks and compares with all before,
/// one visits. Between them wait a few blocks, so that on two cores neither is ever idle while there
/// is work. The same input and settings always give the same judgements.
package struct RecordPass: Sendable {
  package let input: Input
  /// Names what is found.
  package var sentences: FindingSentences { .payees }
  let settings: CheckSettings
  let directory: BankDirectory
  /// Whether codes are looked at for persons of other records.
  private(set) var looksForOthers = true

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
      mapping: mapping, columnCount: input.header?.fieldCount ?? 0,
      hasCommas: input.hasCommas, settings: settings, directory: directory,
      mendsMojibake: input.reading.mendsMojibake)
  }

  /// Who stands in the input, by a pass of its own.
  func persons(_ kinds: SheetPersons.Kinds) async throws -> SheetPersons {
    var pass = self
    pass.looksForOthers = false
    var collecting = PersonCollecting(
      persons: SheetPersons(kinds, expecting: input.estimatedRecords))
    _ = try await pass.run(&collecting)
    return collecting.persons
  }

  /// - Parameter hash: sees the bytes that are read, to say afterwards what was read.
  /// - Throws: ``SpreadsheetError``, ``InputError`` and what the visitor throws.
  package func run<Visitor: RecordVisitor & ~Copyable>(
    _ visitor: inout Visitor, hashing hash: InputHash? = nil
  ) async throws -> Totals {
    try input.refuseMojibake()
    let stream = RowStream(try RowReader(input.file, format: input.format, observer: hash))
    let checker = BlockChecker(self, keepsValues: visitor.needsValues)
    async let populated: Void = checker.populate()
    let blocks = AsyncThrowingStream { try await stream.next() }
      .buffer(policy: .bounded(Self.blocksAhead))
      .map { try await checked($0, by: checker) }
      .buffer(policy: .bounded(Self.blocksAhead))
    var ahead = blocks.makeAsyncIterator()
    var totals = Totals()
    do {
      while let block = try await ahead.next() {
        try await totals.visit(block, visitor: &visitor)
        reuse(block, stream, checker)
      }
      // For a task that is cancelled there are no more blocks either.
      try Task.checkCancellation()
    } catch {
      // Who works ahead knows nothing of it, and would wait for ever.
      await stream.close()
      while (try? await ahead.next()) != nil {}
      throw error
    }
    await populated
    guard totals.records > 0 else { throw InputError.noRecords }
    totals.blankRows = await stream.skippedRowCount
    return totals
  }

  /// Checks a block, and reads who stands in the input first when the check asks for them.
  private func checked(
    _ block: consuming RowBlock, by checker: BlockChecker
  ) async throws -> CheckedBlock {
    var outcome = try await checker.check(block)
    while case .asks(let kinds, let rows) = outcome {
      outcome = try await checker.check(rows, knowing: try await persons(kinds))
    }
    guard case .checked(let checked) = outcome else {
      preconditionFailure("a block that asks for nothing is checked")
    }
    return checked
  }

  /// How many blocks wait for those who are behind: enough that each task finds work whenever it looks
  /// for it, few enough to stay in a processor's cache.
  private static var blocksAhead: Int { 3 }

  /// Gives the memory of a visited block back to those who fill it again.
  private func reuse(
    _ visited: consuming CheckedBlock, _ stream: RowStream, _ checker: BlockChecker
  ) {
    let rows = visited.rows
    visited.rows = RowBlock()
    stream.reuse(rows)
    checker.reuse(visited)
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
