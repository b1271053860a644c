/// What is wrong with a row as a row, whatever its fields say.
package struct RowFlags: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A quote opened on ``Row/faultLine`` and was not closed within the limit or the file. The row
  /// ends with that line and reading goes on at the next one.
  package static let openQuote = RowFlags(rawValue: 1)
  /// A zero byte stands in the record.
  package static let nulByte = RowFlags(rawValue: 2)
  /// The record is longer than the limit. It has neither fields nor raw bytes.
  package static let tooLong = RowFlags(rawValue: 4)
  /// Not a JSON object. The row has its raw bytes and no fields.
  package static let malformed = RowFlags(rawValue: 8)
  /// JSON nested deeper than the limit, or with more keys than it. The row has no fields.
  package static let tooComplex = RowFlags(rawValue: 16)
  /// A JSON key stands twice in its object. The row has no fields.
  package static let repeatedKey = RowFlags(rawValue: 32)
}

/// One record's place in a ``RowBlock``: borrowed indices, no bytes of its own.
@usableFromInline package struct Row: Sendable, Equatable {
  /// Physical line on which the record starts, from 1.
  package var line: Int
  /// Offset of the record's first byte in the file, from 0.
  package var byteOffset: Int64
  /// Index of the first field in the block.
  @usableFromInline package var firstField: Int
  /// Number of fields; 0 for rows that could not be taken apart.
  @usableFromInline package var fieldCount: Int
  /// Start of the record's text in ``RowBlock/raw``.
  package var rawStart: Int
  /// Length of the record's text in bytes, its line end excluded.
  package var rawCount: Int
  package var flags: RowFlags
  /// Lines from ``line`` to where the fault stands (open quote), else 0.
  var faultLineDistance: Int32

  /// The physical line on which the unclosed quote opened; otherwise the record's own line.
  package var faultLine: Int { line + Int(faultLineDistance) }

  /// Where to open a reader to get this row as its first.
  package var position: ReadingPosition { ReadingPosition(byteOffset: byteOffset, line: line) }

  /// Which of its block's ``RowBlock/fieldBounds`` are its own: one more than it has fields.
  ///
  ///     let bounds = block.fieldBounds.span.extracting(row.boundIndices)
  ///     let third = block.bytes.span.extracting(bounds.field(2))
  @inlinable @inline(__always)
  package var boundIndices: Range<Int> { firstField..<firstField + fieldCount + 1 }

  /// The record's text in ``RowBlock/raw``.
  package var rawRange: Range<Int> { rawStart..<(rawStart + rawCount) }
}
