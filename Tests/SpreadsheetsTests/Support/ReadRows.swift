import Spreadsheets

/// A row with everything it promises, for comparison.
struct ReadRow: Equatable {
  var line: Int
  var byteOffset: Int64
  var fields: [String]
  var raw: String
  var flags: RowFlags
  var faultLine: Int

  var position: ReadingPosition { ReadingPosition(byteOffset: byteOffset, line: line) }
}

/// Everything a reader delivers.
struct Reading: Equatable {
  var rows: [ReadRow] = []
  var blankLines = 0
  var emptyRows = 0
}

/// Reads a file to its end.
func readAll(
  _ path: String, format: TabularFormat? = nil, at position: ReadingPosition = .start,
  columns: [ColumnKey] = [], limits: ReadingLimits = ReadingLimits()
) throws -> Reading {
  let reader = try RowReader(
    InputFile(path: path), format: try format ?? TabularFormat.detect(path: path), at: position,
    columns: columns, limits: limits)
  var block = RowBlock()
  var reading = Reading()
  var isGoingOn = true
  while isGoingOn {
    isGoingOn = try reader.next(into: &block)
    reading.blankLines += block.blankLineCount
    reading.emptyRows += block.emptyRowCount
    for index in 0..<block.rowCount { reading.rows.append(ReadRow(block.row(index), of: block)) }
  }
  return reading
}

extension ReadRow {
  init(_ row: Row, of block: RowBlock) {
    self.init(
      line: row.line, byteOffset: row.byteOffset, fields: block.texts(of: row),
      raw: String(decoding: block.raw[row.rawRange], as: UTF8.self), flags: row.flags,
      faultLine: row.faultLine)
  }
}

/// The delimited format of UTF-8 text.
func csv(_ delimiter: Character = ";") -> TabularFormat {
  TabularFormat(content: .delimited(Dialect(delimiter: delimiter.asciiValue ?? 0x3B)))
}
