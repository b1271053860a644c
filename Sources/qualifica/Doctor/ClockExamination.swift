import Foundation
import BulkEngine

/// Whether this machine and the API agree on the time of day.
enum ClockExamination {
  /// Times in the journal and the search for records by day bear this much.
  private static let tolerance: TimeInterval = 120

  /// - Parameter header: the value of `Date`, if the API answered and gave one.
  static func of(_ header: String?, now: Date, _ language: Language) -> Examination {
    var times = TimestampText()
    let here = times.text(now)
    guard let header, let there = RetryAfter.date(header) else {
      return .skipped(
        .clock, language.pick("\(here); the API told no time", "\(here); a API não informou a hora")
      )
    }
    let seconds = Int(now.timeIntervalSince(there).rounded())
    guard abs(now.timeIntervalSince(there)) > tolerance else {
      return .ok(
        .clock, language.pick("\(here), as at the API", "\(here), igual à da API"))
    }
    let amount = String(abs(seconds))
    return .warning(
      .clock,
      seconds > 0
        ? language.pick(
          "\(here), \(amount) s ahead of the API", "\(here), adiantado \(amount) s da API")
        : language.pick(
          "\(here), \(amount) s behind the API", "\(here), atrasado \(amount) s da API"),
      todo: language.pick(
        "Set the clock, for example with chrony or systemd-timesyncd.",
        "Acerte o relógio, por exemplo com chrony ou systemd-timesyncd."))
  }
}
