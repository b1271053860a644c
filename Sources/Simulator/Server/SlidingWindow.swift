/// Counts events in the second up to and including the latest one.
struct SlidingWindow {
  static let milliseconds: Int64 = 1000

  private var moments: [Moment] = []
  /// Index of the oldest moment still inside.
  private var start = 0
  /// The most there ever were inside.
  private(set) var peak = 0

  /// Events in the second up to `now`, `now` itself left out of the count.
  mutating func count(at now: Moment) -> Int {
    let edge = now.advanced(byMilliseconds: -Self.milliseconds)
    while start < moments.count, moments[start] <= edge { start += 1 }
    if start > 4096, start * 2 > moments.count {
      moments.removeFirst(start)
      start = 0
    }
    return moments.count - start
  }

  /// Moments kept in memory, those not yet forgotten included.
  var retainedCount: Int { moments.count }

  mutating func record(_ now: Moment) {
    peak = max(peak, count(at: now) + 1)
    moments.append(now)
  }
}
