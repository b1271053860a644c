import Foundation
import BulkEngine
import Spreadsheets
import Synchronization

typealias Language = BulkEngine.Language

extension Language {
  /// The language of the locale: Portuguese for `pt…`, else English.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    self = locale?.lowercased().hasPrefix("pt") == true ? .portuguese : .english
  }

  /// The language that a person means: `pt-BR`, `pt`, `pt_BR.UTF-8`, `EN`, `en-GB`.
  init?(name: String) {
    let language = name.lowercased().prefix { !"-_.@".contains($0) }
    switch language {
    case "pt": self = .portuguese
    case "en": self = .english
    default: return nil
    }
  }

  private static let spoken = Mutex<Language?>(nil)

  /// Tells failures in this language from now on.
  static func speak(_ language: Language) {
    spoken.withLock { $0 = language }
  }

  /// The language of failures and of what is said between the phases.
  static var current: Language {
    spoken.withLock { $0 } ?? asked
  }

  /// The language that arguments and locale ask for. Found once: every sentence of help depends on it.
  private static let asked = Language(arguments: SystemPath.arguments)

  /// The language before the arguments are understood: `--lang`, else the locale's.
  init(arguments: [String]) {
    let environment = ProcessInfo.processInfo.environment
    var wanted = environment["QUALIFICA_LANG"]
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count { wanted = arguments[index + 1] }
      if argument.hasPrefix("--lang=") { wanted = String(argument.dropFirst(7)) }
    }
    self = wanted.flatMap { Language(name: $0) } ?? Language(environment: environment)
  }

  /// The sentence in this language.
  func pick(_ english: String, _ portuguese: String) -> String {
    self == .english ? english : portuguese
  }
}
