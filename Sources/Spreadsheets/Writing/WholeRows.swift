/// The fast path of nearly all rows of a check: their original columns are copied byte for byte, and their own
/// columns, but for a number and a code among them, are those of many other rows.
extension RowWriter {
  /// Puts together, once for many rows, own columns that differ in their number and code only: the number,
  /// `before`, the code, `behind`.
  ///
  /// - Parameters:
  ///   - before: UTF-8.
  ///   - behind: UTF-8.
  ///   - endings: keeps them.
  /// - Returns: nil where rows are built column by column: JSON, UTF-16, a character that cannot be written.
  package func ending(
    before: [[UInt8]], behind: [[UInt8]], in endings: inout RowEndings
  ) -> RowEnding? {
    guard let dialect = format.dialect, copiesWholeRows, !format.encoding.isUTF16 else {
      return nil
    }
    let quote = dialect.quoting == .everyField ? [quoteByte] : []
    func columns(_ values: [[UInt8]]) -> [UInt8] {
      var buffer = ByteBuffer()
      for value in values {
        buffer.append(dialect.delimiter)
        buffer.appendField(
          value.span, delimiter: dialect.delimiter, always: dialect.quoting == .everyField,
          guardsFormulas: guardsFormulas)
      }
      return buffer.bytes
    }
    let beforeNumber = [dialect.delimiter] + quote
    let beforeCode = quote + columns(before) + beforeNumber
    let behindCode = quote + columns(behind) + dialect.lineEnd.bytes
    guard let first = encoded(beforeCode), let last = encoded(behindCode) else { return nil }
    return endings.keep(beforeNumber, first, last)
  }

  /// Own columns as the file has them; nil when a character has no place there.
  private func encoded(_ text: [UInt8]) -> [UInt8]? {
    var buffer = ByteBuffer()
    let start = mayEscape ? 0 : Int.max
    guard (try? buffer.append(text.span, in: format.encoding, escapingFrom: start)) != nil else {
      return nil
    }
    return buffer.bytes
  }

  /// Writes a row whose original columns can be copied byte for byte straight into the file's buffer: equal to
  /// beginning it, appending its own columns and ending it.
  ///
  /// - Parameters:
  ///   - code: letters, digits, hyphens and underscores only, no hyphen at its beginning; may be empty.
  ///   - ending: of this writer, or of one of the same format and columns.
  /// - Returns: false when the row must be built column by column; then nothing was written.
  /// - Throws: as ``endRow()``.
  package mutating func appendRow(
    copying original: Row, of block: borrowing RowBlock, number: Int, code: Span<UInt8>,
    _ ending: RowEnding, in endings: borrowing RowEndings
  ) throws(SpreadsheetError) -> Bool {
    guard copiesWholeRows, let originals, originals.copiesWhole(original) else { return false }
    let text = block.raw.span.extracting(original.rawRange)
    if format.encoding == .utf8 {
      file.buffer.appendWhole(text, number: number, &lineNumbers, code, ending, endings)
    } else {
      try appendOriginal(text, line: original.line)
      file.buffer.appendWhole(
        text.extracting(0..<0), number: number, &lineNumbers, code, ending, endings)
    }
    try file.writeFull()
    countRow()
    return true
  }
}

/// Where the bytes around the number and the code of a row stand in ``RowEndings``.
package struct RowEnding: Sendable {
  /// A delimiter, with a quote behind it where the dialect has them around every field.
  fileprivate let beforeNumber: Range<Int>
  /// What stands between the number and the code, their quotes included.
  fileprivate let beforeCode: Range<Int>
  /// What follows the code, the line end included.
  fileprivate let behindCode: Range<Int>

  fileprivate var count: Int { behindCode.upperBound - beforeNumber.lowerBound }
}

/// The bytes around numbers and codes that are the same in many rows, as the file has them.
package struct RowEndings: Sendable {
  fileprivate var bytes: [UInt8] = []

  package init() {}

  fileprivate mutating func keep(
    _ beforeNumber: [UInt8], _ beforeCode: [UInt8], _ behindCode: [UInt8]
  ) -> RowEnding {
    RowEnding(
      beforeNumber: keep(beforeNumber), beforeCode: keep(beforeCode), behindCode: keep(behindCode))
  }

  private mutating func keep(_ added: [UInt8]) -> Range<Int> {
    bytes += added
    return bytes.count - added.count..<bytes.count
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
    _ ending: RowEnding, _ endings: borrowing RowEndings
  ) {
    // The longest number and what a word has over.
    let limit = text.count + ending.count + 28 + code.count
    let digits = number < DecimalText.limit ? lines.text(of: number) : nil
    let bytes = endings.bytes.span
    append(atMost: limit) { cursor in
      cursor.append(text)
      cursor.append(bytes.extracting(ending.beforeNumber))
      if let digits {
        cursor.append(digits.significant, used: digits.significantCount)
      } else {
        cursor.append(decimal: number)
      }
      cursor.append(bytes.extracting(ending.beforeCode))
      cursor.append(code)
      cursor.append(bytes.extracting(ending.behindCode))
    }
  }
}

extension ByteCursor {
  /// Appends a number of any length in decimal digits.
  fileprivate mutating func append(decimal number: Int) {
    append(String(number).utf8.span)
  }
}
