/// Takes the rows of a sheet in the order of its part.
protocol SheetRowTaking: AnyObject {
  func take(_ row: inout SheetRow)
  /// No further rows are wanted.
  var isDone: Bool { get }
}

/// What the texts of a sheet's cells depend on.
struct SheetContext: Sendable {
  /// By style of cells.
  let formats: [NumberFormat]
  let strings: SharedStrings
  let countsFrom1904: Bool
  /// Columns of money, from 0: their numbers are rounded to cents where they are as good as that.
  var amountColumns: Set<Int> = []
  /// Cells of this row and above it are no values.
  var headerRow = 0

  /// The format of cells with this style; a style that does not exist changes nothing.
  func format(_ style: Int) -> NumberFormat { style < formats.count ? formats[style] : .other }
}

/// Reads the part of a sheet: rows of texts, as people see them.
final class SheetReading: XMLHandler {
  private let context: SheetContext
  private let sheet: String
  private let numbers: CellNumber
  private let taker: any SheetRowTaking
  private let isAmount: [Bool]
  /// Merged cells, which follow the rows in the file.
  private(set) var merged: [MergedCells] = []
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  /// How the cells below the header are kept.
  private(set) var formatCounts = CellFormatCounts()
  private(set) var fault: WorkbookFault?
  private var areRowsHidden = false
  private var isInData = false
  private var isInRow = false
  private var row = SheetRow()
  private var cell = OpenCell()
  private var item = TextItem()
  private var place = Place.elsewhere
  private var columnAttributes = (first: 0, last: 0, isHidden: false)

  private enum Place { case elsewhere, value, inline }

  /// The cell under way.
  private struct OpenCell {
    var column = -1
    var style = 0
    var type = SheetCellType.number
    var hasFormula = false
    var isOpen = false
  }

  private static let mostMerged = 1 << 20

  init(_ sheet: String, _ context: SheetContext, _ taker: any SheetRowTaking) {
    self.sheet = sheet
    self.context = context
    self.taker = taker
    numbers = CellNumber(firstDay: context.countsFrom1904 ? 1_462 : 0)
    isAmount = (0...(context.amountColumns.max() ?? 0)).map(context.amountColumns.contains)
  }

  var isDone: Bool { taker.isDone }

  // MARK: Elements

  func start(_ tag: XMLTag) {
    switch tag {
    case .c where isInRow:
      cell = OpenCell(column: cell.column + 1, isOpen: true)
      item.begin()
    case .v where cell.isOpen: place = .value
    case .f where cell.isOpen: cell.hasFormula = true
    case .is where cell.isOpen:
      place = .inline
      if cell.type == .number { cell.type = .inline }
    case .row where isInData:
      isInRow = true
      row.begin(row.number + 1)
      row.isHidden = areRowsHidden
      cell = OpenCell()
    case .sheetData: isInData = true
    case .col: columnAttributes = (0, 0, false)
    default: break
    }
    if place == .inline { item.start(tag) }
  }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {
    switch tag {
    case .c where cell.isOpen: cellAttribute(name, value)
    case .row where isInRow: rowAttribute(name, value)
    case .mergeCell where name.isEqual(to: "ref"): merge(value)
    case .col: columnAttribute(name, value)
    case .sheetFormatPr where name.isEqual(to: "zeroHeight"): areRowsHidden = value.isTrue
    default: break
    }
  }

  private func cellAttribute(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    guard name.count == 1 else { return }
    switch name[0] {
    case 0x72:
      var index = 0
      guard let column = CellReference.column(of: value, &index) else { return }
      cell.column = column
    case 0x73: cell.style = value.wholeNumber ?? 0
    case 0x74: cell.type = SheetCellType(value)
    default: break
    }
  }

  private func rowAttribute(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    if name.isEqual(to: "r") {
      guard let number = value.wholeNumber else { return }
      row.number = number
    } else if name.isEqual(to: "hidden") {
      row.isHidden = value.isTrue
    }
  }

  private func columnAttribute(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    if name.isEqual(to: "min") { columnAttributes.first = value.wholeNumber ?? 0 }
    if name.isEqual(to: "max") { columnAttributes.last = value.wholeNumber ?? 0 }
    if name.isEqual(to: "hidden") { columnAttributes.isHidden = value.isTrue }
  }

  private func merge(_ reference: Span<UInt8>) {
    guard let cells = MergedCells(reference) else { return }
    merged.append(cells)
    if merged.count > Self.mostMerged { fault = .tooMany("mergeCells") }
  }

