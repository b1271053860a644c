import Synchronization

/// A reader that works in a task of its own: further blocks are read and taken apart while the caller
/// looks at earlier ones. As many blocks are in use as the caller holds at a time, whatever the size
/// of the file.
///
///     let stream = RowStream(reader)
///     var block = try await stream.next()
///     while let current = block {
///       async let upcoming = stream.next()
///       check(current)
///       stream.reuse(current)
///       block = try await upcoming
///     }
package actor RowStream {
  /// Nil once the stream is closed.
  private var reader: RowReader?
  /// Memory to fill next. Nobody else may hold it then, or its arrays would be copied. Behind a lock
  /// of its own, so that giving back need not wait until a block is read.
  private let spares = Mutex<[RowBlock]>([])
  /// Blank lines and rows of nothing but delimiters, over all blocks so far.
  package private(set) var skippedRowCount = 0
  /// The JSON columns met so far.
  package var columns: [ColumnKey] { reader?.columns ?? [] }

  package init(_ reader: sending RowReader) {
    self.reader = reader
  }

  /// The next block of the file; nil at its end, or when the stream is closed.
  ///
  /// - Throws: as ``RowReader/next(into:)``.
  package func next() throws(SpreadsheetError) -> RowBlock? {
    guard let reader else { return nil }
    var block = spares.withLock { $0.popLast() } ?? RowBlock()
    let hasRows = try reader.next(into: &block)
    skippedRowCount += block.blankLineCount + block.emptyRowCount
    return hasRows ? block : nil
  }

  /// Closes the file; there are no more blocks.
  package func close() {
    reader = nil
  }

  /// Takes back a block that was looked at, to fill its memory again.
  package nonisolated func reuse(_ block: consuming RowBlock) {
    let spare = block
    spares.withLock { $0.append(spare) }
  }
}
