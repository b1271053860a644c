import ArgumentParser
import BulkEngine

/// How fast and how long the API is talked to; may be given anew when a run goes on.
struct PaceOptions: ParsableArguments {
  @Option(help: "Most requests per second, all kinds together, or unlimited. Default: 5.")
  var rate: String?

  @Option(help: "Most requests in flight. Default: 4.")
  var concurrency: String?

  @Option(help: "Time for one request, such as 30s. Default: 30s.")
  var timeout: String?

  @Option(help: "How long to wait for verdicts after the last submission. Default: 15m.")
  var wait: String?

  @Flag(help: "Do not wait for verdicts.")
  var noWait = false

  @Flag(help: "Consent to services 2 to 5, and to sending again what was proven absent.")
  var yes = false

  @Flag(help: "Go on before a pause is over that the API asked of an earlier process for.")
  var ignorePause = false

  /// - Parameter base: what applies where nothing is given; an older journal may hold what no option
  ///   takes any more, so it is brought within bounds.
  /// - Throws: ``SettingError``.
  func settings(_ sources: SettingSources, base: PaceSettings) throws -> PaceSettings {
    var pace = base.bounded
    if let rate = try sources.text(.rate, flag: rate).flatMap({ RateText.perSecond($0) }) {
      pace.rate = rate
    }
    if let concurrency = try sources.whole(.concurrency, flag: concurrency) {
      pace.concurrency = concurrency
    }
    if let seconds = try sources.seconds(.timeout, flag: timeout) {
      pace.timeoutInSeconds = seconds
    }
    if let seconds = try waitInSeconds(sources) { pace.waitInSeconds = seconds }
    if yes { pace.consent = true }
    return pace
  }

  /// What is given in the nearer place wins, whichever of the two options it is.
  private func waitInSeconds(_ sources: SettingSources) throws -> Double? {
    let seconds = try sources.seconds(.wait, flag: wait)
    guard sources.isOn(.noWait, flag: noWait),
      let place = sources.place(of: .noWait, flag: noWait),
      let other = sources.place(of: .wait, flag: wait != nil), other < place
    else { return sources.isOn(.noWait, flag: noWait) ? 0 : seconds }
    return seconds
  }
}

/// How many rejected records are borne; may be given anew when a run goes on.
struct ErrorBudgetOptions: ParsableArguments {
  @Option(help: "Stop before anything is sent when more records than N, or N%, are rejected.")
  var maxErrors: String?

  /// Of a run or check that begins.
  ///
  /// - Throws: ``SettingError``.
  func budget(_ sources: SettingSources) throws -> ErrorBudget? {
    try sources.text(.maxErrors, flag: maxErrors).flatMap { ErrorBudget(text: $0) }
  }

  /// Of a run that goes on: the one it was begun with, unless a flag gives another.
  ///
  /// The environment does not loosen what a run was begun with.
  /// - Throws: ``SettingError``.
  func budget(_ sources: SettingSources, over stored: ErrorBudget?) throws -> ErrorBudget? {
    maxErrors == nil ? stored : try budget(sources)
  }
}
