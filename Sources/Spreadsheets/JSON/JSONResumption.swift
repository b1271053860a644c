/// Where reading may go on after a malformed object of an array.
struct JSONResumption: Equatable {
  let index: Int
  /// No more text could change the place.
  let isCertain: Bool
}

/// The next line after `start` that begins with `{`, from the line of the fault on; else the place
/// after the brackets of the object that begins at `start`; nil when neither can be found.
///
/// - Parameter lines: what earlier calls on the same text, with smaller starts, have searched.
func resumption(
  in text: Span<UInt8>, start: Int, fault: Int, lines: inout ObjectLineSearch
) -> JSONResumption? {
  var position = min(fault, text.count)
  while position > start, text[position - 1] != 0x0A, text[position - 1] != 0x0D { position -= 1 }
  if let line = lines.next(in: text, from: position, isLineStart: position > start) {
    return JSONResumption(index: line, isCertain: true)
  }
  do throws(JSONFault) {
    return JSONResumption(index: try valueEnd(in: text, at: start), isCertain: false)
  } catch {
    return nil
  }
}

/// Looks for lines that begin with `{` and remembers where there are none: thousands of damaged objects
/// on one line would otherwise each search the megabyte after them.
struct ObjectLineSearch {
  /// No line that begins in here begins with `{`.
  private var searched = 0..<0
  /// Only blanks stand between the last line end and the end of what was searched.
  private var isBehindLineEnd = false
  /// Bytes looked at so far.
  private(set) var byteCount = 0

  /// Index of the `{` that begins a line at or after `start`, blank lines before it included.
  ///
  /// - Parameter isLineStart: a line begins at `start`; otherwise one begins after the next line end.
  mutating func next(in text: Span<UInt8>, from start: Int, isLineStart: Bool) -> Int? {
    var index = start
    var isBehindLineEnd = isLineStart
    if searched.contains(start) {
      index = min(searched.upperBound, text.count)
      isBehindLineEnd = self.isBehindLineEnd
    } else {
      searched = start..<start
    }
    while index < text.count {
      byteCount += 1
      switch text[index] {
      case 0x0A, 0x0D: isBehindLineEnd = true
      case 0x20, 0x09: break
      case 0x7B where isBehindLineEnd: return index
      default: isBehindLineEnd = false
      }
      index += 1
    }
    searched = searched.lowerBound..<max(searched.upperBound, index)
    self.isBehindLineEnd = isBehindLineEnd
    return nil
  }

  /// Moves along when the first `count` bytes of the text go away.
  mutating func forget(upTo count: Int) {
    searched = max(0, searched.lowerBound - count)..<max(0, searched.upperBound - count)
  }
}

/// The end of `range` without the blanks and commas there.
func trimmedEnd(of text: Span<UInt8>, _ range: Range<Int>) -> Int {
  var end = range.upperBound
  while end > range.lowerBound {
    switch text[end - 1] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2C: end -= 1
    default: return end
    }
  }
  return end
}

/// Index of the next byte that is neither a blank nor a comma, or the text's end.
func elementStart(in text: Span<UInt8>, from start: Int) -> Int {
  var index = start
  while let next = firstNonBlank(in: text, from: index) {
    guard text[next] == 0x2C else { return next }
    index = next + 1
  }
  return text.count
}

/// Passes over a value that is too long to be kept, piece by piece.
struct JSONValueSkipper: Equatable {
  private(set) var depth: Int
  private(set) var isInString = false
  private var isEscaped = false
  private(set) var isDone = false

  /// - Parameter depth: brackets that are open already.
  init(depth: Int = 0) {
    self.depth = depth
  }

  /// - Returns: the index after the value, or the text's end when it goes on.
  mutating func skip(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, !isDone {
      take(text[index])
      index += 1
    }
    return index
  }

  mutating func take(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == quoteByte {
        isInString = false
      }
      return
    }
    switch byte {
    case quoteByte: isInString = true
    case 0x7B, 0x5B: depth += 1
    case 0x7D, 0x5D: depth -= 1
    default: return
    }
    isDone = depth <= 0 && !isInString
  }
}
