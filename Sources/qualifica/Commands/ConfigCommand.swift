import ArgumentParser
import BulkEngine
import Foundation

/// `qualifica config`
struct ConfigCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "config",
      (
        "Show every setting, its value and where it comes from.",
        "Mostra cada configuração, seu valor e de onde ele vem."
      ),
      more: (
        """
        A flag wins over QUALIFICA_<OPTION> in the environment, that over ./qualifica.json, that over \
        $XDG_CONFIG_HOME/qualifica/config.json. Keys are never shown. Ends with 78 where a setting does \
        not exist or does not fit.
        """,
        """
        A opção na linha de comando vale mais que QUALIFICA_<OPÇÃO> no ambiente, que vale mais que \
        ./qualifica.json, que vale mais que $XDG_CONFIG_HOME/qualifica/config.json. Chaves nunca \
        aparecem. Termina com 78 se uma configuração não existe ou tem valor inválido.
        """
      ))
  }

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let speech = try messages.settings(sources)
    let list = SettingList(
      sources, flags: messages.flags, language: speech.language,
      environment: ProcessInfo.processInfo.environment)
    guard speech.json else {
      return try Terminal.answer(list.lines(speech.language, columns: Terminal.outputColumns))
    }
    try Terminal.answer(json: try list.json())
  }
}
