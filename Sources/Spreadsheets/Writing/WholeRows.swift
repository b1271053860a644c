/// Rows whose original columns are copied as they stand and whose own columns say next to nothing:
/// nearly all rows of a check.
extension RowWriter {
  /// Writes a row whose own columns are `number`, `word`, some empty ones, `code` and some empty ones.
  ///
  /// The same as beginning a row, appending these and ending it, but straight into the file's memory
  /// where the row can be copied as it stands.
  ///
  /// - Parameters:
  ///   - code: letters, digits, hyphens and underscores only, no hyphen at its beginning; may be empty.
  ///   - emptyCounts: empty columns before and behind `code`.
  /// - Throws: as ``endRow()``.
  package mutating func appendRow(
    copying original: Row, of block: borrowing RowBlock, number: Int, _ word: String,
    _ code: Span<UInt8>, emptyCounts: (before: Int, behind: Int)
  ) throws(SpreadsheetError) {
    guard copiesWholeRows, let originals, originals.copiesWhole(original) else {
      beginRow(copying: original, of: block)
      append(number: number)
      append(word)
      appendEmpty(count: emptyCounts.before)
      append(code)
      appendEmpty(count: emptyCounts.behind)
      return try endRow()
    }
    if rowEnding.word != word || rowEnding.emptyCounts != emptyCounts {
      rowEnding = RowEnding(word: word, emptyCounts: emptyCounts, format: format)
    }
    try file.append(
      block.raw.span.extracting(original.rawRange), number: number, &lineNumbers, code, rowEnding,
      delimiter: originals.inputDelimiter)
    countRow()
  }
}

/// What stands around the code of a row: the same bytes row after row.
struct RowEnding {
  let word: String
  let emptyCounts: (before: Int, behind: Int)
  /// A delimiter, the word, a delimiter per empty column and one more; in UTF-8.
  private(set) var beforeCode: [UInt8] = []
  /// A delimiter per empty column, the line end.
  private(set) var behindCode: [UInt8] = []

  /// The ending of no row.
  init() {
    (word, emptyCounts) = ("", (-1, -1))
  }

  init(word: String, emptyCounts: (before: Int, behind: Int), format: TabularFormat) {
    (self.word, self.emptyCounts) = (word, emptyCounts)
    guard let dialect = format.dialect else { return }
    var ending = ByteBuffer()
    ending.append(dialect.delimiter)
    ending.appendField(word.utf8.span, delimiter: dialect.delimiter)
    for _ in 0...emptyCounts.before { ending.append(dialect.delimiter) }
    beforeCode = ending.bytes
    ending.removeAll()
    for _ in 0..<emptyCounts.behind { ending.append(dialect.delimiter) }
    ending.append(dialect.lineEnd.bytes)
    behindCode = ending.bytes
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
  /// Appends `text`, the delimiter, `number` in decimal digits, and `code` within `ending`.
  ///
  /// - Parameter number: not negative.
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  mutating func append(
    _ text: Span<UInt8>, number: Int, _ lines: inout DecimalSequence, _ code: Span<UInt8>,
    _ ending: borrowing RowEnding, delimiter: UInt8
  ) throws(SpreadsheetError) {
    guard number < DecimalText.limit else {
      buffer.append(text)
      buffer.append(delimiter)
      buffer.append(decimal: number)
      buffer.append(ending.beforeCode.span)
      buffer.append(code)
      buffer.append(ending.behindCode.span)
      return try writeFull()
    }
    let digits = lines.text(of: number)
    let (before, behind) = (ending.beforeCode.span, ending.behindCode.span)
    // The delimiter, and a word of digits.
    let limit = text.count + 9 + before.count + code.count + behind.count
    buffer.append(atMost: limit) { cursor in
      cursor.append(text)
      cursor.append(delimiter)
      cursor.append(digits.significant, used: digits.significantCount)
      cursor.append(before)
      cursor.append(code)
      cursor.append(behind)
    }
    try writeFull()
  }
}
