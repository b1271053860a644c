import AsyncAlgorithms
package import Spreadsheets

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
/// Four tasks work at a time: one reads and takes apart, one checks, one compares with all before, one
/// visits. Between them wait a few blocks, so that on two cores neither is ever idle while there
/// is work. The same input and settings always give the same judgements.
package struct RecordPass: Sendable {
  package let input: Input
  package let check: any SheetCheck
  /// Asks the ledger about accepted records; nil where nothing is asked.
  package var asking: LedgerAsking?
  /// Whether records are judged by the whole input, too.
  private var judgesBySheet = true

  package init(_ input: Input, _ check: any SheetCheck) {
    self.input = input
    self.check = check
  }

  /// What the pass saw.
  package struct Totals: Sendable, Equatable {
    package var records = 0
    package var rejected = 0
    package var duplicates = 0
    package var blankRows = 0

    package init() {}
  }

  func checker(_ mapping: ColumnMapping, _ fingerprinting: Fingerprinting) -> any RowChecker {
    check.checker(of: input.form(mapping, judgesBySheet: judgesBySheet), fingerprinting)
  }

  /// Collects what a check wants to know of the whole input, by a pass of its own.
  private func collect(_ survey: any SheetSurvey) async throws -> any SheetSurvey {
    var pass = self
    pass.judgesBySheet = false
    pass.asking = nil
    var collecting = SurveyCollecting(survey: survey)
    _ = try await pass.run(&collecting)
    return collecting.survey
  }

  /// - Parameter hash: sees the bytes that are read, to say afterwards what was read.
  /// - Throws: ``SpreadsheetError``, ``InputError`` and what the visitor throws.
  package func run<Visitor: RecordVisitor & ~Copyable>(
    _ visitor: inout Visitor, hashing hash: InputHash? = nil
  ) async throws -> Totals {
    try input.refuseMojibake()
    // Of a workbook the whole file is hashed afterwards: its rows are read from elsewhere.
    let observer = input.sheet == nil ? hash : nil
    let stream = RowStream(try RowReader(input.rows, format: input.format, observer: observer))
    let fingerprinting = Fingerprinting()
    let checker = BlockChecker(
      self, fingerprinting, keepsValues: visitor.needsValues || asking != nil)
    let finder = RepetitionFinder(self, fingerprinting)
    async let populated: Void = finder.populate()
    let blocks = AsyncThrowingStream { try await stream.next() }
      .buffer(policy: .bounded(Self.blocksAhead))
      .map { try await checked($0, by: checker) }
      .buffer(policy: .bounded(Self.blocksAhead))
      .map { try await judged($0, by: finder) }
      .buffer(policy: .bounded(Self.blocksAhead))
    var ahead = blocks.makeAsyncIterator()
    var totals = Totals()
    do {
      while let block = try await ahead.next() {
        try await totals.visit(block, visitor: &visitor)
        reuse(block, stream, checker)
      }
      // A cancelled task also sees the end of the stream.
      try Task.checkCancellation()
    } catch {
      // The tasks ahead are drained: each waits for room in the buffer behind it, and would do so for ever.
      await stream.close()
      while (try? await ahead.next()) != nil {}
      throw error
    }
    await populated
    guard totals.records > 0 || input.format.hasSkipped else { throw InputError.noRecords }
    totals.blankRows = await stream.skippedRowCount
    return totals
  }

  /// A checked block, and what was collected from the whole input because its check asked for it.
  private struct Checked {
    var block: CheckedBlock
    var survey: (any SheetSurvey)?
  }

  /// Checks a block, and collects from the whole input first what the check asks for.
  private func checked(
    _ block: consuming RowBlock, by checker: BlockChecker
  ) async throws -> Checked {
    var outcome = try await checker.check(block)
    var collected: (any SheetSurvey)?
    // Only the last survey is handed on: each asks for all that the one before it had, and more.
    while case .asks(let survey, let rows) = outcome {
      let found = try await collect(survey)
      collected = found
      outcome = try await checker.check(rows, knowing: found)
    }
    guard case .checked(let block) = outcome else {
      preconditionFailure("a block that asks for nothing is checked")
    }
    return Checked(block: block, survey: collected)
  }

  /// Compares a block with all records before, and asks the ledger.
  private func judged(
    _ checked: consuming Checked, by finder: RepetitionFinder
  ) async throws -> CheckedBlock {
    var block = try await finder.judge(checked.block, knowing: checked.survey)
    try await asking?.judge(&block)
    return block
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

/// Collects from every block.
private struct SurveyCollecting: RecordVisitor {
  var survey: any SheetSurvey

  var needsValues: Bool { true }
  mutating func begin(first: Int, count: Int) async throws {}
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    if index == 0 { survey.take(block) }
  }
  mutating func end() async throws {}
}

extension Input {
  /// Opens the file at `path` and looks at its beginning, as `check` needs it.
  ///
  /// - Throws: ``SpreadsheetError``, ``ColumnMappingError``, ``InputError``.
  package init(
    path: String, reading: ReadingSettings, for check: any SheetCheck, folder: String? = nil
  ) throws {
    try self.init(try InputFile(path: path), reading: reading, for: check, folder: folder)
  }

  /// Looks at the beginning of `file`, as `check` needs it.
  ///
  /// - Throws: ``SpreadsheetError``, ``ColumnMappingError``, ``InputError``.
  package init(
    _ file: InputFile, reading: ReadingSettings, for check: any SheetCheck, folder: String? = nil
  ) throws {
    try self.init(
      file, reading: reading, layout: check.layout, required: check.required, folder: folder)
  }
}
