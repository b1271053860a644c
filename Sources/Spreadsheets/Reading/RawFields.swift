/// Where the fields of a delimited record stand in its raw text, quotes and blanks included.
///
/// Found by the same lenient rules by which libcsv reads: a quote opens a field only as its first
/// byte that is no blank, and closes it only before a delimiter, a line end or the end; see
/// ``closingQuote(in:from:limit:delimiter:isAtEnd:allowsBareQuotes:)``.
struct RawFields {
  /// One range per field, in order.
  private(set) var bounds: [Range<Int>] = []
  /// Index of the line end behind the record, or the end of the text.
  private(set) var end: Int
  /// The record is a blank line.
  private(set) var isBlank = true

  /// Takes the record apart that begins at `start`.
  init(of text: Span<UInt8>, from start: Int, delimiter: UInt8) {
    var lines = LineScanner()
    self.init(of: text, from: start, delimiter: delimiter, lines: &lines)
  }

  /// Takes the record apart that begins at `start`.
  ///
  /// - Parameter lines: has scanned no other text, and nothing behind `start`.
  init(of text: Span<UInt8>, from start: Int, delimiter: UInt8, lines: inout LineScanner) {
    end = start
    while true {
      let fieldEnd = rawFieldEnd(in: text, from: end, delimiter: delimiter, lines: &lines)
      bounds.append(end..<fieldEnd)
      if isBlank { isBlank = Self.isBlank(text, end..<fieldEnd) }
      end = fieldEnd
      guard fieldEnd < text.count, text[fieldEnd] == delimiter else { return }
      isBlank = false
      end += 1
    }
  }

  private static func isBlank(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where text[index] != 0x20 && text[index] != 0x09 { return false }
    return true
  }
}

/// Index of the delimiter or line end behind the field that begins at `start`, or the text's end.
///
/// - Parameter lines: finds the line ends, each once and not once a field.
func rawFieldEnd(
  in text: Span<UInt8>, from start: Int, delimiter: UInt8, lines: inout LineScanner
) -> Int {
  var index = start
  while index < text.count, isBlank(text[index], delimiter: delimiter) { index += 1 }
  if index < text.count, text[index] == quoteByte {
    let line = lines.line(from: index, in: text, isAtEnd: true)?.contentEnd ?? text.count
    guard let quote = closingQuote(in: text, openedAt: index, line: line, delimiter: delimiter)
    else { return line }
    index = quote + 1
  }
  while index < text.count {
    let byte = text[index]
    if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
    index += 1
  }
  return index
}

private func closingQuote(in text: Span<UInt8>, openedAt quote: Int, line: Int, delimiter: UInt8)
  -> Int?
{
  let inLine = closingQuote(
    in: text.extracting(0..<line), from: quote + 1, limit: line, delimiter: delimiter,
    isAtEnd: true, allowsBareQuotes: true)
  if case .closed(let closing) = inLine { return closing }
  let behindLine = closingQuote(
    in: text, from: line, limit: text.count, delimiter: delimiter, isAtEnd: true,
    allowsBareQuotes: false)
  guard case .closed(let closing) = behindLine else { return nil }
  return closing
}

@inline(__always)
private func isBlank(_ byte: UInt8, delimiter: UInt8) -> Bool {
  (byte == 0x20 || byte == 0x09) && byte != delimiter
}
