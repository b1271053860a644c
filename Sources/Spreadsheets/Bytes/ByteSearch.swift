import Glibc

// Searches and copies that need addresses, behind functions that check their bounds.

/// Whether the byte is a blank or a tab, which are trimmed around fields.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// Index of the first `byte` at or after `start`, or `bytes.count` when there is none.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard start < buffer.count, let base = buffer.baseAddress else { return buffer.count }
    guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else {
      return buffer.count
    }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// Index of the first byte at or after `start` that is zero or beyond ASCII, or `bytes.count`.
///
/// Eight bytes a word, four words a step: subtracting 1 sets the top bit of a zero byte, and a byte
/// beyond ASCII has it already. A borrow can only come from a zero byte, so nothing before the first
/// hit is reported.
func firstUnusualByte(in bytes: Span<UInt8>, from start: Int) -> Int {
  let raw = unsafe bytes.bytes
  let tops: UInt64 = 0x8080_8080_8080_8080
  let ones: UInt64 = 0x0101_0101_0101_0101
  var index = start
  // Four words at once, as long as nothing is found.
  while index + 32 <= bytes.count {
    let words = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
    let unusual = ((words &- SIMD4(repeating: ones)) | words) & SIMD4(repeating: tops)
    if unusual != SIMD4(repeating: 0) { break }
    index += 32
  }
  while index + 8 <= bytes.count {
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
    let unusual = ((word &- ones) | word) & tops
    if unusual != 0 { return index + unusual.trailingZeroBitCount / 8 }
    index += 8
  }
  while index < bytes.count, bytes[index] != 0, bytes[index] < 0x80 { index += 1 }
  return index
}

