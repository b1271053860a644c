import Foundation
import Testing

/// Looks at everything a command says in any test: no sentence may have a word of the other language.
enum LanguageWatch {
  /// Words that no sentence goes without and that the other language does not have.
  private static var english: Regex<(Substring, Substring)> {
    /\b(the|of|and|with|which|this|that|is|are|was|were|has|have|been|cannot|from|its|not|into|records?|rows?|missing|needs?|would|should|there|they|it|you|your)\b/
  }
  private static var portuguese: Regex<(Substring, Substring)> {
    /\b(não|são|está|estão|uma|foi|foram|com|para|dos|das|nos|nas|execução|registros?|linhas?|arquivos?|falta|pela|pelo|seu|sua|ou)\b/
  }

  /// Commands that print what somebody else wrote: profiles, files, completions.
  private static let quoting: Set<String> = [
    "profiles", "simulator", "--generate-completion-script",
  ]

  static func look(at errors: String, _ output: String, of arguments: [String], language: String) {
    guard quoting.isDisjoint(with: arguments) else { return }
    let isPortuguese = language.lowercased().hasPrefix("pt")
    let foreign = isPortuguese ? english : portuguese
    var said = errors.split(separator: "\n")
    if !arguments.contains("--json"), isPortuguese || arguments.first != "inspect" {
      said += output.split(separator: "\n")
    }
    for line in said {
      let sentence = withoutQuotations(String(line)).lowercased()
      if let word = sentence.firstMatch(of: foreign) {
        Issue.record(
          "\(isPortuguese ? "English" : "Portuguese") '\(word.0)' in: \(line)\nof \(arguments)")
      }
    }
  }

  /// Without what is the same in both languages: quoted names, commands to paste, options, paths.
  private static func withoutQuotations(_ line: String) -> String {
    line.replacing(/'[^']*'|"[^"]*"|«[^»]*»/, with: "")
      .replacing(/qualifica [a-z]+ .*/, with: "")
      // Headers that are recognised, in whatever language.
      .replacing(/^ +(also|também): .*/, with: "")
      .replacing(/--[a-z-]+(=\S+)?/, with: "")
      .replacing(/\S*[\/_.@=]\S+/, with: "")
      .replacing(/\([a-z_]+\)|\[[a-z_.]+\]/, with: "")
  }
}
