/// How long answers took, counted in buckets of two digits: 10, 11 … 99, 100, 110 … microseconds.
///
/// A bucket holds what is above the edge before it, up to its own edge. So a percentile is at most a
/// tenth too large, never too small, and memory is bounded: 90 buckets for each power of ten.
struct LatencyHistogram: Codable, Equatable, Sendable {
  /// Answers by the upper edge of their bucket, in microseconds.
  private var buckets: [Int: Int] = [:]
  private(set) var count = 0
  private var totalMicroseconds = 0
  private var greatestMicroseconds = 0

  private enum CodingKeys: String, CodingKey {
    case buckets, count
    case totalMicroseconds = "total_us"
    case greatestMicroseconds = "max_us"
  }

  /// No request takes longer: beyond a week the clock is wrong.
  private static let longest = Duration.seconds(7 * 86_400)

  mutating func add(_ latency: Duration) {
    let bounded = max(.microseconds(1), min(latency, Self.longest))
    let microseconds = Int((bounded / .microseconds(1)).rounded(.up))
    buckets[Self.edge(above: microseconds), default: 0] += 1
    count += 1
    totalMicroseconds += microseconds
    greatestMicroseconds = max(greatestMicroseconds, microseconds)
  }

  mutating func add(_ other: Self) {
    buckets.merge(other.buckets, uniquingKeysWith: +)
    count += other.count
    totalMicroseconds += other.totalMicroseconds
    greatestMicroseconds = max(greatestMicroseconds, other.greatestMicroseconds)
  }

  /// The least number of two digits and zeros that is not below `microseconds`.
  static func edge(above microseconds: Int) -> Int {
    var (digits, scale) = (max(1, microseconds), 1)
    while digits > 99 { (digits, scale) = ((digits + 9) / 10, scale * 10) }
    return digits * scale
  }

  var totalSeconds: Double { Double(totalMicroseconds) / 1e6 }
  var greatestMilliseconds: Double { Double(greatestMicroseconds) / 1e3 }

  /// Answers that took at most so long; exact where `microseconds` is an edge.
  func count(upTo microseconds: Int) -> Int {
    buckets.reduce(0) { $1.key <= microseconds ? $0 + $1.value : $0 }
  }

  /// What `percent` of the answers did not exceed; nil without answers.
  ///
  /// - Parameter percent: above 0, at most 100.
  func percentileInMilliseconds(_ percent: Double) -> Double? {
    guard count > 0 else { return nil }
    let rank = max(1, Int((Double(count) * percent / 100).rounded(.up)))
    var seen = 0
    for (edge, number) in buckets.sorted(by: { $0.key < $1.key }) {
      seen += number
      if seen >= rank { return Double(min(edge, greatestMicroseconds)) / 1e3 }
    }
    return greatestMilliseconds
  }
}
