import Spreadsheets

/// How many of a file's first names are mojibake: UTF-8 that was read as Windows-1252 and saved.
package struct NameSample: Sendable, Equatable {
  /// Filled names looked at.
  package var names = 0
  package var mojibake = 0
  /// Physical line of the first one, 0 for none.
  package var firstLine = 0

  /// Names looked at: enough to tell a share of 1 %, few enough to cost nothing.
  package static let mostNames = 10_000

  package init() {}

  /// Whether more than 1 % of the names are mojibake: then the file is, and not a name or two.
  package var isMojibake: Bool { mojibake * 100 > names }

  /// Looks at the names of a block from the row at `first` on.
  ///
  /// - Parameter column: negative for none.
  /// - Returns: whether there may be more to look at.
  mutating func add(_ block: borrowing RowBlock, from first: Int, column: Int) -> Bool {
    guard column >= 0 else { return false }
    let bytes = block.bytes.span
    for index in first..<max(first, block.rowCount) where names < Self.mostNames {
      let row = block.row(index)
      let name = bytes.extracting(block.fieldRange(column, of: row))
      if name.isEmpty { continue }
      names += 1
      guard Mojibake.isFound(in: name) else { continue }
      mojibake += 1
      if firstLine == 0 { firstLine = row.line }
    }
    return names < Self.mostNames
  }
}
