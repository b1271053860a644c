import ArgumentParser
import BulkEngine

/// `qualifica export RUN`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the output files again from input and journal.")

  @Argument(help: "The run folder.")
  var run: String

  @OptionGroup(title: "Outputs") var outputs: OutputOptions
  @OptionGroup(title: "Outputs") var profiles: ProfileOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    let profile = try profiles.request(sources)
    var open = try await OpenRun(path: run)
    try await open.requireData()
    try open.requirePlan()
    open.run.settings.output = try outputs.settings(over: open.run.settings.output)
    var session = try await RunSession.reopen(open, messages: SessionMessages(speech))
    session.profile = profile
    try await session.end(stop: nil)
  }
}
