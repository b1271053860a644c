/// Tells whether text inside a quoted field is a record of the sheet. A note of several lines has words,
/// perhaps a list; a payee has a row of numbers, one of them as long as a document.
enum SwallowedRecord {
  /// A payee has at least five cells, four of them numbers: document, bank, branch, account.
  private static let (leastDelimiters, leastNumbers) = (4, 4)
  /// A CPF that lost its zeros may have fewer digits; most have not.
  private static let longNumberDigits = 9

  /// - Parameter text: begins after the opening quote; at most two physical lines.
  static func isFound(in text: Span<UInt8>, delimiter: UInt8) -> Bool {
    var delimiters = 0
    var numbers = 0
    var hasLongNumber = false
    var cell = Cell()
    for index in text.indices {
      let byte = text[index]
      let isDelimiter = byte == delimiter
      guard isDelimiter || byte == 0x0A || byte == 0x0D else {
        cell.add(byte)
        continue
      }
      if isDelimiter { delimiters += 1 }
      numbers += cell.isNumber ? 1 : 0
      hasLongNumber = hasLongNumber || (cell.isNumber && cell.digits >= longNumberDigits)
      cell = Cell()
    }
    numbers += cell.isNumber ? 1 : 0
    hasLongNumber = hasLongNumber || (cell.isNumber && cell.digits >= longNumberDigits)
    return delimiters >= leastDelimiters && numbers >= leastNumbers && hasLongNumber
  }

  /// How a line looks that may be a record.
  struct LineShape {
    var delimiters = 0
    /// Delimiters with a blank behind them, as commas have in sentences.
    fileprivate var spaced = 0

    var isProse: Bool { spaced * 2 > delimiters }
  }

  /// The shape of a whole line, quotes taken for text.
  static func line(in text: Span<UInt8>, delimiter: UInt8) -> LineShape {
    var shape = LineShape()
    for index in text.indices where text[index] == delimiter {
      shape.delimiters += 1
      if index + 1 < text.count, text[index + 1] == 0x20 { shape.spaced += 1 }
    }
    return shape
  }

  /// The shape of what follows the last quote of a line.
  static func afterLastQuote(in text: Span<UInt8>, delimiter: UInt8) -> LineShape {
    var opening = text.count
    while opening > 0, text[opening - 1] != quoteByte { opening -= 1 }
    return line(in: text.extracting(opening..<text.count), delimiter: delimiter)
  }

  private struct Cell {
    var digits = 0
    private var hasOther = false

    var isNumber: Bool { digits > 0 && !hasOther }

    mutating func add(_ byte: UInt8) {
      switch byte {
      case 0x30...0x39: digits += 1
      // Marks within numbers, and blanks around them.
      case 0x20, 0x09, 0x2C, 0x2D, 0x2E, 0x2F: break
      default: hasOther = true
      }
    }
  }
}
