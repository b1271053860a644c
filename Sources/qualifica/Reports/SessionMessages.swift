import CallbackServer
import Foundation
import Qualification
import Spreadsheets
import Synchronization

/// What a session tells people on standard error: phases, progress, plan, outcome, next command.
final class SessionMessages: Sendable {
  let language: Language
  let printsJSON: Bool
  private let isQuiet: Bool
  private let isVerbose: Bool
  private let draws: Bool
  private let progress = Mutex(ProgressLine())

  enum Phase: Sendable {
    case plan
    case check
    case write
  }

  init(_ options: MessageOptions, language: Language) {
    self.language = language
    printsJSON = options.json
    isQuiet = options.quiet
    isVerbose = options.verbose
    draws = Terminal.errorIsTerminal && !options.noColor && !options.quiet
  }

  func say(_ english: String, _ portuguese: String) {
    guard !isQuiet else { return }
    clear()
    Terminal.say(language.pick(english, portuguese))
  }

  /// What nobody may miss, asked to be quiet or not.
  private func warn(_ english: String, _ portuguese: String) {
    clear()
    Terminal.say(language.pick(english, portuguese))
  }

  /// What in a file is not as one would expect, and how it was taken.
  func recognised(_ input: Input) {
    let encoding = input.format.encoding
    if encoding != .utf8, input.reading.encoding == nil {
      say(
        "The file is not UTF-8: it is read as \(encoding.name).",
        "O arquivo não é UTF-8: é lido como \(encoding.name).")
    }
    guard let header = input.header, input.titleRows > 0 else { return }
    say(
      "The header is on line \(header.line); what stands above it is skipped.",
      "O cabeçalho está na linha \(header.line); o que está acima é ignorado.")
  }

  func phase(_ phase: Phase) {
    switch phase {
    case .plan: say("Checking and planning …", "Verificando e planejando …")
    case .check: say("Checking …", "Verificando …")
    case .write: say("Writing the files …", "Gravando os arquivos …")
    }
  }

  func phase(_ phase: RunWork.Phase) {
    switch phase {
    case .submit: say("Submitting …", "Enviando …")
    case .reconcile: say("Looking up what is in doubt …", "Consultando o que está em dúvida …")
    case .wait: say("Waiting for verdicts …", "Aguardando resultados …")
    }
  }

  /// Told even when quiet where the system chose the port: nobody could know it otherwise.
  func listening(on address: ListenAddress, wasChosen: Bool) {
    guard !isQuiet || wasChosen else { return }
    clear()
    Terminal.say(
      language.pick(
        "Listening for callbacks on http://\(address)/",
        "Aguardando callbacks em http://\(address)/"))
  }

  /// A corrected file that stood where another one is written.
  func kept(_ name: String?) {
    guard let name else { return }
    say(
      "fix.csv was changed by hand: it is kept as \(name).",
      "fix.csv foi alterado à mão: fica guardado como \(name).")
  }

  func plan(_ plan: PlanTotals, _ settings: RunSettings) {
    guard !isQuiet else { return }
    clear()
    Terminal.say(PlanReport.lines(plan, settings, language))
  }

  func finished(_ tally: ResultTally, folder: RunFolder, status: ExitStatus) {
    guard !isQuiet else { return }
    clear()
    Terminal.say(OutcomeReport.lines(tally, folder: folder, language))
  }

  func rehearsed(_ rehearsal: Rehearsal) {
    let text = RehearsalReport.text(rehearsal.result, language)
    say(text, text)
  }

  /// The one line that says what to do next.
  func next(_ folder: RunFolder, status: ExitStatus) {
    guard !isQuiet else { return }
    clear()
    Terminal.say(OutcomeReport.next(folder, status: status, language))
  }

  /// What to do after a check.
  func checked(_ status: ExitStatus) {
    switch status {
    case .allValid:
      say("Next: qualifica run with the same file.", "Próximo passo: qualifica run com o arquivo.")
    case .stopped:
      say(
        "More records are rejected than --max-errors allows. Next: correct fix.csv.",
        "Há mais registros rejeitados do que --max-errors permite. Próximo passo: corrija fix.csv.")
    default:
      say(
        "Next: correct the file with the help of fix.csv and findings.csv.",
        "Próximo passo: corrija o arquivo com a ajuda de fix.csv e findings.csv.")
    }
  }

  /// Asks the person; anything but a typed yes is a no.
  func asksForConsent() -> Bool {
    guard Terminal.inputIsTerminal else { return false }
    clear()
    Terminal.draw(
      language.pick(
        "This moves money. Type yes to send: ", "Isto move dinheiro. Digite sim para enviar: "))
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "yes" || answer == "sim"
  }

  /// Asks before files are removed.
  func asksForPurge(_ names: [String]) -> Bool {
    Terminal.draw(
      language.pick(
        "Remove for good: \(names.joined(separator: " ")). Type yes to remove: ",
        "Remover definitivamente: \(names.joined(separator: " ")). Digite sim para remover: "))
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "yes" || answer == "sim"
  }

  func purged(_ removed: [String], left: [String], folder: RunFolder) {
    if !left.isEmpty {
      say(
        "Not written by this program and left alone: \(left.joined(separator: " ")).",
        "Não gravados por este programa e mantidos: \(left.joined(separator: " ")).")
    }
    guard !removed.isEmpty else {
      return say("Nothing personal was left.", "Nada pessoal restava.")
    }
    say(
      "Removed: \(removed.joined(separator: " ")). The journal stays in \(folder.path); the input "
        + "file is yours to remove.",
      "Removidos: \(removed.joined(separator: " ")). O diário fica em \(folder.path); o arquivo de "
        + "entrada é seu para remover.")
  }

  func observe(_ event: EngineEvent) {
    if case .serviceChanged(let records) = event {
      warn(
        "WARNING: the API took \(records) records under another service than asked for; see "
          + "api.service_changed in results.",
        "ATENÇÃO: a API aceitou \(records) registros com outro serviço; veja api.service_changed "
          + "nos resultados.")
    }
    guard !isQuiet else { return }
    if case .reconciling(let records, let least) = event { reconciling(records, least) }
    if isVerbose, let line = ProgressLine.detail(event, language) { return say(line, line) }
    let draws = draws
    let text = progress.withLock { $0.note(event, draws: draws, language: language) }
    guard let text else { return }
    if draws { Terminal.draw("\r\u{1B}[2K" + text) } else { Terminal.say(text) }
  }

  /// Why nothing else happens for a while.
  private func reconciling(_ records: Int, _ least: Duration) {
    let seconds = least.components.seconds
    say(
      "  \(records) records; to prove that one is not at the API takes at least \(seconds) s.",
      "  \(records) registros; provar que um não está na API leva pelo menos \(seconds) s.")
  }

  /// Removes a drawn line before something else is said.
  private func clear() {
    let wasDrawn = progress.withLock { $0.forgetDrawing() }
    if wasDrawn { Terminal.draw("\r\u{1B}[2K") }
  }
}
