/// Groups of digits between which one and the same mark stands, such as `/`, `_` or a comma, with or
/// without blanks and quotes around it.
struct MarkedDigits {
  private let start: Int
  /// Of the latest group.
  private var group: Range<Int>
  private var mark: UInt8?
  private let first: Int
  private var latest: Int
  private var ascends = true

  /// Behind the latest digit.
  var end: Int { group.upperBound }

  var range: Range<Int> { start..<end }

  /// - Parameter start: of the first digit of a group.
  init(_ text: Span<UInt8>, at start: Int) {
    self.start = start
    group = start..<DigitChain.endOfDigits(text, from: start)
    first = Self.value(text, group)
    latest = first
  }

  /// Takes the next group.
  ///
  /// - Returns: how many digits it has; nil where no further one is parted by the same mark.
  mutating func advance(in text: Span<UInt8>) -> Int? {
    var index = Self.skipBlanks(text, from: end)
    guard index < text.count, Self.isMark(text[index]), mark == nil || mark == text[index] else {
      return nil
    }
    let found = text[index]
    index = Self.skipBlanks(text, from: index + 1)
    guard index < text.count, isDigit(text[index]) else { return nil }
    mark = found
    group = index..<DigitChain.endOfDigits(text, from: index)
    let value = Self.value(text, group)
    ascends = ascends && value > latest
    latest = value
    return group.count
  }

  /// Whether the groups are numbers of a list, one a little greater than the other: `4521/4522/4530/4531`.
  func isList(width: Int) -> Bool {
    ascends && latest - first < (1..<width).reduce(1) { tens, _ in tens * 10 }
  }

  /// Whether another group of so many digits stands in front, behind the same mark.
  func isPreceded(in text: Span<UInt8>, byDigits width: Int) -> Bool {
    var index = Self.skipBlanksBackwards(text, from: start)
    guard index > 0, text[index - 1] == mark else { return false }
    index = Self.skipBlanksBackwards(text, from: index - 1)
    let end = index
    while index > 0, end - index <= width, isDigit(text[index - 1]) { index -= 1 }
    return end - index == width
  }

  /// Hyphens, dots and blanks alone part the groups of a ``DigitChain``; quotes stand around groups.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x2D, 0x2E: false
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static let mostBlanks = 2

  private static func skipBlanks(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count, index < start + mostBlanks, isBlank(text[index]) { index += 1 }
    return index
  }

  private static func skipBlanksBackwards(_ text: Span<UInt8>, from end: Int) -> Int {
    var index = end
    while index > 0, index > end - mostBlanks, isBlank(text[index - 1]) { index -= 1 }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0x22 || byte == 0x27
  }

  /// Of the first nine digits.
  private static func value(_ text: Span<UInt8>, _ digits: Range<Int>) -> Int {
    digits.prefix(9).reduce(0) { $0 * 10 + Int(text[$1] &- 0x30) }
  }
}
