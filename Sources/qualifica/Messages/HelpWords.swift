import ArgumentParser
import BulkEngine

extension Language {
  /// A sentence of help, in the language of the reader.
  static func said(_ english: String, _ portuguese: String) -> String {
    current.pick(english, portuguese)
  }
}

extension ArgumentHelp {
  /// Help in the language of the reader.
  ///
  /// - Parameters:
  ///   - more: what is said below, in both languages.
  ///   - value: what the value is called in both languages; nil where the option's name says it.
  static func said(
    _ english: String, _ portuguese: String, more: (String, String)? = nil,
    value: (String, String)? = nil
  ) -> ArgumentHelp {
    ArgumentHelp(
      "\(Language.said(english, portuguese))",
      discussion: more.map { Language.said($0.0, $0.1) } ?? "",
      valueName: value.map { Language.said($0.0, $0.1) })
  }
}

/// Titles of groups of options.
enum OptionTitle {
  static var input: String { Language.said("Input", "Entrada") }
  static var inputAndFolder: String {
    Language.said("Input and run folder", "Entrada e pasta da execução")
  }
  static var outputs: String { Language.said("Outputs", "Saídas") }
  static var api: String { "API" }
  static var tokenAndTrust: String { Language.said("Token and trust", "Chave e certificados") }
  static var ledger: String { "Ledger" }
  static var callbacks: String { "Callbacks" }
  static var shared: String { Language.said("Several machines", "Várias máquinas") }
  static var pace: String { Language.said("Pace", "Ritmo") }
  static var rehearsal: String { Language.said("Rehearsal", "Ensaio") }
  static var monitoring: String { Language.said("Monitoring", "Acompanhamento") }
  static var messages: String { Language.said("Messages", "Mensagens") }
}

extension CommandConfiguration {
  /// A command's help in the language of the reader.
  ///
  /// - Parameters:
  ///   - abstract: one line, in both languages.
  ///   - more: what is said below it, in both languages.
  ///   - examples: command lines to try.
  static func said(
    _ name: String, _ abstract: (String, String), more: (String, String)? = nil,
    examples: [String] = []
  ) -> CommandConfiguration {
    var discussion = more.map { Language.said($0.0, $0.1) } ?? ""
    if !examples.isEmpty {
      discussion += discussion.isEmpty ? "" : "\n\n"
      discussion += Language.said("Examples:", "Exemplos:") + "\n"
      discussion += examples.map { "  \($0)" }.joined(separator: "\n")
    }
    return CommandConfiguration(
      commandName: name, abstract: Language.said(abstract.0, abstract.1), discussion: discussion)
  }
}
