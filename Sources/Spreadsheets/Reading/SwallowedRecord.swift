/// Tells whether text inside a quoted field is a record of the sheet. A note of several lines has words,
/// perhaps a list; a payee has a row of numbers, one of them as long as a document.
enum SwallowedRecord {
  /// A payee has at least five cells, four of them numbers: document, bank, branch, account.
  private static let (leastDelimiters, leastNumbers) = (4, 4)
  /// A CPF that lost its zeros may have fewer digits; most have not.
  private static let longNumberDigits = 9

  /// - Parameter text: from behind the opening quote on, at most two physical lines.
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

  private struct Cell {
    var digits = 0
    private var hasOther = false

    var isNumber: Bool { digits > 0 && !hasOther }

    mutating func add(_ byte: UInt8) {
      switch byte {
      case 0x30...0x39: digits += 1
      // What stands in numbers, and blanks around them.
      case 0x20, 0x09, 0x2C, 0x2D, 0x2E, 0x2F: break
      default: hasOther = true
      }
    }
  }
}
