package import Foundation

/// Reads `Retry-After`: seconds or an HTTP date (RFC 9110, section 10.2.3).
package enum RetryAfter {
  /// How long to wait from `now`; `nil` when there is no readable value.
  ///
  /// A negative number and a date in the past are zero. `serverDate` is the reply's `Date`: a
  /// date is read relative to it, so that a wrong clock on either side does no harm.
  package static func delay(_ value: String?, serverDate: String?, now: Date) -> Duration? {
    guard let text = value?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    if let seconds = Double(text) {
      guard seconds.isFinite else { return nil }
      return .seconds(min(max(0, seconds), longest))
    }
    guard let date = date(text) else { return nil }
    let reference = serverDate.flatMap(Self.date) ?? now
    return .seconds(min(max(0, date.timeIntervalSince(reference)), longest))
  }

  /// A year: longer values say nothing more and would overflow.
  private static let longest: Double = 366 * 86_400

  /// The three forms of an HTTP date.
  package static func date(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    for format in [
      "EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy",
    ] {
      formatter.dateFormat = format
      if let date = formatter.date(from: text) { return date }
    }
    return nil
  }
}
