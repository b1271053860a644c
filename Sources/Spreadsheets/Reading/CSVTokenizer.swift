/// Delimited text to rows: feeds libcsv one physical line at a time and records what libcsv does not report.
/// Lines without quotes are split here, as libcsv would do it.
///
/// A record ends where libcsv ends a row. When a quote is open at a line end, its closing quote is
/// searched first, so that libcsv only sees lines that certainly belong to the record. Without one
/// within the limit the record ends with the line on which the quote opened and is flagged, and the
/// next line begins a new record.
struct CSVTokenizer: RowTokenizer {
  let delimiter: UInt8
  let recordLimit: Int
  /// Delimiters that most lines of the file have; nil when unknown.
  private let usualDelimiters: Int?
  var columns: [ColumnKey] { [] }
  private let libcsv: LibcsvParser
  private var lines = LineScanner()
  private var rows: [Row] = []
  private var blankLineCount = 0
  private var emptyRowCount = 0
  private var isAtEnd = false
  private var mayHoldNUL = false
  /// No quote that is open before this index of the text closes before it, see ``QuoteClosing``.
  private var nothingClosesBefore = 0
  /// The rest of a line that is too long is being left out.
  private var isSkippingLine = false

  init(delimiter: UInt8, recordLimit: Int, usualFieldCount: Int? = nil) {
    self.delimiter = delimiter
    self.recordLimit = recordLimit
    usualDelimiters = usualFieldCount.map { $0 - 1 }
    libcsv = LibcsvParser(delimiter: delimiter)
  }

  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool {
    self.isAtEnd = isAtEnd
    self.mayHoldNUL = mayHoldNUL
    lines = LineScanner()
    swap(&rows, &block.rows)
    let rowLimit = max(16, block.raw.count / 32)
    let source = block.raw
    libcsv.writeFields(into: &block.bytes, bounds: &block.fieldBounds) {
      let text = source.span.extracting(0..<textCount)
      while rows.count < rowLimit, appendRecord(in: text, cursor: &cursor) {}
    }
    let isFull = rows.count >= rowLimit
    swap(&rows, &block.rows)
    nothingClosesBefore = max(0, nothingClosesBefore - cursor.index)
    block.blankLineCount += blankLineCount
    block.emptyRowCount += emptyRowCount
    (blankLineCount, emptyRowCount) = (0, 0)
    return isFull
  }

  /// Takes the next record or blank line; false when there is no complete one, or no room for it.
  @inline(__always)
  private mutating func appendRecord(in text: Span<UInt8>, cursor: inout TextCursor) -> Bool {
    if isSkippingLine, !skipLine(in: text, cursor: &cursor) { return false }
    guard cursor.index < text.count else { return false }
    guard let line = lines.line(from: cursor.index, in: text, isAtEnd: isAtEnd) else {
      guard isTooLong(text.count - 1 - cursor.index) else { return false }
      appendTooLong(cursor)
      isSkippingLine = true
      return skipLine(in: text, cursor: &cursor)
    }
    if isTooLong(line.contentEnd - cursor.index) {
      appendTooLong(cursor)
      cursor.advance(to: line.end, in: text)
      return true
    }
    guard libcsv.hasRoom(forLineOf: line.end - cursor.index) else { return false }
    let record = OpenRecord(
      start: cursor, fieldCount: libcsv.fieldCount, byteCount: libcsv.byteCount)
    if !libcsv.parsePlain(text, cursor.index..<line.contentEnd) {
      libcsv.parse(text.extracting(cursor.index..<line.end))
      if libcsv.isInsideRecord {
        return completeRecord(record, firstLine: line, in: text, cursor: &cursor)
      }
    }
    cursor.advance(to: line.end, in: text)
    if libcsv.hasEndedRow {
      append(record, contentEnd: line.contentEnd, in: text)
    } else {
      blankLineCount += 1
    }
    return true
  }

