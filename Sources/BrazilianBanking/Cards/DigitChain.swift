/// Groups of digits between which there are only blanks, hyphens and dots, three at most.
struct DigitChain {
  private let start: Int
  /// Behind the last digit.
  let end: Int
  /// Where the last group begins.
  let lastGroup: Int
  private let digitCount: Int

  /// Bar codes and lines of boletos, keys of invoices: long enough to hold what looks like a card's number
  /// of up to 14 digits, or like one in groups.
  private var isLongCode: Bool { digitCount == 44 || digitCount == 47 || digitCount == 48 }

  /// - Parameter start: of a digit.
  init(_ text: Span<UInt8>, from start: Int) {
    self.start = start
    var (count, end, last) = (0, start, start)
    var next: Int? = start
    while let group = next {
      end = Self.endOfDigits(text, from: group)
      count += end - group
      last = group
      next = Self.nextGroup(text, behind: end)
    }
    self.end = end
    lastGroup = last
    digitCount = count
  }

  func holdsCard(in text: Span<UInt8>, _ lengths: CardLengths) -> Bool {
    // Several cards may have as many digits together as a code has, but no code has as many in one group.
    let fewest = isLongCode || lengths == .unmistakable ? 15 : CardDigits.fewest
    guard digitCount >= fewest else { return false }
    // Bills of utilities are not printed in fours; the others and the keys of invoices are.
    let isCodeInFours = isLongCode && digitCount < 48 && isInFours(text)
    var group = start
    while true {
      let end = Self.endOfDigits(text, from: group)
      if end - group >= fewest, isCard(text, group..<end, lengths) { return true }
      if !isCodeInFours, PrintedCard.begins(in: text, at: group, lengths) { return true }
      guard let next = Self.nextGroup(text, behind: end) else { break }
      group = next
    }
    return isEven(text) && CardDigits(text, start..<self.end).isCard(lengths)
      && !PrintedCard.areTelephones(text, at: start)
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

  /// Whether the word around the digits has letters that are digits of base 16, and no others, and is as
  /// long as hashes and identifiers are: a letter alone in front of a number does not hide it.
  private func isWithinHexadecimal(_ text: Span<UInt8>, _ digits: Range<Int>) -> Bool {
    func isHexadecimal(_ byte: UInt8) -> Bool { upperCased(byte) &- 0x41 <= 5 || isDigit(byte) }
    func isLetter(_ byte: UInt8) -> Bool { upperCased(byte) &- 0x41 <= 25 }
    // Bounded, so that a long cell full of such words costs no more than its length.
    let bounds = max(0, digits.lowerBound - 64)..<min(text.count, digits.upperBound + 64)
    var (first, end, letters) = (digits.lowerBound, digits.upperBound, 0)
    while first > bounds.lowerBound, isHexadecimal(text[first - 1]) {
      first -= 1
      letters += isDigit(text[first]) ? 0 : 1
    }
    while end < bounds.upperBound, isHexadecimal(text[end]) {
      letters += isDigit(text[end]) ? 0 : 1
      end += 1
    }
    guard end - first >= 24, letters >= 2 else { return false }
    func isWhole(_ index: Int) -> Bool {
      index < 0 || index >= text.count || !isLetter(text[index])
    }
    return (first == bounds.lowerBound || isWhole(first - 1))
      && (end == bounds.upperBound || isWhole(end))
  }

  /// Whether all groups are of four digits, but for the last, which may be shorter.
  private func isInFours(_ text: Span<UInt8>) -> Bool {
    var group = start
    while true {
      let groupEnd = Self.endOfDigits(text, from: group)
      guard let next = Self.nextGroup(text, behind: groupEnd) else { return groupEnd - group <= 4 }
      guard groupEnd - group == 4 else { return false }
      group = next
    }
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

  static func endOfDigits(_ text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, isDigit(text[end]) { end += 1 }
    return end
  }

  /// Where the next group begins; nil where the chain ends.
  static func nextGroup(_ text: Span<UInt8>, behind end: Int) -> Int? {
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
