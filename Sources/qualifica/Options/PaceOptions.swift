import ArgumentParser
import BulkEngine

/// How fast and how long the API is talked to; may be given anew when a run goes on.
struct PaceOptions: ParsableArguments {
  @Option(
    help: .said(
      "Most requests per second, all kinds together, or unlimited. Default: 5.",
      "Máximo de requisições por segundo, somando todos os tipos, ou unlimited. Padrão: 5.",
      value: ("number", "número")))
  var rate: String?

  @Option(
    help: .said(
      "Most requests in flight. Default: 4.", "Máximo de requisições ao mesmo tempo. Padrão: 4.",
      value: ("number", "número")))
  var concurrency: String?

  @Option(
    help: .said(
      "Time for one request, such as 30s. Default: 30s.",
      "Tempo para uma requisição, como 30s. Padrão: 30s.", value: ("duration", "duração")))
  var timeout: String?

  @Option(
    help: .said(
      "How long to wait for verdicts after the last submission, such as 90s, 15m or 2h. Default: 15m.",
      "Quanto tempo aguardar os resultados depois do último envio, como 90s, 15m ou 2h. Padrão: 15m.",
      value: ("duration", "duração")))
  var wait: String?

  @Flag(help: .said("Do not wait for verdicts.", "Não aguarda os resultados."))
  var noWait = false

  @Flag(
    help: .said(
      "Consent to services 2 to 5, and to sending again what was proven absent.",
      "Consente com os serviços 2 a 5 e com o reenvio do que comprovadamente não está na API."))
  var yes = false

  @Flag(
    help: .said(
      "Go on before a pause is over that the API asked an earlier process for.",
      "Continua antes do fim de uma pausa que a API pediu a um processo anterior."))
  var ignorePause = false

  @Flag(
    help: .said(
      "Look up every unsent record at the API before anything is sent: after the journal was restored.",
      "Consulta na API todo registro não enviado antes de enviar: depois de restaurar o diário."))
  var lookFirst = false

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
  @Option(
    help: .said(
      "Stop before anything is sent when more records than N, or N%, are rejected.",
      "Para antes de enviar quando mais de N registros, ou N%, são rejeitados.",
      value: ("N|N%", "N|N%")))
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
