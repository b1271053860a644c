import Foundation
import Qualification

/// What the progress line says; a pure value but for the time of the last line.
struct ProgressLine {
  /// Where nothing is drawn a line is said this often.
  private static let interval: TimeInterval = 30
  /// Drawing more often helps nobody.
  private static let frame: TimeInterval = 0.1

  private var answered = 0
  private var inDoubt = 0
  private var pending: Int?
  private var last = Date.distantPast
  private var isDrawn = false
  private let started = Date()

  /// Takes an event in.
  ///
  /// - Returns: the line to show now, if any.
  mutating func note(_ event: EngineEvent, draws: Bool, language: Language) -> String? {
    switch event {
    case .batch(let records, .answered): answered += records
    case .batch(let records, .inDoubt): inDoubt += records
    case .reconciling(let count, _): inDoubt = count
    case .waiting(let count): pending = count
    default: break
    }
    let now = Date()
    let since = now.timeIntervalSince(max(last, draws ? .distantPast : started))
    guard since >= (draws ? Self.frame : Self.interval) else { return nil }
    last = now
    isDrawn = draws
    return text(language)
  }

  mutating func forgetDrawing() -> Bool {
    defer { isDrawn = false }
    return isDrawn
  }

  private func text(_ language: Language) -> String {
    var parts = [language.pick("\(answered) records answered", "\(answered) registros respondidos")]
    if inDoubt > 0 { parts.append(language.pick("\(inDoubt) in doubt", "\(inDoubt) em dúvida")) }
    if let pending {
      parts.append(language.pick("\(pending) verdicts outstanding", "\(pending) sem resultado"))
    }
    return "  " + parts.joined(separator: ", ")
  }

  /// One line for an event, for `--verbose`.
  static func detail(_ event: EngineEvent, _ language: Language) -> String? {
    switch event {
    case .batch(let records, .answered): "  batch answered, \(records) records"
    case .batch(let records, .inDoubt(let reason)):
      "  batch in doubt, \(records) records: \(reason)"
    case .batch(_, .notSent(let reason)): "  batch not sent: \(reason)"
    case .batch(_, .throttled): "  the API asks to slow down"
    case .batch(_, .halved): "  batch refused as a whole, halved"
    case .requestFailed(let reason): "  request failed: \(reason)"
    case .waiting(let pending): "  \(pending) verdicts outstanding"
    case .callbacks(let settled):
      language.pick("  callbacks: \(settled) records", "  callbacks: \(settled) registros")
    case .lookingUpEarlierCodes(let records):
      language.pick("  earlier codes: \(records)", "  códigos anteriores: \(records)")
    case .reconciling: nil
    case .serviceChanged: nil
    }
  }
}
