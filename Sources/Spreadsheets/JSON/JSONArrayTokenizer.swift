/// The objects of a JSON array, either the whole document or the member `data` of one.
///
/// After a malformed object reading goes on at the next physical line that begins with `{`; if there
/// is none within the record limit, after the object's closing bracket; if that cannot be found
/// either, the rest of the file is one broken row. An array that is not closed ends in a broken row
/// without text, since records may be missing; so does an envelope. After the array another document may
/// follow, as logs have them; what is none is a broken row. Records of a second member `data` are
/// flagged: which of the two is meant is unknown.
struct JSONArrayTokenizer: RowTokenizer {
  let recordLimit: Int
  private var parser: JSONRecordParser
  private var place: Place
  private var isAtEnd = false

  /// The records are those of a member that is twice.
  private var isRepeated = false
  private var objectLines = ObjectLineSearch()
  private let shape: JSONShape

  private enum Place: Equatable {
    case beforeArray, inArray, behindArray, atEnd
    /// A record that is too long, or the rest of an envelope.
    case inLongValue(JSONValueSkipper), inEnvelope(JSONEnvelopeTail)
  }

  var columns: [ColumnKey] { parser.table.columns }

  /// - Parameter isInArray: the text begins with a record, as it does when reading is resumed.
  init(shape: JSONShape, isInArray: Bool, columns: [ColumnKey], recordLimit: Int) {
    parser = JSONRecordParser(columns: columns)
    place = isInArray ? .inArray : .beforeArray
    self.shape = shape
    self.recordLimit = recordLimit
  }

  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool {
    self.isAtEnd = isAtEnd
    let source = block.raw
    let text = source.span.extracting(0..<textCount)
    var sink = JSONRowSink(&block)
    while !sink.isFull(block), step(text, cursor: &cursor, block: &block, sink: &sink) {}
    block.columns = columns
    objectLines.forget(upTo: cursor.index)
    return sink.isFull(block)
  }

  /// Takes the next piece of the text; false when there is no complete one.
  private mutating func step(
    _ text: Span<UInt8>, cursor: inout TextCursor, block: inout RowBlock, sink: inout JSONRowSink
  ) -> Bool {
    switch place {
    case .beforeArray:
      return beginArray(text, cursor: &cursor, block: &block, sink: &sink)
    case .inArray:
      return element(text, cursor: &cursor, block: &block, sink: &sink)
    case .inLongValue(var skipper):
      let end = skipper.skip(text, from: cursor.index)
      place = skipper.isDone ? .inArray : .inLongValue(skipper)
      move(&cursor, to: end, in: text)
      return skipper.isDone
    case .inEnvelope(let tail):
      return passTail(tail, text, cursor: &cursor, block: &block, sink: &sink)
    case .behindArray:
      return beginDocument(text, cursor: &cursor)
    case .atEnd:
      return endReading(text, cursor: &cursor)
    }
  }

  /// Moves after the envelope, or to the records of a second member `data`.
  private mutating func passTail(
    _ tail: JSONEnvelopeTail, _ text: Span<UInt8>, cursor: inout TextCursor,
    block: inout RowBlock, sink: inout JSONRowSink
  ) -> Bool {
    var tail = tail
    let end = tail.skip(text, from: cursor.index)
    if tail.hasMoreRecords { isRepeated = true }
    place = tail.hasMoreRecords ? .inArray : tail.isDone ? .behindArray : .inEnvelope(tail)
    move(&cursor, to: end, in: text)
    if tail.isBroken, tail.isDone || tail.hasMoreRecords {
      let none = cursor.index..<cursor.index
      sink.append(parser, start: cursor, rawRange: none, flags: .malformed, to: &block)
    }
    if case .inEnvelope = place, isAtEnd { appendUnclosed(cursor, to: &block, sink: &sink) }
    return tail.hasMoreRecords || tail.isDone
  }

