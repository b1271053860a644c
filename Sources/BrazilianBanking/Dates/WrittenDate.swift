/// Why a text is no date that can be trusted.
public enum DateFault: UInt8, CaseIterable, Sendable {
  /// Nothing but blanks.
  case empty
  /// Neither `dd/mm/yyyy` nor `yyyy-mm-dd`.
  case form
  /// A year of two digits: the century is a guess.
  case twoDigitYear
  /// The middle number is no month but the first one is: written month first, and other dates of such
  /// a column cannot be told apart.
  case monthFirst
  /// The days that a spreadsheet counts, shown as a bare number.
  case serialNumber
  /// The form is right, but the calendar has no such day.
  case impossible
}

/// What ``readDate(_:)`` found in a text.
public struct DateReading: Hashable, Sendable {
  /// The day; nil when there is a ``fault``.
  public let date: CalendarDate?
  /// Why there is no date; nil when there is one.
  public let fault: DateFault?
}

/// Reads a day written `dd/mm/yyyy` or `yyyy-mm-dd`; never guesses.
///
/// Days and months may have one digit where slashes, dots or hyphens part them. A time of zeros behind
/// the day, which spreadsheets add, is left out.
///
/// - Parameter text: UTF-8 bytes of the field.
public func readDate(_ text: Span<UInt8>) -> DateReading {
  let (start, end) = trimmedBounds(text)
  if start == end { return failed(.empty) }
  let written = text.extracting(start..<end)
  guard let parts = DateParts(written.extracting(0..<lengthWithoutMidnight(written))) else {
    return failed(.form)
  }
  switch parts.count {
  case 1: return failed(parts.lengths.0 == 5 ? .serialNumber : .form)
  case 3: return read(parts)
  default: return failed(.form)
  }
}

private func read(_ parts: DateParts) -> DateReading {
  let (first, second, third) = parts.numbers
  let lengths = parts.lengths
  if lengths.0 == 4 {
    // ISO 8601 has a hyphen and two digits each; some systems write slashes.
    guard lengths.1 == 2, lengths.2 == 2 else { return failed(.form) }
    return day(first, second, third)
  }
  guard lengths.0 <= 2, lengths.1 <= 2 else { return failed(.form) }
  if lengths.2 == 2 { return failed(.twoDigitYear) }
  guard lengths.2 == 4 else { return failed(.form) }
  if second > 12, (1...12).contains(first), second <= 31 { return failed(.monthFirst) }
  return day(third, second, first)
}

private func day(_ year: Int, _ month: Int, _ day: Int) -> DateReading {
  guard let date = CalendarDate(year: year, month: month, day: day) else {
    return failed(.impossible)
  }
  return DateReading(date: date, fault: nil)
}

private func failed(_ fault: DateFault) -> DateReading { DateReading(date: nil, fault: fault) }

/// The numbers of a date between its separators, which are all the same.
private struct DateParts {
  var count = 0
  var numbers = (0, 0, 0)
  var lengths = (0, 0, 0)

  /// Nil for anything but at most three numbers, of at most 5 digits, parted by one kind of separator.
  init?(_ text: Span<UInt8>) {
    var separator: UInt8?
    var (number, length) = (0, 0)
    for index in text.indices {
      let byte = text[index]
      if byte &- 0x30 <= 9 {
        (number, length) = (number * 10 + Int(byte &- 0x30), length + 1)
        guard length <= 5 else { return nil }
      } else {
        guard byte == 0x2F || byte == 0x2D || byte == 0x2E, length > 0,
          separator == nil || separator == byte, count < 2
        else { return nil }
        separator = byte
        append(number, length)
        (number, length) = (0, 0)
      }
    }
    guard length > 0 else { return nil }
    append(number, length)
  }

  private mutating func append(_ number: Int, _ length: Int) {
    switch count {
    case 0: (numbers.0, lengths.0) = (number, length)
    case 1: (numbers.1, lengths.1) = (number, length)
    default: (numbers.2, lengths.2) = (number, length)
    }
    count += 1
  }
}

/// How long the text is without ` 00:00`, ` 00:00:00` or `T00:00:00` at its end.
private func lengthWithoutMidnight(_ text: Span<UInt8>) -> Int {
  var end = text.count
  var (hasColon, isZero) = (false, true)
  while end > 0, text[end - 1] == 0x3A || text[end - 1] &- 0x30 <= 9 {
    end -= 1
    if text[end] == 0x3A { hasColon = true } else if text[end] != 0x30 { isZero = false }
  }
  guard hasColon, isZero, end > 1, text[end - 1] == 0x20 || text[end - 1] == 0x54 else {
    return text.count
  }
  return end - 1
}

/// Why a day cannot be a birth date.
public enum BirthDateFault: UInt8, CaseIterable, Sendable {
  /// Today or later.
  case future
  /// More than 130 years ago.
  case tooLongAgo
}

/// Why a day cannot be a birth date; nil when it can.
///
/// - Parameters:
///   - date: the day of birth.
///   - today: the day on which it is asked, where the person is.
public func checkBirthDate(_ date: CalendarDate, today: CalendarDate) -> BirthDateFault? {
  if date >= today { return .future }
  let oldest = (today.year - 130, today.month, today.day)
  return (date.year, date.month, date.day) < oldest ? .tooLongAgo : nil
}
