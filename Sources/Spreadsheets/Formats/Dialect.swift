/// How physical lines end.
package enum LineEnd: String, Sendable, Equatable, CaseIterable, Codable {
  case lineFeed = "lf"
  case carriageReturnLineFeed = "crlf"
  case carriageReturn = "cr"

  /// The bytes themselves, in UTF-8.
  package var bytes: [UInt8] {
    switch self {
    case .lineFeed: [0x0A]
    case .carriageReturnLineFeed: [0x0D, 0x0A]
    case .carriageReturn: [0x0D]
    }
  }
}

/// Which fields of a file are in quotes.
package enum QuotingStyle: String, Sendable, Equatable, Codable {
  /// Only fields that hold a delimiter, a quote or a line end.
  case whereNeeded = "where-needed"
  /// Every field, as many payroll systems write.
  case everyField = "every-field"
}

/// The delimited flavour of a file. The quote is always `"`, doubled inside quotes.
package struct Dialect: Sendable, Equatable, Codable {
  /// One of `;` `,` tab `|` when detected; any other ASCII byte when given.
  package var delimiter: UInt8
  /// The first line end of the file; files with mixed ones are written with this one.
  package var lineEnd: LineEnd
  /// How the fields of the first records are quoted.
  package var quoting: QuotingStyle
  /// Fields that most of the first records have; nil when they are too few to tell records by.
  package var usualFieldCount: Int?

  package init(
    delimiter: UInt8, lineEnd: LineEnd = .lineFeed, quoting: QuotingStyle = .whereNeeded
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.quoting = quoting
  }
}

extension Dialect {
  /// Records that detection counts fields in.
  static let sampleRecords = 200
  /// In the order of preference.
  static let candidates: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]

  /// Finds delimiter, line end and quoting of `text`.
  ///
  /// - Parameters:
  ///   - isWhole: `text` is the whole file, so that its last record counts although nothing ends it.
  ///   - delimiter: is obeyed when given.
  static func detect(in text: Span<UInt8>, isWhole: Bool, delimiter: UInt8? = nil) -> Dialect {
    let delimiter = delimiter ?? likeliestDelimiter(in: text, isWhole: isWhole)
    let shapes = recordShapes(in: text, delimiter: delimiter, isWhole: isWhole)
    let quotesAll = !shapes.isEmpty && shapes.allSatisfy { $0.fieldCount == $0.quotedCount }
    var dialect = Dialect(
      delimiter: delimiter, lineEnd: firstLineEnd(in: text),
      quoting: quotesAll ? .everyField : .whereNeeded)
    dialect.usualFieldCount = usualFieldCount(shapes.map(\.fieldCount))
    return dialect
  }

  /// The commonest count that can be a payee's; of two the one met first, as the header's is.
  private static func usualFieldCount(_ counts: [Int]) -> Int? {
    var tally: [Int: (votes: Int, place: Int)] = [:]
    for (place, count) in counts.enumerated() where count >= fewestFields {
      tally[count] = ((tally[count]?.votes ?? 0) + 1, tally[count]?.place ?? place)
    }
    return tally.max { ($0.value.votes, -$0.value.place) < ($1.value.votes, -$1.value.place) }?.key
  }

  /// Records need at least these many fields, so that a few alike ones below titles decide.
  private static let fewestFields = 5

  /// A delimiter that cuts all sampled records into the same number of fields wins; among several
  /// `;` does, then the one with most fields. Titles above the header are of one field and do not count,
  /// if the records below have as many as payees need. When records are ragged, the one wins that cuts
  /// most records alike into most fields. One column: `;`.
  private static func likeliestDelimiter(in text: Span<UInt8>, isWhole: Bool) -> UInt8 {
    var best: (delimiter: UInt8, score: Double) = (0x3B, 0)
    for delimiter in candidates {
      let counts = recordShapes(in: text, delimiter: delimiter, isWhole: isWhole).map(\.fieldCount)
      let untitled = Array(counts.drop { $0 == 1 })
      let isTitled = untitled.count < counts.count && commonest(untitled).count >= fewestFields
      let (fields, share) = commonest(isTitled ? untitled : counts)
      guard fields > 1 else { continue }
      if share == 1, delimiter == 0x3B { return delimiter }
      let score = Double(fields - 1) * share * share + (share == 1 ? 1_000_000 : 0)
      if score > best.score { best = (delimiter, score) }
    }
    return best.delimiter
  }

  /// The commonest of `counts` and the share of records that have it; the larger one of a tie.
  private static func commonest(_ counts: [Int]) -> (count: Int, share: Double) {
    var tally: [Int: Int] = [:]
    for count in counts { tally[count, default: 0] += 1 }
    guard let top = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return (0, 0)
    }
    return (top.key, Double(top.value) / Double(counts.count))
  }

  private static func firstLineEnd(in text: Span<UInt8>) -> LineEnd {
    var lines = LineScanner()
    guard let line = lines.line(from: 0, in: text, isAtEnd: false) else { return .lineFeed }
    if line.end - line.contentEnd == 2 { return .carriageReturnLineFeed }
    return text[line.contentEnd] == 0x0D ? .carriageReturn : .lineFeed
  }
}

/// Fields of one record, and how many of them are in quotes.
struct RecordShape: Equatable {
  var fieldCount = 1
  var quotedCount = 0
}

/// The shapes of the first records of `text`, blank lines left out.
func recordShapes(in text: Span<UInt8>, delimiter: UInt8, isWhole: Bool) -> [RecordShape] {
  var shapes: [RecordShape] = []
  var start = 0
  var lines = LineScanner()
  while start < text.count, shapes.count < Dialect.sampleRecords {
    let fields = RawFields(of: text, from: start, delimiter: delimiter, lines: &lines)
    guard fields.end < text.count || isWhole || shapes.isEmpty else { break }
    if !fields.isBlank {
      let quoted = fields.bounds.filter { isQuoted(text, $0) }.count
      shapes.append(RecordShape(fieldCount: fields.bounds.count, quotedCount: quoted))
    }
    start = fields.end + 1
  }
  return shapes
}

private func isQuoted(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
  var index = range.lowerBound
  while index < range.upperBound, text[index] == 0x20 { index += 1 }
  return index < range.upperBound && text[index] == quoteByte
}

/// Excel's own first line `sep=;`, which names the delimiter and is no row.
struct SeparatorLine: Equatable {
  let delimiter: UInt8
  /// Bytes of the line with its line end.
  let count: Int

  /// The line at the start of `text`, in any case, in quotes or not.
  static func find(in text: Span<UInt8>) -> SeparatorLine? {
    var lines = LineScanner()
    guard let line = lines.line(from: 0, in: text, isAtEnd: true), line.contentEnd <= 16 else {
      return nil
    }
    var content: [UInt8] = []
    for index in 0..<line.contentEnd { content.append(text[index]) }
    if content.count >= 2, content.first == quoteByte, content.last == quoteByte {
      content = Array(content.dropFirst().dropLast())
    }
    guard content.count == 5,
      String(decoding: content, as: UTF8.self).lowercased().hasPrefix("sep=")
    else { return nil }
    return SeparatorLine(delimiter: content[4], count: line.end)
  }
}
