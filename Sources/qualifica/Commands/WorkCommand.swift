import ArgumentParser
import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// `qualifica work RUN-CODE --journal URL --input FILE`
struct WorkCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "work",
      (
        "Take part in a shared run, from any machine that has the same file.",
        "Participa de uma execução compartilhada, de qualquer máquina que tenha o mesmo arquivo."
      ),
      more: (
        """
        Rate and concurrency are the run's, for all processes together. Files are written only with -o; \
        'export' writes them from any machine.
        """,
        """
        O ritmo e o número de requisições simultâneas são os da execução, somando todos os processos. \
        Só grava arquivos com -o; 'export' os grava de qualquer máquina.
        """
      ),
      examples: [
        "qualifica work k7m2xq --journal postgres://folha@banco/qualifica --input folha.csv "
          + "--token-file chave"
      ])
  }

  @Argument(
    help: .said(
      "The code of the run.", "O código da execução.", value: ("code", "código")))
  var run: String

  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.shared) var given: SharedInputOptions
  @OptionGroup(title: OptionTitle.shared) var place: SharedOutputOptions
  @OptionGroup(title: OptionTitle.shared) var sender: SenderOptions
  @OptionGroup(title: OptionTitle.api) var host: HostOptions
  @OptionGroup(title: OptionTitle.tokenAndTrust) var token: TokenOptions
  @OptionGroup(title: OptionTitle.ledger) var ledger: LedgerFileOptions
  @OptionGroup(title: OptionTitle.pace) var pace: PaceOptions
  @OptionGroup(title: OptionTitle.monitoring) var monitoring: MonitorOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  // Settings of every command that sends.
  @OptionGroup(visibility: .hidden) var listen: ListenOptions
  @OptionGroup(visibility: .hidden) var faults: FaultOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    try monitoring.begin("work", on: run, sources)
    let says = SessionMessages(speech)
    says.tookFromProject(sources.sensitiveOfProject)
    guard var shared = try shared.place(sources, run: run) else { throw SharedPlace.missing }
    shared.input = try given.path()
    shared = shared.of(try await shared.run())
    let temporary = place.output == nil ? try TemporaryFolder() : nil
    defer { withExtendedLifetime(temporary) {} }
    var folder = RunFolder(path: place.output ?? temporary?.path ?? "")
    folder.shared = shared
    if place.output != nil { try folder.create(for: .run) }
    let journal = shared.connect()
    try await shared.begin(journal)
    guard try await !SharedPlan.isToBeMade(in: journal, says) else {
      throw RunFailure.notPlanned(path: run)
    }
    var open = try await OpenRun(at: folder)
    try await open.recallSender(try BillSender(sender, sources), keeps: place.output != nil)
    try host.require(open.run, folder: folder)
    open.run.settings.ledger = try ledger.settings(over: open.run.settings.ledger, sources)
    var start = RunStart(
      messages: says, token: token, listen: listen, address: nil, sources: sources,
      mayAsk: false, faults: faults, baseURL: try host.given(sources))
    start.writesFiles = place.output != nil
    start.looksFirst = pace.lookFirst
    try await start.goOn(open, pace: try pace.shared(sources, by: open.run, folder))
  }
}

/// A folder for what lies on the disk while a process works that writes no files; it goes with the value.
final class TemporaryFolder {
  let path: String

  /// - Throws: ``SpreadsheetError``.
  init() throws {
    let name = "qualifica-\(getpid())-\(RandomSource.system.identifier(length: 8))"
    path = "\(FileManager.default.temporaryDirectory.path)/\(name)"
    try createPrivateFolder(at: path)
  }

  deinit { SystemPath.removeEmptyFolder(path) }
}

extension SharedPlace {
  /// The address was not given.
  static var missing: SettingError {
    SettingError(
      .journal,
      "the address of the run's server is missing: --journal postgres://user@host/database",
      "falta o endereço do servidor da execução: --journal postgres://usuario@servidor/banco")
  }
}
