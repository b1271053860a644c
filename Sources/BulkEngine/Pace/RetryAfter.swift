package import Foundation

/// Reads `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3).
package enum RetryAfter {
  /// How long to wait from `now`; `nil` when there is no readable value.
  ///
  /// A negative number and a date in the past are zero; nothing is longer than
  /// ``RememberedPace/longestPause``. `serverDate` is the reply's `Date`: a date is read relative to
  /// it, so that a wrong clock on either side does no harm.
  package static func delay(_ value: String?, serverDate: String?, now: Date) -> Duration? {
    guard let text = value?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    // Swift reads hexadecimal numbers, too, which is never meant.
    if text.utf8.allSatisfy({ decimal.contains($0) }), let seconds = Double(text) {
      guard seconds.isFinite else { return nil }
      return .seconds(min(max(0, seconds), RememberedPace.longestPause))
    }
    guard let date = date(text) else { return nil }
    let reference = serverDate.flatMap(Self.date) ?? now
    return .seconds(min(max(0, date.timeIntervalSince(reference)), RememberedPace.longestPause))
  }

  private static let decimal = Set("0123456789+-.eE".utf8)

  /// `Wednesday, 02-Sep-26 03:05:05 GMT`, with some blanks.
  private static let longestDate = 64
  /// 1900 to 9999; times beyond overflow where they are counted in milliseconds.
  private static let years =
    Date(timeIntervalSince1970: -2_208_988_800)...Date(timeIntervalSince1970: 253_402_300_799)

  /// The three forms of an HTTP date; a year of more than four digits is none.
  package static func date(_ text: String) -> Date? {
    guard text.utf8.count <= longestDate else { return nil }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    for format in [
      "EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy",
    ] {
      formatter.dateFormat = format
      if let date = formatter.date(from: text), years.contains(date) { return date }
    }
    return nil
  }
}
