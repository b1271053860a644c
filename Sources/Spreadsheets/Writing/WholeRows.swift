/// Rows whose original columns are copied as they stand and whose own columns say next to nothing:
/// nearly all rows of a check.
extension RowWriter {
  /// Writes a row whose own columns are `number`, `text` and then nothing.
  ///
  /// The same as beginning a row, appending these and ending it, but straight into the file's memory
  /// where the row can be copied as it stands.
  ///
  /// - Throws: as ``endRow()``.
  package mutating func appendRow(
    copying original: Row, of block: borrowing RowBlock, number: Int, text: String, emptyCount: Int
  ) throws(SpreadsheetError) {
    guard copiesWholeRows, let originals, originals.copiesWhole(original) else {
      beginRow(copying: original, of: block)
      append(number: number)
      append(text)
      appendEmpty(count: emptyCount)
      return try endRow()
    }
    if rowEnding.text != text || rowEnding.emptyCount != emptyCount {
      rowEnding = RowEnding(text: text, emptyCount: emptyCount, format: format)
    }
    let ending = rowEnding.bytes
    try file.append(
      block.raw.span.extracting(original.rawRange), number: number, ending.span,
      delimiter: originals.inputDelimiter)
    countRow()
  }
}

/// What follows the number in a row: the same bytes row after row.
struct RowEnding {
  let text: String
  let emptyCount: Int
  /// A delimiter, the text, a delimiter per empty column, the line end; in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// The ending of no row.
  init() {
    (text, emptyCount) = ("", -1)
  }

  init(text: String, emptyCount: Int, format: TabularFormat) {
    (self.text, self.emptyCount) = (text, emptyCount)
    guard let dialect = format.dialect else { return }
    var ending = ByteBuffer()
    ending.append(dialect.delimiter)
    ending.appendField(text.utf8.span, delimiter: dialect.delimiter)
    for _ in 0..<emptyCount { ending.append(dialect.delimiter) }
    ending.append(dialect.lineEnd.bytes)
    bytes = ending.bytes
  }
}

extension OriginalColumns {
  /// Whether the text of `row` can be copied as it stands: as many fields as the header has, no quote
  /// that never closes.
  @inline(__always)
  func copiesWhole(_ row: Row) -> Bool {
    row.fieldCount == count && row.flags.isDisjoint(with: [.openQuote, .tooLong])
  }
}

extension AtomicFile {
  /// Appends `text`, the delimiter, `number` in decimal digits, and `ending`.
  ///
  /// - Parameter number: not negative.
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  mutating func append(
    _ text: Span<UInt8>, number: Int, _ ending: Span<UInt8>, delimiter: UInt8
  ) throws(SpreadsheetError) {
    buffer.append(text)
    buffer.append(delimiter)
    buffer.append(decimal: number)
    buffer.append(ending)
    try writeFull()
  }
}
