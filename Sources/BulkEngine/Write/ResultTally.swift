/// Counts of what the output files hold.
package struct ResultTally: Sendable {
  /// The words that are counted.
  package let statuses: StatusTable
  /// By position in the rows of the table.
  private var counts: [Int]
  /// What was found, by kind.
  package internal(set) var found: [(kind: Finding, count: Int)] = []
  package internal(set) var blankRows = 0
  /// Records that the API had already, sent by another run; counted under their status, too.
  package internal(set) var otherRunCount = 0
  /// Records that the API took otherwise than was asked for; counted under their status, too.
  package internal(set) var alteredCount = 0

  /// What the ledger said of the records, where it was asked.
  package internal(set) var ledger = LedgerTotals()

  /// What became of the records by group; empty where results are not told by group.
  package internal(set) var groups: [ResultGroup] = []
  /// Of each kind of finding the first one.
  var examples: [FindingKey: FindingExample] = [:]

  /// Names what is found; nil where nothing is.
  package let sentences: FindingSentences?

  package init(_ statuses: StatusTable, _ sentences: FindingSentences?) {
    self.sentences = sentences
    self.statuses = statuses
    counts = Array(repeating: 0, count: statuses.rows.count)
  }

  /// Counts records that a journal has; there is nothing to say of findings.
  package init(_ statuses: StatusTable, states: [RecordState: Int]) {
    self.init(statuses, nil)
    for (state, count) in states { counts[statuses.position(of: state)] += count }
  }

  package var records: Int { counts.reduce(0, +) }

  /// Every row of the table with the number of its records, in the order of reports.
  package var rows: [(status: Verdict, count: Int)] {
    zip(statuses.rows, counts).map { (status: $0, count: $1) }
  }

  /// Every word of the table with the number of its records.
  package var countsByWord: [String: Int] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0.status.word, $0.count) })
  }

  /// Records with the word of `state`; `nil` is a record that passed a check without a journal.
  package func count(of state: RecordState?) -> Int { counts[statuses.position(of: state)] }

  /// Records of which something is left to send, to look up or to wait for.
  package var openCount: Int { rows.reduce(0) { $1.status.isFinal ? $0 : $0 + $1.count } }

  /// Records that a person must correct.
  package var correctionCount: Int {
    rows.reduce(0) { $1.status.needsCorrection ? $0 + $1.count : $0 }
  }

  /// Whether every record came to what was wanted.
  package var isGood: Bool { rows.allSatisfy { $0.status.isGood || $0.count == 0 } }

  /// The first finding of a kind; nil where none of it was listed.
  package func example(of kind: Finding) -> FindingExample? { examples[FindingKey(kind)] }

  /// Kinds of findings with their numbers, the most frequent first.
  package var kinds: [(finding: Finding, count: Int)] {
    found.map { (finding: $0.kind, count: $0.count) }.sorted {
      ($1.count, $0.finding.code.number, $0.finding.field?.ordinal ?? 0)
        < ($0.count, $1.finding.code.number, $1.finding.field?.ordinal ?? 0)
    }
  }

  /// Findings by stable code.
  package var findings: [String: Int] {
    guard let sentences else { return [:] }
    return Dictionary(
      found.map { (sentences.stableCode($0.kind), $0.count) },
      uniquingKeysWith: +)
  }

  /// Cells that were repaired.
  package var repairCount: Int { count(of: .repair) }
  package var warningCount: Int { count(of: .warning) }

  private func count(of severity: Finding.Severity) -> Int {
    found.reduce(0) { $1.kind.severity == severity ? $0 + $1.count : $0 }
  }

  /// - Parameter position: of the record's row in the table.
  mutating func count(_ position: Int) {
    counts[position] += 1
  }

  /// - Parameter code: of what the API said of a record.
  mutating func count(_ code: String?) {
    guard let code else { return }
    if code == APICode.otherRun { otherRunCount += 1 }
    if statuses.sentences.alterations[code] != nil { alteredCount += 1 }
  }
}

extension ResultTally {
  /// What whole columns suffer from, in the order of the fields.
  package var columnRemarks: [ColumnRemark] {
    let total = records
    return found.compactMap { ColumnRemark($0.kind, count: $0.count, of: total) }
      .sorted { ($0.finding.field?.ordinal ?? 0) < ($1.finding.field?.ordinal ?? 0) }
  }
}
