extension RowBlock {
  /// The first character of `row` that `encoding` does not have, as the error that writing the row
  /// would be.
  ///
  /// - Parameters:
  ///   - delimiter: nil for JSON, which has no columns to name.
  ///   - dropped: columns, from 0, that are not written.
  package func unencodable(
    in row: Row, _ encoding: TextEncoding, delimiter: UInt8?, dropped: Set<Int>
  ) -> SpreadsheetError? {
    let text = raw.span.extracting(row.rawRange)
    // Taken apart once, and only where a character is missing.
    var bounds: [Range<Int>]?
    var column = 0
    var index = firstBeyondASCII(in: text, from: 0)
    while index < text.count {
      let (scalar, length) = utf8Scalar(in: text, at: index)
      if encoding.lacks(scalar) {
        let fields = bounds ?? fields(of: text, delimiter: delimiter)
        bounds = fields
        while column < fields.count, fields[column].upperBound <= index { column += 1 }
        if delimiter == nil || !dropped.contains(column) {
          let line = row.line + lineEndCount(in: text.extracting(0..<index))
          return .unencodable(
            scalar: scalar, encoding, line: line, column: delimiter == nil ? 0 : column + 1)
        }
      }
      index = firstBeyondASCII(in: text, from: index + length)
    }
    return nil
  }

  /// The columns of a row's text; none without a delimiter.
  private func fields(of text: Span<UInt8>, delimiter: UInt8?) -> [Range<Int>] {
    delimiter.map { RawFields(of: text, from: 0, delimiter: $0).bounds } ?? []
  }
}
