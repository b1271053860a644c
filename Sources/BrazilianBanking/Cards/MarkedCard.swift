/// A card's number whose groups one and the same mark parts: `4111/1111/1111/1111`.
///
/// Lists are written so, too: more than four numbers of four digits, and ascending ones that lie close
/// together, are no card.
enum MarkedCard {
  /// Whether such a number begins at `group`, in the groups in which cards print it.
  ///
  /// - Parameter group: of the first digit of a group.
  static func begins(in text: Span<UInt8>, at group: Int, _ lengths: CardLengths) -> Bool {
    var digits = MarkedDigits(text, at: group)
    guard digits.range.count == 4, let second = digits.advance(in: text),
      let third = digits.advance(in: text)
    else { return false }
    if second == 6 {
      return (4...5).contains(third) && CardDigits(text, digits.range).isCard(lengths)
    }
    guard second == 4, third == 4, let fourth = digits.advance(in: text), fourth <= 4,
      !digits.isPreceded(in: text, byDigits: 4)
    else { return false }
    let number = digits
    let fifth = digits.advance(in: text)
    guard fifth != 4 else { return false }
    if CardDigits(text, number.range).isCard(lengths) { return !number.isList(width: 4) }
    return fourth == 4 && fifth == 3 && CardDigits(text, digits.range).isCard(lengths)
  }

  private static let evenWidths = 2...4

  /// Whether the whole field is such a number, in groups all as long as the first one but for the last.
  ///
  /// - Parameter field: without what stands around it.
  static func isEven(_ field: Span<UInt8>, _ lengths: CardLengths) -> Bool {
    guard field.count > 0, isDigit(field[0]) else { return false }
    var digits = MarkedDigits(field, at: 0)
    let width = digits.end
    guard evenWidths.contains(width), var latest = digits.advance(in: field) else { return false }
    while let next = digits.advance(in: field) {
      guard latest == width else { return false }
      latest = next
    }
    return digits.end == field.count && latest <= width
      && CardDigits(field, digits.range).isCard(lengths) && !digits.isList(width: width)
  }

  /// Whether the whole field is a number with marks at its thousands, as programs show one that is thought an
  /// amount: `4.111.111.111.111.111,00`.
  static func hasThousands(_ field: Span<UInt8>) -> Bool {
    guard field.count > 0, isDigit(field[0]) else { return false }
    var end = DigitChain.endOfDigits(field, from: 0)
    guard end <= 3, end < field.count else { return false }
    let mark = field[end]
    guard [0x2E, 0x2C, 0x27, 0x20].contains(mark) else { return false }
    while end < field.count, field[end] == mark {
      let next = DigitChain.endOfDigits(field, from: end + 1)
      guard next - end == 4 else { return false }
      end = next
    }
    return (end == field.count || isDecimals(field, from: end, besides: mark))
      && CardDigits(field, 0..<end).isCard(.unmistakable)
  }

  private static func isDecimals(
    _ field: Span<UInt8>, from point: Int, besides mark: UInt8
  ) -> Bool {
    guard field[point] != mark, field[point] == 0x2E || field[point] == 0x2C else { return false }
    let end = DigitChain.endOfDigits(field, from: point + 1)
    return end == field.count && (1...2).contains(end - point - 1)
  }
}
