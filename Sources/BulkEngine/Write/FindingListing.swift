import Spreadsheets

/// The rows of `findings.csv`, written as bytes. Of one and the same warning or repair in one column the
/// first thousand are listed and the rest counted: a column that is wrong as a whole is one thing to say.
struct FindingListing: ~Copyable {
  /// Findings of one kind that are listed one by one.
  static let mostListed = 1_000

  private var writer: RowWriter
  private let sentences: FindingSentences
  private let language: Language
  private var counts: [Finding.Kind: Int] = [:]
  /// Kinds with more than are listed, in the order in which they came to that.
  private var overflowing: [Finding.Kind] = []
  /// What is written into one column, used again from row to row.
  private var cell = ByteBuffer(capacity: 512)

  init(_ writer: consuming RowWriter, _ sentences: FindingSentences, language: Language) {
    self.writer = writer
    self.sentences = sentences
    self.language = language
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
    guard skipped.count > skipped.lines.count else { return }
    overflowing.append(finding.kind)
    counts[finding.kind] = skipped.count
  }

  /// Counts the finding; errors are always listed, each has a record that a person must correct.
  private mutating func isListed(_ finding: Finding) -> Bool {
    guard finding.severity != .error else { return true }
    let kind = finding.kind
    let count = counts[kind, default: 0] + 1
    counts[kind] = count
    if count == Self.mostListed + 1 { overflowing.append(kind) }
    return count <= Self.mostListed
  }

  private mutating func beginRow(_ finding: Finding, line: Int?) {
    writer.beginRow()
    if let line { writer.append(number: line) } else { writer.append("") }
    writer.append(finding.field.map { sentences.layout[$0].name } ?? "")
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
  /// - Throws: as ``RowWriter/endRow()`` and ``RowWriter/commit()``.
  consuming func commit() throws {
    for kind in overflowing {
      let finding = Finding(kind.code, kind.field, severity: kind.severity)
      let rest = counts[kind, default: 0] - Self.mostListed
      beginRow(finding, line: nil)
      cell.append(language == .english ? "\(rest) more: " : "mais \(rest): ")
      sentences.append(finding, language, to: &cell)
      appendCell()
      writer.append("")
      try writer.endRow()
    }
    try writer.commit()
  }
}
