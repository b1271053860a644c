import Spreadsheets

/// How distinct the codes of a file's first records are: a column that repeats one value, such as a
/// reference month, is no code of records, and all but the first would be taken for repetitions.
package struct CodeSample: Sendable, Equatable {
  /// Records looked at.
  package private(set) var records = 0
  private var codes: Set<Int> = []
  private var persons: Set<Int> = []

  /// Records looked at: enough to tell, few enough to cost nothing.
  static let mostRecords = 2_000
  /// With fewer persons, equal codes may well be a record that was entered twice.
  private static let fewestPersons = 3

  /// Different codes.
  package var distinctCodes: Int { codes.count }

  /// Whether the column can be the codes of records: more than half as many codes as there are pairs
  /// of code and person. A file that was put together twice repeats both.
  package var isBelievable: Bool {
    if records < Self.fewestPersons { return true }
    if codes.isEmpty { return false }
    return persons.count < Self.fewestPersons || codes.count * 2 > persons.count
  }

  /// Looks at the rows of a block from the one at `first` on.
  ///
  /// - Parameters:
  ///   - code: column of the codes, negative for none.
  ///   - person: column that tells one person from another.
  ///   - mostCells: rows with more have moved; 0 for any number.
  mutating func add(
    _ block: borrowing RowBlock, from first: Int, code: Int, person: Int, mostCells: Int
  ) {
    guard code >= 0 else { return }
    let bytes = block.bytes.span
    for index in first..<max(first, block.rowCount) where records < Self.mostRecords {
      let row = block.row(index)
      guard row.flags.isEmpty, mostCells == 0 || row.fieldCount <= mostCells,
        !block.fieldRange(person, of: row).isEmpty
      else { continue }
      records += 1
      let range = block.fieldRange(code, of: row)
      guard !range.isEmpty else { continue }
      let value = hashValue(of: bytes.extracting(range), seed: 0)
      codes.insert(value)
      persons.insert(
        hashValue(of: bytes.extracting(block.fieldRange(person, of: row)), seed: value))
    }
  }
}

extension Input {
  /// - Throws: ``InputError/codesRepeat(column:distinct:records:)`` when what is taken for the codes of
  ///   the records cannot be that.
  package func refuseRepeatedCodes() throws {
    let column = mapping.column(layout.key)
    guard column >= 0, !codeSample.isBelievable else { return }
    throw InputError.codesRepeat(
      column: mapping.headers[column], distinct: codeSample.distinctCodes,
      records: codeSample.records)
  }
}