/// Bytes of UTF-8 that continue a character: eight at a time, those of which bit 7 is set and bit 6 is not.
func continuationByteCount(in text: Span<UInt8>) -> Int {
  let raw = unsafe text.bytes
  var (count, index) = (0, 0)
  while index + 8 <= text.count {
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    if word & 0x8080_8080_8080_8080 != 0 {
      count += (word &>> 7 & ~(word &>> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
    }
    index += 8
  }
  while index < text.count {
    if text[index] & 0xC0 == 0x80 { count += 1 }
    index += 1
  }
  return count
}

/// A hash of `bytes` and `seed` that cannot be predicted from outside this process.
package func hashValue(of bytes: Span<UInt8>, seed: Int) -> Int {
  var hasher = Hasher()
  hasher.combine(seed)
  unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  return hasher.finalize()
}

extension Array where Element == UInt8 {
  /// Copies `source` over the bytes from `offset` on. The array must be long enough.
  @inline(__always)
  mutating func overwrite(from offset: Int, with source: Span<UInt8>) {
    let size = source.count
    precondition(offset >= 0 && offset + size <= count)
    unsafe self.withUnsafeMutableBytes { target in
      unsafe source.withUnsafeBytes { bytes in
        guard size > 0, let to = target.baseAddress, let from = bytes.baseAddress else { return }
        unsafe memcpy(to + offset, from, size)
      }
    }
  }

  /// Writes the eight bytes of `word`, the lowest first, over those from `offset` on. The array must
  /// be long enough.
  @inline(__always)
  mutating func overwrite(from offset: Int, with word: UInt64) {
    precondition(offset >= 0 && offset + 8 <= count)
    unsafe self.withUnsafeMutableBytes { target in
      unsafe target.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    }
  }

  /// Lets `fill` write into the bytes from `offset` on. The array must be long enough for `limit` bytes.
  ///
  /// - Returns: bytes written.
  @inline(__always)
  mutating func write(from offset: Int, atMost limit: Int, _ fill: (inout ByteCursor) -> Void)
    -> Int
  {
    precondition(offset >= 0 && limit >= 0 && offset + limit <= count)
    return unsafe self.withUnsafeMutableBytes { target in
      guard let base = target.baseAddress else { return 0 }
      var cursor = unsafe ByteCursor(base + offset, room: limit)
      fill(&cursor)
      return cursor.count
    }
  }

  /// Moves `range` to the front of the array; what stood there is lost.
  mutating func moveToFront(_ range: Range<Int>) {
    precondition(range.upperBound <= count)
    unsafe self.withUnsafeMutableBytes { buffer in
      guard !range.isEmpty, let base = buffer.baseAddress else { return }
      unsafe memmove(base, base + range.lowerBound, range.count)
    }
  }

  /// Makes the array at least `minimum` long by adding zeros.
  mutating func lengthen(to minimum: Int) {
    if count < minimum { append(contentsOf: [UInt8](repeating: 0, count: minimum - count)) }
  }
}

/// Memory that is written from its beginning on, as far as there is room.
@safe
struct ByteCursor {
  private let base: UnsafeMutableRawPointer
  private let room: Int
  /// Bytes written.
  private(set) var count = 0

  @inline(__always)
  fileprivate init(_ base: UnsafeMutableRawPointer, room: Int) {
    unsafe self.base = unsafe base
    self.room = room
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    precondition(count < room)
    unsafe base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ source: Span<UInt8>) {
    precondition(source.count <= room &- count)
    unsafe source.withUnsafeBytes { bytes in
      guard let from = bytes.baseAddress else { return }
      unsafe memcpy(base + count, from, bytes.count)
    }
    count &+= source.count
  }

  /// Appends the lowest `used` bytes of `word`, the lowest first; there must be room for all eight.
  @inline(__always)
  mutating func append(_ word: UInt64, used: Int) {
    precondition(used >= 0 && used <= 8 && 8 <= room &- count)
    unsafe base.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
    count &+= used
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes begin with `prefix`.
  func starts(with prefix: [UInt8]) -> Bool {
    guard count >= prefix.count else { return false }
    for index in prefix.indices where self[index] != prefix[index] { return false }
    return true
  }
}

/// A physical line within a text.
struct PhysicalLine: Equatable {
  /// Where the content ends and the line end begins.
  var contentEnd: Int
  /// Where the next line begins.
  var end: Int
}

/// Finds line ends (LF, CRLF, CR, mixed), remembering the next LF and the next CR so that a text
/// without one of them is searched for it once and not once a line.
struct LineScanner {
  private var nextLineFeed = -1
  private var nextCarriageReturn = -1

  /// The line that begins at `start`, or nil when `text` stops before its end is certain: no line
  /// end yet, or a CR as the very last byte, which an LF may follow.
  ///
  /// - Parameter isAtEnd: nothing follows `text`; its end then ends the line.
  @inline(__always)
  mutating func line(from start: Int, in text: Span<UInt8>, isAtEnd: Bool) -> PhysicalLine? {
    if nextLineFeed < start { nextLineFeed = firstIndex(of: 0x0A, in: text, from: start) }
    if nextCarriageReturn < start {
      nextCarriageReturn = firstIndex(of: 0x0D, in: text, from: start)
    }
    if nextCarriageReturn < nextLineFeed {
      return lineEndingInCarriageReturn(text, isAtEnd: isAtEnd)
    }
    if nextLineFeed < text.count {
      return PhysicalLine(contentEnd: nextLineFeed, end: nextLineFeed + 1)
    }
    guard isAtEnd, start < text.count else { return nil }
    return PhysicalLine(contentEnd: text.count, end: text.count)
  }

  @inline(never)
  private func lineEndingInCarriageReturn(_ text: Span<UInt8>, isAtEnd: Bool) -> PhysicalLine? {
    let contentEnd = nextCarriageReturn
    if nextLineFeed == contentEnd + 1, nextLineFeed < text.count {
      return PhysicalLine(contentEnd: contentEnd, end: contentEnd + 2)
    }
    guard contentEnd + 1 < text.count || isAtEnd else { return nil }
    return PhysicalLine(contentEnd: contentEnd, end: contentEnd + 1)
  }
}

/// Number of physical lines that end in `text`.
func lineEndCount(in text: Span<UInt8>) -> Int {
  var scanner = LineScanner()
  var position = 0
  var lines = 0
  while let line = scanner.line(from: position, in: text, isAtEnd: false) {
    position = line.end
    lines += 1
  }
  return lines
}
