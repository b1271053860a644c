/// The fast path of nearly all rows of a check: their original columns are copied byte for byte and
/// their own columns are mostly empty.
extension RowWriter {
  /// Writes a row whose own columns are `number`, `word`, some empty ones, `code` and some empty ones.
  ///
  /// Equal to beginning a row, appending these and ending it, but writes straight into the file's buffer
  /// when the row can be copied byte for byte.
  ///
  /// - Parameters:
  ///   - word: letters only.
  ///   - code: letters, digits, hyphens and underscores only, no hyphen at its beginning; may be empty.
  ///   - emptyCounts: empty columns before and after `code`.
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
    let text = block.raw.span.extracting(original.rawRange)
    guard format.encoding == .utf8 else {
      let ending = rowEnding
      return try encodeRow(text, line: original.line) { row, lines in
        row.appendWhole(text, number: number, &lines, code, ending)
      }
    }
    file.buffer.appendWhole(text, number: number, &lineNumbers, code, rowEnding)
    try file.writeFull()
    countRow()
  }
}

/// The bytes around the number and the code of a row, the same row after row.
struct RowEnding {
  let word: String
  let emptyCounts: (before: Int, behind: Int)
  /// A delimiter. All three in UTF-8, with quotes where the dialect has them around every field.
  private(set) var beforeNumber: [UInt8] = []
  /// A delimiter, the word, a delimiter per empty column and one more.
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
    let quote = dialect.quoting == .everyField ? [quoteByte] : []
    let empty = [dialect.delimiter] + quote + quote
    func repeated(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in empty } }
    beforeNumber = [dialect.delimiter] + quote
    beforeCode =
      quote + beforeNumber + Array(word.utf8) + quote + repeated(emptyCounts.before) + beforeNumber
    behindCode = quote + repeated(emptyCounts.behind) + dialect.lineEnd.bytes
  }
}

extension OriginalColumns {
  /// Whether the text of `row` can be copied byte for byte: as many fields as the header has, no quote
  /// that never closes.
  @inline(__always)
  func copiesWhole(_ row: Row) -> Bool {
    row.fieldCount == count && row.flags.isDisjoint(with: [.openQuote, .tooLong])
  }
}

extension ByteBuffer {
  /// Appends `text`, then `number` in decimal digits and `code` within `ending`.
  ///
  /// - Parameter number: not negative.
  fileprivate mutating func appendWhole(
    _ text: Span<UInt8>, number: Int, _ lines: inout DecimalSequence, _ code: Span<UInt8>,
    _ ending: borrowing RowEnding
  ) {
    let first = ending.beforeNumber.span
    let (before, behind) = (ending.beforeCode.span, ending.behindCode.span)
    guard number < DecimalText.limit else {
      append(text)
      append(first)
      append(decimal: number)
      append(before)
      append(code)
      return append(behind)
    }
    let digits = lines.text(of: number)
    // A word of digits.
    let limit = text.count + first.count + 8 + before.count + code.count + behind.count
    append(atMost: limit) { cursor in
      cursor.append(text)
      cursor.append(first)
      cursor.append(digits.significant, used: digits.significantCount)
      cursor.append(before)
      cursor.append(code)
      cursor.append(behind)
    }
  }
}
