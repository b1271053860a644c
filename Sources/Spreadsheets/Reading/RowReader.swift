import Glibc
import Synchronization

/// Reads a file's rows, block by block, in constant memory.
///
/// It knows no header: the first row it yields is the first line that is not blank. A reader belongs
/// to one task at a time; ``RowStream`` lets it work while another task looks at the last block.
package final class RowReader {
  /// How the file is read.
  package let format: TabularFormat
  /// The JSON columns met so far, in column order; empty for delimited text.
  package var columns: [ColumnKey] { tokenizer.columns }
  /// What the first reading of a CNAB file found so far.
  var cnabSurvey: CNABSurvey? { (tokenizer as? CNABTokenizer)?.survey }
  private var limits: ReadingLimits
  private var text: TextSource
  private var tokenizer: any RowTokenizer
  private var cursor: TextCursor
  /// Text that was read and belongs to no row yet.
  private var pending = ByteBuffer()
  /// The last block was full of rows: the pending text holds whole records and needs little more.
  private var wasFull = false

  /// Reads `file`.
  ///
  /// - Parameters:
  ///   - format: as ``TabularFormat/detect(_:encoding:delimiter:cnabLayout:)`` found it.
  ///   - position: a ``Row/position`` of an earlier reading with the same format, or the start.
  ///   - columns: the JSON columns known from an earlier reading, so that they keep their order.
  ///   - checkpoints: of earlier readings of the same gzip file, so that a place far after its
  ///     beginning is found at once.
  ///   - observer: sees the bytes of the file as they are read; for readings from the start only.
  ///   - isSurvey: the first reading of a whole CNAB file, see ``cnabSurvey``.
  /// - Throws: ``SpreadsheetError`` when the file cannot be read.
  package init(
    _ file: InputFile, format: TabularFormat, at position: ReadingPosition = .start,
    columns: [ColumnKey] = [], limits: ReadingLimits = ReadingLimits(),
    checkpoints: GzipCheckpoints? = nil, observer: (any ByteObserver)? = nil,
    isSurvey: Bool = false
  ) throws(SpreadsheetError) {
    let isFromStart = position == .start
    let first = isFromStart ? format.firstRow : position
    self.format = format
    self.limits = limits
    text = TextSource(
      try ContentSource.open(
        file, offset: first.byteOffset, compression: format.compression,
        checkpoints: checkpoints, readLimit: limits.readBytes, observer: observer),
      encoding: format.encoding)
    cursor = TextCursor(line: first.line, byteOffset: first.byteOffset, encoding: format.encoding)
    switch format.content {
    case .delimited where format.isFromWorkbook: tokenizer = SheetRowTokenizer()
    case .delimited(let dialect):
      tokenizer = CSVTokenizer(
        delimiter: dialect.delimiter, recordLimit: limits.recordBytes,
        usualFieldCount: dialect.usualFieldCount)
    case .json(.lines):
      tokenizer = JSONLinesTokenizer(columns: columns, recordLimit: limits.recordBytes)
    case .json(let shape):
      tokenizer = JSONArrayTokenizer(
        shape: shape, isInArray: !isFromStart, columns: columns, recordLimit: limits.recordBytes)
    case .cnab(let cnab):
      tokenizer = CNABTokenizer(
        cnab, encoding: format.encoding, isFromStart: first.line == 1, offset: first.byteOffset,
        isSurvey: isSurvey)
    }
  }

  /// Opens the file at `path` and reads it from the start.
  ///
  /// - Throws: ``SpreadsheetError`` when the file cannot be opened.
  package convenience init(path: String, format: TabularFormat) throws(SpreadsheetError) {
    try self.init(try InputFile(path: path), format: format)
  }

  /// Fills `block` with the next rows, replacing what it holds.
  ///
  /// - Returns: false when there are no more rows; the block's counts of blank lines and empty rows
  ///   then still tell what stood after the last row.
  /// - Throws: ``SpreadsheetError/readFailed(path:code:)``,
  ///   ``SpreadsheetError/damagedGzip(_:path:packedOffset:)``,
  ///   ``SpreadsheetError/invalidText(_:line:byteOffset:)``.
  package func next(into block: inout RowBlock) throws(SpreadsheetError) -> Bool {
    block.removeAllRows()
    var size = max(limits.blockBytes, 16)
    var piecesWithoutRow = 0
    while true {
      // Gigabytes of line ends, or one line of them, bring no row for a long time: a signal is heeded
      // meanwhile. A caller that asks for a row gets it, cancelled or not.
      if piecesWithoutRow >= 8, Task.isCancelled {
        throw .readFailed(path: text.path, code: ECANCELED)
      }
      piecesWithoutRow += 1
      // A full block of short rows leaves most of its text behind: doubled each time, that would grow
      // to the whole file. Sixteen bytes are enough for what decodes them.
      size = max(size, wasFull ? pending.count + 16 : pending.count * 2)
      block.makeRoom(textBytes: size, sparse: size == limits.blockBytes)
      let count = try fill(&block, size: pieceEnd(within: size))
      wasFull = tokenizer.tokenize(
        &block, textCount: count - text.incompleteCount, cursor: &cursor, isAtEnd: text.isAtEnd,
        mayHoldNUL: text.sawNUL)
      let taken = cursor.index
      keepPending(of: block, from: taken, to: count)
      if block.rowCount > 0 { return true }
      if text.isAtEnd, pending.count == 0 { return false }
      // Only where room was wanting, not where the text came in small pieces.
      if taken == 0, text.isAtEnd || count * 4 > size { size *= 2 }
    }
  }

  private func fill(_ block: inout RowBlock, size: Int) throws(SpreadsheetError) -> Int {
    block.raw.overwrite(from: 0, with: pending.storage.span.extracting(0..<pending.count))
    do throws(TextSource.Failure) {
      return try text.fill(&block.raw, from: pending.count, to: size)
    } catch {
      switch error {
      case .source(let error): throw error
      case .invalidText(let textCount): throw invalidText(in: block, behind: textCount)
      }
    }
  }

  /// Where the text to read next ends: the whole block, unless the limits want smaller pieces.
  private func pieceEnd(within size: Int) -> Int {
    defer { limits.firstPieceBytes = nil }
    return min(size, pending.count + (limits.firstPieceBytes ?? limits.pieceBytes))
  }

  private func keepPending(of block: RowBlock, from start: Int, to end: Int) {
    pending.removeAll()
    pending.append(block.raw.span.extracting(start..<end))
    cursor.index = 0
  }

  private func invalidText(in block: RowBlock, behind textCount: Int) -> SpreadsheetError {
    let good = block.raw.span.extracting(0..<textCount)
    return .invalidText(
      format.encoding, line: cursor.line + lineEndCount(in: good),
      byteOffset: cursor.byteOffset + Int64(encodedLength(of: good, in: format.encoding)))
  }
}

