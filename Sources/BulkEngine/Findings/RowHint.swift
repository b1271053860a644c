import Spreadsheets

/// What may be the reason why a row does not have the cells that the header has.
@usableFromInline package enum RowHint: UInt8, Sendable, CaseIterable {
  case none
  /// The line is one cell in quotes.
  case lineInQuotes
  /// Cells stand between two quotes as one.
  case cellsInQuotes
  /// A quote stands within a cell, neither doubled nor at its end.
  case quoteInCell
  /// Nothing is missing but cells of columns that are not used, at the end of the row.
  case unusedMissing

  /// What the quotes in the text of a record tell.
  ///
  /// - Parameters:
  ///   - text: of the record, as it stands in the file.
  ///   - isOneCell: the record was read as one cell.
  static func ofQuotes(
    in text: Span<UInt8>, delimiter: UInt8, isOneCell: Bool
  ) -> RowHint {
    guard let quote = firstQuote(in: text) else { return .none }
    var scan = QuoteScan()
    scan.look(through: text, delimiter: delimiter)
    if isOneCell, quote == 0, !scan.hasQuoteInCell, hasDelimiters(text) { return .lineInQuotes }
    return scan.hasQuoteInCell ? .quoteInCell : scan.hasQuotedDelimiter ? .cellsInQuotes : .none
  }

  private static func firstQuote(in text: Span<UInt8>) -> Int? {
    for index in text.indices where text[index] == quote { return index }
    return nil
  }

  /// Whether the text would be several cells without its quotes.
  private static func hasDelimiters(_ text: Span<UInt8>) -> Bool {
    var counts = [UInt8: Int]()
    for index in text.indices {
      switch text[index] {
      case 0x3B, 0x2C, 0x09, 0x7C: counts[text[index], default: 0] += 1
      default: break
      }
    }
    return counts.values.contains { $0 >= 2 }
  }

  private static let quote: UInt8 = 0x22
}

/// Where the quotes of a record stand.
private struct QuoteScan {
  var hasQuoteInCell = false
  var hasQuotedDelimiter = false

  /// Where a cell stands: nothing of it yet, its text with or without quotes, or behind its end.
  private enum Place { case start, open, quoted, closed }

  mutating func look(through text: Span<UInt8>, delimiter: UInt8) {
    var place = Place.start
    var index = 0
    while index < text.count, !hasQuoteInCell {
      let byte = text[index]
      if place == .quoted, byte == 0x22, index + 1 < text.count, text[index + 1] == 0x22 {
        index += 2
        continue
      }
      place = next(place, byte, isDelimiter: byte == delimiter)
      index += 1
    }
  }

  private mutating func next(_ place: Place, _ byte: UInt8, isDelimiter: Bool) -> Place {
    if place == .quoted {
      if isDelimiter { hasQuotedDelimiter = true }
      return byte == 0x22 ? .closed : .quoted
    }
    if isDelimiter || byte == 0x0A || byte == 0x0D { return .start }
    if byte == 0x20 || byte == 0x09 { return place }
    if place == .start { return byte == 0x22 ? .quoted : .open }
    if place == .closed || byte == 0x22 { hasQuoteInCell = true }
    return .open
  }
}
