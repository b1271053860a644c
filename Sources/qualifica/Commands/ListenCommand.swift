import ArgumentParser
import BulkEngine

/// `qualifica listen RUN`
struct ListenCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "listen",
      (
        "Receive the API's callbacks for RUN and settle its records from them.",
        "Recebe os callbacks da API para PASTA e resolve os registros com eles."
      ),
      more: (
        """
        Nothing is sent. Ends when no verdict is outstanding, after --wait, or with SIGINT or \
        SIGTERM, and writes the output files then. Callbacks that never come are found by polling, \
        rarely.
        """,
        """
        Nada é enviado. Termina quando não falta nenhum resultado, depois de --wait, ou com SIGINT ou \
        SIGTERM, e então grava os arquivos de saída. Callbacks que nunca chegam são supridos por \
        consultas raras.
        """
      ),
      examples: [
        "qualifica listen k7m2xq --journal postgres://folha@banco/qualifica --input folha.csv "
          + "--token-file chave"
      ])
  }

  /// What `--wait` is without being given: until all is settled.
  private static let patience: Double = 10 * 365 * 86_400
  private static let address = "127.0.0.1:8090"

  @Argument(
    help: .said(
      "The run folder, or the code of a shared run.",
      "A pasta da execução ou o código de uma execução compartilhada.", value: ("run", "pasta")),
    completion: .directory)
  var run: String

  @OptionGroup(title: OptionTitle.callbacks) var listen: ListenOptions
  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.shared) var given: SharedInputOptions
  @OptionGroup(title: OptionTitle.shared) var place: SharedOutputOptions
  @OptionGroup(title: OptionTitle.api) var host: HostOptions
  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.ledger) var ledger: LedgerFileOptions
  @OptionGroup(title: OptionTitle.pace) var pace: PaceOptions
  @OptionGroup(title: OptionTitle.rehearsal) var faults: FaultOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    try monitoring.begin("listen", on: run, sources)
    let address = try listen.address(sources, default: Self.address)
    var open = try await OpenRun(
      at: try await SharedPlace.folder(
        of: run, shared, given, output: place.output, sources))
    try await open.requireData()
    try open.requirePlan()
    try open.run.settings.own.require(nil, listens: true)
    try host.require(open.run, folder: open.folder)
    open.run.settings.ledger = try ledger.settings(over: open.run.settings.ledger, sources)
    open.run.settings.pace.waitInSeconds = Self.patience
    let wanted =
      open.folder.shared == nil
      ? try pace.settings(sources, base: open.run.settings.pace)
      : try pace.shared(sources, by: open.run, open.folder)
    let start = RunStart(
      messages: SessionMessages(speech), token: token, listen: listen, address: address,
      sources: sources, mayAsk: false, faults: faults,
      ignoresPause: pace.ignorePause, baseURL: try host.given(sources))
    try await start.listen(open, pace: wanted)
  }
}
