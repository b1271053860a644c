/// Writes the rows of a sheet into a file that can be entered anywhere: a line of numbers in front of each
/// row, then the row as delimited text. ``SheetRowTokenizer`` reads it.
///
///     17,0,3,21,1,1            row 17, no flags, 3 fields, 21 bytes; column 1 shows zeros
///     Ana;0012345;"Rua ""A"""
final class SheetSpool: SheetRowTaking {
  let file: UnnamedFile
  /// Columns of the header: shorter rows are filled up.
  private let width: Int
  /// Row of the header.
  private let headerRow: Int
  private var covering: MergeCovering
  private var buffer = ByteBuffer(capacity: pieceBytes + (64 << 10))
  private var fields = ByteBuffer(capacity: 4 << 10)
  private(set) var byteCount: Int64 = 0
  private(set) var failure: SpreadsheetError?
  /// Records in hidden rows.
  private(set) var hiddenRowCount = 0

  static let delimiter: UInt8 = 0x3B
  private static let pieceBytes = 256 << 10

  init(_ file: UnnamedFile, width: Int, headerRow: Int, merged: [MergedCells]) {
    self.file = file
    self.width = width
    self.headerRow = headerRow
    covering = MergeCovering(merged, width: width)
  }

  var isDone: Bool { failure != nil }

  func take(_ row: inout SheetRow) {
    let last = row.cells.last { !$0.range.isEmpty }
    guard last != nil || !row.flags.isEmpty || row.cells.contains(where: { $0.mark != nil }) else {
      return
    }
    if row.isHidden, row.number > headerRow { hiddenRowCount += 1 }
    let fieldCount = max(width, (last?.column ?? -1) + 1)
    fields.removeAll()
    var cell = 0
    for column in 0..<fieldCount {
      if column > 0 { fields.append(Self.delimiter) }
      guard cell < row.cells.count, row.cells[cell].column == column else { continue }
      fields.appendField(
        row.text.storage.span.extracting(row.cells[cell].range), delimiter: Self.delimiter)
      cell += 1
    }
    buffer.append(decimal: row.number)
    appendNumber(Int(row.flags.rawValue))
    appendNumber(fieldCount)
    appendNumber(fields.count)
    for cell in row.cells where cell.column < fieldCount {
      if let mark = cell.mark { append(mark, cell.column) }
    }
    if row.number > headerRow {
      covering.advance(to: row.number)
      for column in covering.columns(in: row.number) { append(.merged, column) }
    }
    buffer.append(0x0A)
    buffer.append(fields)
    buffer.append(0x0A)
    if buffer.count >= Self.pieceBytes { flush() }
  }

  private func append(_ mark: CellMark.Kind, _ column: Int) {
    appendNumber(column)
    appendNumber(Int(mark.rawValue))
  }

  private func appendNumber(_ number: Int) {
    buffer.append(0x2C)
    buffer.append(decimal: number)
  }

  /// Writes what was gathered.
  func flush() {
    do throws(SpreadsheetError) {
      try file.append(buffer.bytes)
      byteCount += Int64(buffer.count)
      buffer.removeAll()
    } catch {
      failure = error
    }
  }
}

/// Which cells of a row are covered by merged ones, for rows in ascending order.
struct MergeCovering {
  /// By first row, the last ones first.
  private var waiting: [MergedCells]
  private var active: [MergedCells] = []
  private let width: Int

  init(_ merged: [MergedCells], width: Int) {
    waiting = merged.filter { $0.columns.lowerBound < width }
      .sorted { $0.rows.lowerBound > $1.rows.lowerBound }
    self.width = width
  }

  /// Goes on to `row`.
  mutating func advance(to row: Int) {
    guard !waiting.isEmpty || !active.isEmpty else { return }
    active.removeAll { $0.rows.upperBound < row }
    while let next = waiting.last, next.rows.lowerBound <= row {
      waiting.removeLast()
      // No more than columns can be merged side by side; programs do not let merged cells overlap.
      if next.rows.upperBound >= row, active.count < width { active.append(next) }
    }
  }

  /// Columns of `row` that show nothing of their own, ascending.
  func columns(in row: Int) -> [Int] {
    guard !active.isEmpty else { return [] }
    var columns: Set<Int> = []
    for cells in active {
      guard let covered = cells.covered(in: row), covered.lowerBound < width else { continue }
      columns.formUnion(covered.clamped(to: 0...width - 1))
    }
    return columns.sorted()
  }
}
