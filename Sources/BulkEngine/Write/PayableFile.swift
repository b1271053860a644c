import Spreadsheets

/// `payable.csv`: everybody found good over all rounds of correction of a sheet, once. Its layout never
/// depends on the sheet: UTF-8, `;`, the sheet's key columns, then those of `valid.csv`.
package struct PayableFile: ~Copyable, RecordVisitor {
  private var writer: RowWriter?
  private let keys: [String]
  private let layout: OutputLayout
  private var later = LaterRecords()
  private var entries: RoundEntries
  private var times = TimestampText()
  private(set) var figures: FamilyFigures

  /// Writes the file of a family.
  ///
  /// - Parameters:
  ///   - rounds: the first run, then the others in the order in which they began.
  ///   - keys: headers of the sheet's columns that stand in front.
  /// - Returns: what the family came to.
  /// - Throws: ``SpreadsheetError``, ``InputError/changed(path:)`` where an input is another one now, or
  ///   an error of a journal. The file that was there stays then.
  package static func write(
    _ rounds: [CorrectionRound], keys: [String], to path: String
  ) async throws -> FamilyFigures {
    guard let first = rounds.first else { return FamilyFigures() }
    let later = try await LaterRecords.behind(each: rounds)
    var file = try PayableFile(first, keys: keys, path: path)
    file.figures.runs = rounds.count
    for (round, later) in zip(rounds, later) {
      file.entries = RoundEntries(round)
      file.later = later
      try await round.visit(&file)
    }
    return try file.finish()
  }

  private init(_ first: CorrectionRound, keys: [String], path: String) throws {
    self.keys = keys
    entries = RoundEntries(first)
    figures = FamilyFigures()
    layout = first.pass.check.outputs
    let values = layout.goodColumns
    var writer = try RowWriter(
      path: path, format: TabularFormat(content: .delimited(Dialect(delimiter: 0x3B))),
      ownColumns: keys.map { values.contains($0) ? "sheet_\($0)" : $0 } + values)
    try writer.writeHeader()
    self.writer = consume writer
  }

  package var needsValues: Bool { true }

  package mutating func begin(first: Int, count: Int) async throws {
    try await entries.begin(first: first, count: count)
  }

  package mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    let entry = entries[number]
    let status = entries.statuses.row(of: entry.state)
    guard status.isGood || status.needsCorrection else {
      if !status.isFinal { figures.open += 1 }
      return
    }
    let lineage = entries.lineage(entry, index, block)
    let line = block.row(index).line
    guard status.isGood else {
      if !later.has(lineage, line: line) { figures.toCorrect += 1 }
      return
    }
    guard !later.hasGood(lineage) else { return }
    let record = block.outgoing(index, number: number, customCode: entry.customCode ?? "")
    figures.payable += 1
    if let amount = record.amountInCents {
      figures.amountInCents = (figures.amountInCents ?? 0) + amount
    }
    try write(record, entry, block.row(index), block)
  }

  private mutating func write(
    _ record: OutgoingRecord, _ entry: JournalEntry, _ row: Row, _ block: borrowing CheckedBlock
  ) throws {
    guard var open = writer.take() else { return }
    open.beginRow()
    for key in keys {
      let column = block.mapping.headers.firstIndex(of: key) ?? -1
      if column >= 0, column < row.fieldCount {
        open.append(block.rows.bytes.span.extracting(block.rows.fieldRange(column, of: row)))
      } else {
        open.append("")
      }
    }
    GoodRow.append(record, entry, line: row.line, layout, times: &times, to: &open)
    try open.endRow()
    writer = consume open
  }

  package mutating func end() async throws {}

  private consuming func finish() throws -> FamilyFigures {
    let figures = figures
    if let writer { try writer.commit() }
    return figures
  }
}

extension Input {
  /// The headers that `payable` has in front: the column of the own codes, then those that are wanted.
  ///
  /// - Parameter wanted: headers or 1-based numbers, as in `--keep`.
  /// - Throws: ``KeptColumnMissing``.
  package func payableKeys(_ wanted: [String]) throws -> [String] {
    var keys: [String] = []
    let own = mapping.column(layout.key)
    if own >= 0 { keys.append(mapping.headers[own]) }
    let folded = mapping.headers.map(HeaderFolding.fold)
    for name in wanted {
      let index =
        mapping.headers.firstIndex(of: name) ?? folded.firstIndex(of: HeaderFolding.fold(name))
        ?? Int(name).map { $0 - 1 }
      guard let index, mapping.headers.indices.contains(index) else {
        throw KeptColumnMissing(column: name, headers: mapping.headers)
      }
      if !keys.contains(mapping.headers[index]) { keys.append(mapping.headers[index]) }
    }
    return keys
  }
}

/// `--keep` names a column that the sheet does not have.
package struct KeptColumnMissing: Error, Sendable, Equatable {
  package let column: String
  package let headers: [String]
}
