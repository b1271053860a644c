package import BulkEngine
import Spreadsheets

/// Shows the good records of a pass to a profile: those of `valid.csv` or, in a check, those that are
/// ready.
package struct ProfileRecords: RecordVisitor {
  private let writing: ProfileWriting
  private let columns: [String]
  private let statuses: StatusTable
  private let journal: (any Journal)?
  private var entries: [JournalEntry] = []
  private var first = 1
  private var times = TimestampText()

  /// - Parameters:
  ///   - columns: of `valid.csv`.
  ///   - journal: nil for a check.
  package init(
    _ writing: ProfileWriting, columns: [String], statuses: StatusTable, journal: (any Journal)?
  ) {
    self.writing = writing
    self.columns = columns
    self.statuses = statuses
    self.journal = journal
  }

  package var needsValues: Bool { true }

  package mutating func begin(first: Int, count: Int) async throws {
    self.first = first
    guard let journal, count > 0 else { return }
    entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
  }

  package mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    let entry = journal == nil ? nil : entries[number - first]
    let state = entry?.state ?? block.judgement(index).state
    guard statuses.row(of: state).isGood else { return }
    let code = entry?.customCode ?? String(decoding: block.customCode(index), as: UTF8.self)
    let record = block.outgoing(index, number: number, customCode: code)
    let line = block.row(index).line
    let texts =
      [code] + record.values + [
        record.amountInCents.map(AmountText.decimal) ?? "", String(line),
        times.text(entry?.settledAt),
      ]
    try writing.add(Dictionary(uniqueKeysWithValues: zip(columns, texts)), line: line)
  }

  package mutating func end() async throws {}
}
