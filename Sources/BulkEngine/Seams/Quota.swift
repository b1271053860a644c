package import Foundation

/// The seam to the API's patience: when the next request of a run may leave, from any process.
///
/// Contract of every implementation:
/// - no second has more departures than the rate, whatever asks;
/// - nothing departs before the end of a pause; a shorter pause never ends a longer one;
/// - complaints of the API lower the rate, acceptance restores it slowly, never above what was asked
///   for;
/// - what is remembered keeps the next process from a burst and from forgetting a pause.
///
/// Times are uptimes of the caller, see ``TimeSource/uptime``.
package protocol Quota: Sendable {
  /// Takes the next slot shortly before it is due, so that what comes before the request can be done
  /// meanwhile; or, where there is one, says whether its request may leave.
  ///
  /// - Returns: a slot to be given again when it is due, until it is given at that time or later.
  func reserve(_ slot: Slot?, at now: Duration) async throws -> Departure
  /// Learns from a reply to a request that left at `departure`; `date` is the time of day.
  func observe(_ reply: Reply, departure: Duration, at now: Duration, date: Date)
  /// Lets nothing leave before `end`.
  func pause(until end: Duration, because reason: PauseReason)
  /// Until when nothing leaves, and why a request has to wait at `now`.
  func pause(at now: Duration) -> (end: Duration, reason: PauseReason)
  /// What the next process must know.
  ///
  /// - Parameter isAtWork: whether this process may still send requests.
  func remembered(at uptime: Duration, now: Date, isAtWork: Bool) -> RememberedPace
}

/// What to do with a request.
package enum Departure: Sendable, Equatable {
  /// Leave when the slot is due.
  case go(Slot)
  case wait(Duration)
  /// The slot cannot be used any more: too late, or the API has asked for a pause since.
  case missed
}

/// The right to one departure.
package struct Slot: Sendable, Equatable {
  /// When the request leaves, an uptime.
  package var due: Duration
  /// Where the quota has a clock of its own, the same in microseconds of it.
  package var quotaTime: Int64 = 0
  /// How many pauses there were when it was given out.
  package var pauses = 0
  /// Whether the quota said, shortly before it was due, that it holds.
  package var isConfirmed = false

  package init(due: Duration) {
    self.due = due
  }
}

/// Why nothing leaves for a while.
package enum PauseReason: Sendable, Equatable {
  /// The API answered that there were too many requests, or said when to come back.
  case asked
  /// The API's rate limit headers say that the window is used up.
  case usedUp
  /// The rate is so low that the next request is far: the one asked for, or the API's.
  case slowRate
  /// Requests failed; the next one waits a little longer.
  case failures
}
