import Operations
import Spreadsheets

/// How what was fetched is written.
enum FetchFormat: String, CaseIterable {
  case csv, ndjson, xlsx

  /// - Returns: nil for an ending that says nothing.
  init?(ending: String) {
    switch ending.lowercased() {
    case "csv": self = .csv
    case "ndjson", "jsonl": self = .ndjson
    case "xlsx": self = .xlsx
    default: return nil
    }
  }
}

/// A file of rows whose cells are all text, mode 0600; it appears when it is whole.
struct FetchFile {
  let path: String
  let format: FetchFormat
  /// Of the CSV.
  var delimiter = UInt8(ascii: ";")
  var encoding = TextEncoding.utf8
  var hasByteOrderMark = true
  var hasDecimalComma = false
  let columns: [String]
  /// Which of them are amounts.
  let areAmounts: [Bool]

  /// - Parameter rows: gives the rows one after the other to what it is given.
  /// - Returns: how many there were.
  /// - Throws: ``SpreadsheetError`` and what `rows` throws.
  func write(_ rows: (([String]) throws -> Void) throws -> Void) throws -> Int {
    format == .xlsx ? try writeWorkbook(rows) : try writeText(rows)
  }

  private func writeText(_ rows: (([String]) throws -> Void) throws -> Void) throws -> Int {
    let isTable = format == .csv
    var writer = try RowWriter(
      path: path,
      format: TabularFormat(
        encoding: isTable ? encoding : .utf8, hasByteOrderMark: isTable && hasByteOrderMark,
        content: isTable
          ? .delimited(Dialect(delimiter: delimiter, lineEnd: .carriageReturnLineFeed))
          : .json(.lines)),
      ownColumns: columns, guardsFormulas: isTable)
    try writer.writeHeader()
    try rows { row in
      writer.beginRow()
      for (cell, isAmount) in zip(row, areAmounts) {
        if isAmount { writer.append(amount: shown(cell)) } else { writer.append(cell) }
      }
      try writer.endRow()
    }
    let count = writer.rowCount
    try writer.commit()
    return count
  }

  private func writeWorkbook(_ rows: (([String]) throws -> Void) throws -> Void) throws -> Int {
    let book = try WorkbookWriter(path: path)
    var count = 0
    var number = 0
    var page: WorkbookPage?
    func begin() {
      page?.finish(frozenColumns: 1, hasHeader: true)
      number += 1
      page = book.addSheet("\(number)")
      for column in columns { page?.append(column, .header) }
      page?.endRow()
    }
    begin()
    try rows { row in
      if let full = page, full.rowCount >= WorkbookPage.mostRows { begin() }
      for (cell, isAmount) in zip(row, areAmounts) {
        page?.append(isAmount ? shown(cell) : cell, .plain)
      }
      page?.endRow()
      count += 1
    }
    page?.finish(frozenColumns: 1, hasHeader: true)
    try book.commit()
    return count
  }

  private func shown(_ amount: String) -> String {
    hasDecimalComma ? amount.replacing(".", with: ",") : amount
  }
}