  /// Moves after the `[` of the records; it is within the record limit or nowhere.
  private mutating func beginArray(
    _ text: Span<UInt8>, cursor: inout TextCursor, block: inout RowBlock, sink: inout JSONRowSink
  ) -> Bool {
    guard let start = moveOverBlanks(text, cursor: &cursor) else { return false }
    let limit = min(text.count, start + recordLimit)
    if let begin = arrayStart(in: text.extracting(start..<limit), shape: shape) {
      move(&cursor, to: start + begin, in: text)
      place = .inArray
      return true
    }
    guard isAtEnd || limit < text.count else { return false }
    sink.append(parser, start: cursor, rawRange: start..<limit, flags: .malformed, to: &block)
    return endReading(text, cursor: &cursor)
  }

  /// Another array or envelope after the one that ended; anything else is read as an element.
  private mutating func beginDocument(_ text: Span<UInt8>, cursor: inout TextCursor) -> Bool {
    guard let start = moveOverBlanks(text, cursor: &cursor) else { return false }
    switch shape {
    case .envelope: (place, isRepeated) = (.beforeArray, false)
    case .array, .lines:
      place = .inArray
      if text[start] == 0x5B { move(&cursor, to: start + 1, in: text) }
    }
    return true
  }

  /// The next byte that is no blank; nil when there is none, or not yet.
  private func moveOverBlanks(_ text: Span<UInt8>, cursor: inout TextCursor) -> Int? {
    let start = firstNonBlank(in: text, from: cursor.index) ?? text.count
    move(&cursor, to: start, in: text)
    return cursor.index < text.count && cursor.index == start ? start : nil
  }

  private mutating func element(
    _ text: Span<UInt8>, cursor: inout TextCursor, block: inout RowBlock, sink: inout JSONRowSink
  ) -> Bool {
    let start = elementStart(in: text, from: cursor.index)
    move(&cursor, to: start, in: text)
    guard cursor.index == start else { return false }
    if start == text.count {
      if isAtEnd { appendUnclosed(cursor, to: &block, sink: &sink) }
      return false
    }
    if text[start] == 0x5D {
      place = shape == .envelope ? .inEnvelope(JSONEnvelopeTail()) : .behindArray
      move(&cursor, to: start + 1, in: text)
      return true
    }
    let limit = min(text.count, start + recordLimit)
    do throws(JSONFault) {
      let end = try parser.parse(text.extracting(0..<limit), at: start)
      sink.append(
        parser, start: cursor, rawRange: start..<end, flags: isRepeated ? .repeatedKey : [],
        to: &block)
      move(&cursor, to: end, in: text)
      return true
    } catch {
      return broken(error, text: text, limit: limit, cursor: &cursor, block: &block, sink: &sink)
    }
  }

  private mutating func broken(
    _ fault: JSONFault, text: Span<UInt8>, limit: Int, cursor: inout TextCursor,
    block: inout RowBlock, sink: inout JSONRowSink
  ) -> Bool {
    let start = cursor.index
    let isLimited = limit == start + recordLimit
    var faultIndex = limit
    if case .malformed(let index) = fault {
      faultIndex = index
    } else if isLimited {
      let flags: RowFlags = isRepeated ? [.tooLong, .repeatedKey] : .tooLong
      sink.append(parser, start: cursor, rawRange: start..<start, flags: flags, to: &block)
      place = .inLongValue(JSONValueSkipper())
      return true
    } else if !isAtEnd {
      return false
    }
    let record = text.extracting(0..<limit)
    guard
      let next = resumption(in: record, start: start, fault: faultIndex, lines: &objectLines)
    else {
      guard isLimited || isAtEnd else { return false }
      sink.append(parser, start: cursor, rawRange: start..<limit, flags: .malformed, to: &block)
      return endReading(text, cursor: &cursor)
    }
    if !next.isCertain, !isLimited, !isAtEnd { return false }
    let end = trimmedEnd(of: record, start..<next.index)
    sink.append(parser, start: cursor, rawRange: start..<end, flags: .malformed, to: &block)
    move(&cursor, to: next.index, in: text)
    return true
  }

