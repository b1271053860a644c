import Foundation
import BulkEngine

/// What the progress line says; a pure value but for the time of the last line.
struct ProgressLine {
  /// Where nothing is drawn a line is said this often.
  private static let interval: TimeInterval = 30
  /// Drawing more often helps nobody.
  private static let frame: TimeInterval = 0.1

  private var answered = 0
  private var inDoubt = 0
  private var pending: Int?
  private var pause: String?
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
    case .pausing(let left, let reason):
      // The engine speaks of a pause rarely enough.
      pause = Self.text(left, reason, language)
      last = Date()
      isDrawn = draws
      return text(language)
    default: break
    }
    pause = nil
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
    return "  " + (parts + [pause].compactMap { $0 }).joined(separator: ", ")
  }

  /// What the progress is, asked for at any time.
  func state(_ language: Language) -> String { text(language) }

  private static func text(_ left: Duration, _ reason: PauseReason, _ language: Language) -> String
  {
    let why =
      switch reason {
      case .asked:
        language.pick("the API asks to slow down", "a API pede para ir mais devagar")
      case .usedUp:
        language.pick(
          "the API's limit of requests is used up", "o limite de requisições da API acabou")
      case .slowRate:
        language.pick("the rate of requests is low", "o ritmo de requisições é baixo")
      case .failures:
        language.pick("requests failed", "houve falhas de requisição")
      }
    let time = DurationWords.text(left)
    return language.pick("waiting \(time): \(why)", "aguardando \(time): \(why)")
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
    case .pausing(let left, let reason): "  " + text(left, reason, language)
    case .reconciling: nil
    case .altered: nil
    case .absenceUnproven: nil
    case .heldBack: nil
    }
  }
}
