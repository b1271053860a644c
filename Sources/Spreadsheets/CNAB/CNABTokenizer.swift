/// CNAB 240 to rows: a payment, its segment A with the lines that follow it, is a row.
///
/// The first row is a header of field names; it stands on the line of the file's header.
struct CNABTokenizer: RowTokenizer {
  var columns: [ColumnKey] { [] }
  /// Collects what a first reading of the file finds; nil in later ones.
  private(set) var survey: CNABSurvey?
  private let mayCountBytes: Bool
  private var payment: CNABPayment
  private var line = CNABLine()
  private var lines = LineScanner()
  private var isAtStart: Bool
  /// Set by a line that is too long to be looked at.
  private var isSkippingLine = false

  /// Lines that belong to one payment at most; dialects have up to five.
  private static let mostSegments = 64
  /// A line of this many bytes is none.
  private static let mostLineBytes = 1 << 16

  /// - Parameters:
  ///   - offset: where reading begins in the content.
  ///   - isSurvey: for the first reading of a whole file.
  init(
    _ format: CNABFormat, encoding: TextEncoding, isFromStart: Bool, offset: Int64,
    isSurvey: Bool
  ) {
    survey = isSurvey ? CNABSurvey(format) : nil
    mayCountBytes = encoding == .utf8
    isAtStart = isFromStart
    payment = CNABPayment(layout: format.layout, bank: format.bank)
    if let lot = format.lot(at: offset) {
      (payment.lotNumber, payment.form) = (lot.number, lot.form)
    }
  }

  mutating func tokenize(
    _ block: inout RowBlock, textCount: Int, cursor: inout TextCursor, isAtEnd: Bool,
    mayHoldNUL: Bool
  ) -> Bool {
    lines = LineScanner()
    let source = block.raw
    let text = source.span.extracting(0..<textCount)
    var row = CNABRow(&block)
    let isFull = { (block: RowBlock) in block.rows.count >= 16_384 }
    while !isFull(block), cursor.index < textCount {
      guard let unit = unit(in: text, from: cursor, isAtEnd: isAtEnd) else { break }
      if unit.isPayment { append(unit, from: cursor, of: text, to: &block, &row) }
      cursor.advance(to: unit.end, lines: unit.lineCount, in: text)
    }
    return isFull(block)
  }

  /// Lines that are taken at once: a payment with what follows it, or any other line.
  private struct Unit {
    var contentEnd: Int
    var end: Int
    var lineCount = 1
    var isPayment = false
    var isHeader = false
  }

  /// The unit at `start`; nil when its end is not certain yet.
  private mutating func unit(
    in text: Span<UInt8>, from start: TextCursor, isAtEnd: Bool
  ) -> Unit? {
    guard let first = lines.line(from: start.index, in: text, isAtEnd: isAtEnd) else {
      return longLine(in: text, from: start)
    }
    var unit = Unit(contentEnd: first.contentEnd, end: first.end)
    if isSkippingLine {
      isSkippingLine = false
      return unit
    }
    (payment.hasA, payment.hasB) = (false, false)
    let length = line.take(
      text.extracting(start.index..<first.contentEnd), mayCountBytes: mayCountBytes)
    let isFirstDetail = length == CNABLayout.lineLength && line.isDetail
    if isFirstDetail, line.segment == UInt8(ascii: "A") {
      let firstLine = line
      guard follow(&unit, in: text, isAtEnd: isAtEnd) else { return nil }
      payment.a = firstLine
      (payment.hasA, unit.isPayment) = (true, true)
    } else if isFirstDetail, line.segment == UInt8(ascii: "B") {
      payment.b = line
      (payment.hasB, unit.isPayment) = (true, true)
    } else {
      takeOther(length: length, at: start, &unit)
    }
    if survey != nil { surveyLines(of: unit, in: text, from: start) }
    return unit
  }

