/// How long to wait before the next look at verdicts: growing, faster again while they come in.
///
/// 0.5 s, then 1.6 times more each time nothing changed, at most 60 s; half of it after a change.
/// A pure value.
package struct PollingSchedule: Sendable, Equatable {
  private static let shortest = 0.5
  private static let longest = 60.0
  private static let growth = 1.6

  private var seconds = Self.shortest

  package init() {}

  /// The pause before the next look.
  package var pause: Duration { .seconds(seconds) }

  package mutating func looked(foundChange: Bool) {
    seconds =
      foundChange
      ? max(Self.shortest, seconds / 2) : min(Self.longest, seconds * Self.growth)
  }
}
