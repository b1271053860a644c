import BulkEngine
import Foundation

/// Times as the API prints them, with an offset or without.
enum PayinMoment {
  /// A clock that is ahead by less is taken for right.
  private static let tolerance: TimeInterval = 60
  private static let brasilia: TimeInterval = 3 * 3_600

  /// When something was that is not in the future.
  ///
  /// Without an offset a text may be in UTC or in Brasília's time, three hours behind: it is the later of
  /// the two that is not in the future, so that nothing is taken for older than it is.
  /// - Returns: nil for a text that is no time.
  static func past(_ text: String, now: Date) -> Date? {
    guard let time = ListedDate.date(text) else { return nil }
    let isLocal = text.wholeMatch(of: /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?/) != nil
    let later = time.addingTimeInterval(brasilia)
    return isLocal && later <= now.addingTimeInterval(tolerance) ? later : time
  }
}
