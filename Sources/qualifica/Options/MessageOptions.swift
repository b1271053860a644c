import ArgumentParser
import Foundation
import Qualification

/// How the command speaks.
struct MessageOptions: ParsableArguments {
  @Option(help: "Language of messages: pt-BR or en. Codes and columns never change.")
  var lang: String?

  @Flag(help: "Print the content of summary.json on standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but failures.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  @Flag(help: "No colours and no drawn progress.")
  var noColor = false

  @Flag(help: "Never ask; where consent is needed and not given, stop.")
  var noInput = false

  func language(_ sources: SettingSources) throws -> Language {
    let given = try lang ?? sources.value("lang") { $0 }
    guard let given else { return Language(environment: ProcessInfo.processInfo.environment) }
    guard let language = Language(rawValue: given) else {
      throw SettingError(
        option: "lang", problem: "it is pt-BR or en",
        portuguese: "é pt-BR ou en")
    }
    return language
  }
}
