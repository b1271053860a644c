import ArgumentParser
import BulkEngine
import Spreadsheets

/// `qualifica status RUN…`
struct StatusCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "status",
      (
        "Counts by status, what is left, the next command.",
        "Contagem por situação, o que falta e o próximo comando."
      ),
      examples: ["qualifica status folha.qualifica", "qualifica status --exit-code --json ."])
  }

  @Argument(
    help: .said(
      "Run folders, folders that hold some, or the sheets they came from. Default: this folder.",
      "Pastas de execução, pastas que contêm execuções ou as planilhas de origem. Padrão: esta pasta."
    ),
    completion: .directory)
  var run: [String] = []

  @Flag(
    help: .said(
      "End with the code that mirrors the state: 0, 1, 2, 3, or 75 while a process or a pause holds "
        + "the run; of several the highest.",
      "Termina com o código da situação: 0, 1, 2, 3, ou 75 enquanto um processo ou uma pausa segura a "
        + "execução; de várias, o maior."))
  var exitCode = false

  @OptionGroup(title: OptionTitle.shared) var shared: SharedOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    var reports: [StatusReport] = []
    let folders = try await StatusPlaces.folders(run, shared, sources)
    for folder in folders { reports.append(try await StatusReport(folder)) }
    if messages.json {
      try Terminal.answer(
        json: reports.count == 1 && run.count == 1
          ? try reports[0].json() : try StatusReport.List(runs: reports).json())
    } else if reports.count == 1 {
      try Terminal.answer(reports[0].lines(language, columns: Terminal.outputColumns))
    } else {
      try Terminal.answer(
        StatusReport.table(reports, language, columns: Terminal.outputColumns))
    }
    guard exitCode else { return }
    let code = reports.map(\.outcome.rawValue).max() ?? 0
    throw RunEnd(code: ExitStatus(rawValue: code) ?? .allValid)
  }
}

/// Which run folders are meant.
enum StatusPlaces {
  /// - Parameter names: as they were typed; none is the current folder.
  /// - Throws: ``RunFailure/noSuchRun(path:)`` for a name without a run, ``SharedRunMissing``.
  static func folders(
    _ names: [String], _ options: SharedOptions, _ sources: SettingSources
  ) async throws -> [RunFolder] {
    let isLocal = names.isEmpty || names.contains { RunFolder(path: $0).hasJournal }
    guard !isLocal || options.journal != nil, let place = try options.place(sources) else {
      return try await folders(names)
    }
    guard !names.isEmpty else {
      throw SettingError(
        .journal, "name the code of the run, too: qualifica status CODE --journal …",
        "informe também o código da execução: qualifica status CÓDIGO --journal …")
    }
    var folders: [RunFolder] = []
    for code in names {
      var own = place
      own.code = code
      var folder = RunFolder(path: code)
      folder.shared = own.of(try await own.run())
      folders.append(folder)
    }
    return folders
  }

  private static func folders(_ names: [String]) async throws -> [RunFolder] {
    var folders: [RunFolder] = []
    for name in names.isEmpty ? ["."] : names {
      let found = try await runs(at: name)
      guard !found.isEmpty else { throw RunFailure.noSuchRun(path: name) }
      folders += found
    }
    return folders
  }

  private static func runs(at name: String) async throws -> [RunFolder] {
    let folder = RunFolder(path: name)
    if EntryStatus.of(folder.path)?.isFolder != true {
      return try await FolderChoice.newestRun(of: name).map { [$0] } ?? []
    }
    try folder.requireOwnership()
    if folder.hasJournal { return [folder] }
    return try folder.names()
      .map { RunFolder(path: folder.path == "." ? $0 : "\(folder.path)/\($0)") }
      .filter { EntryStatus.of($0.path)?.isFolder == true && $0.hasJournal }
  }
}
