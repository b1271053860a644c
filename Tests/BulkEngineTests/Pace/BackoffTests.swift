import Testing

@testable import BulkEngine

/// Full jitter: between nothing and the lesser of a minute and 1 s × 2ⁿ.
struct BackoffTests {
  @Test(
    "The longest wait doubles up to a minute",
    arguments: [(0, 1.0), (1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (7, 60), (1_000, 60)])
  func theLongestWaitDoublesUpToAMinute(_ failures: Int, _ longest: Double) {
    #expect(Backoff.delay(failuresBefore: failures, fraction: 0) == .zero)
    #expect(
      Backoff.delay(failuresBefore: failures, fraction: 0.5) == .seconds(longest / 2))
    #expect(Backoff.delay(failuresBefore: failures, fraction: 0.999) < .seconds(longest))
  }

  @Test("Fewer than no failures count as none")
  func fewerThanNoFailuresCountAsNone() {
    #expect(Backoff.delay(failuresBefore: -3, fraction: 0.5) == .seconds(0.5))
  }
}
