/// Which lengths count when card numbers are searched for.
public enum CardLengths: Sendable {
  /// 13 to 19 digits, as schemes issue them.
  case all
  /// 15, 16 and 19 digits. Numbers of 13 and 14 digits are mostly documents, telephones and accounts.
  case unmistakable
}

/// Whether a field is the number of a payment card, and nothing else.
///
/// Card numbers are recognised only to be refused: the answer is yes or no. A
/// number fits Luhn's check digit (ISO/IEC 7812-1) and has a prefix and length that a scheme issues:
/// Visa, Mastercard, American Express, Diners Club, Elo, Hipercard, Discover, JCB (public table of issuer
/// prefixes). Its digits, of any script, stand together, or in the groups in which cards print them: of four,
/// 4-6-5, 4-6-4, or all alike, or as a spreadsheet shows a number of 16 digits: `4.111111111111111E+15`,
/// `4.111.111.111.111.111,00`.
///
/// - Parameters:
///   - text: UTF-8 bytes of the field. Blanks and quotes around the number, and the `=` and `'` with which
///     spreadsheets mark a text, are passed over.
///   - lengths: which lengths count.
public func isCardNumber(_ text: Span<UInt8>, lengths: CardLengths = .all) -> Bool {
  guard text.count >= CardDigits.fewest else { return false }
  return hasOtherScripts(text)
    ? withPlainDigits(text) { isPlainCardNumber($0, lengths) } : isPlainCardNumber(text, lengths)
}

private func isPlainCardNumber(_ text: Span<UInt8>, _ lengths: CardLengths) -> Bool {
  let field = text.extracting(peeledBounds(text))
  guard field.count >= CardDigits.fewest, isDigit(field[0]) else { return false }
  if let digits = CardDigits(scientific: field) { return digits.isCard(lengths) }
  let chain = DigitChain(field, from: 0)
  if chain.end == field.count, chain.holdsCard(in: field, lengths) { return true }
  return MarkedCard.isEven(field, lengths) || MarkedCard.hasThousands(field)
}

/// Whether the number of a payment card stands anywhere in a text, alone or between other words.
///
/// Its groups may also be parted by one and the same mark: `4111/1111/1111/1111`.
///
/// What other numbers of these lengths are is left out where their form shows it: groups within lines and
/// bar codes of boletos and keys of invoices (44, 47 and 48 digits), a CNPJ whose check digits fit, telephone
/// numbers behind `+` or two in a row, the decimals of a fraction, digits within a hexadecimal word of 24
/// characters or more and within a UUID, lists of numbers that ascend.
///
/// Not found are numbers whose groups stand apart by different marks or by words, in groups that no card
/// prints, behind zeros, or in several fields.
///
/// - Parameters:
///   - text: UTF-8 bytes of the field.
///   - lengths: which lengths count.
public func containsCardNumber(_ text: Span<UInt8>, lengths: CardLengths = .all) -> Bool {
  guard mayHoldDigits(text) else { return false }
  return hasOtherScripts(text)
    ? withPlainDigits(text) { holdsPlainCardNumber($0, lengths) }
    : holdsPlainCardNumber(text, lengths)
}

private func holdsPlainCardNumber(_ text: Span<UInt8>, _ lengths: CardLengths) -> Bool {
  let field = text.extracting(peeledBounds(text))
  if let digits = CardDigits(scientific: field) { return digits.isCard(lengths) }
  if MarkedCard.isEven(field, lengths) || MarkedCard.hasThousands(field) { return true }
  var index = 0
  while index < text.count {
    guard isDigit(text[index]) else {
      index += 1
      continue
    }
    let chain = DigitChain(text, from: index)
    if chain.holdsCard(in: text, lengths) { return true }
    if MarkedCard.begins(in: text, at: chain.lastGroup, lengths) { return true }
    index = chain.end
  }
  return false
}

/// Looks at every second pair of bytes: no way to write a card's number has digits in none of them.
///
/// Digits of other scripts are bytes beyond ASCII.
@inline(__always)
private func mayHoldDigits(_ text: Span<UInt8>) -> Bool {
  guard text.count >= CardDigits.fewest else { return false }
  func mayBeDigit(_ byte: UInt8) -> Bool { isDigit(byte) || byte >= 0x80 }
  var index = 3
  while index + 1 < text.count {
    if mayBeDigit(text[index]) || mayBeDigit(text[index + 1]) { return true }
    index += 4
  }
  return false
}

/// The field without what spreadsheets put around a text of digits.
func peeledBounds(_ text: Span<UInt8>) -> Range<Int> {
  var (start, end) = trimmedBounds(text)
  while start < end, text[start] == 0x3D || text[start] == 0x27 || text[start] == 0x22 {
    start += 1
  }
  while start < end, text[end - 1] == 0x27 || text[end - 1] == 0x22 { end -= 1 }
  return start..<end
}