extension RowBlock {
  /// Makes the arrays long enough for `textBytes` of text.
  ///
  /// - Parameter sparse: expect fields of four bytes and more, as spreadsheets have; otherwise be
  ///   ready for a field a byte.
  mutating func makeRoom(textBytes: Int, sparse: Bool) {
    raw.lengthen(to: textBytes)
    bytes.lengthen(to: textBytes)
    let bounds = (sparse ? max(1024, textBytes / 4) : textBytes) + 4
    if fieldBounds.count < bounds {
      fieldBounds.append(contentsOf: [Int32](repeating: 0, count: bounds - fieldBounds.count))
    }
  }
}

/// A reader in a task of its own: it reads and splits further blocks while the caller looks at earlier
/// ones. The number of blocks in use is the number the caller holds, whatever the size of the file.
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
  /// Blocks to fill next. No other reference may remain, or their arrays would be copied. They have a
  /// lock of their own, so that returning a block does not wait for a read.
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

  /// Closes the file; the stream ends.
  package func close() {
    reader = nil
  }

  /// Takes a block back to fill its memory again.
  package nonisolated func reuse(_ block: consuming RowBlock) {
    let spare = block
    spares.withLock { $0.append(spare) }
  }
}

/// Sizes that bound memory, with the reasons for their defaults.
package struct ReadingLimits: Sendable, Equatable {
  /// Bytes of text per block: large enough that the work per block vanishes, small enough that
  /// text and fields stay in a processor's cache, and a dozen blocks take little memory. 64 KB suit reading
  /// a hundred rows again.
  package var blockBytes: Int
  /// Longest record in bytes, and farthest place at which an opened quote may still close. The
  /// longest record that the API takes is below 2 KB; 1 MB leaves room for any honest spreadsheet.
  package var recordBytes: Int
  /// Most bytes taken from the file at once; only tests have a reason to set it.
  package var readBytes: Int
  /// Most bytes of text that are looked at before more are read; only tests have a reason to set it.
  package var pieceBytes: Int
  /// The same of the first piece alone.
  package var firstPieceBytes: Int?

  package init(
    blockBytes: Int = 128 << 10, recordBytes: Int = 1 << 20, readBytes: Int = .max,
    pieceBytes: Int = .max / 2, firstPieceBytes: Int? = nil
  ) {
    precondition(blockBytes > 0 && recordBytes > 0 && readBytes > 0 && pieceBytes > 0)
    precondition(recordBytes <= 64 << 20, "indices in a block are 32 bits wide")
    self.blockBytes = blockBytes
    self.recordBytes = recordBytes
    self.readBytes = readBytes
    self.pieceBytes = pieceBytes
    self.firstPieceBytes = firstPieceBytes
  }
}

/// Splits text into rows; delimited text and each form of JSON have an implementation.
///
/// Contract: called with an empty block whose `raw` begins where the last call left its cursor, it
/// appends every row that is complete, or as many as the block has memory for, and leaves the cursor
/// at the first one that is not. The same text gives the same rows however it is cut.
protocol RowTokenizer {
  /// The columns met so far, if they have keys.
  var columns: [ColumnKey] { get }

  /// - Parameters:
  ///   - textCount: bytes of `block.raw` that are filled.
  ///   - cursor: the text's place in the file, at index 0; moved behind what was taken.
  ///   - isAtEnd: the file ends with this text.
  ///   - mayHoldNUL: zero bytes were met in the file so far.
  /// - Returns: whether it stopped because the block has its fill, so that the text that is left needs
  ///   no more after it.
  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool
}
