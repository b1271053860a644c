import CallbackServer
import Foundation
import BulkEngine
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
  private let phaseText = Mutex<String?>(nil)

  enum Phase: Sendable {
    case plan
    case check
    case write
  }

  init(_ settings: MessageSettings) {
    language = settings.language
    printsJSON = settings.json
    isQuiet = settings.quiet
    isVerbose = settings.verbose
    draws = Terminal.errorIsTerminal && !settings.noColor && !settings.quiet
    Interruption.shared.describe { self.state }
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

  /// What SIGUSR1 asks for.
  private var state: String {
    (phaseText.withLock { $0 }.map { "\($0)\n" } ?? "")
      + progress.withLock { $0.state(language) }
  }

  /// Says a phase and keeps it for whoever asks later.
  private func enter(_ english: String, _ portuguese: String) {
    phaseText.withLock { $0 = language.pick(english, portuguese) }
    say(english, portuguese)
  }

  /// Settings that decide where keys and money go and that came with the folder.
  func tookFromProject(_ settings: [Setting]) {
    guard !settings.isEmpty else { return }
    let names = settings.map(\.rawValue).joined(separator: ", ")
    say(
      "Taken from \(SettingSources.projectFile): \(names).",
      "Lidas de \(SettingSources.projectFile): \(names).")
  }

  /// What in a file is not as one would expect, and how it was taken.
  func recognised(_ input: Input) {
    let encoding = input.format.encoding
    if encoding != .utf8, input.reading.encoding == nil {
      say(
        "The file is not UTF-8: it is read as \(encoding.name).",
        "O arquivo não é UTF-8: é lido como \(encoding.name).")
    }
    if let cnab = input.format.cnab {
      for sentence in CNABReport.sentences(cnab) { say(sentence.english, sentence.portuguese) }
    }
    if !input.mapping.hasWholePair {
      warn(
        "Columns of an earlier run are in the file, but not both of q_custom_code and q_status under "
          + "their names: nobody can tell who was sent before, so no record is sent. Put both back, "
          + "or remove all q_ columns to send everybody as new.",
        "O arquivo tem colunas de uma execução anterior, mas não q_custom_code e q_status, ambas com "
          + "esses nomes: não se sabe quem já foi enviado, e nenhum registro é enviado. Recoloque as "
          + "duas, ou remova todas as colunas q_ para enviar todos como novos.")
    }
    if let sheet = input.sheet { recognised(sheet) }
    guard let header = input.header, input.titleRows > 0, input.format.cnab == nil else { return }
    say(
      "The header is on line \(header.line); what stands above it is skipped.",
      "O cabeçalho está na linha \(header.line); o que está acima é ignorado.")
  }

  /// What a person who looks at the workbook may not see.
  private func recognised(_ sheet: SpooledSheet) {
    let name = PlainSentence.text(sheet.sheet.name)
    say(
      "The records are read from the sheet '\(name)'.",
      "Os registros são lidos da planilha '\(name)'.")
    guard sheet.hiddenRowCount > 0 else { return }
    let count = sheet.hiddenRowCount
    warn(
      "Records in hidden rows (a filter, perhaps): \(count). They are read like all others. To "
        + "leave them out, copy the visible rows into a workbook of their own.",
      "Registros em linhas ocultas (um filtro, talvez): \(count). São lidos como os outros. Para "
        + "deixá-los de fora, copie as linhas visíveis para outra pasta de trabalho.")
  }

  func phase(_ phase: Phase) {
    switch phase {
    case .plan: enter("Checking and planning …", "Verificando e planejando …")
    case .check: enter("Checking …", "Verificando …")
    case .write: enter("Writing the files …", "Gravando os arquivos …")
    }
  }

  func phase(_ phase: RunWork.Phase) {
    switch phase {
    case .submit: enter("Submitting …", "Enviando …")
    case .reconcile: enter("Looking up what is in doubt …", "Consultando o que está em dúvida …")
    case .wait: enter("Waiting for verdicts …", "Aguardando resultados …")
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

  /// A run that has nothing to do any more.
  func isOver(_ run: FinishedRun) {
    say(
      "The run of this file was finished\(run.when(.english)); nothing is sent now.",
      "A execução deste arquivo foi concluída\(run.when(.portuguese)); nada foi enviado agora.")
  }

  /// A corrected file that stood where another one is written.
  func kept(_ names: [String]) {
    for name in names {
      let changed = "fix.\(SystemPath.fileExtension(of: name))"
      say(
        "\(changed) was changed by hand: it is kept as \(name).",
        "\(changed) foi alterado à mão: fica guardado como \(name).")
    }
  }

  /// Why the API is asked before anything is sent.
  func journalDoubted(_ doubt: JournalDoubt, records: Int) {
    let (english, portuguese) =
      switch doubt {
      case .batchesMissing:
        ("more was sent than the journal knows of", "foi enviado mais do que o diário registra")
      case .copied:
        ("the journal is a copy", "o diário é uma cópia")
      case .countMissing:
        ("the count of what was sent is gone", "a contagem do que foi enviado sumiu")
      case .contradictory:
        (
          "the journal calls unsent what seems to have been sent",
          "o diário diz não enviado o que parece ter sido enviado"
        )
      }
    warn(
      "WARNING: \(english). Records that it calls unsent (\(records)) are looked up at the API first.",
      "ATENÇÃO: \(portuguese). Os registros que ele diz não enviados (\(records)) são consultados "
        + "na API antes.")
  }

  /// - Parameter isAsked: whether somebody is asked to agree to it, who must see it also when quiet.
  /// - Returns: whether it was shown.
  func plan(_ plan: PlanTotals, of run: Run, isAsked: Bool = false) -> Bool {
    guard !isQuiet || isAsked else { return false }
    clear()
    Terminal.say(PlanReport.lines(plan, of: run, language))
    return true
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
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  func asksForConsent(_ settings: RunSettings) throws -> Bool {
    clear()
    let destination = Destination(settings).name(language)
    return try Consent.ask(
      language.pick(
        "This moves money (\(destination)). Type yes to send: ",
        "Isto movimenta dinheiro (\(destination)). Digite sim para enviar: "), language)
  }

  /// Asks before files are removed.
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  func asksForPurge(_ names: [String]) throws -> Bool {
    try Consent.ask(
      language.pick(
        "Remove for good: \(names.joined(separator: " ")). Type yes to remove: ",
        "Remover definitivamente: \(names.joined(separator: " ")). Digite sim para remover: "),
      language)
  }

  func purged(_ content: Purge.Content, folder: RunFolder) {
    let (removed, left) = (content.personal, content.strangers)
    for name in content.unfinished {
      let path = OutcomeReport.quoted("\(folder.path)/\(name)")
      say(
        "The run in \(path) is not finished and keeps its files: finish it with 'qualifica resume "
          + "\(path)', or purge it with --unfinished.",
        "A execução em \(path) não terminou e mantém seus arquivos: conclua-a com 'qualifica resume "
          + "\(path)' ou remova-a com --unfinished.")
    }
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
    if case .altered(let records) = event {
      warn(
        "WARNING: the API took \(records) records under another service than asked for; see "
          + "api.service_changed in results.",
        "ATENÇÃO: a API aceitou \(records) registros com outro serviço; veja api.service_changed "
          + "nos resultados.")
    }
    if case .absenceUnproven(let records) = event { absenceUnproven(records) }
    guard !isQuiet else { return }
    if case .reconciling(let records, let least) = event { reconciling(records, least) }
    if case .lookingUpEarlierCodes(let records) = event { lookingUpEarlierCodes(records) }
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

  /// Why records stay in doubt; a repetition could pay them twice.
  private func absenceUnproven(_ records: Int) {
    warn(
      "The API does not show \(records) of the records in doubt, nor anything by which one could "
        + "tell that it shows what it has: they are not sent again. Look at the vendor's dashboard, "
        + "then resume.",
      "A API não mostra registros em dúvida (\(records)) nem algo que comprove que ela mostra tudo "
        + "o que tem: eles não são reenviados. Consulte o painel do fornecedor e depois retome.")
  }

  /// What happens before corrected records are sent.
  private func lookingUpEarlierCodes(_ records: Int) {
    let isOne = records == 1
    say(
      isOne
        ? "  1 corrected record: its earlier code is looked up before it is sent."
        : "  \(records) corrected records: their earlier codes are looked up before they are sent.",
      isOne
        ? "  1 registro corrigido: o código anterior é consultado antes do envio."
        : "  \(records) registros corrigidos: os códigos anteriores são consultados antes do envio."
    )
  }

  /// Removes a drawn line before something else is said.
  private func clear() {
    let wasDrawn = progress.withLock { $0.forgetDrawing() }
    if wasDrawn { Terminal.draw("\r\u{1B}[2K") }
  }
}
