import Foundation
import Qualification

typealias Language = Qualification.Language

extension Language {
  /// The language of the locale: Portuguese for `pt…`, else English.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.lowercased().hasPrefix("pt") == true ? .portuguese : .english
  }

  /// The language before the arguments are understood: `--lang`, else the locale's.
  init(arguments: [String]) {
    let environment = ProcessInfo.processInfo.environment
    var wanted = environment["QUALIFICA_LANG"]
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count { wanted = arguments[index + 1] }
      if argument.hasPrefix("--lang=") { wanted = String(argument.dropFirst(7)) }
    }
    self = wanted.flatMap(Language.init(rawValue:)) ?? Language(environment: environment)
  }

  /// The sentence in this language.
  func pick(_ english: String, _ portuguese: String) -> String {
    self == .english ? english : portuguese
  }
}
