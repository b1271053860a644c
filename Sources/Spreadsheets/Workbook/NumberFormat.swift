/// What a number format makes of a number, as far as it matters that digits are kept.
enum NumberFormat: Sendable, Equatable {
  /// Days since 1899 or 1904.
  case date
  /// Zeros and literals only, such as `00000` or `000"."000"-"00`: people see every digit.
  case zeros([Section])
  /// Anything else.
  case other

  /// The part of a format for some of the numbers.
  struct Section: Sendable, Equatable {
    /// `[<=99999]`; nil for the numbers that the place of the section stands for.
    var condition: Condition?
    /// Literals and zeros in their order.
    var pieces: [Piece] = []

    /// Zeros in the section.
    var zeroCount: Int { pieces.count { $0 == .zero } }
  }

  enum Piece: Sendable, Equatable {
    case zero
    case literal([UInt8])
  }

  struct Condition: Sendable, Equatable {
    var comparison: String
    var value: Double

    func holds(_ number: Double) -> Bool {
      switch comparison {
      case "<": number < value
      case "<=": number <= value
      case ">": number > value
      case ">=": number >= value
      case "=": number == value
      case "<>": number != value
      default: false
      }
    }
  }

  /// A format that every workbook has without naming it.
  init(builtIn number: Int) {
    switch number {
    case 14...22, 27...36, 45...47, 50...58: self = .date
    default: self = .other
    }
  }

  /// How a format is written that every workbook has without naming it; those that depend on the
  /// machine's language are named by their number.
  static func builtInCode(_ number: Int) -> String {
    switch number {
    case 0: "General"
    case 1: "0"
    case 2: "0.00"
    case 3: "#,##0"
    case 4: "#,##0.00"
    case 9: "0%"
    case 10: "0.00%"
    case 11: "0.00E+00"
    case 14: "mm-dd-yy"
    case 49: "@"
    default: "#\(number)"
    }
  }

  /// Understands a format as a workbook writes it.
  init(_ code: String) {
    var parsing = FormatParsing(code)
    parsing.parse()
    if parsing.isDate {
      self = .date
    } else if parsing.isOther || !parsing.sections.contains(where: { $0.zeroCount > 1 }) {
      // A single zero keeps nothing that a plain number would lose.
      self = .other
    } else {
      self = .zeros(parsing.sections)
    }
  }

  /// What people see of a whole number; nil when the format says nothing of it.
  static func shown(_ digits: Span<UInt8>, isNegative: Bool, in sections: [Section]) -> [UInt8]? {
    let text = digits.text
    guard let magnitude = Double(text) else { return nil }
    let number = isNegative ? -magnitude : magnitude
    guard let index = section(for: number, in: sections), sections[index].zeroCount > 0 else {
      return nil
    }
    let section = sections[index]
    var (shown, place): ([UInt8], Int) = ([], 0)
    // A section of their own writes the sign of negative numbers itself.
    if isNegative, index == 0 || section.condition != nil { shown.append(0x2D) }
    let surplus = max(0, digits.count - section.zeroCount)
    let padding = max(0, section.zeroCount - digits.count)
    var isFirst = true
    for piece in section.pieces {
      switch piece {
      case .literal(let bytes): shown += bytes
      case .zero:
        if isFirst { for index in 0..<surplus { shown.append(digits[index]) } }
        isFirst = false
        shown.append(place < padding ? 0x30 : digits[surplus + place - padding])
        place += 1
      }
    }
    return shown
  }

  /// The section for `number`: by condition, or the first for positive, the second for negative, the third
  /// for zero.
  private static func section(for number: Double, in sections: [Section]) -> Int? {
    let numeric = sections.prefix(3)
    if numeric.contains(where: { $0.condition != nil }) {
      return numeric.firstIndex { $0.condition?.holds(number) ?? true }
    }
    if number < 0, sections.count > 1 { return 1 }
    if number == 0, sections.count > 2 { return 2 }
    return 0
  }
}

/// Takes a format apart.
private struct FormatParsing {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private(set) var sections: [NumberFormat.Section] = [.init()]
  /// Parts of dates or times stand in it.
  private(set) var isDate = false
  /// More than zeros and literals stand in it.
  private(set) var isOther = false

  init(_ code: String) {
    scalars = Array(code.unicodeScalars.prefix(1_024))
  }

  mutating func parse() {
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      // The fourth section is that of texts.
      let isOfText = sections.count > 3
      switch scalar {
      case ";": sections.append(.init())
      case "\"": literal(quoted())
      case "\\": literal(next())
      case "_", "*": _ = next()
      case "[": bracket()
      case "0" where !isOfText: sections[sections.count - 1].pieces.append(.zero)
      case "@": if sections.count < 4, sections[sections.count - 1] != .init() { isOther = true }
      case "#", "?", ".", ",", "%", "E", "e", "0": isOther = isOther || !isOfText
      case "d", "D", "m", "M", "y", "Y", "h", "H", "s", "S": isDate = true
      case "G", "g": general()
      default: literal(String(scalar))
      }
    }
  }

  private mutating func literal(_ text: String) {
    guard sections.count < 4, !text.isEmpty else { return }
    sections[sections.count - 1].pieces.append(.literal(Array(text.utf8)))
  }

  private mutating func next() -> String {
    guard index < scalars.count else { return "" }
    defer { index += 1 }
    return String(scalars[index])
  }

  private mutating func quoted() -> String {
    var text = String.UnicodeScalarView()
    while index < scalars.count, scalars[index] != "\"" {
      text.append(scalars[index])
      index += 1
    }
    index += 1
    return String(text)
  }

  /// `General` in any of its forms.
  private mutating func general() {
    isOther = true
    while index < scalars.count, scalars[index].properties.isAlphabetic { index += 1 }
  }

  /// A colour, a currency with its language, a condition, or elapsed hours.
  private mutating func bracket() {
    var text = String.UnicodeScalarView()
    while index < scalars.count, scalars[index] != "]" {
      text.append(scalars[index])
      index += 1
    }
    index += 1
    let content = String(text)
    if content.first == "$" {
      literal(String(content.dropFirst().prefix { $0 != "-" }))
    } else if let first = content.first, "<>=".contains(first) {
      let comparison = String(content.prefix { "<>=".contains($0) })
      guard let value = Double(content.dropFirst(comparison.count)) else { return isOther = true }
      sections[sections.count - 1].condition = .init(comparison: comparison, value: value)
    } else if ["h", "hh", "m", "mm", "s", "ss"].contains(content.lowercased()) {
      isDate = true
    }
  }
}

extension Span where Element == UInt8 {
  /// As text: for small things, not for the hot path.
  var text: String { String(decoding: indices.map { self[$0] }, as: UTF8.self) }
}
