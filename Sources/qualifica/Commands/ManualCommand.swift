import ArgumentParser
import BulkEngine
import Foundation
import Spreadsheets

/// `qualifica manual FOLDER`, for packages: not shown in the help.
struct ManualCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    var configuration = CommandConfiguration.said(
      "manual",
      (
        "Write the man pages, one for each command, into FOLDER.",
        "Grava as páginas de manual, uma por comando, em PASTA."
      ), examples: ["qualifica manual man/pt_BR --lang pt-BR"])
    configuration.shouldDisplay = false
    return configuration
  }

  @Argument(
    help: .said("A folder that is there.", "Uma pasta que existe.", value: ("folder", "pasta")),
    completion: .directory)
  var folder: String

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() throws {
    let language = try messages.settings(try SettingSources()).language
    for page in ManualPage.all(of: try HelpTree.ofProgram().command, language) {
      var file = try AtomicFile(path: "\(folder)/\(page.fileName)")
      try file.append(Array(page.text.utf8))
      try file.commit()
    }
  }
}
