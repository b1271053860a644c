package import Foundation

/// What a reply's rate limit headers say about the requests to come.
///
/// Understood are `RateLimit` and `RateLimit-Policy` of the IETF draft in its older form
/// (`limit=100, remaining=50, reset=30` and `100;w=60`) and its newer one (`"default";r=50;t=30` and
/// `"default";q=100;w=60`), and the single headers `RateLimit-…`, `X-RateLimit-…` and
/// `X-Rate-Limit-…` with `Limit`, `Remaining` and `Reset`. Of several limits the tightest counts.
package struct RateAdvice: Sendable, Equatable {
  /// Requests per second that the policies allow in the long run.
  package var steadyRate: Double?
  /// Requests allowed in the window under way, its length unknown.
  package var limit: Double?
  /// Requests left in the window under way.
  package var remaining: Double?
  /// From now until the window ends.
  package var reset: Duration?

  /// - Parameters:
  ///   - headers: values by lower-case name.
  ///   - now: what a reset given as a date is compared with, unless the reply has a `Date`.
  /// - Returns: `nil` when the reply says nothing readable.
  package init?(headers: [String: String], now: Date) {
    let limits =
      Self.combined(headers["ratelimit"])
      + Self.families.compactMap { Self.separate(headers, prefix: $0, now: now) }
    let policies = ["ratelimit-policy"] + Self.families.map { "\($0)limit" }
    steadyRate = policies.compactMap { Self.steadyRate(headers[$0]) }.min()
    if let tightest = limits.min(by: { $0.rate < $1.rate }) {
      limit = tightest.limit
      remaining = tightest.remaining
      reset = .seconds(tightest.seconds)
    }
    if steadyRate == nil, remaining == nil { return nil }
  }

  private static let families = ["ratelimit-", "x-ratelimit-", "x-rate-limit-"]
  /// Longer windows say nothing about the next minutes.
  private static let longestWindow: Double = 366 * 86_400

  /// So many requests in so many seconds.
  private struct Window {
    var limit: Double?
    var remaining: Double
    var seconds: Double

    var rate: Double { remaining / max(seconds, 0.001) }

    init?(limit: Double?, remaining: Double?, seconds: Double?) {
      guard let remaining, let seconds else { return nil }
      self.limit = limit
      self.remaining = max(0, remaining)
      self.seconds = min(max(0, seconds), longestWindow)
    }
  }

  private static func combined(_ value: String?) -> [Window] {
    guard let value else { return [] }
    let older = StructuredList(value, separators: ",;").first ?? [:]
    let newer = StructuredList(value, separators: ";").compactMap { members in
      Window(limit: nil, remaining: number(members["r"]), seconds: number(members["t"]))
    }
    let single = Window(
      limit: number(older["limit"]), remaining: number(older["remaining"]),
      seconds: number(older["reset"]))
    return newer + (single.map { [$0] } ?? [])
  }

  private static func separate(
    _ headers: [String: String], prefix: String, now: Date
  ) -> Window? {
    // Before the date is read: that takes longer than all the rest of a reply.
    guard headers["\(prefix)remaining"] != nil else { return nil }
    let reference = headers["date"].flatMap(RetryAfter.date) ?? now
    let limit = headers["\(prefix)limit"]?.split(whereSeparator: { ",;".contains($0) }).first
    return Window(
      limit: limit.flatMap { number(String($0)) },
      remaining: number(headers["\(prefix)remaining"]),
      seconds: seconds(headers["\(prefix)reset"], after: reference))
  }

  /// A reset is a number of seconds, seconds or milliseconds since 1970, or a date.
  private static func seconds(_ value: String?, after reference: Date) -> Double? {
    guard let value else { return nil }
    guard let number = number(value) else {
      return RetryAfter.date(value)?.timeIntervalSince(reference)
    }
    switch number {
    case 1e12...: return number / 1_000 - reference.timeIntervalSince1970
    case 1e9...: return number - reference.timeIntervalSince1970
    default: return number
    }
  }

  /// The smallest quota per second; quotas of other things than requests do not count.
  private static func steadyRate(_ value: String?) -> Double? {
    guard let value else { return nil }
    return StructuredList(value, separators: ";").compactMap { members -> Double? in
      let unit = members["qu"] ?? "requests"
      guard unit == "requests", let quota = number(members["q"] ?? members[""]),
        let window = number(members["w"]), quota > 0, window > 0
      else { return nil }
      return quota / window
    }.min()
  }

  private static func number(_ text: String?) -> Double? {
    guard let text, let number = Double(text.trimmingCharacters(in: .whitespaces)),
      number.isFinite
    else { return nil }
    return number
  }
}

/// Members of a structured header field, each as its parameters by lower-case name; the value in
/// front of the parameters has an empty name.
private struct StructuredList: Sequence {
  private let members: [[String: String]]

  /// - Parameter separators: what stands between parameters; a comma among them makes one member.
  init(_ text: String, separators: String) {
    let parts =
      separators.contains(",") ? [Substring(text)] : text.split(separator: ",")
    members = parts.map { part in
      let pairs = part.split(whereSeparator: { separators.contains($0) }).map { item in
        let words = item.split(separator: "=", maxSplits: 1).map { word in
          word.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
        }
        return words.count == 2 ? (words[0].lowercased(), words[1]) : ("", words.first ?? "")
      }
      return Dictionary(pairs) { first, _ in first }
    }
  }

  func makeIterator() -> some IteratorProtocol<[String: String]> { members.makeIterator() }

  var first: [String: String]? { members.first }
}
