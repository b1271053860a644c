import Spreadsheets

/// One run over a sheet or over the corrected rows of another run; together they are a family.
package struct CorrectionRound: Sendable {
  package var pass: RecordPass
  package var run: Run
  package var journal: any Journal
  package var statuses: StatusTable
  /// Place in the family of the run whose rows were corrected here; nil of the first.
  package var parent: Int?

  package init(
    pass: RecordPass, run: Run, journal: any Journal, statuses: StatusTable, parent: Int?
  ) {
    self.pass = pass
    self.run = run
    self.journal = journal
    self.statuses = statuses
    self.parent = parent
  }

  /// Shows every record of the run to `visitor`.
  ///
  /// - Throws: ``InputError/changed(path:)`` where the input is not the planned one any more.
  func visit<Visitor: RecordVisitor & ~Copyable>(_ visitor: inout Visitor) async throws {
    let hash = InputHash()
    _ = try await pass.run(&visitor, hashing: hash)
    guard try hash.finish(pass.input.file) == run.input.sha256 else {
      throw InputError.changed(path: pass.input.path)
    }
  }
}

/// What all rounds of correction of one sheet came to.
package struct FamilyFigures: Codable, Sendable, Equatable {
  /// Runs of the family.
  package var runs = 1
  /// Records found good, each once.
  package var payable = 0
  /// Sum of their amounts in hundredths; nil where none has an amount.
  package var amountInCents: Int64?
  /// Records that a person must correct still.
  package var toCorrect = 0
  /// Records without a final verdict.
  package var open = 0

  private enum CodingKeys: String, CodingKey {
    case runs, payable, open
    case amountInCents = "amount_in_cents"
    case toCorrect = "to_correct"
  }

  package init(runs: Int = 1) {
    self.runs = runs
  }
}

/// The codes and lines that later rounds have, so that no record counts twice.
struct LaterRecords: Sendable {
  /// Families of codes of records found good later; see ``CodeLineage``.
  private(set) var good: Set<Int> = []
  /// The same of every round of correction, earlier ones too.
  private var goodAnywhere: Set<Int> = []
  /// Families of codes of all later records.
  private var met: Set<Int> = []
  /// Lines of this round's own records that came back later.
  private var lines: Set<Int> = []

  func hasGood(_ lineage: Int?) -> Bool { lineage.map(good.contains) ?? false }

  /// Whether a record that is not good is no one's to correct any more: it came back later, or another
  /// correction of it was found good.
  func has(_ lineage: Int?, line: Int) -> Bool {
    guard let lineage else { return lines.contains(line) }
    return lines.contains(line) || met.contains(lineage) || goodAnywhere.contains(lineage)
  }

  /// What each round of a family has behind it.
  static func behind(
    each rounds: [CorrectionRound]
  ) async throws -> [LaterRecords] {
    var later = Array(repeating: LaterRecords(), count: rounds.count)
    for index in rounds.indices.dropFirst().reversed() {
      var collecting = CollectingRecords(rounds[index])
      try await rounds[index].visit(&collecting)
      for earlier in 0..<index {
        later[earlier].good.formUnion(collecting.good)
        later[earlier].met.formUnion(collecting.met)
        if rounds[index].parent == earlier { later[earlier].lines.formUnion(collecting.lines) }
      }
      for any in rounds.indices { later[any].goodAnywhere.formUnion(collecting.good) }
    }
    return later
  }
}

/// What a round tells of itself to those before it.
private struct CollectingRecords: RecordVisitor {
  var good: Set<Int> = []
  var met: Set<Int> = []
  var lines: Set<Int> = []
  private var entries: RoundEntries

  init(_ round: CorrectionRound) {
    entries = RoundEntries(round)
  }

  var needsValues: Bool { false }

  mutating func begin(first: Int, count: Int) async throws {
    try await entries.begin(first: first, count: count)
  }

  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    let entry = entries[number]
    if let lineage = entries.lineage(entry, index, block) {
      met.insert(lineage)
      if entries.statuses.row(of: entry.state).isGood { good.insert(lineage) }
    }
    if let line = entries.earlierLine(index, block) { lines.insert(line) }
  }

  mutating func end() async throws {}
}

/// The journal's entries of the block under way, and what a record is known by.
struct RoundEntries: Sendable {
  let statuses: StatusTable
  private let journal: any Journal
  private let derivation: CustomCode.Derivation
  private var entries: [JournalEntry] = []
  private var first = 1

  init(_ round: CorrectionRound) {
    statuses = round.statuses
    journal = round.journal
    derivation = CustomCode.Derivation(
      inputSHA256: round.run.input.sha256, variant: round.run.settings.operation.variant)
  }

  mutating func begin(first: Int, count: Int) async throws {
    self.first = first
    guard count > 0 else { return }
    entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    guard entries.count == count, entries.first?.number == first else {
      throw InputError.changed(path: "")
    }
  }

  subscript(number: Int) -> JournalEntry { entries[number - first] }

  /// Hash of the family of the record's code; nil for a record without one.
  func lineage(
    _ entry: JournalEntry, _ index: Int, _ block: borrowing CheckedBlock
  ) -> Int? {
    var code = entry.customCode.map { Array($0.utf8) } ?? Array(block.customCode(index))
    if code.isEmpty, entry.state == .rejected, !block.mapping.bringsCodes {
      code = Array(derivation.code(ofRecord: entry.number).utf8)
    }
    guard !code.isEmpty else { return nil }
    return CodeLineage(of: CodeSpelling.folded(code)).hashValue
  }

  /// The line that the record had in the file which was corrected.
  func earlierLine(_ index: Int, _ block: borrowing CheckedBlock) -> Int? {
    guard let column = block.mapping.headers.firstIndex(of: RecordColumns.names[0]) else {
      return nil
    }
    let row = block.row(index)
    guard column < row.fieldCount else { return nil }
    return Int(block.rows.text(column, of: row))
  }
}
