import ArgumentParser
import BulkEngine

/// `qualifica status RUN`
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Counts by status, what is left, the next command.")

  @Argument(help: "The run folder.")
  var run: String

  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let messages = try messages.settings(try SettingSources())
    let language = messages.language
    let folder = RunFolder(path: run)
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: run) }
    let journal = try folder.store.open(.readOnly)
    guard let stored = try await journal.run() else {
      try await journal.requireNothingSent()
      throw RunFailure.notBegun(path: run)
    }
    try await journal.examine(as: stored)
    let report = StatusReport(
      run: stored, counts: try await journal.counts(), folder: folder,
      purgedAt: try await journal.latestEvent(ofKind: Purge.eventKind)?.at)
    guard messages.json else { return try Terminal.answer(report.lines(language)) }
    try Terminal.answer(json: try report.json())
  }
}
