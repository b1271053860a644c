import ArgumentParser
import BulkEngine

/// `qualifica listen RUN`
struct ListenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: "Receive the API's callbacks for RUN and settle its records from them.",
    discussion: """
      Nothing is sent. Ends when no verdict is outstanding, after --wait, or with SIGINT or \
      SIGTERM, and writes the output files then. Callbacks that never come are found by polling, \
      rarely.
      """)

  /// What `--wait` is without being given: until all is settled.
  private static let patience: Double = 10 * 365 * 86_400
  private static let address = "127.0.0.1:8090"

  @Argument(help: "The run folder.")
  var run: String

  @OptionGroup(title: "Callbacks") var listen: ListenOptions
  @OptionGroup(title: "API") var host: HostOptions
  @OptionGroup(title: "Token and trust") var token: TokenOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Rehearsal") var faults: FaultOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    let address = try listen.address(sources, default: Self.address)
    let open = try await OpenRun(path: run)
    try await open.requireData()
    try open.requirePlan()
    try host.require(open.run, folder: open.folder)
    var base = open.run.settings.pace
    base.waitInSeconds = Self.patience
    let start = RunStart(
      messages: SessionMessages(speech), token: token, listen: listen, address: address,
      sources: sources, mayAsk: false, faults: faults,
      ignoresPause: pace.ignorePause, baseURL: try host.given(sources))
    try await start.listen(open, pace: try pace.settings(sources, base: base))
  }
}
