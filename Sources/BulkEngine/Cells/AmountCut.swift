import Spreadsheets

/// Finds amounts that commas between the cells cut in two: `1234,56` and `1,234.56` without quotes.
struct AmountCut: Sendable {
  let field: Field
  private let column: Int
  /// Whether the decimals may stand under the next header, because a cell behind them was left out.
  let mayFitHeader: Bool
  /// Whether the cut moves no cell that is used.
  let movesUnusedOnly: Bool

  /// - Parameter neverShort: fields whose cells are never one or two digits.
  /// - Returns: nil where no comma can cut an amount.
  init?(_ form: RowForm, _ field: Field?, neverShort: [Field]) {
    guard form.delimiter == UInt8(ascii: ","), let field, form.mapping.column(field) >= 0 else {
      return nil
    }
    self.field = field
    column = form.mapping.column(field)
    let next = form.mapping.columns.first { $0.value == form.mapping.column(field) + 1 }?.key
    movesUnusedOnly = form.mapping.columns.values.allSatisfy {
      $0 <= form.mapping.column(field)
    }
    mayFitHeader = column + 1 < form.columnCount && (next.map(neverShort.contains) ?? true)
  }

  /// Whether the amount of a row with more cells than the header is cut.
  func cutsLongRow(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard column + 1 < row.fieldCount, let units = Units(cell(column, row, block)) else {
      return false
    }
    return units.isFollowed(by: cell(column + 1, row, block))
  }

  /// Whether the amount of a row with as many cells as the header is cut: its decimals are the last
  /// filled cell.
  func cutsWholeRow(_ row: Row, in block: borrowing RowBlock) -> Bool {
    guard mayFitHeader, column + 1 < row.fieldCount else { return false }
    for later in (column + 2)..<max(column + 2, row.fieldCount)
    where !block.fieldRange(later, of: row).isEmpty {
      return false
    }
    guard let units = Units(cell(column, row, block)) else { return false }
    let decimals = cell(column + 1, row, block)
    return units.isFollowed(by: decimals) && decimals.count != 3
  }

  private func cell(_ column: Int, _ row: Row, _ block: borrowing RowBlock) -> ArraySlice<UInt8> {
    let cell = block.bytes[block.fieldRange(column, of: row)]
    let trimmed = cell.drop { $0 == 0x20 }
    return trimmed.prefix { _ in true }.dropLast(trimmed.reversed().prefix { $0 == 0x20 }.count)
  }

  /// The whole part of an amount: `1234`, `1.234`, `R$ 1 234`.
  private struct Units {
    /// At most three digits, so that three more may follow a comma.
    let isFirstGroup: Bool

    init?(_ cell: ArraySlice<UInt8>) {
      let number = cell.drop { $0 == 0x52 || $0 == 0x72 || $0 == 0x24 || $0 == 0x20 }
      let groups = number.split(omittingEmptySubsequences: false) { $0 == 0x2E || $0 == 0x20 }
      guard let first = groups.first, !first.isEmpty, first.count <= 12,
        groups.allSatisfy({ $0.allSatisfy { $0 &- 0x30 <= 9 } }),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
      isFirstGroup = groups.count == 1 && first.count <= 3
    }

    /// Whether `cell` can be the decimals, or the next group of an amount such as `1,234.56`.
    func isFollowed(by cell: ArraySlice<UInt8>) -> Bool {
      let digits = cell.prefix { $0 &- 0x30 <= 9 }
      if digits.count == cell.count, (1...2).contains(digits.count) { return true }
      guard isFirstGroup, digits.count == 3 else { return false }
      let rest = cell.dropFirst(3)
      return rest.isEmpty
        || (rest.first == 0x2E && rest.count <= 3
          && rest.dropFirst().allSatisfy { $0 &- 0x30 <= 9 })
    }
  }
}
