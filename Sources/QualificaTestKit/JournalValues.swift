internal import Foundation
internal import BulkEngine

extension RememberedPace {
  var toMilliseconds: RememberedPace {
    RememberedPace(
      at: at.toMilliseconds, nextRequestAt: nextRequestAt?.toMilliseconds,
      loweredRate: loweredRate, closedUntil: closedUntil?.toMilliseconds)
  }
}

extension Date {
  /// Times are kept to the millisecond.
  var toMilliseconds: Date {
    let milliseconds = Int64((timeIntervalSince1970 * 1000).rounded())
    return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
