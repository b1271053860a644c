/// How long to wait before a failed request is tried again: full jitter.
///
/// `random(0, min(60 s, 1 s × 2ⁿ))`, n being the number of failures before:
///
/// | failures before | longest wait |
/// | --- | --- |
/// | 0 | 1 s |
/// | 1 | 2 s |
/// | 2 | 4 s |
/// | 5 | 32 s |
/// | 6 and more | 60 s |
package enum Backoff {
  /// - Parameter fraction: chance, 0..<1.
  package static func delay(failuresBefore: Int, fraction: Double) -> Duration {
    let longest = min(60.0, Double(1 << min(max(failuresBefore, 0), 6)))
    return .seconds(longest * fraction)
  }
}