  /// Extends a payment over the segments that follow its A, up to a second B.
  ///
  /// - Returns: false when its end is not certain yet.
  private mutating func follow(_ unit: inout Unit, in text: Span<UInt8>, isAtEnd: Bool) -> Bool {
    while unit.lineCount < Self.mostSegments {
      guard unit.end < text.count else { return isAtEnd }
      guard let next = lines.line(from: unit.end, in: text, isAtEnd: isAtEnd) else {
        // Not the line of a payment, however it goes on.
        return text.count - unit.end > Self.mostLineBytes
      }
      let length = line.take(
        text.extracting(unit.end..<next.contentEnd), mayCountBytes: mayCountBytes)
      guard length == CNABLayout.lineLength, line.isDetail, Self.follows(line.segment) else {
        return true
      }
      if line.segment == UInt8(ascii: "B") {
        if payment.hasB { return true }
        payment.b = line
        payment.hasB = true
      }
      unit.contentEnd = next.contentEnd
      unit.end = next.end
      unit.lineCount += 1
    }
    return true
  }

  /// Whether a segment may belong to the A before it.
  private static func follows(_ segment: UInt8) -> Bool {
    switch segment {
    case UInt8(ascii: "B")...UInt8(ascii: "I"), UInt8(ascii: "Z"), UInt8(ascii: "5") & 0xDF: true
    default: false
    }
  }

  /// Takes a line that is no payment: headers, trailers, slips and taxes.
  private mutating func takeOther(length: Int, at start: TextCursor, _ unit: inout Unit) {
    guard length == CNABLayout.lineLength else { return }
    if line.recordType == UInt8(ascii: "1") {
      payment.lotNumber = line.text(4, 7)
      payment.form = line.text(12, 13)
    } else if isAtStart, line.recordType == UInt8(ascii: "0") {
      (unit.isPayment, unit.isHeader) = (true, true)
    } else if line.isDetail, isOtherPayment {
      survey?.skip(.notATransfer, line: start.line)
    }
    isAtStart = false
  }

  /// A slip, a tax or a collection; the further segments of these are not counted.
  private var isOtherPayment: Bool {
    switch line.segment {
    case UInt8(ascii: "J"): !line.field(18, 19).elementsEqual("52".utf8)
    case UInt8(ascii: "K"), UInt8(ascii: "N"), UInt8(ascii: "O"), UInt8(ascii: "P"),
      UInt8(ascii: "T"):
      true
    default: false
    }
  }

  /// Leaves out what is read of a line without end.
  private mutating func longLine(in text: Span<UInt8>, from start: TextCursor) -> Unit? {
    let count = text.count - start.index
    guard isSkippingLine || count > Self.mostLineBytes else { return nil }
    if !isSkippingLine {
      _ = line.take(text.extracting(start.index..<text.count), mayCountBytes: false)
      survey?.take(line, length: count, byteOffset: start.byteOffset)
    }
    isSkippingLine = true
    let end = text.count - (text[text.count - 1] == 0x0D ? 1 : 0)
    guard end > start.index else { return nil }
    return Unit(contentEnd: end, end: end, lineCount: 0)
  }

  private mutating func append(
    _ unit: Unit, from start: TextCursor, of text: Span<UInt8>, to block: inout RowBlock,
    _ row: inout CNABRow
  ) {
    let range = start.index..<unit.contentEnd
    guard !unit.isHeader else {
      for name in CNABPayment.columns { row.append(name) }
      return row.end(start: start, rawRange: range, flags: [], in: &block)
    }
    if let kind = payment.skippedKind {
      survey?.skip(kind, line: start.line)
      return
    }
    survey?.take(payment)
    payment.append(to: &row)
    row.end(start: start, rawRange: range, flags: payment.flags, in: &block)
  }

  /// Shows every line of the unit to the survey.
  private mutating func surveyLines(of unit: Unit, in text: Span<UInt8>, from start: TextCursor) {
    var scanner = LineScanner()
    var index = start.index
    var place = start
    for _ in 0..<unit.lineCount {
      guard
        let next = scanner.line(
          from: index, in: text.extracting(0..<unit.end), isAtEnd: true)
      else { break }
      let length = line.take(
        text.extracting(index..<next.contentEnd), mayCountBytes: mayCountBytes)
      survey?.take(line, length: length, byteOffset: place.byteOffset)
      place.advance(to: next.end, in: text)
      index = next.end
    }
    if unit.lineCount >= Self.mostSegments { survey?.tooManySegments(line: start.line) }
  }
}
