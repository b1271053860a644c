import ArgumentParser
import Foundation
import BulkEngine

/// The flags of how the command speaks.
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

  /// What is given as a flag.
  var flags: [Setting: String] {
    let flags: [(Setting, Bool)] = [
      (.json, json), (.quiet, quiet), (.verbose, verbose), (.noColor, noColor),
      (.noInput, noInput),
    ]
    var given = Dictionary(
      uniqueKeysWithValues: flags.filter(\.1).map { ($0.0, "true") })
    given[.lang] = lang
    return given
  }

  /// How the command speaks, after environment and configuration were asked too.
  ///
  /// From here on every failure is told in this language.
  /// - Throws: ``SettingError``.
  func settings(_ sources: SettingSources) throws -> MessageSettings {
    let named = try sources.text(.lang, flag: lang).flatMap { Language(name: $0) }
    let language = named ?? Language(environment: ProcessInfo.processInfo.environment)
    Language.speak(language)
    return MessageSettings(
      language: language, json: sources.isOn(.json, flag: json),
      quiet: sources.isOn(.quiet, flag: quiet), verbose: sources.isOn(.verbose, flag: verbose),
      noColor: sources.isOn(.noColor, flag: noColor),
      noInput: sources.isOn(.noInput, flag: noInput))
  }
}

/// How the command speaks.
struct MessageSettings: Sendable {
  var language: Language
  var json = false
  var quiet = false
  var verbose = false
  var noColor = false
  var noInput = false
}
