/// Text in UTF-8 from a file in any supported encoding, decoded as it streams.
struct TextSource: ~Copyable {
  private var bytes: ContentSource
  private let encoding: TextEncoding
  /// Bytes as the file has them, for encodings other than UTF-8; the first `leftover` of them are
  /// the beginning of a character whose rest was not read yet.
  private var encoded: [UInt8] = []
  private var leftover = 0
  private var decoded = ByteBuffer()
  /// Bytes at the end of the text that begin a character; not to be taken before its rest is there.
  private(set) var incompleteCount = 0
  /// The last byte of the file has been delivered.
  private(set) var isAtEnd = false
  /// A zero byte has been delivered.
  private(set) var sawNUL = false
  /// Marks of DOS for the end of a file (0x1A) that were read and wait for what follows: at the end of
  /// the file they are no text.
  private var heldMarks = 0
  /// CP/M filled its last sector with them.
  private static let mostMarks = 128

  /// Of the file, for messages.
  var path: String { bytes.path }

  init(_ bytes: consuming ContentSource, encoding: TextEncoding) {
    self.bytes = bytes
    self.encoding = encoding
  }

  enum Failure: Error, Equatable {
    case source(SpreadsheetError)
    /// Bytes that the encoding forbids follow the first `textCount` bytes of the text.
    case invalidText(behind: Int)
  }

  /// Fills `text[start..<end]` as far as the file reaches.
  ///
  /// - Parameters:
  ///   - start: bytes of `text` that are filled already.
  ///   - end: at least 4 more than `start`.
  /// - Returns: bytes of `text` that are filled now.
  mutating func fill(_ text: inout [UInt8], from start: Int, to end: Int) throws(Failure) -> Int {
    if isAtEnd { return start }
    let begin = start + heldMarks
    text.lengthen(to: end + heldMarks)
    for index in start..<begin { text[index] = endOfFileMark }
    var count =
      try encoding == .utf8
      ? fillUTF8(&text, from: begin, to: end + heldMarks)
      : fillDecoding(&text, from: begin, to: end + heldMarks)
    heldMarks = 0
    while count > start, text[count - 1] == endOfFileMark, heldMarks < Self.mostMarks {
      count -= 1
      heldMarks += 1
    }
    return count
  }

  private static func read(
    _ bytes: inout ContentSource, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(Failure) -> Int {
    do throws(SpreadsheetError) {
      return try bytes.read(into: &buffer, range)
    } catch {
      throw .source(error)
    }
  }

  private mutating func fillUTF8(_ text: inout [UInt8], from start: Int, to end: Int)
    throws(Failure) -> Int
  {
    let count = start + (try Self.read(&bytes, into: &text, start..<end))
    isAtEnd = count < end
    let unchecked = start - incompleteCount
    switch validateUTF8(text.span.extracting(0..<count), from: unchecked, sawNUL: &sawNUL) {
    case .valid(let incomplete):
      incompleteCount = incomplete
      guard isAtEnd, incomplete > 0 else { return count }
      throw .invalidText(behind: count - incomplete)
    case .invalid(let index):
      throw .invalidText(behind: index)
    }
  }

  private mutating func fillDecoding(_ text: inout [UInt8], from start: Int, to end: Int)
    throws(Failure) -> Int
  {
    // One byte of the file becomes at most three of text, two of UTF-16 likewise; three bytes can be
    // left over from a character cut in two.
    let room = leftover + max(1, (end - start) / 3 - leftover)
    encoded.lengthen(to: room)
    let count = leftover + (try Self.read(&bytes, into: &encoded, leftover..<room))
    isAtEnd = count < room
    decoded.removeAll()
    let used = decode(count)
    text.lengthen(to: start + decoded.count)
    text.overwrite(from: start, with: decoded.storage.span.extracting(0..<decoded.count))
    let textCount = start + decoded.count
    // The mark is a single byte even behind characters of two.
    let isWhole = used == count || (used == count - 1 && encoded[count - 1] == endOfFileMark)
    guard let used, !isAtEnd || isWhole else {
      throw .invalidText(behind: textCount)
    }
    encoded.moveToFront(used..<count)
    leftover = count - used
    return textCount
  }

  /// Decodes the first `count` bytes of `encoded`.
  ///
  /// - Returns: bytes that were used, fewer when a character is cut; nil when one is invalid.
  private mutating func decode(_ count: Int) -> Int? {
    switch encoding {
    case .utf8: preconditionFailure("UTF-8 is read in place")
    case .windows1252, .latin1, .codePage850, .macRoman:
      decodeSingleBytes(count)
      return count
    case .utf16LittleEndian: return decodeUTF16(count, low: 0)
    case .utf16BigEndian: return decodeUTF16(count, low: 1)
    }
  }

  private mutating func decodeSingleBytes(_ count: Int) {
    let encoded = encoded
    let bytes = encoded.span.extracting(0..<count)
    let upperHalf = encoding.upperHalf
    var index = 0
    while index < count {
      let unusual = firstUnusualByte(in: bytes, from: index)
      decoded.append(bytes.extracting(index..<unusual))
      guard unusual < count else { return }
      index = unusual + 1
      let byte = bytes[unusual]
      if byte == 0 { sawNUL = true }
      let isOwn = byte >= 0x80 && !upperHalf.isEmpty
      decoded.append(scalar: isOwn ? upperHalf[Int(byte - 0x80)] : UInt32(byte))
    }
  }

  /// - Parameter low: which byte of a pair is the lower one.
  private mutating func decodeUTF16(_ count: Int, low: Int) -> Int? {
    var index = 0
    while index + 2 <= count {
      let unit = unit(at: index, low: low)
      if unit == 0 { sawNUL = true }
      guard (0xD800...0xDFFF).contains(unit) else {
        decoded.append(scalar: unit)
        index += 2
        continue
      }
      guard unit < 0xDC00 else { return nil }
      guard index + 4 <= count else { return index }
      let second = self.unit(at: index + 2, low: low)
      guard (0xDC00...0xDFFF).contains(second) else { return nil }
      decoded.append(scalar: 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00))
      index += 4
    }
    return index
  }

  private func unit(at index: Int, low: Int) -> UInt32 {
    UInt32(encoded[index + low]) | UInt32(encoded[index + 1 - low]) << 8
  }
}

let endOfFileMark: UInt8 = 0x1A

/// Where a tokenizer is in the text of a block and in the file after it.
struct TextCursor {
  /// Index into the block's text.
  var index = 0
  /// Physical line that begins or goes on at `index`, from 1.
  var line: Int
  /// Offset of `index` in the file.
  var byteOffset: Int64
  let encoding: TextEncoding

  /// Moves over text up to `end`, which is `lines` physical lines further on.
  @inline(__always)
  mutating func advance(to end: Int, lines: Int = 1, in text: Span<UInt8>) {
    if encoding == .utf8 {
      byteOffset += Int64(end - index)
    } else {
      byteOffset += Int64(encodedLength(of: text.extracting(index..<end), in: encoding))
    }
    index = end
    line += lines
  }
}

/// Bytes that `text` (UTF-8) takes in the file's own encoding.
func encodedLength(of text: Span<UInt8>, in encoding: TextEncoding) -> Int {
  switch encoding {
  case .utf8: return text.count
  case .windows1252, .latin1, .codePage850, .macRoman:
    return text.count - continuationByteCount(in: text)
  case .utf16LittleEndian, .utf16BigEndian:
    var units = text.count - continuationByteCount(in: text)
    // Beyond 16 bits a character takes two.
    for index in text.indices where text[index] >= 0xF0 { units += 1 }
    return 2 * units
  }
}
