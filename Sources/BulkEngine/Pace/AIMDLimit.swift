/// How many submissions may be in flight: additive increase, multiplicative decrease.
///
/// Starts at the most that was asked for; halved by 429, 503 and timeouts; one more after a
/// window's worth of successes. A pure value.
package struct AIMDLimit: Sendable, Equatable {
  package let most: Int
  package private(set) var limit: Int
  private var successes = 0

  package init(most: Int) {
    precondition(most > 0, "at least one request in flight")
    self.most = most
    self.limit = most
  }

  package mutating func succeeded() {
    successes += 1
    guard successes >= limit else { return }
    successes = 0
    limit = min(most, limit + 1)
  }

  package mutating func congested() {
    successes = 0
    limit = max(1, limit / 2)
  }
}
