import Spreadsheets

/// A sentence in pieces: the bytes that stay and the places that are filled in. It begins with a
/// capital letter, whatever is filled in there.
struct SentenceTemplate: Sendable {
  /// What is filled in; the raw value stands in braces in the sentence.
  enum Place: String, Sendable {
    case field, found, expected, line, digit, position, letter, character, column, date, run
  }

  /// A field's name within a sentence and at its beginning.
  struct Name: Sendable {
    let within, first: [UInt8]

    init(_ name: String) {
      within = Array(name.utf8)
      first = Array(SentenceTemplate.capitalized(name).utf8)
    }
  }

  /// A range of the bytes, or a place.
  private enum Piece: Sendable {
    case text(Range<Int>)
    case place(Place)
  }

  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  /// - Parameter sentence: with places such as `{field}`; braces stand for nothing else.
  init(_ sentence: String) {
    for (index, part) in sentence.split(separator: "{", omittingEmptySubsequences: false)
      .enumerated()
    {
      let pair = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      if index > 0, let place = pair.first.flatMap({ Place(rawValue: String($0)) }) {
        pieces.append(.place(place))
      }
      guard let text = pair.last, !text.isEmpty else { continue }
      let start = bytes.count
      bytes += Array((index == 0 ? Self.capitalized(String(text)) : String(text)).utf8)
      pieces.append(.text(start..<bytes.count))
    }
  }

  /// Appends the sentence.
  ///
  /// - Parameters:
  ///   - field: what stands for the field; nothing does without one.
  ///   - detail: has what the other places need; those that it has nothing for are named.
  func append(field: Name?, _ detail: Finding.Detail, to buffer: inout ByteBuffer) {
    for index in pieces.indices {
      switch pieces[index] {
      case .text(let range): buffer.append(bytes.span.extracting(range))
      case .place(.field):
        if let field { buffer.append(index == 0 ? field.first : field.within) }
      case .place(let place):
        if !buffer.append(place, of: detail) { buffer.append("{\(place.rawValue)}") }
      }
    }
  }
}

extension ByteBuffer {
  /// - Returns: false when the detail has nothing for the place.
  fileprivate mutating func append(_ place: SentenceTemplate.Place, of detail: Finding.Detail)
    -> Bool
  {
    switch (place, detail) {
    case (.found, .counts(let found, _, _)): append(decimal: found)
    case (.expected, .counts(_, let expected, _)): append(decimal: expected)
    case (.line, .line(let line, _)): append(decimal: line)
    case (.character, .character(let scalar)):
      append("U+" + scalar.zeroPadded(to: 4, radix: 16, uppercase: true))
    case (.column, .column(let number)): append(ColumnLetters.text(number))
    case (.date, .day(let day)), (.date, .run(_, let day)): append(day: day)
    case (.run, .run(let code, _)):
      for place in stride(from: 56, through: 0, by: -8) {
        let byte = UInt8(truncatingIfNeeded: code >> UInt64(place))
        if byte != 0 { append(byte) }
      }
    case (.digit, .expected(let first, let second)):
      append(first)
      if second != 0 { append(second) }
    case (.position, .lookAlike(let position, _, _)): append(decimal: position)
    case (.letter, .lookAlike(_, let letter, _)): append(letter)
    case (.digit, .lookAlike(_, _, let digit)): append(digit)
    default: return false
    }
    return true
  }
}

extension ByteBuffer {
  /// `2026-11-02`
  private mutating func append(day: Int32) {
    let number = Int(day)
    append(decimal: number / 10_000)
    for part in [number / 100 % 100, number % 100] {
      append(0x2D)
      if part < 10 { append(0x30) }
      append(decimal: part)
    }
  }
}

/// Columns as spreadsheets name them.
enum ColumnLetters {
  /// - Parameter number: 1-based; `28` is `AB`.
  static func text(_ number: Int) -> String {
    var letters = ""
    var rest = number
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension SentenceTemplate {
  /// The text as a sentence begins with it.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
