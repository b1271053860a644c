import Spreadsheets

/// Which sheet of a workbook holds the records, and its rows.
struct WorkbookInput {
  let sheet: SpooledSheet

  /// What the first rows of a sheet say.
  private struct Candidate {
    let sheet: WorkbookSheet
    let rows: [(number: Int, cells: [String])]
    /// Index of the header among the rows; nil without one.
    var header: Int?
    /// Whether every field that is needed has a column.
    var fits = false

    var headerCells: [String] { header.map { rows[$0].cells } ?? [] }
  }

  /// Opens a workbook, chooses the sheet and reads it.
  ///
  /// - Parameters:
  ///   - folder: where the rows are kept as long as the program works, in a file without a name.
  ///   - required: fields without whose column a sheet is of no use.
  /// - Throws: ``SpreadsheetError``, ``InputError``.
  init(
    _ file: InputFile, reading: ReadingSettings, layout: SheetLayout, required: [Field],
    folder: String
  ) throws {
    let workbook = try Workbook(file, folder: folder)
    let chosen = try Self.chosen(of: workbook, reading, layout, required)
    let header = chosen.headerCells
    let mapping = try? ColumnMapping(
      headers: header, of: layout, overrides: reading.mapping, required: [])
    let amounts = layout.allFields.filter { layout[$0].isAmount }
      .compactMap { field in mapping.map { $0.column(field) } }
    sheet = try workbook.spool(
      chosen.sheet,
      width: chosen.header == nil ? chosen.rows.map(\.cells.count).max() ?? 0 : header.count,
      headerRow: chosen.header.map { chosen.rows[$0].number } ?? 0,
      amountColumns: Set(amounts.filter { $0 >= 0 }))
  }

  private static func chosen(
    of workbook: Workbook, _ reading: ReadingSettings, _ layout: SheetLayout, _ required: [Field]
  ) throws -> Candidate {
    let tables = workbook.sheets.filter(\.isTable)
    if let name = reading.sheet {
      guard let sheet = named(name, in: workbook.sheets), sheet.isTable else {
        throw InputError.unknownSheet(name, sheets: workbook.sheets)
      }
      return try candidate(sheet, workbook, reading, layout, required)
    }
    let candidates = try tables.filter { !$0.isHidden }.map {
      try candidate($0, workbook, reading, layout, required)
    }
    for group in [
      candidates.filter(\.fits), candidates.filter { $0.header != nil },
      candidates.filter { !$0.rows.isEmpty },
    ] where !group.isEmpty {
      guard group.count == 1 else { throw InputError.severalSheets(workbook.sheets) }
      return group[0]
    }
    // All visible ones are empty: what a person looks for may be hidden.
    guard candidates.count == 1, tables.count == 1 else {
      throw InputError.severalSheets(workbook.sheets)
    }
    return candidates[0]
  }

  /// The sheet of this name, else with this number from 1.
  private static func named(_ name: String, in sheets: [WorkbookSheet]) -> WorkbookSheet? {
    sheets.first { $0.name == name }
      ?? sheets.first { HeaderFolding.fold($0.name) == HeaderFolding.fold(name) }
      ?? Int(name).flatMap { number in sheets.first { $0.number == number } }
  }

  private static func candidate(
    _ sheet: WorkbookSheet, _ workbook: Workbook, _ reading: ReadingSettings,
    _ layout: SheetLayout, _ required: [Field]
  ) throws -> Candidate {
    var candidate = Candidate(sheet: sheet, rows: try workbook.firstRows(of: sheet))
    guard !candidate.rows.isEmpty else { return candidate }
    let block = RowBlock(rows: candidate.rows)
    candidate.header = try? Input.headerIndex(in: block, of: layout, reading: reading)
    candidate.fits =
      candidate.header != nil
      && (try? ColumnMapping(
        headers: candidate.headerCells, of: layout, overrides: reading.mapping, required: required))
        != nil
    return candidate
  }
}

extension SheetField {
  /// Whether cells are quantities: amounts of money, dates.
  var isAmount: Bool { if case .shape = masking { kind == .other } else { false } }
}
