/// Groups of digits between which there are only blanks, hyphens and dots, three at most.
struct DigitChain {
  private let start: Int
  /// Behind the last digit.
  let end: Int
  private let digitCount: Int

  /// Bar codes and lines of boletos, keys of invoices: never cards, and long enough to hold what looks
  /// like one.
  private static func isLongCode(_ count: Int) -> Bool { count == 44 || count == 47 || count == 48 }

  /// - Parameter start: of a digit.
  init(_ text: Span<UInt8>, from start: Int) {
    self.start = start
    var (count, end) = (0, start)
    var next: Int? = start
    while let group = next {
      end = Self.endOfDigits(text, from: group)
      count += end - group
      next = Self.nextGroup(text, behind: end)
    }
    self.end = end
    digitCount = count
  }

  func holdsCard(in text: Span<UInt8>, _ lengths: CardLengths) -> Bool {
    guard digitCount >= (lengths == .all ? CardDigits.fewest : 15), !Self.isLongCode(digitCount)
    else { return false }
    var group = start
    while true {
      let end = Self.endOfDigits(text, from: group)
      if isCard(text, group..<end, lengths) || beginsPrinted(text, at: group, lengths) {
        return true
      }
      guard let next = Self.nextGroup(text, behind: end) else { break }
      group = next
    }
    return isEven(text) && CardDigits(text, start..<self.end).isCard(lengths)
  }

  /// Digits that stand together.
  private func isCard(_ text: Span<UInt8>, _ digits: Range<Int>, _ lengths: CardLengths) -> Bool {
    guard CardDigits.counts.contains(digits.count),
      CardDigits(text, digits).isCard(lengths)
    else { return false }
    return !isOtherNumber(text, digits)
  }

  private func isOtherNumber(_ text: Span<UInt8>, _ digits: Range<Int>) -> Bool {
    if digits.count == 14 {
      let reading = readDocument(text.extracting(digits), declared: .cnpj)
      if reading.document != nil { return true }
    }
    if digits.lowerBound > 0, text[digits.lowerBound - 1] == 0x2B, digits.count <= 15 {
      return true
    }
    return isFraction(text, digits) || isWithinHexadecimal(text, digits)
  }

  /// Whether the field is a number of which these digits are the decimals.
  private func isFraction(_ text: Span<UInt8>, _ digits: Range<Int>) -> Bool {
    let point = digits.lowerBound - 1
    guard point > 0, digits.upperBound == text.count, text[point] == 0x2E || text[point] == 0x2C
    else { return false }
    for index in (text[0] == 0x2D ? 1 : 0)..<point where !isDigit(text[index]) { return false }
    return isDigit(text[point - 1])
  }

  /// Whether the word around the digits has other digits of base 16, and nothing else: a hash or an
  /// identifier.
  private func isWithinHexadecimal(_ text: Span<UInt8>, _ digits: Range<Int>) -> Bool {
    func isHexadecimal(_ byte: UInt8) -> Bool { upperCased(byte) &- 0x41 <= 5 || isDigit(byte) }
    var (first, end) = (digits.lowerBound, digits.upperBound)
    while first > 0, isHexadecimal(text[first - 1]) { first -= 1 }
    while end < text.count, isHexadecimal(text[end]) { end += 1 }
    guard end - first > digits.count else { return false }
    let isWord = { (byte: UInt8) in upperCased(byte) &- 0x41 <= 25 }
    return !(first > 0 && isWord(text[first - 1])) && !(end < text.count && isWord(text[end]))
  }

  /// Whether a number printed in groups begins here: three of four digits and the rest, or 4-6-5 or 4-6-4.
  private func beginsPrinted(
    _ text: Span<UInt8>, at group: Int, _ lengths: CardLengths
  ) -> Bool {
    var end = Self.endOfDigits(text, from: group)
    guard end - group == 4, let second = Self.nextGroup(text, behind: end) else { return false }
    end = Self.endOfDigits(text, from: second)
    let isLongSecond = end - second == 6
    guard isLongSecond || end - second == 4, let third = Self.nextGroup(text, behind: end) else {
      return false
    }
    end = Self.endOfDigits(text, from: third)
    if isLongSecond {
      return (4...5).contains(end - third) && CardDigits(text, group..<end).isCard(lengths)
    }
    guard end - third == 4, let fourth = Self.nextGroup(text, behind: end) else { return false }
    end = Self.endOfDigits(text, from: fourth)
    guard end - fourth <= 4 else { return false }
    if CardDigits(text, group..<end).isCard(lengths) { return true }
    guard end - fourth == 4, let fifth = Self.nextGroup(text, behind: end) else { return false }
    end = Self.endOfDigits(text, from: fifth)
    return end - fifth == 3 && CardDigits(text, group..<end).isCard(lengths)
  }

  /// Whether the whole field is this chain, in groups all as long as the first one but for the last.
  ///
  /// With dots a chart of accounts is written so.
  private func isEven(_ text: Span<UInt8>) -> Bool {
    guard CardDigits.counts.contains(digitCount), peeledBounds(text) == start..<end else {
      return false
    }
    let width = Self.endOfDigits(text, from: start) - start
    guard width >= 2 else { return false }
    var group = start
    while true {
      let groupEnd = Self.endOfDigits(text, from: group)
      guard let next = Self.nextGroup(text, behind: groupEnd) else {
        return group > start && groupEnd - group <= width
      }
      guard groupEnd - group == width, text[groupEnd] != 0x2E else { return false }
      group = next
    }
  }

  private static func endOfDigits(_ text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, isDigit(text[end]) { end += 1 }
    return end
  }

  /// Where the next group begins; nil where the chain ends.
  private static func nextGroup(_ text: Span<UInt8>, behind end: Int) -> Int? {
    var index = end
    for _ in 0..<3 {
      guard index < text.count, text[index] != 0x2F else { return nil }
      let length = ignorableLength(text, at: index)
      guard length > 0 else { return nil }
      index += length
      if index < text.count, isDigit(text[index]) { return index }
    }
    return nil
  }
}
