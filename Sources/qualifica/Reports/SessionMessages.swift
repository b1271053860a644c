import CallbackServer
import Foundation
import BulkEngine
import Spreadsheets
import Synchronization

/// What a session tells people on standard error: phases, progress, plan, outcome, next command.
final class SessionMessages: Sendable {
  let language: Language
  let printsJSON: Bool
  let isQuiet: Bool
  private let isVerbose: Bool
  let progress: ProgressDisplay

  init(_ settings: MessageSettings) {
    language = settings.language
    printsJSON = settings.json
    isQuiet = settings.quiet || settings.progress == .json
    isVerbose = settings.verbose
    progress = ProgressDisplay(settings)
    Monitor.shared.follow(progress.meter, progress.time)
    Interruption.shared.describe { [progress] in progress.description }
  }

  func say(_ english: String, _ portuguese: String) {
    guard !isQuiet else { return }
    say([language.pick(english, portuguese)])
  }

  /// Sentences for people, wrapped as the terminal is wide; commands stay whole.
  func say(_ lines: [String]) {
    progress.clear()
    Terminal.say(lines.flatMap { Terminal.wrapped($0) })
  }

  /// What must be seen, quiet or not.
  func warn(_ english: String, _ portuguese: String) {
    Monitor.shared.warned(language.pick(english, portuguese))
    say([language.pick(english, portuguese)])
  }

  /// Settings that decide where keys and money go and that came with the folder.
  func tookFromProject(_ settings: [Setting]) {
    guard !settings.isEmpty else { return }
    let names = settings.map(\.rawValue).joined(separator: ", ")
    say(
      "Taken from \(SettingSources.projectFile): \(names).",
      "Lidas de \(SettingSources.projectFile): \(names).")
  }

  // MARK: Phases

  enum Phase: Sendable {
    case plan
    case check
    case write
  }

  func phase(_ phase: Phase) {
    switch phase {
    case .plan: enter(.plan)
    case .check: enter(.check)
    case .write: enter(.write)
    }
  }

  func phase(_ phase: RunWork.Phase) {
    switch phase {
    case .submit: enter(.submit)
    case .reconcile: enter(.reconcile)
    case .wait: enter(.wait)
    }
  }

  /// Says a phase; where progress is drawn the bar says it.
  private func enter(_ phase: ProgressState.Phase) {
    if !progress.isDrawing {
      let words = ProgressView(language: language).phase(phase)
      say("\(words) …", "\(words) …")
    }
    progress.enter(phase)
    Monitor.shared.phase(phase.rawValue)
  }

  // MARK: Events

  func observe(_ event: EngineEvent) {
    Monitor.shared.note(event)
    if case .altered(let records) = event { altered(records) }
    if case .absenceUnproven(let records) = event { absenceUnproven(records) }
    if case .heldBack(let records) = event { heldBack(records) }
    if !isQuiet {
      if case .reconciling(let records, let least) = event { reconciling(records, least) }
      if case .lookingUpEarlierCodes(let records) = event { lookingUpEarlierCodes(records) }
      if case .postponed(let records, let left) = event { postponed(records, left) }
      if isVerbose, let line = EventDetail.text(event, language) { say([line]) }
    }
    progress.note(event)
  }

  /// Nothing leaves for a while, however short.
  func paused(_ pause: RateLimiter.Pause) {
    progress.meter.paused(pause)
    Monitor.shared.paused(pause)
  }

  private func altered(_ records: Int) {
    let count = language.counted(records, .record)
    warn(
      "WARNING: the API took \(count) otherwise than asked for; see q_code in the results.",
      "ATENÇÃO: a API aceitou \(count) de modo diferente do pedido; veja q_code nos resultados.")
  }

  /// Why nothing else happens for a while.
  private func reconciling(_ records: Int, _ least: Duration) {
    let count = language.counted(records, .record)
    let time = DurationWords.text(least)
    say(
      "  \(count) in doubt; to prove that one is not at the API takes at least \(time).",
      "  \(count) em dúvida; provar que um registro não está na API leva pelo menos \(time).")
  }

  /// Why some are not sent yet.
  private func postponed(_ records: Int, _ left: Duration) {
    let count = language.counted(records, .record)
    let time = DurationWords.text(left)
    say(
      "  \(count) cannot be sent yet; the first one can in \(time).",
      "  \(count) ainda sem envio; o primeiro poderá ser enviado em \(time).")
  }

  /// Why records stay in doubt; a repetition could pay them twice.
  private func absenceUnproven(_ records: Int) {
    let number = language.number(records)
    warn(
      "The API does not show \(number) of the records in doubt, nor anything by which one could "
        + "tell that it shows what it has: they are not sent again. Look at the vendor's dashboard, "
        + "then resume.",
      "A API não mostra registros em dúvida (\(number)), nem algo que comprove que ela mostra tudo "
        + "o que tem: eles não são reenviados. Consulte o painel do fornecedor e depois retome.")
  }

  /// What happens before records are sent that the API may have already.
  private func lookingUpEarlierCodes(_ records: Int) {
    let isOne = records == 1
    let number = language.number(records)
    say(
      isOne
        ? "  1 record: what the API has under its code is looked up before it is sent."
        : "  \(number) records: what the API has under their codes is looked up before they are sent.",
      isOne
        ? "  1 registro: antes do envio, a API é consultada pelo código dele."
        : "  \(number) registros: antes do envio, a API é consultada pelos códigos deles."
    )
  }
}

/// One line for an event, for `--verbose`.
enum EventDetail {
  static func text(_ event: EngineEvent, _ language: Language) -> String? {
    switch event {
    case .batch(let records, .answered):
      language.pick("  batch answered: ", "  lote respondido: ")
        + language.counted(records, .record)
    case .batch(let records, .inDoubt(let reason)):
      language.pick("  batch in doubt, ", "  lote em dúvida, ")
        + "\(language.counted(records, .record)): \(ForeignReason.text(reason, language))"
    case .batch(_, .notSent(let reason)):
      language.pick("  batch not sent: ", "  lote não enviado: ")
        + ForeignReason.text(reason, language)
    case .batch(_, .throttled):
      language.pick("  the API asks to slow down", "  a API pede para ir mais devagar")
    case .batch(_, .halved):
      language.pick(
        "  batch refused as a whole: sent in two halves",
        "  lote recusado por inteiro: enviado em duas metades")
    case .requestFailed(let reason):
      language.pick("  request failed: ", "  a requisição falhou: ")
        + ForeignReason.text(reason, language)
    case .waiting(let pending): "  " + language.counted(pending, .verdict)
    case .callbacks(let settled):
      language.pick("  callbacks: ", "  callbacks: ") + language.counted(settled, .record)
    case .lookingUpEarlierCodes, .pausing, .resting, .reconciling, .altered, .absenceUnproven,
      .heldBack, .postponed:
      nil
    }
  }
}
