package import Foundation

/// Writes times as ISO 8601 with offset, in the machine's time zone; remembers the last ones.
package struct TimestampText: Sendable {
  private let zone: TimeZone
  private var latest: [(second: Int, text: String)] = []

  package init(zone: TimeZone = .current) {
    self.zone = zone
  }

  /// `2026-11-21T10:15:30-03:00`; empty for no time.
  package mutating func text(_ date: Date?) -> String {
    guard let date else { return "" }
    let second = Int(date.timeIntervalSince1970.rounded(.down))
    if let known = latest.first(where: { $0.second == second }) { return known.text }
    let text = Self.format(date, zone)
    if latest.count == 4 { latest.removeFirst() }
    latest.append((second, text))
    return text
  }

  private static func format(_ date: Date, _ zone: TimeZone) -> String {
    let style = Date.ISO8601FormatStyle(
      dateSeparator: .dash, dateTimeSeparator: .standard, timeSeparator: .colon,
      timeZoneSeparator: .colon, includingFractionalSeconds: false, timeZone: zone)
    let text = date.formatted(style)
    return text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text
  }
}
