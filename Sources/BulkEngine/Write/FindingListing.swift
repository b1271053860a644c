import Spreadsheets

/// Where a finding was met first, with as much of its value as may be shown.
package struct FindingExample: Sendable, Equatable {
  /// Physical line of the record.
  package let line: Int
  /// Empty where there is no value to show.
  package let maskedValue: String
}

/// The rows of `findings.csv`, written as bytes. Of one and the same warning or repair in one column the
/// first thousand are listed and the rest counted: a column that is wrong as a whole is one thing to say.
struct FindingListing: ~Copyable {
  /// Findings of one kind that are listed one by one.
  static let mostListed = 1_000

  private var writer: RowWriter
  private let sentences: FindingSentences
  private let language: Language
  private(set) var counts: FindingCounts
  /// Kinds with more than are listed, in the order in which they came to that.
  private var overflowing: [Finding] = []
  /// The first finding of each kind.
  private(set) var examples: [FindingKey: FindingExample] = [:]
  /// What is written into one column, used again from row to row.
  private var cell = ByteBuffer(capacity: 512)

  init(_ writer: consuming RowWriter, _ sentences: FindingSentences, language: Language) {
    self.writer = writer
    self.sentences = sentences
    self.language = language
    counts = FindingCounts(sentences.layout)
  }

  /// Writes what was found in `row`.
  ///
  /// - Throws: as ``RowWriter/endRow()``.
  mutating func write(
    _ found: ArraySlice<Finding>, _ row: Row, _ block: borrowing CheckedBlock
  ) throws {
    for finding in found where isListed(finding) {
      beginRow(finding, line: row.line)
      sentences.append(finding, language, to: &cell)
      appendCell()
      block.mapping.appendMaskedValue(of: finding, row, in: block.rows, to: &cell)
      if counts[finding] == 1 {
        examples[FindingKey(finding)] = FindingExample(line: row.line, maskedValue: cell.text)
      }
      appendCell()
      try writer.endRow()
    }
  }

  /// Writes what is said of payments that are no records.
  ///
  /// - Throws: as ``RowWriter/endRow()``.
  mutating func write(_ skipped: CNABFormat.Skipped) throws {
    let finding = Finding(skipped.kind)
    for line in skipped.lines.prefix(Self.mostListed) {
      beginRow(finding, line: line)
      sentences.append(finding, language, to: &cell)
      appendCell()
      writer.append("")
      try writer.endRow()
    }
    counts.add(finding, skipped.count)
    if let line = skipped.lines.first {
      examples[FindingKey(finding)] = FindingExample(line: line, maskedValue: "")
    }
    if skipped.count > Self.mostListed { overflowing.append(finding) }
  }

  /// Counts the finding; errors are always listed, each has a record that a person must correct.
  @inline(__always)
  private mutating func isListed(_ finding: Finding) -> Bool {
    let count = counts.count(finding)
    guard count > Self.mostListed, finding.severity != .error else { return true }
    if count == Self.mostListed + 1 { overflowing.append(finding.kind) }
    return false
  }

  private mutating func beginRow(_ finding: Finding, line: Int?) {
    writer.beginRow()
    if let line { writer.append(number: line) } else { writer.append("") }
    writer.append(sentences.fieldName(finding))
    writer.append(finding.severity.rawValue)
    sentences.appendStableCode(finding, to: &cell)
    appendCell()
  }

  private mutating func appendCell() {
    writer.append(cell)
    cell.removeAll()
  }

  /// Writes the counts of what is not listed and puts the file in its place.
  ///
  /// - Returns: the counts of everything.
  /// - Throws: as ``RowWriter/endRow()`` and ``RowWriter/commit()``.
  consuming func commit() throws -> FindingCounts {
    for finding in overflowing {
      let rest = counts[finding] - Self.mostListed
      beginRow(finding, line: nil)
      cell.append(language == .english ? "\(rest) more: " : "mais \(rest): ")
      sentences.append(finding, language, to: &cell)
      appendCell()
      writer.append("")
      try writer.endRow()
    }
    let counts = counts
    try writer.commit()
    return counts
  }
}
