package import Foundation

/// How fast the API may be talked to, as the journal remembers it for the next process.
///
/// Times of day, because no other clock survives a process. They are only trusted within the
/// lengths that were asked for, so that a clock that jumps neither blocks a run nor lets it burst.
package struct RememberedPace: Sendable, Equatable, Codable {
  /// The longest pause in seconds: a day. A longer one is more likely an error of the server's than
  /// a wish, and a run must not wait for it for ever.
  package static let longestPause: Double = 86_400

  /// When this was written.
  package var at: Date
  /// From when the next request may leave; `nil` while a process is at work: after a crash it is
  /// unknown when its last request left.
  package var nextRequestAt: Date?
  /// Requests per second after complaints of the API; `nil` when nothing is lowered.
  package var loweredRate: Double?
  /// The API asked that nothing leaves before.
  package var closedUntil: Date?

  package init(
    at: Date, nextRequestAt: Date? = nil, loweredRate: Double? = nil, closedUntil: Date? = nil
  ) {
    self.at = at
    self.nextRequestAt = nextRequestAt
    self.loweredRate = loweredRate
    self.closedUntil = closedUntil
  }

  /// The same without the pause that the API asked for: somebody knows that it is over.
  package var withoutPause: RememberedPace {
    var pace = self
    pace.closedUntil = nil
    return pace
  }

  /// What is left at `now` of the pause that the API asked for: never longer than it was, nor than
  /// ``longestPause``, which older journals do not know.
  package func pauseLeft(at now: Date) -> Duration {
    guard let closedUntil else { return .zero }
    let asked = closedUntil.timeIntervalSince(at)
    let left = min(asked, closedUntil.timeIntervalSince(now), Self.longestPause)
    return .seconds(max(0, left))
  }

  /// What is left at `now` until the next request: never longer than one interval between requests.
  package func slotLeft(at now: Date, interval: Duration) -> Duration {
    guard let nextRequestAt else { return interval }
    return min(interval, .seconds(max(0, nextRequestAt.timeIntervalSince(now))))
  }
}