  /// Brings a record to its end that its first line left unfinished.
  @inline(never)
  private mutating func completeRecord(
    _ record: OpenRecord, firstLine: PhysicalLine, in text: Span<UInt8>, cursor: inout TextCursor
  ) -> Bool {
    var line = firstLine
    while libcsv.isInsideQuotes {
      switch parseToClosingQuote(record, line: &line, in: text, cursor: &cursor) {
      case .reached: continue
      case .needsMore:
        libcsv.rollBack(toFieldCount: record.fieldCount, byteCount: record.byteCount)
        cursor = record.start
        return false
      case .neverCloses:
        libcsv.finish()
        append(record, contentEnd: line.contentEnd, in: text, openQuoteOn: cursor.line)
        cursor.advance(to: line.end, in: text)
        return true
      case .tooLong:
        libcsv.rollBack(toFieldCount: record.fieldCount, byteCount: record.byteCount)
        appendTooLong(record.start)
        isSkippingLine = true
        return skipLine(in: text, cursor: &cursor)
      }
    }
    if libcsv.isInsideRecord { libcsv.finish() }
    cursor.advance(to: line.end, in: text)
    append(record, contentEnd: line.contentEnd, in: text)
    return true
  }

  private enum Progress {
    case reached, needsMore, neverCloses, tooLong
  }

  /// Feeds libcsv up to the line that holds the closing quote of the field that is open now.
  ///
  /// - Parameters:
  ///   - line: the last line fed; afterwards the line with the closing quote.
  ///   - cursor: at the start of the last line fed.
  private mutating func parseToClosingQuote(
    _ record: OpenRecord, line: inout PhysicalLine, in text: Span<UInt8>, cursor: inout TextCursor
  ) -> Progress {
    guard let holdsRecord = holdsRecord(behind: line, from: cursor.index, in: text) else {
      return .needsMore
    }
    if holdsRecord { return .neverCloses }
    let closing = closingQuote(
      in: text, from: max(line.end, nothingClosesBefore),
      limit: record.start.index + recordLimit, delimiter: delimiter, isAtEnd: isAtEnd,
      allowsBareQuotes: false)
    guard case .closed(let quote) = closing else {
      guard case .neverCloses(let searchedUpTo) = closing else { return .needsMore }
      nothingClosesBefore = max(nothingClosesBefore, searchedUpTo)
      return .neverCloses
    }
    switch swallowsRecord(
      record, from: cursor.index, line: line, upTo: quote, in: text)
    {
    case .needsMore: return .needsMore
    case .neverCloses: return .neverCloses
    case .reached, .tooLong: break
    }
    while line.end <= quote {
      cursor.advance(to: line.end, in: text)
      guard let next = lines.line(from: cursor.index, in: text, isAtEnd: isAtEnd) else {
        return isTooLong(text.count - 1 - cursor.index) ? .tooLong : .needsMore
      }
      if isTooLong(next.contentEnd - cursor.index) { return .tooLong }
      guard libcsv.hasRoom(forLineOf: next.end - cursor.index) else { return .needsMore }
      libcsv.parse(text.extracting(cursor.index..<next.end))
      line = next
    }
    return .reached
  }

  /// Whether the quote that is open at the end of `line` holds a record up to the end of the next line: it was
  /// never closed, whatever closes it further on, and the payees in between are payees.
  ///
  /// - Parameter start: of the line.
  /// - Returns: nil when the next line is not in the text yet.
  private mutating func holdsRecord(
    behind line: PhysicalLine, from start: Int, in text: Span<UInt8>
  ) -> Bool? {
    guard let next = lines.line(from: line.end, in: text, isAtEnd: isAtEnd) else {
      return isAtEnd || isTooLong(text.count - line.end) ? false : nil
    }
    var opening = line.contentEnd
    while opening > start, text[opening - 1] != quoteByte { opening -= 1 }
    let quote = firstIndex(
      of: quoteByte, in: text.extracting(0..<next.contentEnd), from: line.end)
    return SwallowedRecord.isFound(
      in: text.extracting(opening..<min(quote, next.contentEnd)), delimiter: delimiter)
  }

