import ArgumentParser
import BulkEngine
import Operations
import PostgresJournal
import Spreadsheets

/// `qualifica resume RUN`
struct ResumeCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "resume",
      (
        "Settle what is in doubt, send what is unsent, wait for what is pending.",
        "Resolve o que está em dúvida, envia o que falta e aguarda o que está pendente."
      ),
      examples: ["qualifica resume folha.qualifica", "qualifica resume folha.qualifica --wait 2h"])
  }

  @Argument(
    help: .said("The run folder.", "A pasta da execução.", value: ("run", "pasta")),
    completion: .directory)
  var run: String

  @Option(
    help: .said(
      "Records in doubt that no look-up can find, by their lines: send these once more.",
      "Registros em dúvida que nenhuma consulta encontra, pelas linhas: envia estes de novo.",
      more: (
        "Look at the vendor's dashboard first: what is there already would be there twice.",
        "Confira antes no painel do fornecedor: o que já existe passaria a existir duas vezes."
      ), value: ("line,line…", "linha,linha…")))
  var sendAgain: String?

  @Option(
    help: .said(
      "What became of such a record: done or refused; may repeat.",
      "O que aconteceu com um registro assim: done ou refused; pode repetir.",
      value: ("line=done|refused", "linha=done|refused")))
  var settle: [String] = []

  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.ledger) var ledger: LedgerFileOptions
  @OptionGroup(title: OptionTitle.callbacks) var listen: ListenOptions
  @OptionGroup(title: OptionTitle.pace) var pace: PaceOptions
  @OptionGroup(title: OptionTitle.pace) var budget: ErrorBudgetOptions
  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.shared) var given: SharedInputOptions
  @OptionGroup(title: OptionTitle.outputs) var outputs: OutputOptions
  @OptionGroup(title: OptionTitle.outputs) var profiles: ProfileOptions
  @OptionGroup(title: OptionTitle.rehearsal) var faults: FaultOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  // What cannot change within a run is understood, so that it can be said.
  @OptionGroup(visibility: .hidden) var operation: OperationOptions
  @OptionGroup(visibility: .hidden) var reading: ReadingOptions
  @OptionGroup(visibility: .hidden) var bankList: BankListOptions
  @OptionGroup(visibility: .hidden) var connection: ConnectionOptions
  @OptionGroup(visibility: .hidden) var ledgerUse: LedgerUseOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    try monitoring.begin("resume", on: run, sources)
    let own = try OperationWishes(
      operation, reading, bankList, connection, sources, language: speech.language)
    let wanted = try RunWishes(own, reading, connection, ledgerUse, sources)
    let address = try listen.address(sources)
    let profile = try profiles.request(sources)
    var open = try await OpenRun(
      at: try await SharedPlace.folder(
        of: run, shared, given, output: reading.output, sources))
    try await open.requireData()
    try open.run.settings.own.require(profile, listens: address != nil)
    open.run.settings.output = try outputs.settings(over: open.run.settings.output)
    open.run.settings.ledger = try ledger.settings(over: open.run.settings.ledger, sources)
    try await open.recallSender(try BillSender(own))
    try FixedSettings(wishes: wanted, run: open.run, folder: open.folder).require()
    open.run.settings.maximumErrors = try budget.budget(
      sources, over: open.run.settings.maximumErrors)
    let stored = open.run
    let says = SessionMessages(speech)
    says.tookFromProject(sources.sensitiveOfProject)
    let baseURL = try sources.text(.baseURL, flag: connection.endpoint.baseURL)
    var start = RunStart(
      messages: says, token: token, listen: listen, address: address, sources: sources,
      mayAsk: !speech.noInput && Consent.isPossible, faults: faults,
      ignoresPause: pace.ignorePause, keep: outputs.keep, baseURL: baseURL)
    start.profile = profile
    start.looksFirst = pace.lookFirst
    start.decisions = try PersonDecisions(sendAgain: sendAgain, settle: settle)
    // The consent to the plan is in the journal. Sending again what was proven absent needs one of
    // today: the world may have changed since.
    var base = stored.settings.pace
    base.consent = false
    let pace =
      open.folder.shared == nil
      ? try pace.settings(sources, base: base)
      : try pace.shared(sources, by: stored, open.folder)
    if let shared = open.folder.shared {
      try open.requirePlan()
      if let journal = open.journal as? PostgresJournal { try await shared.begin(journal) }
    }
    if !open.isPlanned {
      guard SystemPath.exists(stored.input.path) else {
        throw RunFailure.inputGone(path: stored.input.path)
      }
      try ReopenedHost(settings: stored.settings, given: baseURL).announce(says)
      try await start.begin(
        open, input: stored.input.path, settings: stored.settings, pace: pace)
    } else {
      try await start.goOn(open, pace: pace)
    }
  }
}
