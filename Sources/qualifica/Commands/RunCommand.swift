import ArgumentParser
import Foundation
import BulkEngine
import Operations
import Spreadsheets

/// `qualifica run FILE`
struct RunCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "run",
      (
        "Check, plan, submit, wait and write; resumes the run of FILE when it is unfinished.",
        "Verifica, planeja, envia, aguarda e grava; retoma a execução de ARQUIVO se não terminou."
      ),
      more: (
        """
        Good records are in payable.csv in the end, those to correct in fix.csv: correct it and run it \
        again as it is. The exit code tells the rest: 0 all valid, 1 some to correct, 2 some pending \
        (resume later), 3 stopped.
        """,
        """
        No fim, os registros bons estão em payable.csv e os que precisam de correção em fix.csv: \
        corrija-o e execute-o do jeito que está. O código de saída diz o resto: 0 todos válidos, 1 há o \
        que corrigir, 2 há pendentes (retome depois), 3 parou.
        """
      ),
      examples: [
        "qualifica run folha.csv --simulate", "qualifica run folha.csv --token-file chave",
        "qualifica run folha.qualifica/fix.csv --token-file chave",
      ])
  }

  @Argument(
    help: .said(
      "The spreadsheet export, or - for standard input.",
      "A planilha exportada, ou - para a entrada padrão.", value: ("file", "arquivo")),
    completion: .file())
  var file: String

  @OptionGroup(title: OptionTitle.inputAndFolder) var operation: OperationOptions
  @OptionGroup(title: OptionTitle.inputAndFolder) var reading: ReadingOptions
  @OptionGroup(title: OptionTitle.inputAndFolder) var budget: ErrorBudgetOptions
  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: OptionTitle.outputs) var outputs: OutputOptions
  @OptionGroup(title: OptionTitle.outputs) var profiles: ProfileOptions
  @OptionGroup(title: OptionTitle.api) var connection: ConnectionOptions
  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.ledger) var ledger: LedgerFileOptions
  @OptionGroup(title: OptionTitle.ledger) var ledgerUse: LedgerUseOptions
  @OptionGroup(title: OptionTitle.callbacks) var listen: ListenOptions
  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.pace) var pace: PaceOptions
  @OptionGroup(title: OptionTitle.rehearsal) var faults: FaultOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    try monitoring.begin("run", on: file, sources)
    let address = try listen.address(sources)
    var own = try OperationWishes(
      operation, reading, bankList, connection, sources, language: speech.language)
    own.inheritSender(of: file)
    let wanted = try RunWishes(own, reading, connection, ledgerUse, sources)
    var settings = try newSettings(wanted, sources)
    let profile = try profiles.request(sources)
    try settings.own.require(profile, listens: address != nil)
    let says = SessionMessages(speech)
    says.tookFromProject(sources.sensitiveOfProject)
    let input = try GivenInput(file)
    var start = RunStart(
      messages: says, token: token, listen: listen, address: address, sources: sources,
      mayAsk: !speech.noInput && Consent.isPossible, faults: faults, origin: file,
      ignoresPause: pace.ignorePause, keep: outputs.keep,
      baseURL: try sources.text(.baseURL, flag: connection.endpoint.baseURL))
    start.profile = profile
    start.looksFirst = pace.lookFirst
    start.readingFlags = reading.input.given
    if let place = try shared.place(sources) {
      return try await runShared(place, input, wanted, settings, start, sources)
    }
    let choice = try await FolderChoice(for: input, given: wanted.folder)
    choice.explain(says, movesMoney: settings.own.operation.movesMoney)
    let folder = choice.folder
    try LongPath.refuse(folder)
    let isNewFolder = EntryStatus.of(folder.path) == nil
    try folder.create(for: .run)
    var open = try await OpenRun(in: folder)
    guard open.isPlanned else {
      start.maySimulate = true
      start.isNewFolder = isNewFolder
      do {
        settings.operation = try own.operation(readsFiles: true).stored
      } catch {
        if isNewFolder { folder.removeIfVacant() }
        throw error
      }
      let path = try await start.path(of: input, in: folder, settings)
      return try await start.begin(
        open, input: path, settings: settings, pace: settings.pace)
    }
    open.run.input.path = try input.path(in: folder, planned: open.run)
    if let finished = try await FinishedRun(open.run, in: open.journal) { says.isOver(finished) }
    try await open.recallSender(try BillSender(own))
    try FixedSettings(wishes: wanted, run: open.run, folder: folder).require()
    open.run.settings.output = try outputs.settings(over: open.run.settings.output)
    open.run.settings.ledger = try ledger.settings(over: open.run.settings.ledger, sources)
    open.run.settings.maximumErrors = try budget.budget(
      sources, over: open.run.settings.maximumErrors)
    var base = open.run.settings.pace
    base.consent = false
    try await start.goOn(open, pace: try pace.settings(sources, base: base))
  }

  /// What a run that begins is begun with; looked at before anything is made.
  func newSettings(_ wanted: RunWishes, _ sources: SettingSources) throws -> RunSettings {
    var settings = wanted.settings
    settings.operation = try wanted.own.operation(readsFiles: false).stored
    try SandboxMissing.refuse(settings)
    try settings.own.printables.map { try PrintableFolder(path: $0).requireUsable() }
    settings.output = try outputs.settings(sources)
    settings.maximumErrors = try budget.budget(sources)
    settings.ledger = try ledgerUse.settings(
      sources, ledger, isSimulated: settings.environment == SimulatedEnvironment.name)
    settings.pace = try pace.settings(sources, base: PaceSettings())
    return settings
  }
}

/// What the user wants of a run and cannot change within it, flags over environment over files over
/// defaults.
struct RunWishes {
  /// The operation and its settings.
  var own: OperationWishes
  /// All other settings; the operation is not among them.
  var settings: RunSettings
  /// The run folder, where one is given.
  var folder: String?
  /// Options that were given as flags.
  var given: Set<Setting>

  /// - Throws: ``SettingError``.
  init(
    _ own: OperationWishes, _ reading: ReadingOptions, _ connection: ConnectionOptions,
    _ ledger: LedgerUseOptions, _ sources: SettingSources
  ) throws {
    self.own = own
    settings = RunSettings(
      operation: OperationSettings(name: ""),
      environment: try connection.endpoint.environmentName(sources),
      baseURL: try connection.endpoint.address(sources),
      reading: try reading.input.reading(sources),
      batch: try connection.batch(sources))
    if settings.environment == SimulatedEnvironment.name { settings.baseURL = nil }
    settings.ledger = try ledger.settings(sources)
    folder = try sources.text(.output, flag: reading.output)
    given = reading.given.union(connection.given).union(ledger.given).union(own.given)
  }
}