  /// Whether the quoted field that is open at the end of `line` and closes at `quote` holds lines that
  /// are records: then two stray quotes stand far from each other, and none of them is a cell's.
  ///
  /// - Parameter start: of the line.
  /// - Returns: `neverCloses` if it does, `reached` if not.
  private func swallowsRecord(
    _ record: OpenRecord, from start: Int, line: PhysicalLine, upTo quote: Int, in text: Span<UInt8>
  ) -> Progress {
    guard let usualDelimiters else { return .reached }
    var lines = lines
    let firstLine = text.extracting(start..<line.contentEnd)
    let mayBeRecord =
      SwallowedRecord.line(in: firstLine, delimiter: delimiter).delimiters == usualDelimiters
      || libcsv.fieldCount - record.fieldCount
        + SwallowedRecord.afterLastQuote(in: firstLine, delimiter: delimiter).delimiters
        == usualDelimiters
    var position = line.end
    while position <= quote {
      guard let next = lines.line(from: position, in: text, isAtEnd: isAtEnd) else {
        return isTooLong(text.count - 1 - position) ? .reached : .needsMore
      }
      // However the text is cut, such a line is too long and nothing else.
      if isTooLong(next.contentEnd - position) { return .reached }
      let shape = SwallowedRecord.line(
        in: text.extracting(position..<next.contentEnd), delimiter: delimiter)
      let isInside = next.end <= quote
      if shape.delimiters == usualDelimiters, !shape.isProse, isInside || mayBeRecord {
        return .neverCloses
      }
      if SwallowedRecord.isFound(
        in: text.extracting(position..<min(quote, next.contentEnd)), delimiter: delimiter)
      {
        return .neverCloses
      }
      position = next.end
    }
    return .reached
  }

  private func isTooLong(_ count: Int) -> Bool { count > recordLimit }

  /// Leaves out the rest of a line; false when its end is not in the text yet.
  private mutating func skipLine(in text: Span<UInt8>, cursor: inout TextCursor) -> Bool {
    guard let line = lines.line(from: cursor.index, in: text, isAtEnd: isAtEnd) else {
      let endsInCarriageReturn = text.count > cursor.index && text[text.count - 1] == 0x0D
      cursor.advance(to: text.count - (endsInCarriageReturn ? 1 : 0), lines: 0, in: text)
      return false
    }
    cursor.advance(to: line.end, in: text)
    isSkippingLine = false
    return true
  }

  @inline(__always)
  private mutating func append(
    _ record: OpenRecord, contentEnd: Int, in text: Span<UInt8>, openQuoteOn faultLine: Int? = nil
  ) {
    let isEmpty = libcsv.byteCount == record.byteCount
    let isAlone = libcsv.fieldCount - record.fieldCount == 1
    if faultLine == nil,
      isEmpty || isAlone && isMarks(text.extracting(record.start.index..<contentEnd))
    {
      libcsv.rollBack(toFieldCount: record.fieldCount, byteCount: record.byteCount)
      emptyRowCount += 1
      return
    }
    var flags: RowFlags = faultLine == nil ? [] : .openQuote
    let start = record.start
    // Within the row: from every row on to the next zero of the file would be quadratic.
    if mayHoldNUL,
      firstIndex(of: 0, in: text.extracting(0..<contentEnd), from: start.index) < contentEnd
    {
      flags.insert(.nulByte)
    }
    rows.append(
      Row(
        line: start.line, byteOffset: start.byteOffset, firstField: record.fieldCount,
        fieldCount: libcsv.fieldCount - record.fieldCount, rawStart: start.index,
        rawCount: contentEnd - start.index, flags: flags,
        faultLineDistance: Int32((faultLine ?? start.line) - start.line)))
  }

  private mutating func appendTooLong(_ start: TextCursor) {
    rows.append(
      Row(
        line: start.line, byteOffset: start.byteOffset, firstField: libcsv.fieldCount,
        fieldCount: 0, rawStart: start.index, rawCount: 0, flags: .tooLong, faultLineDistance: 0))
  }
}

/// Whether the text is nothing but marks for the end of a file, as stand within files put together.
private func isMarks(_ text: Span<UInt8>) -> Bool {
  for index in text.indices where text[index] != endOfFileMark { return false }
  return true
}

/// A record that was begun: where it starts, and what the block held before it.
private struct OpenRecord {
  let start: TextCursor
  let fieldCount: Int
  let byteCount: Int
}
