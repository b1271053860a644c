import ArgumentParser
import Qualification
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
  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "Rehearsal") var faults: FaultOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    let address = try listen.address(sources)
    var held = try await HeldRun(path: run)
    try await held.requireData()
    held.write(as: try outputs.settings(over: held.run.settings.output))
    let stored = held.run
    let start = RunStart(
      folder: held.folder, lock: held.lock, journal: held.journal,
      messages: SessionMessages(messages, language: language), token: token, listen: listen,
      address: address, sources: sources, mayAsk: !messages.noInput, faults: faults)
    // The consent to the plan is in the journal. Sending again what was proven absent needs one of
    // today: the world may have changed since.
    var base = stored.settings.pace
    base.consent = false
    let pace = try pace.settings(sources, base: base)
    if stored.plannedAt == nil {
      guard SystemPath.exists(stored.input.path) else {
        throw RunFailure.inputGone(path: stored.input.path)
      }
      try await start.begin(input: stored.input.path, settings: stored.settings, pace: pace)
    } else {
      try await start.goOn(stored, pace: pace)
    }
  }
}
