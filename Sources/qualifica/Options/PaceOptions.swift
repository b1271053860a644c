import ArgumentParser
import Qualification

/// How fast and how long the API is talked to; may be given anew when a run goes on.
struct PaceOptions: ParsableArguments {
  @Option(help: "Most requests per second, all kinds together, or unlimited. Default: 5.")
  var rate: RequestRate?

  @Option(help: "Most requests in flight. Default: 4.")
  var concurrency: Int?

  @Option(help: "Time for one request, such as 30s. Default: 30s.")
  var timeout: String?

  @Option(help: "How long to wait for verdicts after the last submission. Default: 15m.")
  var wait: String?

  @Flag(help: "Do not wait for verdicts.")
  var noWait = false

  @Flag(help: "Consent to services 2 to 5, and to sending again what was proven absent.")
  var yes = false

  /// - Parameter base: what applies where nothing is given.
  /// - Throws: ``SettingError``.
  func settings(_ sources: SettingSources, base: PaceSettings) throws -> PaceSettings {
    var pace = base
    if let rate = try rate ?? sources.value("rate", RequestRate.init(argument:)) {
      pace.rate = rate.perSecond
    }
    if let concurrency = try concurrency ?? sources.value("concurrency", Int.init) {
      pace.concurrency = concurrency
    }
    if let seconds = try duration("timeout", timeout, sources) { pace.timeoutInSeconds = seconds }
    if let seconds = try duration("wait", wait, sources) { pace.waitInSeconds = seconds }
    if try noWait || sources.flag("no-wait") ?? false { pace.waitInSeconds = 0 }
    if try yes || sources.flag("yes") ?? false { pace.consent = true }
    try Self.validate(pace)
    return pace
  }

  private func duration(
    _ option: String, _ given: String?, _ sources: SettingSources
  ) throws -> Double? {
    guard let text = given ?? sources.text(option) else { return nil }
    guard let seconds = DurationText.seconds(text) else {
      throw SettingError(
        option: option, problem: "'\(text)' is not a duration such as 30s or 15m",
        portuguese: "'\(text)' não é uma duração como 30s ou 15m")
    }
    return seconds
  }

  private static func validate(_ pace: PaceSettings) throws {
    guard pace.rate.isFinite, pace.rate > 0 else {
      throw SettingError(
        option: "rate", problem: "it is a number above 0, or unlimited",
        portuguese: "é um número maior que 0, ou unlimited")
    }
    guard (1...1_000).contains(pace.concurrency) else {
      throw SettingError(
        option: "concurrency", problem: "it is 1 to 1000",
        portuguese: "vai de 1 a 1000")
    }
    guard pace.timeoutInSeconds > 0 else {
      throw SettingError(
        option: "timeout", problem: "it is above 0",
        portuguese: "é maior que 0")
    }
  }
}

/// What `--rate` takes: a number, or a word for a server of one's own.
struct RequestRate: ExpressibleByArgument {
  let perSecond: Double

  init?(argument: String) {
    guard let rate = argument == "unlimited" ? PaceSettings.unlimitedRate : Double(argument) else {
      return nil
    }
    perSecond = rate
  }
}
