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
