import ArgumentParser
import Foundation
import JournalStore
import Qualification

/// `qualifica resume RUN`
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Settle what is in doubt, send what is unsent, wait for what is pending.")

  @Argument(help: "The run folder.")
  var run: String

  @OptionGroup(title: "Token") var token: TokenOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    let folder = RunFolder(path: run)
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: run) }
    let lock = try RunSession.lock(folder)
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    guard let stored = try await journal.run(), stored.plannedAt != nil else {
      throw RunFailure.notPlanned(path: run)
    }
    var session = try RunSession.reopen(
      folder, lock: lock, journal: journal, run: stored,
      messages: SessionMessages(messages, language: language))
    var pace = try pace.settings(sources, base: stored.settings.pace)
    let isSimulated = stored.settings.environment == SimulatedEnvironment.name
    let token = isSimulated ? nil : try token.token(sources)
    try await session.obtainConsent(&pace, mayAsk: !messages.noInput)
    try await session.work(
      Connection(settings: stored.settings, pace: pace, folder: folder, token: token))
  }
}
