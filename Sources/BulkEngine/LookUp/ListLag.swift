package import Foundation

/// How much longer the API must be looked at before a record that it does not show is absent, where a
/// second one would be paid.
///
/// A list may lag behind for longer than a short `--timeout` lasts. What it shows tells how far it has
/// come: where a record that left at 12:00:00 is found, one that left at 12:00:02 is to be found two
/// seconds later. Where nothing of this run is found, only time tells.
package enum ListLag {
  /// A list may lag behind by this much. The looks of a run with the usual timeout take longer.
  static let longest = Duration.seconds(15)

  /// - Parameters:
  ///   - departure: when the last of the missing records left; `nil` where that is not known.
  ///   - shown: when a record left that the API shows; `nil` without one.
  package static func wait(for departure: Date?, shown: Date?, now: Date) -> Duration {
    guard let departure else { return longest }
    // A clock that was set back counts as no time at all.
    let age = Duration.seconds(max(0, now.timeIntervalSince(departure)))
    let byAge = max(.zero, longest - age)
    guard let shown else { return byAge }
    return min(byAge, max(.zero, .seconds(departure.timeIntervalSince(shown))))
  }
}
