/// Decides when the next request may leave: GCRA with a burst of one, and a gate that the API can
/// close.
///
/// A pure value: it knows no clock, the caller tells the time as uptime.
package struct RequestPacing: Sendable, Equatable {
  /// Requests per second that were asked for; never exceeded.
  package let rate: Double
  /// Requests per second at the moment; lowered when the API complains, recovers slowly.
  package private(set) var currentRate: Double
  private var nextSlot: Duration = .zero
  private var closedUntil: Duration = .zero

  /// What to do with a request.
  package enum Decision: Sendable, Equatable {
    case go
    case wait(Duration)
  }

  /// One hundredth is kept back, so that jitter on the way does not push a second over the rate.
  private static let reserve = 1.01
  /// A request that woke late by less than this part of an interval does not delay the next ones.
  private static let tolerance = 0.2
  /// After a complaint the rate drops to this part of itself …
  private static let drop = 0.7
  /// … and each accepted request gives back this part of the asked rate.
  private static let recovery = 0.01

  package init(rate: Double) {
    precondition(rate > 0, "a rate is above zero")
    self.rate = rate
    self.currentRate = rate
  }

  private var interval: Duration { .seconds(Self.reserve / currentRate) }

  /// Takes the next slot when it is due.
  package mutating func take(at now: Duration) -> Decision {
    if now < closedUntil { return .wait(closedUntil - now) }
    if now < nextSlot { return .wait(nextSlot - now) }
    nextSlot = max(nextSlot + interval, now + interval * (1 - Self.tolerance))
    return .go
  }

  /// Lets nothing leave before `instant`; an earlier gate never opens a later one.
  package mutating func close(until instant: Duration) {
    closedUntil = max(closedUntil, instant)
  }

  /// The API complained about too many requests.
  package mutating func slowDown() {
    currentRate = max(currentRate * Self.drop, min(rate, 0.1))
  }

  /// A request was taken without complaint.
  package mutating func recover() {
    currentRate = min(rate, currentRate + rate * Self.recovery)
  }
}