  func text(_ text: Span<UInt8>) {
    switch place {
    case .elsewhere: break
    case .value: item.take(text)
    case .inline: item.append(text)
    }
  }

  func end(_ tag: XMLTag) {
    if place == .inline { item.end(tag) }
    switch tag {
    case .v where place == .value: place = .elsewhere
    case .is: place = .elsewhere
    case .c where cell.isOpen: endCell()
    case .row where isInRow: endRow()
    case .sheetData: isInData = false
    case .col: endColumns()
    default: break
    }
  }

  private func endColumns() {
    let (first, last, isHidden) = columnAttributes
    guard isHidden, first >= 1, first <= last, hiddenColumns.count < SheetRow.mostColumns else {
      return
    }
    hiddenColumns.append(first - 1...min(last, SheetRow.mostColumns) - 1)
  }

  private func endRow() {
    isInRow = false
    cell = OpenCell()
    guard (1...SheetRow.mostRows).contains(row.number) else {
      return fault = .beyondGrid(sheet: sheet)
    }
    guard fault == nil, !taker.isDone else { return }
    row.order()
    taker.take(&row)
  }

  // MARK: Cells

  private func endCell() {
    cell.isOpen = false
    place = .elsewhere
    guard cell.column < SheetRow.mostColumns, row.cells.count < SheetRow.mostColumns else {
      return fault = .beyondGrid(sheet: sheet)
    }
    if item.isEmpty, cell.type != .text {
      if cell.hasFormula { keep(from: row.text.count, .uncalculated) }
      return
    }
    guard !item.isTooLong else {
      row.flags.insert(.longText)
      return
    }
    let start = row.text.count
    let mark = appendValue()
    guard row.text.count > start else { return }
    if row.number > context.headerRow {
      formatCounts.note(
        cell.type.kind, style: cell.type == .number ? cell.style : nil, column: cell.column)
    }
    keep(from: start, mark)
  }

  private func keep(from start: Int, _ mark: CellMark.Kind?) {
    // Nothing of a row that is too long is kept.
    if row.flags.contains(.tooLong) || row.text.count > SheetRow.mostBytes {
      row.flags.insert(.tooLong)
      row.text.removeAll()
      return row.cells.removeAll(keepingCapacity: true)
    }
    row.cells.append(
      SheetRow.Cell(column: cell.column, range: start..<row.text.count, mark: mark))
  }

  /// Appends what the cell under way shows.
  private func appendValue() -> CellMark.Kind? {
    switch cell.type {
    case .shared: appendShared()
    case .inline, .text, .error: appendText()
    case .flag:
      item.withBytes { row.text.append($0.isTrue ? "TRUE" : "FALSE") }
    case .date:
      var isDate = false
      item.withBytes { isDate = CellNumber.append(isoDate: $0, to: &row.text) }
      if !isDate { item.appendText(to: &row.text) }
    case .number:
      var mark: CellMark.Kind?
      item.withBytes { mark = appendNumber($0) }
      return mark
    }
    return nil
  }

  private func appendText() {
    let start = row.text.count
    item.appendText(to: &row.text)
    if firstIndex(of: 0, in: row.text.storage.span.extracting(start..<row.text.count), from: 0)
      < row.text.count - start
    {
      row.flags.insert(.nulByte)
    }
  }

  private func appendShared() {
    var entry = SharedStrings.Entry.missing
    item.withBytes { bytes in
      if let number = bytes.wholeNumber { entry = context.strings.entry(number) }
    }
    switch entry {
    case .text(let range): context.strings.append(range, to: &row.text)
    case .tooLong: row.flags.insert(.longText)
    case .missing: row.flags.insert(.missingText)
    }
  }

  private func appendNumber(_ text: Span<UInt8>) -> CellMark.Kind? {
    switch context.format(cell.style) {
    case .date where numbers.append(date: text, to: &row.text): return nil
    case .zeros(let sections) where CellNumber.append(text, in: sections, to: &row.text):
      return .shownZeros
    default: break
    }
    if cell.column < isAmount.count, isAmount[cell.column] {
      CellNumber.append(amount: text, to: &row.text)
      return nil
    }
    let start = row.text.count
    CellNumber.append(decimal: text, to: &row.text)
    let written = row.text.storage[start..<row.text.count]
    // Scientific notation is recognised as what it is.
    let isDecimal = written.contains(0x2E) && !written.contains(0x45)
    return isDecimal ? .decimalNumber : nil
  }
}
