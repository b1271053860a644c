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
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let speech = try messages.settings(try SettingSources())
    var held = try await HeldRun(path: run)
    try await held.requireData()
    guard held.run.plannedAt != nil else { throw RunFailure.notPlanned(path: run) }
    held.write(as: try outputs.settings(over: held.run.settings.output))
    let session = try await RunSession.reopen(
      held.folder, lock: held.lock, journal: held.journal, run: held.run,
      messages: SessionMessages(speech))
    try await session.end(stop: nil)
  }
}
