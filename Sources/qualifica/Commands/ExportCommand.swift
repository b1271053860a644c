import ArgumentParser
import JournalStore
import Qualification

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
    let language = try messages.language(try SettingSources())
    let folder = RunFolder(path: run)
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: run) }
    let lock = try folder.lock()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    guard var stored = try await journal.run(), stored.plannedAt != nil else {
      throw RunFailure.notPlanned(path: run)
    }
    stored.settings.output = try outputs.settings(over: stored.settings.output)
    let session = try RunSession.reopen(
      folder, lock: lock, journal: journal, run: stored,
      messages: SessionMessages(messages, language: language))
    throw RunEnd(code: try await session.finish())
  }
}
