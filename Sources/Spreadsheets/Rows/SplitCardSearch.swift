import BrazilianBanking

/// Searches rows for the numbers of cards whose groups stand in cells of their own, side by side.
///
/// Of rows with four numbers of four digits beside each other one in a hundred looks like a card by chance, so
/// most of them must.
struct SplitCardSearch: Sendable {
  /// The first ones of three columns or more that may hold anything.
  private let starts: [Int]
  /// Whether a fourth one behind them may, too.
  private let hasFourth: [Bool]

  init(_ depths: [CardSearch.Depth]) {
    func mayHoldAnything(_ column: Int) -> Bool {
      column < depths.count && depths[column] == .all
    }
    starts = depths.indices.filter { start in
      (start..<start + 3).allSatisfy(mayHoldAnything)
    }
    hasFourth = starts.map { mayHoldAnything($0 + 3) }
  }

  /// The first row with such a number, and the column of its first group; nil when there is none.
  func find(in rows: Range<Int>, of block: borrowing RowBlock) -> CardSearch.Place? {
    for (start, hasFourth) in zip(starts, hasFourth) {
      var (first, cards, others): (Int?, Int, Int) = (nil, 0, 0)
      for index in rows {
        guard let digits = Self.digits(from: start, hasFourth, of: block.rows[index], in: block)
        else { continue }
        if isCardNumber(block.bytes.span.extracting(digits), lengths: .unmistakable) {
          cards += 1
          first = first ?? index
        } else {
          others += 1
        }
      }
      if let first, cards > others {
        return CardSearch.Place(row: first, column: start, isSplit: true)
      }
    }
    return nil
  }

  /// Where the digits of cells of 4, 4, 4 and 4 or of 4, 6 and 5 digits stand; nil for other cells.
  private static func digits(
    from column: Int, _ hasFourth: Bool, of row: Row, in block: borrowing RowBlock
  ) -> Range<Int>? {
    guard row.fieldCount >= column + 3 else { return nil }
    func cell(_ index: Int) -> Range<Int> { block.fieldRange(column + index, of: row) }
    guard cell(0).count == 4 else { return nil }
    let last: Int
    switch (cell(1).count, cell(2).count) {
    case (6, 5): last = 2
    case (4, 4) where hasFourth && cell(3).count == 4: last = 3
    default: return nil
    }
    // Cells of a row stand one behind the other.
    let digits = cell(0).lowerBound..<cell(last).upperBound
    let bytes = block.bytes.span
    return digits.allSatisfy { bytes[$0] &- 0x30 <= 9 } ? digits : nil
  }
}
