import ArgumentParser
import BulkEngine
import Foundation

/// `qualifica config`
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show every setting, its value and where it comes from.",
    discussion: """
      A flag wins over QUALIFICA_<OPTION> in the environment, that over ./qualifica.json, that over \
      $XDG_CONFIG_HOME/qualifica/config.json. Keys are never shown. Ends with 78 where a setting does \
      not exist or does not fit.
      """)

  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    let list = SettingList(
      sources, flags: messages.flags, language: speech.language,
      environment: ProcessInfo.processInfo.environment)
    guard speech.json else { return try Terminal.answer(list.lines(speech.language)) }
    try Terminal.answer(json: try list.json())
  }
}
