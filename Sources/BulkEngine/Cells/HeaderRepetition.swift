package import Spreadsheets

/// The headers met among the records. Rows below one whose columns stand in another order cannot be
/// read by the first; a block of rows may be looked at twice, so places are kept and not a state.
package struct HeaderTurns: Sendable {
  private var turns: [(line: Int, order: HeaderRepetition.Order)] = []

  package init() {}

  package var isEmpty: Bool { turns.isEmpty }

  package mutating func note(_ order: HeaderRepetition.Order, on line: Int) {
    guard line > turns.last?.line ?? 0, order != turns.last?.order ?? .same else { return }
    turns.append((line, order))
  }

  /// The line of the header of another order by which the row on `line` would have to be read.
  package func otherHeader(above line: Int) -> Int? {
    guard let turn = turns.last(where: { $0.line < line }), turn.order == .other else { return nil }
    return turn.line
  }
}

/// Recognises a header among the records, as files have it that were put together from two exports.
package struct HeaderRepetition: Sendable {
  /// How the columns of such a header stand.
  package enum Order: Sendable {
    case same, other
  }

  private let layout: SheetLayout
  private let columns: [Field: Int]
  private let headers: [String]
  /// A column that every record has, and none fills with a word of the headers; -1 for none.
  private let probe: Int

  /// Cells that make a row a header row, and the longest of them in bytes.
  private static let (fewestHeaders, longestHeader) = (3, 64)

  init(_ layout: SheetLayout, columns: [Field: Int], headers: [String]) {
    self.layout = layout
    self.columns = columns
    self.headers = headers.map(HeaderFolding.fold)
    probe = layout.required.first { $0 != layout.sampled }.flatMap { columns[$0] } ?? -1
  }

  /// Nil for a row that is no header; one cell decides for most.
  package func order(of row: Row, in block: borrowing RowBlock) -> Order? {
    guard row.fieldCount >= Self.fewestHeaders, meaning(of: probe, row, block) != nil else {
      return nil
    }
    let cells = (0..<min(row.fieldCount, 256)).map { block.text($0, of: row) }
    let folded = cells.map(HeaderFolding.fold)
    let filled = folded.count { !$0.isEmpty }
    let known = folded.count { layout.meaning(of: $0) != nil }
    guard known >= Self.fewestHeaders, known * 2 >= filled else { return nil }
    let isSame = columns.values.allSatisfy { column in
      column < folded.count
        && (folded[column] == headers[column]
          || layout.meaning(of: folded[column]) == layout.meaning(of: headers[column]))
    }
    return isSame ? .same : .other
  }

  private func meaning(of column: Int, _ row: Row, _ block: borrowing RowBlock)
    -> SheetLayout.Meaning?
  {
    guard column >= 0, column < row.fieldCount else { return nil }
    let range = block.fieldRange(column, of: row)
    guard !range.isEmpty, range.count <= Self.longestHeader,
      !block.bytes[range].contains(where: { $0 &- 0x30 <= 9 })
    else { return nil }
    return layout.meaning(of: HeaderFolding.fold(block.text(column, of: row)))
  }
}
