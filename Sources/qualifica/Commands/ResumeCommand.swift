import ArgumentParser
import BulkEngine
import Operations
import Spreadsheets

/// `qualifica resume RUN`
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Settle what is in doubt, send what is unsent, wait for what is pending.")

  @Argument(help: "The run folder.")
  var run: String

  @OptionGroup(title: "Token and trust") var token: TokenOptions
  @OptionGroup(title: "Callbacks") var listen: ListenOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Pace") var budget: ErrorBudgetOptions
  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "Rehearsal") var faults: FaultOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  // What cannot change within a run is understood, so that it can be said.
  @OptionGroup(visibility: .hidden) var reading: ReadingOptions
  @OptionGroup(visibility: .hidden) var bankList: BankListOptions
  @OptionGroup(visibility: .hidden) var connection: ConnectionOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    let wanted = try RunWishes(reading, bankList, connection, sources, language: speech.language)
    let address = try listen.address(sources)
    var held = try await HeldRun(path: run)
    try await held.requireData()
    held.write(as: try outputs.settings(over: held.run.settings.output))
    var stored = held.run
    try FixedSettings(wishes: wanted, run: stored, folder: held.folder).require()
    stored.settings.maximumErrors = try budget.budget(sources, over: stored.settings.maximumErrors)
    let says = SessionMessages(speech)
    says.tookFromProject(sources.sensitiveOfProject)
    let baseURL = try sources.text(.baseURL, flag: connection.endpoint.baseURL)
    let start = RunStart(
      folder: held.folder, lock: held.lock, journal: held.journal, messages: says, token: token,
      listen: listen, address: address, sources: sources,
      mayAsk: !speech.noInput && Consent.isPossible, faults: faults,
      ignoresPause: pace.ignorePause, baseURL: baseURL)
    // The consent to the plan is in the journal. Sending again what was proven absent needs one of
    // today: the world may have changed since.
    var base = stored.settings.pace
    base.consent = false
    let pace = try pace.settings(sources, base: base)
    if stored.plannedAt == nil {
      guard SystemPath.exists(stored.input.path) else {
        throw RunFailure.inputGone(path: stored.input.path)
      }
      try ReopenedHost(settings: stored.settings, given: baseURL).announce(says)
      try await start.begin(input: stored.input.path, settings: stored.settings, pace: pace)
    } else {
      try await start.goOn(stored, pace: pace)
    }
  }
}
