import ArgumentParser
import BulkEngine

/// `qualifica export RUN`
struct ExportCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "export",
      (
        "Write the output files again from input and journal.",
        "Grava de novo os arquivos de saída, a partir da planilha e do diário."
      ), examples: ["qualifica export folha.qualifica --keep 'Centro de custo'"])
  }

  @Argument(
    help: .said("The run folder.", "A pasta da execução.", value: ("run", "pasta")),
    completion: .directory)
  var run: String

  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.shared) var given: SharedInputOptions
  @OptionGroup(title: OptionTitle.shared) var place: SharedOutputOptions
  @OptionGroup(title: OptionTitle.outputs) var outputs: OutputOptions
  @OptionGroup(title: OptionTitle.outputs) var profiles: ProfileOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    try monitoring.begin("export", on: run, sources)
    let profile = try profiles.request(sources)
    var open = try await OpenRun(
      at: try await SharedPlace.folder(
        of: run, shared, given, output: place.output, sources))
    try await open.requireData()
    try open.requirePlan()
    try open.run.settings.own.require(profile)
    open.run.settings.output = try outputs.settings(over: open.run.settings.output)
    var session = try await RunSession.reopen(
      open, messages: SessionMessages(speech), usesLedger: false)
    try Family.keep(outputs.keep, of: session.input, session.folder)
    session.profile = profile
    try await session.end(stop: nil)
  }
}
