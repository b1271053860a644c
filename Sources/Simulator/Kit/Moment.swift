import Foundation

/// A point in time to the millisecond, with the calendar arithmetic the answers need (UTC,
/// Gregorian). Foundation's formatters would dominate the time of a page of records.
struct Moment: Comparable, Hashable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  var milliseconds: Int64

  init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  init(_ date: Date) {
    milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
  }

  /// Midnight of `YYYY-MM-DD`, nil for any other text.
  init?(dateText: String) {
    let parts = dateText.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4,
      parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    milliseconds = Int64(days) * Self.millisecondsPerDay
  }

  /// A time of the calendar, `YYYY-MM-DDTHH:MM:SS`, nil for any other text and for days that the
  /// calendar lacks.
  init?(timeText: String) {
    let parts = timeText.split(separator: "T", omittingEmptySubsequences: false)
    let clock = parts.last?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, let day = Moment(calendarDay: String(parts[0])), clock.count == 3,
      clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(Self.isDigit) }),
      let hours = Int64(clock[0]), let minutes = Int64(clock[1]), let seconds = Int64(clock[2]),
      hours < 24, minutes < 60, seconds < 60
    else { return nil }
    milliseconds = day.milliseconds + ((hours * 60 + minutes) * 60 + seconds) * 1000
  }

  /// Midnight of a day that the calendar has, nil for any other text.
  init?(calendarDay: String) {
    guard let day = Moment(dateText: calendarDay), day.dayText == calendarDay else { return nil }
    self = day
  }

  static let millisecondsPerDay: Int64 = 86_400_000

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whole days since 1970-01-01.
  var day: Int { Int(milliseconds.flooredDivision(by: Self.millisecondsPerDay).quotient) }

  /// `YYYY-MM-DD`.
  var dayText: String { String(text.prefix(10)) }

  /// `YYYY-MM-DDTHH:MM:SS`, without a zone.
  var timeText: String { text.replacing(" ", with: "T") }

  static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  func advanced(byMilliseconds distance: Int64) -> Self {
    Self(milliseconds: milliseconds + distance)
  }

  /// `YYYY-MM-DD HH:MM:SS`, as the vendor's v1 answers print times.
  var text: String {
    let (days, rest) = milliseconds.flooredDivision(by: Self.millisecondsPerDay)
    let (year, month, day) = Self.civil(days: Int(days))
    let seconds = Int(rest / 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.zeroPadded(to: 2) }
    return "\(year.zeroPadded(to: 4))-\(month.zeroPadded(to: 2))-\(day.zeroPadded(to: 2)) "
      + clock.joined(separator: ":")
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
  var httpDate: String {
    let (days, _) = milliseconds.flooredDivision(by: Self.millisecondsPerDay)
    let (year, month, day) = Self.civil(days: Int(days))
    let weekday = Self.weekdays[Int((days + 4).flooredDivision(by: 7).remainder)]
    let clock = text.suffix(8)
    return "\(weekday), \(day.zeroPadded(to: 2)) \(Self.months[month - 1]) "
      + "\(year.zeroPadded(to: 4)) \(clock) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Days since the epoch of a civil date (Howard Hinnant, "chrono-compatible low-level date
  /// algorithms": years start in March, so that the leap day is the last).
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shiftedYear.flooredDivision(by: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse of ``days(year:month:day:)``.
  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension FixedWidthInteger {
  /// Quotient rounded down and the remainder of it, never negative for a positive divisor.
  func flooredDivision(by divisor: Self) -> (quotient: Self, remainder: Self) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension BinaryInteger {
  /// The digits of a number that is not negative, with zeros in front up to `width` digits.
  func zeroPadded(to width: Int, radix: Int = 10) -> String {
    let digits = String(self, radix: radix)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}

extension Duration {
  /// Rounded down.
  var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
