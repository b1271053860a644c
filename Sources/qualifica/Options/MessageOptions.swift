import ArgumentParser
import Foundation
import BulkEngine

/// The flags of how the command speaks.
struct MessageOptions: ParsableArguments {
  @Option(
    help: .said(
      "Language of messages: pt-BR or en. Codes and columns never change.",
      "Idioma das mensagens: pt-BR ou en. Códigos e colunas nunca mudam.",
      value: ("language", "idioma")),
    completion: .list(["pt-BR", "en"]))
  var lang: String?

  @Flag(
    help: .said(
      "Print the answer as JSON on standard output: of run, check, resume, listen and export the "
        + "content of summary.json.",
      "Escreve a resposta em JSON na saída padrão: em run, check, resume, listen e export, o conteúdo "
        + "de summary.json."))
  var json = false

  @Flag(
    name: .shortAndLong, help: .said("Say nothing but failures.", "Só informa falhas."))
  var quiet = false

  @Flag(name: .shortAndLong, help: .said("Say more.", "Informa mais."))
  var verbose = false

  @Flag(
    help: .said("No colours and no drawn progress.", "Sem cores e sem barra de progresso."))
  var noColor = false

  @Flag(
    help: .said(
      "Never ask; where consent is needed and not given, stop.",
      "Nunca pergunta; sem o consentimento necessário, para."))
  var noInput = false

  @Option(
    help: .said(
      "How progress is shown: auto, bar, plain, json or off. json: an object a line on standard error, "
        + "and nothing else there but failures.",
      "Como o progresso aparece: auto, bar, plain, json ou off. json: um objeto por linha na saída de "
        + "erro, e nada mais ali além de falhas.", value: ("how", "modo")),
    completion: .list(ProgressMode.allCases.map(\.rawValue)))
  var progress: String?

  /// What is given as a flag.
  var flags: [Setting: String] {
    let flags: [(Setting, Bool)] = [
      (.json, json), (.quiet, quiet), (.verbose, verbose), (.noColor, noColor),
      (.noInput, noInput),
    ]
    var given = Dictionary(
      uniqueKeysWithValues: flags.filter(\.1).map { ($0.0, "true") })
    given[.lang] = lang
    given[.progress] = progress
    return given
  }

  /// How the command speaks, after environment and configuration were asked too.
  ///
  /// From here on every failure is in this language.
  /// - Throws: ``SettingError``.
  func settings(_ sources: SettingSources) throws -> MessageSettings {
    let named = try sources.text(.lang, flag: lang).flatMap { Language(name: $0) }
    let language = named ?? Language(environment: ProcessInfo.processInfo.environment)
    Language.speak(language)
    return MessageSettings(
      language: language, json: sources.isOn(.json, flag: json),
      quiet: sources.isOn(.quiet, flag: quiet), verbose: sources.isOn(.verbose, flag: verbose),
      noColor: sources.isOn(.noColor, flag: noColor),
      noInput: sources.isOn(.noInput, flag: noInput),
      progress: try sources.text(.progress, flag: progress).flatMap(ProgressMode.init(rawValue:))
        ?? .auto)
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
  var progress = ProgressMode.auto
}
