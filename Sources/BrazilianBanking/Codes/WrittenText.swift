/// How many bytes at `index` are punctuation that people put into numbers, 0 when none.
///
/// `.`, `-`, `/`, blanks, no-break and typographic blanks (U+00A0, U+2000–U+200A, U+202F),
/// zero-width characters (U+200B–U+200D, U+2060, U+FEFF) and typographic dashes (U+2010–U+2015,
/// U+2212).
@inline(never)
func ignorableLength(_ text: Span<UInt8>, at index: Int) -> Int {
  let first = text[index]
  if first < 0x80 {
    switch first {
    case 0x2E, 0x2D, 0x2F, 0x20, 0x09, 0x0A, 0x0D: return 1
    default: return 0
    }
  }
  if isBlankOrDash(text, at: index) { return first == 0xC2 ? 2 : 3 }
  return 0
}

/// How many bytes at `index` are a blank, ASCII or typographic, 0 when they are not.
func blankLength(_ text: Span<UInt8>, at index: Int) -> Int {
  let first = text[index]
  if first < 0x80 { return first == 0x20 || (0x09...0x0D).contains(first) ? 1 : 0 }
  if isDash(text, at: index) { return 0 }
  return isBlankOrDash(text, at: index) ? (first == 0xC2 ? 2 : 3) : 0
}

/// How many bytes at `index` are a hyphen or typographic dash, 0 when they are not.
func dashLength(_ text: Span<UInt8>, at index: Int) -> Int {
  if text[index] == 0x2D { return 1 }
  return isDash(text, at: index) ? 3 : 0
}

/// Whether the blank at `index` has no width: U+200B–U+200D, U+2060, U+FEFF.
func isWithoutWidth(_ text: Span<UInt8>, at index: Int) -> Bool {
  guard index + 2 < text.count else { return false }
  switch (text[index], text[index + 1], text[index + 2]) {
  case (0xE2, 0x80, 0x8B...0x8D), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF): return true
  default: return false
  }
}

private func isDash(_ text: Span<UInt8>, at index: Int) -> Bool {
  guard index + 2 < text.count, text[index] == 0xE2 else { return false }
  let (second, third) = (text[index + 1], text[index + 2])
  return (second == 0x80 && (0x90...0x95).contains(third)) || (second == 0x88 && third == 0x92)
}

private func isBlankOrDash(_ text: Span<UInt8>, at index: Int) -> Bool {
  let first = text[index]
  if first == 0xC2 { return index + 1 < text.count && text[index + 1] == 0xA0 }
  guard index + 2 < text.count else { return false }
  let (second, third) = (text[index + 1], text[index + 2])
  if first == 0xEF { return second == 0xBB && third == 0xBF }
  guard first == 0xE2 else { return false }
  if second == 0x80 { return third <= 0x8D || (0x90...0x95).contains(third) || third == 0xAF }
  return (second == 0x81 && third == 0xA0) || (second == 0x88 && third == 0x92)
}

/// The bounds of the text without the blanks around it.
func trimmedBounds(_ text: Span<UInt8>) -> (start: Int, end: Int) {
  // Mostly there is none: both ends are ASCII and no blank.
  if text.count > 0, text[0] &- 0x21 < 0x5E, text[text.count - 1] &- 0x21 < 0x5E {
    return (0, text.count)
  }
  var start = 0
  while start < text.count {
    let length = blankLength(text, at: start)
    if length == 0 { break }
    start += length
  }
  var end = start
  var index = start
  while index < text.count {
    let length = blankLength(text, at: index)
    index += max(length, 1)
    if length == 0 { end = index }
  }
  return (start, end)
}

/// The ASCII letter in upper case, any other character unchanged.
@inline(__always)
func upperCased(_ byte: UInt8) -> UInt8 {
  byte &- 0x61 <= 25 ? byte & 0xDF : byte
}
