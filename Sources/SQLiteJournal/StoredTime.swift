internal import Foundation

/// A time as the journal stores it: milliseconds since 1970, UTC.
enum StoredTime {
  /// The years 1 to 9999; a time beyond them stands for their end.
  private static let earliest: Int64 = -62_135_596_800_000
  private static let latest: Int64 = 253_402_300_799_000

  /// Rounded to the nearest millisecond.
  static func milliseconds(_ date: Date) -> Int64 {
    Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  static func date(_ milliseconds: Int64) -> Date {
    Date(timeIntervalSince1970: Double(min(max(milliseconds, earliest), latest)) / 1000)
  }
}
