/// A reader that works in a task of its own, so that the next block is read and taken apart while the
/// last one is being looked at.
///
///     let stream = RowStream(reader)
///     var block = try await stream.next(reusing: RowBlock())
///     var spare = RowBlock()
///     while let current = block {
///       async let upcoming = stream.next(reusing: spare)
///       check(current)
///       block = try await upcoming
///       spare = current
///     }
package actor RowStream {
  private let reader: RowReader
  /// Blank lines and empty rows met so far.
  package private(set) var skippedLineCount = 0

  package init(_ reader: sending RowReader) {
    self.reader = reader
  }

  /// The next block of rows, in the memory of `block`; nil at the end of the file.
  ///
  /// - Throws: as ``RowReader/next(into:)``.
  package func next(reusing block: consuming RowBlock) throws -> RowBlock? {
    var filled = block
    let hasRows = try reader.next(into: &filled)
    skippedLineCount += filled.blankLineCount + filled.emptyRowCount
    return hasRows ? filled : nil
  }
}
