/// A row of a sheet: its texts one behind the other. Used again from row to row.
struct SheetRow {
  /// As the spreadsheet counts, from 1.
  var number = 0
  var isHidden = false
  var flags: RowFlags = []
  var text = ByteBuffer(capacity: 4 << 10)
  /// Cells that hold something or of which something is to be said, in the order of their columns.
  var cells: [Cell] = []

  struct Cell {
    /// From 0.
    var column: Int
    var range: Range<Int>
    var mark: CellMark.Kind?
  }

  /// The grid of every spreadsheet program.
  static let (mostRows, mostColumns) = (1_048_576, 16_384)
  static let mostBytes = 1 << 20

  mutating func begin(_ number: Int) {
    self.number = number
    (isHidden, flags) = (false, [])
    text.removeAll()
    cells.removeAll(keepingCapacity: true)
  }

  /// Puts cells into the order of their columns; of several in one place the last counts.
  mutating func order() {
    guard zip(cells, cells.dropFirst()).contains(where: { $0.column >= $1.column }) else { return }
    var byColumn: [Int: Cell] = [:]
    for cell in cells { byColumn[cell.column] = cell }
    cells = byColumn.values.sorted { $0.column < $1.column }
  }
}

/// Something to be said of a cell that its text does not say.
package struct CellMark: Sendable, Equatable {
  /// Index of the field in its block, see ``Row/firstField``.
  package var field: Int
  package var kind: Kind

  package enum Kind: UInt8, Sendable, Equatable {
    /// A number whose format shows zeros that the number itself does not have.
    case shownZeros = 1
    /// Covered by a merged cell, which alone shows a value.
    case merged
    /// A formula that no program has calculated yet.
    case uncalculated
    /// A number with decimals: its point is a decimal point, where that of a text may group thousands.
    case decimalNumber
  }
}

/// Cells that were merged: rows from 1, columns from 0.
struct MergedCells: Sendable, Equatable {
  var rows: ClosedRange<Int>
  var columns: ClosedRange<Int>

  /// Reads `A1:C3`; nil for anything else and for a single cell.
  init?(_ reference: Span<UInt8>) {
    let colon = firstIndex(of: 0x3A, in: reference, from: 0)
    guard colon < reference.count,
      let first = CellReference(reference.extracting(0..<colon)),
      let last = CellReference(reference.extracting(colon + 1..<reference.count)),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    rows = first.row...last.row
    columns = first.column...last.column
  }

  /// Columns of a row that show nothing of their own.
  func covered(in row: Int) -> ClosedRange<Int>? {
    guard row == rows.lowerBound else { return columns }
    return columns.count > 1 ? columns.lowerBound + 1...columns.upperBound : nil
  }
}

/// `XFD1048576`
struct CellReference {
  /// From 0.
  let column: Int
  /// From 1.
  let row: Int

  init?(_ text: Span<UInt8>) {
    var index = 0
    guard let column = Self.column(of: text, &index),
      let row = text.extracting(index..<text.count).wholeNumber
    else { return nil }
    (self.column, self.row) = (column, row)
  }

  /// The column at the beginning of `text`, from 0; beyond the grid for one with more than three letters.
  static func column(of text: Span<UInt8>, _ index: inout Int) -> Int? {
    var column = 0
    while index < text.count, text[index] | 0x20 >= 0x61, text[index] | 0x20 <= 0x7A {
      guard index < 4 else { return SheetRow.mostColumns }
      column = column * 26 + Int(text[index] | 0x20) - 0x60
      index += 1
    }
    return index == 0 ? nil : column - 1
  }

  /// `A` for 0, `AA` for 26.
  package static func letters(_ column: Int) -> String {
    var (rest, letters) = (column + 1, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
