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
