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
    var index = firstBeyondASCII(in: text, from: 0)
    while index < text.count {
      let (scalar, length) = utf8Scalar(in: text, at: index)
      if encoding.lacks(scalar) {
        let column = column(at: index, in: text, delimiter: delimiter)
        if !dropped.contains(column - 1) {
          let line = row.line + lineEndCount(in: text.extracting(0..<index))
          return .unencodable(scalar: scalar, encoding, line: line, column: column)
        }
      }
      index = firstBeyondASCII(in: text, from: index + length)
    }
    return nil
  }

  /// The column, from 1, in which `index` of a row's text lies; 0 without a delimiter.
  private func column(at index: Int, in text: Span<UInt8>, delimiter: UInt8?) -> Int {
    guard let delimiter else { return 0 }
    let bounds = RawFields(of: text, from: 0, delimiter: delimiter).bounds
    return 1 + (bounds.firstIndex { $0.contains(index) } ?? 0)
  }
}
