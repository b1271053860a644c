/// Where reading may go on after a malformed object of an array.
struct JSONResumption: Equatable {
  let index: Int
  /// No more text could change the place.
  let isCertain: Bool
}

/// The next line behind `start` that begins with `{`, from the line of the fault on; else the place
/// behind the brackets of the object that begins at `start`; nil when neither can be found.
func resumption(in text: Span<UInt8>, start: Int, fault: Int) -> JSONResumption? {
  var position = min(fault, text.count)
  while position > start, text[position - 1] != 0x0A, text[position - 1] != 0x0D { position -= 1 }
  if position <= start { position = lineEnd(in: text, from: start) }
  while position < text.count {
    let first = firstNonBlank(in: text, from: position)
    if let first, first < text.count, text[first] == 0x7B, position > start {
      return JSONResumption(index: first, isCertain: true)
    }
    guard let first else { break }
    position = lineEnd(in: text, from: first)
  }
  do throws(JSONFault) {
    return JSONResumption(index: try valueEnd(in: text, at: start), isCertain: false)
  } catch {
    return nil
  }
}

/// Index behind the next line end, or the text's end.
private func lineEnd(in text: Span<UInt8>, from start: Int) -> Int {
  var lines = LineScanner()
  return lines.line(from: start, in: text, isAtEnd: true)?.end ?? text.count
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

  /// - Returns: the index behind the value, or the text's end when it goes on.
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
