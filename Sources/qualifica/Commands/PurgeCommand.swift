import ArgumentParser
import Foundation
import BulkEngine

/// `qualifica purge RUN`
struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Remove the personal data of a finished run; the journal stays as proof.",
    discussion: """
      Removes the output files, corrected ones too (fix.edited.csv), the copy of the input and what \
      the simulator kept, also in the folders of its fix.csv. The journal and summary.json hold \
      nothing personal and stay, so status still works; resume and export do not any more. The input \
      file is yours and is not touched. On a terminal it asks first.
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
    let messages = try messages.settings(sources)
    let purge = try await Purge(OpenRun(path: run, goesOn: false), givesUp: unfinished)
    let says = SessionMessages(messages)
    let names = try purge.content().personal
    guard
      try names.isEmpty || yes || !Terminal.inputIsTerminal
        || (!messages.noInput && Consent.isPossible && says.asksForPurge(names))
    else {
      throw RunFailure.purgeDeclined
    }
    let content = try await purge.perform()
    if messages.json { try Terminal.answer(json: try PurgeReport(content).json()) }
    says.purged(content, folder: purge.folder)
  }
}
