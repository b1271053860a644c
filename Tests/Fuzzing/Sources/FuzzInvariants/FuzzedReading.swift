package import Spreadsheets

/// A row with all that it promises.
package struct FuzzedRow: Equatable {
  package var line: Int
  package var byteOffset: Int64
  package var faultLine: Int
  package var flags: RowFlags
  package var fields: [[UInt8]]
  package var raw: [UInt8]

  package var position: ReadingPosition { ReadingPosition(byteOffset: byteOffset, line: line) }
}

/// What a reader delivered.
package struct FuzzedReading: Equatable {
  package var rows: [FuzzedRow] = []
  package var blankLines = 0
  package var emptyRows = 0
  package var columns: [ColumnKey] = []
  package var error: SpreadsheetError?

  mutating func add(_ block: RowBlock, _ limits: ReadingLimits) {
    precondition(
      block.raw.count <= 16 * (max(limits.blockBytes, 16) + limits.recordBytes),
      "memory is not bounded: \(block.raw.count)")
    blankLines += block.blankLineCount
    emptyRows += block.emptyRowCount
    for index in 0..<block.rowCount {
      let row = block.row(index)
      rows.append(
        FuzzedRow(
          line: row.line, byteOffset: row.byteOffset, faultLine: row.faultLine, flags: row.flags,
          fields: (0..<row.fieldCount).map { Array(block.bytes[block.fieldRange($0, of: row)]) },
          raw: Array(block.raw[row.rawRange])))
    }
  }
}
