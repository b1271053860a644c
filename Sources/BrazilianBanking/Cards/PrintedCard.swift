/// A number in the groups in which cards print it, wherever it stands in a chain of digits.
enum PrintedCard {
  /// Whether such a number begins at `group`: three of four digits and the rest, or 4-6-5 or 4-6-4.
  ///
  /// - Parameter group: of the first digit of a group.
  static func begins(in text: Span<UInt8>, at group: Int, _ lengths: CardLengths) -> Bool {
    var end = DigitChain.endOfDigits(text, from: group)
    guard end - group == 4, let second = DigitChain.nextGroup(text, behind: end) else {
      return false
    }
    end = DigitChain.endOfDigits(text, from: second)
    let isLongSecond = end - second == 6
    guard isLongSecond || end - second == 4, let third = DigitChain.nextGroup(text, behind: end)
    else { return false }
    end = DigitChain.endOfDigits(text, from: third)
    if isLongSecond {
      return (4...5).contains(end - third) && CardDigits(text, group..<end).isCard(lengths)
    }
    guard end - third == 4, let fourth = DigitChain.nextGroup(text, behind: end) else {
      return false
    }
    end = DigitChain.endOfDigits(text, from: fourth)
    guard end - fourth <= 4, !isInIdentifier(text, group) else { return false }
    if CardDigits(text, group..<end).isCard(lengths) {
      return !areTelephones(text, at: group)
    }
    guard end - fourth == 4, let fifth = DigitChain.nextGroup(text, behind: end) else {
      return false
    }
    end = DigitChain.endOfDigits(text, from: fifth)
    return end - fifth == 3 && CardDigits(text, group..<end).isCard(lengths)
  }

  /// Whether the first group is the end of the first part of a UUID (RFC 9562), or its second part.
  private static func isInIdentifier(_ text: Span<UInt8>, _ group: Int) -> Bool {
    isIdentifier(text, from: group - 4) || isIdentifier(text, from: group - 9)
  }

  private static func isIdentifier(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard start >= 0, start + 36 <= text.count else { return false }
    for place in 0..<36 {
      let byte = text[start + place]
      switch place {
      case 8, 13, 18, 23: guard byte == 0x2D else { return false }
      default: guard isDigit(byte) || upperCased(byte) &- 0x41 <= 5 else { return false }
      }
    }
    return true
  }

  /// Whether two telephone numbers of Brazil without their areas begin here: `4133-1234 4133-5678`.
  static func areTelephones(_ text: Span<UInt8>, at group: Int) -> Bool {
    func endOfLandline(_ start: Int) -> Int? {
      let isLandline =
        start + 9 <= text.count && (0x32...0x35).contains(text[start]) && text[start + 4] == 0x2D
      return isLandline && DigitChain.endOfDigits(text, from: start + 5) == start + 9
        ? start + 9 : nil
    }
    guard let end = endOfLandline(group), let second = DigitChain.nextGroup(text, behind: end),
      text[end] != 0x2D
    else { return false }
    return endOfLandline(second) != nil
  }
}
