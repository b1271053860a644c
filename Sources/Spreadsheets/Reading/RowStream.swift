/// A reader that works in a task of its own: the next block is read and taken apart while the caller
/// looks at the last one. Two blocks are in use, whatever the size of the file.
///
///     try await RowStream(reader).forEachBlock { block in check(block) }
package actor RowStream {
  private let reader: RowReader
  /// Filled and not yet given away.
  private var ready: RowBlock?
  /// Memory to fill next. Nobody else may hold it then, or its arrays would be copied.
  private var spare = RowBlock()
  /// Blank lines and rows of nothing but delimiters, over all blocks so far.
  package private(set) var skippedRowCount = 0
  /// The JSON columns met so far.
  package var columns: [ColumnKey] { reader.columns }

  package init(_ reader: sending RowReader) {
    self.reader = reader
  }

  /// Calls `body` with each block of the file in order, in the caller's isolation.
  ///
  /// - Throws: as ``RowReader/next(into:)``, and what `body` throws.
  package func forEachBlock(
    isolation: isolated (any Actor)? = #isolation, _ body: (RowBlock) async throws -> Void
  ) async throws {
    try await fill()
    var current = await exchange(RowBlock())
    while let block = current {
      current = nil
      async let filled: Void = fill()
      try await body(block)
      try await filled
      current = await exchange(consume block)
    }
  }

  private func fill() throws(SpreadsheetError) {
    var block = spare
    spare = RowBlock()
    let hasRows = try reader.next(into: &block)
    skippedRowCount += block.blankLineCount + block.emptyRowCount
    ready = hasRows ? block : nil
  }

  /// Takes back a block that was looked at and gives the filled one, nil at the end of the file.
  private func exchange(_ used: consuming RowBlock) -> RowBlock? {
    spare = used
    let next = ready
    ready = nil
    return next
  }
}
