/// What an end-to-end id stands for.
public enum EndToEndKind: UInt8, Sendable {
  /// A payment: begins with `E`.
  case payment
  /// Money that was sent back: begins with `D`.
  case reversal
}

/// The identification of one PIX payment, unique among all banks (Banco Central, Manual de Padrões para
/// Iniciação do Pix).
public struct EndToEndID: Hashable, Sendable {
  /// A payment or a reversal.
  public let kind: EndToEndKind
  /// The eight digits of the institution that made it.
  public let ispb: ShortCode
  /// The day on which it was made, in UTC.
  public let date: CalendarDate
  /// The minute of that day, 0…1439.
  public let minute: Int
}

/// Why a text is no end-to-end id.
public enum EndToEndFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// Not 32 characters. The vendor's own samples are shorter: a reason to note, never to reject.
  case length
  /// No `E` or `D` in front, or other characters than the form has in their places.
  case form
  /// A day or minute that does not exist.
  case moment
}

/// What ``readEndToEndID(_:)`` found in a text.
public struct EndToEndReading: Hashable, Sendable {
  /// The id's parts; nil when there is a ``fault``.
  public let id: EndToEndID?
  /// Why there is no id; nil when there is one.
  public let fault: EndToEndFault?
}

/// Reads `E` or `D`, ISPB, `yyyymmddHHMM` in UTC and eleven letters or digits; capitals count.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readEndToEndID(_ text: Span<UInt8>) -> EndToEndReading {
  let (start, end) = trimmedBounds(text)
  if start == end { return EndToEndReading(id: nil, fault: .empty) }
  guard end - start == 32 else { return EndToEndReading(id: nil, fault: .length) }
  let id = text.extracting(start..<end)
  for index in id.indices {
    let isDigit = id[index] &- 0x30 <= 9
    let isLetter = id[index] &- 0x41 <= 25 || id[index] &- 0x61 <= 25
    let fits =
      switch index {
      case 0: id[0] == 0x45 || id[0] == 0x44
      case 1...20: isDigit
      default: isDigit || isLetter
      }
    guard fits else { return EndToEndReading(id: nil, fault: .form) }
  }
  func number(_ places: Range<Int>) -> Int {
    places.reduce(0) { $0 * 10 + Int(id[$1] &- 0x30) }
  }
  let (hour, minute) = (number(17..<19), number(19..<21))
  guard
    let date = CalendarDate(year: number(9..<13), month: number(13..<15), day: number(15..<17)),
    hour < 24, minute < 60, let ispb = ShortCode(id.extracting(1..<9))
  else { return EndToEndReading(id: nil, fault: .moment) }
  return EndToEndReading(
    id: EndToEndID(
      kind: id[0] == 0x45 ? .payment : .reversal, ispb: ispb, date: date,
      minute: hour * 60 + minute),
    fault: nil)
}
