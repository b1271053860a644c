import BrazilianBanking

/// Searches rows for the numbers of payment cards, which no sheet may bring.
///
/// A cell of fewer than 13 bytes costs the comparison of its length, so that an ordinary sheet is read as fast
/// as without it. Nothing that is found is copied.
package struct CardSearch: Sendable {
  /// How a column is searched.
  package enum Depth: Sendable {
    /// Its cells are documents or amounts, or are not kept.
    case none
    /// Codes and accounts: a cell that is a number of 15, 16 or 19 digits and nothing else.
    case codes
    /// Words of people: a number of 15, 16 or 19 digits anywhere in the cell.
    case words
    /// What the column holds is unknown: a number of any length anywhere in the cell.
    case all
  }

  /// By column; those behind are searched whole.
  private let depths: [Depth]
  /// Whether every row has the header's number of cells, so that one with another number may have its
  /// cells in the wrong columns.
  private let hasFixedWidth: Bool
  private let split: SplitCardSearch

  package init(_ depths: [Depth], hasFixedWidth: Bool) {
    self.depths = depths
    self.hasFixedWidth = hasFixedWidth
    split = SplitCardSearch(depths)
  }

  /// Where a number stands.
  package struct Place: Equatable, Sendable {
    /// Index of the row in its block.
    package let row: Int
    /// From 0; nil where the row could not be split.
    package let column: Int?
    /// Whether the number begins in that cell and goes on in those behind.
    package var isSplit = false
  }

  /// The first number in these rows of `block`; nil when there is none.
  package func find(in rows: Range<Int>, of block: borrowing RowBlock) -> Place? {
    let bytes = block.bytes.span
    let bounds = block.fieldBounds.span
    for index in rows {
      let row = block.rows[index]
      guard row.fieldCount > 0 else {
        let text = block.raw.span.extracting(row.rawRange)
        if containsCardNumber(text, lengths: .unmistakable) {
          return Place(row: index, column: nil)
        }
        continue
      }
      var start = Int(bounds[row.firstField])
      for column in 0..<row.fieldCount {
        let end = Int(bounds[row.firstField + column + 1])
        if end - start >= Self.fewestBytes,
          isCard(bytes.extracting(start..<end), column, of: row, in: block)
        {
          return Place(row: index, column: column)
        }
        start = end
      }
    }
    return split.find(in: rows, of: block)
  }

  private static let fewestBytes = 13

  @inline(never)
  private func isCard(
    _ cell: Span<UInt8>, _ column: Int, of row: Row, in block: borrowing RowBlock
  ) -> Bool {
    guard column < depths.count else { return containsCardNumber(cell) }
    switch depths[column] {
    case .all: return containsCardNumber(cell)
    case .words: return containsCardNumber(cell, lengths: .unmistakable)
    case .codes where isCardNumber(cell, lengths: .unmistakable): return true
    case .codes, .none:
      return isShifted(row, in: block) && containsCardNumber(cell, lengths: .unmistakable)
    }
  }

  /// Whether cells may stand in the wrong columns. Empty ones behind the last are no sign of it.
  private func isShifted(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard hasFixedWidth, row.fieldCount != depths.count else { return false }
    return row.fieldCount < depths.count
      || (depths.count..<row.fieldCount).contains { !block.fieldRange($0, of: row).isEmpty }
  }
}

extension CardSearch {
  /// Whether the number of a card stands in a text that is no cell: a header, a key.
  package static func isNumber(_ text: String) -> Bool {
    containsCardNumber(text.utf8.span)
  }
}
