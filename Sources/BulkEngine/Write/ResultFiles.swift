import Spreadsheets

/// Writes the output files in one pass over the input, beside the journal when there is one.
///
/// Every file is complete or absent: it appears under its name when all rows are written.
package struct ResultFiles: ~Copyable, RecordVisitor {
  private let journal: (any Journal)?
  /// Asked for every record, unlike the journal itself.
  private let hasJournal: Bool
  private let run: Run?
  private let codes: PlannedCodes?
  private let language: Language
  private let statuses: StatusTable
  private let layout: OutputLayout
  private var results: RowWriter
  private var fix: RowWriter
  private var workbook: FixWorkbook?
  private let workbookPath: String
  private var pending: RowWriter?
  private var good: RowWriter?
  private var findings: FindingListing
  private let pendingPath: String
  private let willReplaceFix: @Sendable () throws -> Void
  private var tally: ResultTally
  private var groups: GroupTally?
  private let catalogue: FindingCatalogue

  /// Entries of the block under way, by record number from `first` on.
  private var entries: [JournalEntry] = []
  private var first = 1
  private var row: OutputRow
  private var endings: RemarkEndings

  /// Where the files are written and how.
  package struct Target: Sendable {
    /// What is said of each record.
    package var statuses: StatusTable
    package var folder: String
    package var output: OutputSettings
    package var language: Language
    /// Called when everything is ready to replace `fix`: what a person changed there is to be kept.
    package var willReplaceFix: @Sendable () throws -> Void

    package init(
      statuses: StatusTable, folder: String, output: OutputSettings = OutputSettings(),
      language: Language = .english,
      willReplaceFix: @escaping @Sendable () throws -> Void = {}
    ) {
      self.statuses = statuses
      self.folder = folder
      self.willReplaceFix = willReplaceFix
      self.output = output
      self.language = language
    }
  }

  /// Writes all files of a run, or of a check when there is no journal.
  ///
  /// - Returns: what is in them.
  /// - Throws: ``SpreadsheetError``, or an error of the journal; ``InputError/changed(path:)`` when the
  ///   input is not the planned one, ``PlanError`` when a record is judged otherwise. No file has
  ///   appeared then.
  package static func write(
    to target: Target, pass: RecordPass, run: Run?, journal: (any Journal)?
  ) async throws -> ResultTally {
    try await filled(target, pass, run: run, journal: journal).finish()
  }

  /// Counts what the files of a run hold, and leaves those that are there alone.
  ///
  /// - Throws: as ``write(to:pass:run:journal:)``.
  package static func tally(
    as target: Target, pass: RecordPass, run: Run, journal: any Journal
  ) async throws -> ResultTally {
    try await filled(target, pass, run: run, journal: journal).discard()
  }

  private static func filled(
    _ target: Target, _ pass: RecordPass, run: Run?, journal: (any Journal)?
  ) async throws -> ResultFiles {
    var files = try ResultFiles(target: target, pass, run: run, journal: journal)
    let hash = run.map { _ in InputHash() }
    let totals = try await pass.run(&files, hashing: hash)
    if let run, let hash, try hash.finish(pass.input.file) != run.input.sha256 {
      throw InputError.changed(path: pass.input.path)
    }
    files.tally.blankRows = totals.blankRows
    files.tally.groups = files.groups?.result ?? []
    for payments in pass.input.format.cnab?.skipped ?? [] { try files.findings.write(payments) }
    files.tally.examples = files.findings.examples
    return files
  }

  private init(target: Target, _ pass: RecordPass, run: Run?, journal: (any Journal)?) throws {
    let opening = try OutputOpening(target: target, input: pass.input)
    let results = try opening.copyingInput(to: OutputFiles.results)
    let fix = try opening.copyingInput(to: OutputFiles.fix)
    let findings = try opening.own(
      OutputFiles.findings, columns: OutputFiles.findingColumns, isForPeople: true)
    let pending: RowWriter? =
      journal == nil ? nil : try opening.copyingInput(to: OutputFiles.pending)
    let layout = pass.check.outputs
    let good: RowWriter? =
      journal == nil
      ? nil : try opening.own(layout.goodFile, columns: layout.goodColumns, isForPeople: false)
    let workbook =
      opening.writesWorkbook
      ? try FixWorkbook(
        path: opening.workbookPath, pass.input, pass.check.sentences, target.language) : nil
    workbookPath = opening.workbookPath
    self.workbook = workbook
    self.run = run
    codes = run.flatMap { $0.judge == nil ? nil : PlannedCodes(of: $0) }
    self.journal = journal
    hasJournal = journal != nil
    self.language = target.language
    self.statuses = target.statuses
    self.tally = ResultTally(target.statuses, pass.check.sentences)
    let statusCount = target.statuses.rows.count
    groups = pass.check.grouping.map { GroupTally($0, statusCount: statusCount) }
    catalogue = pass.check.sentences.catalogue
    row = OutputRow(pass.check.sentences)
    self.pendingPath = opening.path(OutputFiles.pending)
    self.willReplaceFix = target.willReplaceFix
    self.results = results
    self.fix = fix
    self.findings = FindingListing(
      findings, pass.check.sentences, language: target.language)
    self.pending = pending
    self.good = good
    self.layout = layout
    endings = RemarkEndings(countBehind: RecordColumns.countBehindCode(layout))
  }

  package var needsValues: Bool { hasJournal }

  package mutating func begin(first: Int, count: Int) async throws {
    self.first = first
    guard let journal, count > 0 else { return }
    entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    guard entries.count == count, entries.first?.number == first else {
      throw InputError.changed(path: run?.input.path ?? "")
    }
  }

  package mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    if !hasJournal, !block.hasAnswer(index), try writeAlike(index, of: block) { return }
    let row = block.row(index)
    let entry = hasJournal ? entries[number - first] : nil
    if let entry, (entry.state == .rejected) != (block.judgement(index) == .rejected),
      !UncorrectedRecords.mayHold(index, of: block, entry.state)
    {
      throw PlanError.judgedOtherwise
    }
    if let entry, !isUnderPlannedCode(entry, index, block) { throw PlanError.judgedOtherwise }
    let state = entry?.state ?? block.judgement(index).state
    let position = statuses.position(of: state)
    let status = statuses.rows[position]
    let findings = block.findings(index)
    let note = hasJournal ? entry?.note : block.answer(index)?.note
    let hints = note?.findings(self.row.sentences.catalogue) ?? []
    tally.count(position)
    groups?.count(position, row, block, index)
    if let note { tally.ledger.add(note, file: "", amountInCents: nil) }
    tally.count(entry?.outcome.code)
    self.row.fill(
      line: row.line, state: state, entry: entry, findings: findings, note: note,
      customCode: block.customCode(index), hasCodes: block.mapping.bringsCodes, run: run,
      statuses: statuses, language: language)
    try Self.write(self.row, row, block.rows, to: &results)
    if status.needsCorrection {
      try Self.write(self.row, row, block.rows, to: &fix)
      workbook?.write(self.row, row, block.rows, findings, block.mapping)
    }
    if !status.isFinal, pending != nil {
      try Self.write(self.row, row, block.rows, to: &pending)
    }
    if status.isGood, let entry, good != nil {
      try GoodRow.write(
        block.outgoing(index, number: number, customCode: entry.customCode ?? ""), entry,
        line: row.line, layout, times: &self.row.times, to: &good)
    }
    if !hints.isEmpty { try self.findings.write(hints[...], row, block) }
    if !findings.isEmpty { try self.findings.write(findings, row, block) }
  }

  /// A record that goes on under the code of an earlier run says so.
  private func isUnderPlannedCode(
    _ entry: JournalEntry, _ index: Int, _ block: borrowing CheckedBlock
  ) -> Bool {
    guard let codes, let code = entry.customCode,
      !APICode.underEarlierCode.contains(entry.outcome.code ?? "")
    else { return true }
    return codes.fits(
      code, number: entry.number, written: block.customCode(index),
      isUsedUp: block.newCode(index) != nil)
  }

  /// Writes a record of a check of which the same is said as of others: nearly all of them.
  ///
  /// - Returns: false when its columns must be built one by one; then nothing was done.
  private mutating func writeAlike(_ index: Int, of block: borrowing CheckedBlock) throws -> Bool {
    if block.hasCodeAsWritten(index) {
      return try writeAlike(
        index, of: block, code: block.rows.bytes.span.extracting(block.writtenCode(index)))
    }
    let code = block.customCode(index)
    return try CustomCode.isPlain(code.span) && writeAlike(index, of: block, code: code.span)
  }

  private mutating func writeAlike(
    _ index: Int, of block: borrowing CheckedBlock, code: Span<UInt8>
  ) throws -> Bool {
    // A spreadsheet takes a hyphen in front for a formula.
    if !code.isEmpty, code[0] == 0x2D { return false }
    let row = block.row(index)
    let hasFindings = block.hasFindings(index)
    let position = statuses.position(of: block.judgement(index).state)
    // A workbook tells more of a record than a line does.
    if workbook != nil, statuses.rows[position].needsCorrection { return false }
    guard
      let kind = hasFindings
        ? RemarkKind(position, block.findings(index)) : RemarkKind(position)
    else { return false }
    let place = endings.place(of: kind) ?? keepEnding(of: kind, index, block)
    guard let ending = endings[place],
      try results.appendRow(
        copying: row, of: block.rows, number: row.line, code: code, ending, in: endings.bytes)
    else { return false }
    tally.count(position)
    groups?.count(position, row, block, index)
    if statuses.rows[position].needsCorrection {
      let isCopied = try fix.appendRow(
        copying: row, of: block.rows, number: row.line, code: code, ending, in: endings.bytes)
      precondition(isCopied, "both files have the same columns")
    }
    if hasFindings { try findings.write(block.findings(index), row, block) }
    return true
  }

  /// Puts together what is said of the record at `index` and of others.
  @inline(never)
  private mutating func keepEnding(
    of kind: RemarkKind, _ index: Int, _ block: borrowing CheckedBlock
  ) -> Int {
    row.fill(
      line: 0, state: block.judgement(index).state, entry: nil, findings: block.findings(index),
      customCode: [], hasCodes: block.mapping.bringsCodes, run: nil, statuses: statuses,
      language: language)
    return endings.keep(row.columnsBeforeCode, of: kind, for: results)
  }

  package mutating func end() async throws {}

  private static func write(
    _ values: borrowing OutputRow, _ row: Row, _ block: borrowing RowBlock,
    to writer: inout RowWriter
  ) throws {
    writer.beginRow(copying: row, of: block)
    values.append(to: &writer)
    try writer.endRow()
  }

  private static func write(
    _ values: borrowing OutputRow, _ row: Row, _ block: borrowing RowBlock,
    to writer: inout RowWriter?
  ) throws {
    guard var open = writer.take() else { return }
    try write(values, row, block, to: &open)
    writer = consume open
  }

  private consuming func discard() -> ResultTally {
    var tally = tally
    tally.found = findings.counts.all(in: catalogue)
    return tally
  }

  private consuming func finish() throws -> ResultTally {
    var tally = tally
    let hasPending = (pending?.rowCount ?? 0) > 0
    try results.commit()
    try willReplaceFix()
    try fix.commit()
    tally.found = try findings.commit().all(in: catalogue)
    if let workbook { try workbook.commit(tally) } else { try StaleFile.remove(workbookPath) }
    if let good { try good.commit() }
    if let pending {
      if hasPending { try pending.commit() } else { pending.discard() }
    }
    if !hasPending { try StaleFile.remove(pendingPath) }
    return tally
  }
}
