/// An Excel workbook (`.xlsx`, `.xlsm`): a ZIP file of XML parts.
///
/// Only the rows of one sheet are wanted of it, and a ZIP file cannot be entered in the middle: they are
/// written once, as people see them, into a file without a name, from which everything else is read.
///
///     let workbook = try Workbook(file, folder: folder)
///     let rows = try workbook.firstRows(of: workbook.sheets[0])
///     let sheet = try workbook.spool(workbook.sheets[0], width: 10, headerRow: 1)
///     let reader = try RowReader(sheet.rows, format: .workbookRows)
package final class Workbook: Sendable {
  package let sheets: [WorkbookSheet]
  private let archive: ZipArchive
  private let parts: WorkbookParts
  private let styles: [WorkbookStyles.Style]
  private let strings: SharedStrings
  private let folder: String
  private var path: String { archive.file.path }

  /// Rows looked at for a header.
  package static let firstRowCount = 20

  /// Opens a workbook and reads what its sheets share.
  ///
  /// - Parameter folder: where files without names may be made.
  /// - Throws: ``SpreadsheetError``.
  package init(_ file: InputFile, folder: String) throws(SpreadsheetError) {
    let shared: Shared
    do throws(WorkbookReadingError) {
      shared = try Shared(file, folder: folder)
    } catch {
      throw error.error(path: file.path)
    }
    self.folder = folder
    (archive, parts) = (shared.archive, shared.parts)
    (styles, strings) = (shared.styles, shared.strings)
    sheets = parts.sheets
  }

  /// What the sheets of a workbook share.
  private struct Shared {
    let archive: ZipArchive
    let parts: WorkbookParts
    let styles: [WorkbookStyles.Style]
    let strings: SharedStrings

    init(_ file: InputFile, folder: String) throws(WorkbookReadingError) {
      archive = try ZipArchive(file)
      parts = try WorkbookParts(of: archive)
      let reading = WorkbookStyles()
      if let name = parts.styles, let member = archive[name] {
        try XMLReading.read(member, of: archive, reading)
      }
      styles = reading.styles
      if let name = parts.sharedStrings, let member = archive[name] {
        strings = try SharedStrings(member, of: archive, folder: folder)
      } else {
        strings = SharedStrings()
      }
    }
  }

  /// The first rows that are not blank, with their numbers.
  ///
  /// - Throws: ``SpreadsheetError``.
  package func firstRows(
    of sheet: WorkbookSheet
  ) throws(SpreadsheetError) -> [(number: Int, cells: [String])] {
    let collecting = FirstRows()
    _ = try read(sheet, into: collecting)
    return collecting.rows
  }

  /// Writes the rows of a sheet to where they can be read again and again.
  ///
  /// - Parameters:
  ///   - width: columns of the header; shorter rows are filled up with empty cells.
  ///   - headerRow: number of the header's row.
  ///   - amountColumns: columns of money, from 0.
  /// - Throws: ``SpreadsheetError``.
  package func spool(
    _ sheet: WorkbookSheet, width: Int, headerRow: Int, amountColumns: Set<Int> = []
  ) throws(SpreadsheetError) -> SpooledSheet {
    var spool = try SheetSpool(
      UnnamedFile(in: folder), width: width, headerRow: headerRow, merged: [])
    let reading = try read(
      sheet, into: spool, amountColumns: amountColumns, headerRow: headerRow)
    // Merged cells follow the rows in the file, so a sheet that has some is read twice.
    let merged = reading.merged.filter { $0.rows.upperBound > headerRow }
    if !merged.isEmpty {
      spool = try SheetSpool(
        UnnamedFile(in: folder), width: width, headerRow: headerRow, merged: merged)
      _ = try read(sheet, into: spool, amountColumns: amountColumns)
    }
    spool.flush()
    if let failure = spool.failure { throw failure }
    let hidden = reading.hiddenColumns.reduce(into: Set<Int>()) { columns, range in
      columns.formUnion(range.clamped(to: 0...max(0, width - 1)).filter(range.contains))
    }
    return SpooledSheet(
      rows: try spool.content(named: path), sheet: sheet, allSheets: sheets,
      hiddenRowCount: spool.hiddenRowCount,
      hiddenColumns: hidden.sorted(), mergedCount: merged.count,
      formats: reading.formatCounts.byColumn(styles))
  }

  private func read(
    _ sheet: WorkbookSheet, into taker: any SheetRowTaking, amountColumns: Set<Int> = [],
    headerRow: Int = 0
  ) throws(SpreadsheetError) -> SheetReading {
    let context = SheetContext(
      formats: styles.map(\.format), strings: strings, countsFrom1904: parts.countsFrom1904,
      amountColumns: amountColumns, headerRow: headerRow)
    let reading = SheetReading(sheet.name, context, taker)
    do throws(WorkbookReadingError) {
      guard let member = archive[sheet.part] else { throw .fault(.missingPart(sheet.part)) }
      try XMLReading.read(member, of: archive, reading)
    } catch {
      throw error.error(path: path)
    }
    return reading
  }
}

/// The rows of a sheet, and what a person must know of it.
package struct SpooledSheet: Sendable {
  /// Read with ``TabularFormat/workbookRows``.
  package let rows: InputFile
  package let sheet: WorkbookSheet
  /// All sheets of the workbook.
  package let allSheets: [WorkbookSheet]
  /// Records in rows that a filter or a person has hidden; they are read like the others.
  package let hiddenRowCount: Int
  /// From 0.
  package let hiddenColumns: [Int]
  /// Ranges of merged cells that reach below the header.
  package let mergedCount: Int
  /// How the cells below the header are kept, by column from 0, the most frequent format first.
  package let formats: [[(format: CellFormat, count: Int)]]
}

/// Collects the first rows.
private final class FirstRows: SheetRowTaking {
  private(set) var rows: [(number: Int, cells: [String])] = []
  var isDone: Bool { rows.count >= Workbook.firstRowCount }

  func take(_ row: inout SheetRow) {
    guard let last = row.cells.last(where: { !$0.range.isEmpty }) else { return }
    var cells = [String](repeating: "", count: last.column + 1)
    for cell in row.cells where cell.column < cells.count {
      cells[cell.column] = row.text.storage.span.extracting(cell.range).text
    }
    rows.append((row.number, cells))
  }
}

extension SheetSpool {
  /// The file that was written, under the name of the workbook for messages.
  fileprivate func content(named path: String) throws(SpreadsheetError) -> InputFile {
    try InputFile(file, shownAs: path)
  }
}
