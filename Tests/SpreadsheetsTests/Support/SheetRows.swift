import QualificaTestKit
import Spreadsheets

/// A row of a workbook with everything it promises.
struct SheetLine: Equatable {
  var line: Int
  var fields: [String]
  var flags: RowFlags = []
  /// Kinds by column.
  var marks: [Int: CellMark.Kind] = [:]
}

extension WorkbookFile {
  /// Reads a sheet to its end.
  func rows(
    of sheet: Int = 0, width: Int = 0, headerRow: Int = 0, amounts: Set<Int> = [],
    limits: ReadingLimits = ReadingLimits()
  ) throws -> [SheetLine] {
    let folder = try TemporaryFolder()
    let workbook = try Workbook(
      InputFile(path: try folder.file(bytes, name: "payees.xlsx")), folder: folder.path)
    let spooled = try workbook.spool(
      workbook.sheets[sheet], width: width, headerRow: headerRow, amountColumns: amounts)
    let reader = try RowReader(spooled.rows, format: .workbookRows, limits: limits)
    var block = RowBlock()
    var lines: [SheetLine] = []
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount {
        let row = block.row(index)
        let marks = block.marks(of: row).map { ($0.field - row.firstField, $0.kind) }
        lines.append(
          SheetLine(
            line: row.line, fields: block.texts(of: row), flags: row.flags,
            marks: Dictionary(marks) { first, _ in first }))
      }
    }
    return lines
  }

  /// The texts of the cells in the first row of a workbook that holds these cells.
  static func texts(
    _ cells: String, styles: String = "", strings: String = "", properties: String = "",
    amounts: Set<Int> = []
  ) throws -> [String] {
    let sheet = Sheet("S", "<sheetData><row r=\"1\">\(cells)</row></sheetData>")
    return try WorkbookFile([sheet], styles: styles, strings: strings, properties: properties)
      .rows(amounts: amounts).first?.fields ?? []
  }

  /// Styles with one format, which cells have by `s="1"`.
  static func style(_ code: String) -> String {
    let code = code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      .replacing("<", with: "&lt;")
    return "<numFmts><numFmt numFmtId=\"170\" formatCode=\"\(code)\"/></numFmts><cellStyleXfs><xf "
      + "numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs>"
  }
}
