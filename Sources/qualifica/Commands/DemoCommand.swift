import ArgumentParser
import BulkEngine
import Spreadsheets

/// `qualifica demo [FOLDER]`
struct DemoCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "demo",
      (
        "Show the way of a sheet, with ten invented people and the simulator; needs nothing else.",
        "Mostra o caminho de uma planilha, com dez pessoas inventadas e o simulador; não precisa de mais "
          + "nada."
      ), examples: ["qualifica demo", "qualifica demo --lang pt-BR"])
  }

  @Argument(
    help: .said(
      "A new folder for the sheet and the files. Default: \(DemoFolder.usualName).",
      "Uma pasta nova para a planilha e os arquivos. Padrão: \(DemoFolder.usualName).",
      value: ("folder", "pasta")), completion: .directory)
  var folder: String?

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let speech = try messages.settings(try SettingSources())
    let folder = try DemoFolder(given: folder)
    let tour = DemoTour(
      folder: folder, language: speech.language, columns: Terminal.outputColumns)
    func tell(_ lines: [String]) throws {
      if !speech.json { try Terminal.answer(lines) }
    }
    try folder.writeSheet()
    try tell(tour.beginning + tour.sheet + tour.run)
    var first = speech
    // A program gets one document, that of the end.
    first.json = false
    try await perform(folder.sheetPath, first, expecting: .someNeedAPerson)
    try folder.correctFix()
    try tell(tour.correction + tour.secondRun)
    try await perform(folder.fixPath, speech, expecting: .allValid)
    try tell(tour.end)
  }

  /// Runs a file as the command would that the tour shows; the user's settings of real runs are set
  /// aside, so that no environment, rate or service of theirs comes in.
  ///
  /// - Throws: ``RunEnd`` with the exit code that was not expected.
  private func perform(
    _ file: String, _ speech: MessageSettings, expecting status: ExitStatus
  ) async throws {
    var arguments = [file, "--simulate", "--lang", speech.language.pick("en", "pt-BR")]
    arguments += ["--progress", speech.progress.rawValue]
    let flags = [
      ("json", speech.json), ("quiet", speech.quiet), ("verbose", speech.verbose),
      ("no-color", speech.noColor),
    ]
    arguments += flags.filter(\.1).map { "--\($0.0)" }
    let command = try RunCommand.parse(arguments)
    do {
      try await SettingSources.$areSetAside.withValue(true) { try await command.run() }
    } catch let end as RunEnd where end.code == status {
      return
    }
  }
}
