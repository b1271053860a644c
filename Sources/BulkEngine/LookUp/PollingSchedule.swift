/// How long to wait before the next look at verdicts: growing, faster again while they come in.
///
/// 0.5 s, then 1.6 times more each time nothing changed, at most 60 s; half of it after a change.
/// A pure value.
package struct PollingSchedule: Sendable, Equatable {
  private static let growth = 1.6

  private let shortest: Double
  private let longest: Double
  private var seconds: Double

  /// - Parameters:
  ///   - shortest: seconds of the first pause.
  ///   - longest: seconds that no pause exceeds.
  package init(shortest: Double = 0.5, longest: Double = 60) {
    self.shortest = shortest
    self.longest = longest
    seconds = shortest
  }

  /// Beside callbacks: only for those that never came. 30 s, growing to 15 minutes.
  package static var backstop: PollingSchedule { PollingSchedule(shortest: 30, longest: 900) }

  /// The pause before the next look.
  package var pause: Duration { .seconds(seconds) }

  package mutating func looked(foundChange: Bool) {
    seconds =
      foundChange
      ? max(shortest, seconds / 2) : min(longest, seconds * Self.growth)
  }
}
