internal import Foundation

/// A time as the journal stores it: milliseconds since 1970, UTC.
enum StoredTime {
  /// Rounded to the nearest millisecond.
  static func milliseconds(_ date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  static func date(_ milliseconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
