/// What a search for the end of a quoted field found.
enum QuoteClosing: Equatable {
  /// The closing quote is at this index.
  case closed(at: Int)
  /// No closing quote before the limit. A later search may begin at this index: up to there every
  /// field that is open at a line end stays open.
  case neverCloses(searchedUpTo: Int)
  /// The text ends before the limit, and more of it will come.
  case unknown
}

/// Looks for the quote that closes a field which is open at `start`.
///
/// By libcsv's lenient rules a quote closes when a delimiter, a line end or the end of the file
/// follows, blanks allowed between; two quotes in a row are data; a bare quote before anything else
/// is data too. After a line end bare quotes do not count as data: programs that write line ends
/// into a field also double its quotes, so a bare one there opens a field of a later record, and
/// the quote that was open was never closed. Otherwise one stray quote would swallow all records up to
/// the next quoted field.
///
/// - Parameters:
///   - limit: index at which the search gives up.
///   - isAtEnd: nothing follows `text`.
///   - allowsBareQuotes: true within the line on which the field opened.
func closingQuote(
  in text: Span<UInt8>, from start: Int, limit: Int, delimiter: UInt8, isAtEnd: Bool,
  allowsBareQuotes: Bool
) -> QuoteClosing {
  let end = min(text.count, limit)
  // Text that stops right at the limit may be the whole file or not: only what follows tells.
  let isWhole = isAtEnd || text.count > limit
  var fieldPosition = start
  while true {
    let quote = firstIndex(of: quoteByte, in: text, from: fieldPosition)
    guard quote < end else {
      return isWhole ? .neverCloses(searchedUpTo: max(fieldPosition, end)) : .unknown
    }
    switch fate(ofQuoteAt: quote, in: text, end: end, delimiter: delimiter) {
    case .closes: return .closed(at: quote)
    case .isDoubled: fieldPosition = quote + 2
    case .isBare(let next):
      guard allowsBareQuotes else { return .neverCloses(searchedUpTo: quote) }
      fieldPosition = next
    case .meetsTheEnd:
      guard isWhole else { return .unknown }
      let endsTheFile = isAtEnd && end == text.count
      return endsTheFile ? .closed(at: quote) : .neverCloses(searchedUpTo: quote)
    }
  }
}

private enum QuoteFate {
  case closes, isDoubled, meetsTheEnd
  case isBare(next: Int)
}

private func fate(ofQuoteAt quote: Int, in text: Span<UInt8>, end: Int, delimiter: UInt8)
  -> QuoteFate
{
  var index = quote + 1
  var blanks = 0
  while index < end {
    let byte = text[index]
    if byte == delimiter || byte == 0x0A || byte == 0x0D { return .closes }
    if byte == quoteByte {
      // libcsv: after blanks it is this quote that may close now.
      if blanks == 0 { return index == quote + 1 ? .isDoubled : .isBare(next: index + 1) }
      blanks = 0
    } else if isBlank(byte) {
      blanks += 1
    } else {
      return .isBare(next: index + 1)
    }
    index += 1
  }
  return .meetsTheEnd
}

let quoteByte: UInt8 = 0x22

/// Where the fields of a delimited record are in its raw text, quotes and blanks included.
///
/// Found by the same lenient rules by which libcsv reads: a quote opens a field only as its first
/// byte that is no blank, and closes it only before a delimiter, a line end or the end; see
/// ``closingQuote(in:from:limit:delimiter:isAtEnd:allowsBareQuotes:)``.
struct RawFields {
  /// One range per field, in order.
  private(set) var bounds: [Range<Int>] = []
  /// Index of the line end after the record, or the end of the text.
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
  /// - Parameter lines: has scanned no other text, and nothing after `start`.
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
    for index in range where !Spreadsheets.isBlank(text[index]) { return false }
    return true
  }
}

/// Index of the delimiter or line end after the field that begins at `start`, or the text's end.
///
/// - Parameter lines: finds the line ends, each once and not once a field.
func rawFieldEnd(
  in text: Span<UInt8>, from start: Int, delimiter: UInt8, lines: inout LineScanner
) -> Int {
  var index = start
  while index < text.count, isBlank(text[index]), text[index] != delimiter { index += 1 }
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
