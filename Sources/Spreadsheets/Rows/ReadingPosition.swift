/// The place of a record in its file. A reader opened here yields the same rows from there on.
package struct ReadingPosition: Sendable, Equatable, Hashable, Codable {
  /// Offset of the record's first byte in the file, from 0.
  package var byteOffset: Int64
  /// The physical line on which the record starts, from 1; as a spreadsheet or editor shows it.
  package var line: Int

  package init(byteOffset: Int64, line: Int) {
    self.byteOffset = byteOffset
    self.line = line
  }

  /// The beginning of a file.
  package static let start = ReadingPosition(byteOffset: 0, line: 1)
}