  private mutating func appendUnclosed(
    _ cursor: TextCursor, to block: inout RowBlock, sink: inout JSONRowSink
  ) {
    place = .atEnd
    let none = cursor.index..<cursor.index
    sink.append(parser, start: cursor, rawRange: none, flags: .malformed, to: &block)
  }

  private mutating func endReading(_ text: Span<UInt8>, cursor: inout TextCursor) -> Bool {
    place = .atEnd
    move(&cursor, to: text.count, in: text)
    return false
  }

  /// Moves over text that may hold line ends; stops before a CR that an LF may follow.
  private func move(_ cursor: inout TextCursor, to end: Int, in text: Span<UInt8>) {
    var end = end
    if end == text.count, !isAtEnd, end > cursor.index, text[end - 1] == 0x0D { end -= 1 }
    let passed = text.extracting(cursor.index..<end)
    var lines = lineEndCount(in: passed)
    if end > cursor.index, text[end - 1] == 0x0D { lines += 1 }
    cursor.advance(to: end, lines: lines, in: text)
  }
}

/// Skips the rest of an envelope after its records, piece by piece, and notices when a second member
/// `data` holds more of them.
struct JSONEnvelopeTail: Equatable {
  /// The records' array was closed, the envelope is open.
  private var skipper = JSONValueSkipper(depth: 1)
  private var progress = Progress.none
  /// More records begin where ``skip(_:from:)`` stopped.
  private(set) var hasMoreRecords = false
  /// A value that is none in JSON was met, such as `NaN`.
  private(set) var isBroken = false
  /// The number or literal under way.
  private var word: [UInt8] = []
  /// More bytes than a number or literal has.
  private static let longestWord = 64

  /// How much of `"data": [` has been met.
  private enum Progress: Equatable {
    case none
    case inKey(matched: Int)
    case behindKey, behindColon
  }

  private static let key = Array("data".utf8)

  /// The envelope is closed.
  var isDone: Bool { skipper.isDone }

  /// - Returns: the index after the envelope, or after the bracket that opens more records, or the
  ///   text's end.
  mutating func skip(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, !isDone, !hasMoreRecords {
      take(text[index])
      index += 1
    }
    return index
  }

  private mutating func take(_ byte: UInt8) {
    takeOfWord(byte)
    if skipper.isInString {
      takeInString(byte)
    } else if skipper.depth == 1 {
      takeBetween(byte)
    }
    // The tokenizer of the records reads their closing bracket.
    if !hasMoreRecords { skipper.take(byte) }
  }

  private mutating func takeOfWord(_ byte: UInt8) {
    if !skipper.isInString, isWordByte(byte) {
      if word.count < Self.longestWord { word.append(byte) }
    } else if !word.isEmpty {
      if !isWord(word.span, 0..<word.count) { isBroken = true }
      word.removeAll(keepingCapacity: true)
    }
  }

  private mutating func takeInString(_ byte: UInt8) {
    guard case .inKey(let matched) = progress else { return }
    if byte == quoteByte {
      progress = matched == Self.key.count ? .behindKey : .none
    } else if matched < Self.key.count, byte == Self.key[matched] {
      progress = .inKey(matched: matched + 1)
    } else {
      progress = .none
    }
  }

  private mutating func takeBetween(_ byte: UInt8) {
    switch (progress, byte) {
    case (_, 0x20), (_, 0x09), (_, 0x0A), (_, 0x0D): break
    case (_, quoteByte): progress = .inKey(matched: 0)
    case (.behindKey, 0x3A): progress = .behindColon
    case (.behindColon, 0x5B): hasMoreRecords = true
    default: progress = .none
    }
  }
}
