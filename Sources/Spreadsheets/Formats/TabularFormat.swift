/// How JSON records are laid out.
package enum JSONShape: String, Sendable, Equatable, Codable {
  /// One object per physical line.
  case lines
  /// `[ {…}, {…} ]`
  case array
  /// `{ "data": [ {…}, {…} ], … }`, the API's own request.
  case envelope
}

/// What a file holds.
package enum TabularContent: Sendable, Equatable, Codable {
  case delimited(Dialect)
  case json(JSONShape)
}

/// Everything needed to read a file again exactly as before, and to write files like it.
package struct TabularFormat: Sendable, Equatable, Codable {
  /// How the file is packed; outputs never are.
  package var compression = FileCompression.none
  package var encoding: TextEncoding
  package var hasByteOrderMark: Bool
  package var content: TabularContent
  /// Where the first row starts in the content: behind the byte order mark and a `sep=` line.
  package var firstRow: ReadingPosition

  package init(
    encoding: TextEncoding = .utf8, hasByteOrderMark: Bool = false, content: TabularContent,
    firstRow: ReadingPosition = .start
  ) {
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.content = content
    self.firstRow = firstRow
  }

  /// The delimited flavour, nil for JSON.
  package var dialect: Dialect? {
    guard case .delimited(let dialect) = content else { return nil }
    return dialect
  }
}
