import ArgumentParser
import Foundation
import Qualification

/// `qualifica purge RUN`
struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Remove the personal data of a finished run; the journal stays as proof.",
    discussion: """
      Removes the output files, the copy of standard input and what the simulator kept. The journal \
      and summary.json hold nothing personal and stay, so status still works; resume and export do \
      not any more. The input file is yours and is not touched. On a terminal it asks first.
      """)

  @Argument(help: "The run folder.")
  var run: String

  @Flag(help: "Do not ask.")
  var yes = false

  @Flag(help: "Also a run that is not finished: what is left of it will never be settled.")
  var unfinished = false

  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    let held = try await HeldRun(path: run)
    let purge = Purge(held: held)
    if !unfinished, try await purge.isUnfinished() { throw RunFailure.unfinished(path: run) }
    let says = SessionMessages(messages, language: language)
    let isConsented = try yes || sources.flag("yes") ?? false
    let names = try purge.names()
    guard
      isConsented || messages.noInput || !Terminal.inputIsTerminal
        || says.asksForPurge(names)
    else {
      throw RunFailure.purgeDeclined
    }
    let removed = try await purge.perform()
    withExtendedLifetime(held.lock) {}
    let left = try purge.strangers()
    if messages.json {
      try Terminal.answer(json: try PurgeReport(removed: removed, left: left).json())
    }
    says.purged(removed, left: left, folder: held.folder)
  }
}
