package import Spreadsheets

/// Writes the output files in one pass over the input, beside the journal when there is one.
///
/// Every file is complete or absent: it appears under its name when all rows are written.
package struct ResultFiles: ~Copyable, RecordVisitor {
  private let journal: (any Journal)?
  private let run: Run?
  private let language: Language
  private var results: RowWriter
  private var fix: RowWriter
  private var pending: RowWriter?
  private var valid: RowWriter?
  private var findings: RowWriter
  private let pendingPath: String
  private var tally: ResultTally

  /// Entries of the block under way, by record number from `first` on.
  private var entries: [JournalEntry] = []
  private var first = 1
  private var row = OutputRow()

  /// Where the files are written and how.
  package struct Target: Sendable {
    package var folder: String
    package var output: OutputSettings
    package var language: Language

    package init(
      folder: String, output: OutputSettings = OutputSettings(), language: Language = .english
    ) {
      self.folder = folder
      self.output = output
      self.language = language
    }
  }

  /// Writes all files of a run, or of a check when there is no journal.
  ///
  /// - Returns: what is in them.
  /// - Throws: ``SpreadsheetError``, or an error of the journal.
  package static func write(
    to target: Target, pass: RecordPass, run: Run?, journal: (any Journal)?
  ) async throws -> ResultTally {
    var files = try ResultFiles(target: target, input: pass.input, run: run, journal: journal)
    let totals = try await pass.run(&files)
    return try files.finish(totals)
  }

  private init(target: Target, input: Input, run: Run?, journal: (any Journal)?) throws {
    self.run = run
    self.journal = journal
    language = target.language
    tally = ResultTally()
    let format = try Self.format(of: input, target.output)
    let suffix = format.dialect == nil ? "ndjson" : "csv"
    func path(_ name: String) -> String { "\(target.folder)/\(name).\(suffix)" }
    pendingPath = path(OutputFiles.pending)
    func copying(_ name: String) throws -> RowWriter {
      var writer = try RowWriter(
        path: path(name), format: format, ownColumns: OutputFiles.recordColumns,
        guardsFormulas: true)
      if let header = input.header {
        try writer.writeHeader(
          copying: header, of: input.headerBlock,
          inputDelimiter: input.format.dialect?.delimiter,
          dropped: Set(input.mapping.earlierRun))
      }
      return writer
    }
    results = try copying(OutputFiles.results)
    fix = try copying(OutputFiles.fix)
    if journal == nil {
      pending = nil
      valid = nil
    } else {
      let waiting = try copying(OutputFiles.pending)
      pending = consume waiting
      var payees = try RowWriter(
        path: path(OutputFiles.valid), format: format, ownColumns: OutputFiles.validColumns)
      try payees.writeHeader()
      valid = consume payees
    }
    var writer = try RowWriter(
      path: path(OutputFiles.findings), format: format, ownColumns: OutputFiles.findingColumns,
      guardsFormulas: true)
    try writer.writeHeader()
    findings = consume writer
  }

  /// The input's format with what the user wants otherwise.
  private static func format(
    of input: Input, _ output: OutputSettings
  ) throws -> TabularFormat {
    var format = input.format
    if let name = output.encoding {
      guard let encoding = TextEncoding(name: name) else { throw InputError.unknownEncoding(name) }
      format.encoding = encoding
      format.hasByteOrderMark = format.hasByteOrderMark && encoding == input.format.encoding
    }
    if let text = output.delimiter, var dialect = format.dialect {
      guard let byte = Input.delimiterByte(text) else { throw InputError.badDelimiter(text) }
      dialect.delimiter = byte
      format.content = .delimited(dialect)
    }
    return format
  }

  package mutating func begin(first: Int, count: Int) async throws {
    self.first = first
    guard let journal, count > 0 else { return }
    entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    guard entries.count == count, entries.first?.number == first else {
      throw InputError.changed(path: run?.input.path ?? "")
    }
  }

  package mutating func visit(
    _ row: Row, in block: borrowing RowBlock, number: Int, judgement: Judgement,
    checker: borrowing RecordChecker
  ) throws {
    let entry = journal == nil ? nil : entries[number - first]
    let status = entry.map { RecordStatus($0.state) } ?? RecordStatus(judgement)
    tally.count(status, checker.findings)
    self.row.fill(
      line: row.line, status: status, entry: entry, checker: checker, run: run,
      language: language)
    try Self.write(self.row, row, block, to: &results)
    if status.needsCorrection { try Self.write(self.row, row, block, to: &fix) }
    if status.isPending, pending != nil { try Self.write(self.row, row, block, to: &pending) }
    if status == .valid, let entry, valid != nil {
      try ValidRow.write(checker, entry, line: row.line, times: &self.row.times, to: &valid)
    }
    try writeFindings(row, block, checker)
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

  private mutating func writeFindings(
    _ row: Row, _ block: borrowing RowBlock, _ checker: borrowing RecordChecker
  ) throws {
    for finding in checker.findings {
      findings.beginRow()
      findings.append(number: row.line)
      findings.append(finding.field?.rawValue ?? "")
      findings.append(finding.severity.rawValue)
      findings.append(finding.stableCode)
      findings.append(FindingSentence.text(finding, language))
      findings.append(checker.maskedValue(of: finding, row, in: block))
      try findings.endRow()
    }
  }

  private consuming func finish(_ totals: RecordPass.Totals) throws -> ResultTally {
    var tally = tally
    tally.blankRows = totals.blankRows
    let hasPending = (pending?.rowCount ?? 0) > 0
    try results.commit()
    try fix.commit()
    try findings.commit()
    if let valid { try valid.commit() }
    if let pending {
      if hasPending { try pending.commit() } else { pending.discard() }
    }
    if !hasPending { try StaleFile.remove(pendingPath) }
    return tally
  }
}
