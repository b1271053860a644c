/// The first line of a CNAB 240 file, as far as it tells the dialect.
struct CNABHeader {
  /// Three digits.
  let bank: String
  /// Positions 15–17 and 164–166.
  private let early, late: String
  /// `2`: from the bank.
  private let direction: UInt8

  /// No shorter line is the beginning of one, however it was cut.
  private static let shortest = 100

  /// Looks for one at the beginning of `text`: no spreadsheet begins like it.
  ///
  /// - Returns: nil for any other text; a header of another length than 240 is one.
  init?(_ text: Span<UInt8>) {
    var lines = LineScanner()
    guard let first = lines.line(from: 0, in: text, isAtEnd: true),
      first.contentEnd >= Self.shortest
    else { return nil }
    for index in 0..<8 {
      let isZero = text[index] == 0x30
      guard index < 3 ? text[index] &- 0x30 <= 9 : isZero else { return nil }
    }
    for index in 8..<first.contentEnd {
      switch text[index] {
      case UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09: return nil
      default: break
      }
    }
    var line = CNABLine()
    _ = line.take(text.extracting(0..<first.contentEnd), mayCountBytes: true)
    bank = line.text(1, 3)
    early = line.text(15, 17)
    late = line.text(164, 166)
    direction = line.character(143)
  }

  var isReturn: Bool { direction == UInt8(ascii: "2") }
  var layout: CNABLayout { .detect(bank: bank, early: early, late: late) }

  /// As written, without leading zeros kept away: `080`.
  func version(in layout: CNABLayout) -> String { layout == .itau ? early : late }
}

extension TabularFormat {
  /// Reads the whole file as CNAB: a broken file is refused before any of it is used.
  ///
  /// - Parameter layout: overrides what the header says.
  /// - Throws: ``SpreadsheetError/brokenCNAB(_:path:)``, ``SpreadsheetError/unsupported(_:path:)`` for a
  ///   file from the bank, and what reading throws.
  mutating func take(
    _ header: CNABHeader, of file: InputFile, layout: CNABLayout?
  ) throws(SpreadsheetError) {
    guard !header.isReturn else { throw .unsupported(.cnabReturn, path: file.path) }
    var cnab = CNABFormat(layout: layout ?? header.layout)
    cnab.bank = header.bank
    cnab.version = header.version(in: cnab.layout)
    content = .cnab(cnab)
    let reader = try RowReader(file, format: self, isSurvey: true)
    var block = RowBlock()
    while try reader.next(into: &block), reader.cnabSurvey?.isBroken != true {
      if Task.isCancelled { throw .readFailed(path: file.path, code: 125) }
    }
    guard var survey = reader.cnabSurvey else { return }
    content = .cnab(try survey.finish(path: file.path))
  }
}
