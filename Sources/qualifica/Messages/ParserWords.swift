import BulkEngine

/// What the argument parser says, in Portuguese: it speaks English only. Its sentences are few; what is
/// not among them stays as it is.
enum ParserWords {
  /// - Parameter message: help or an error, as the parser gives it.
  static func text(_ message: String, _ language: Language) -> String {
    guard language == .portuguese else { return message }
    return message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  private static func line(_ line: String) -> String {
    var line = line
    for (english, portuguese) in headings where line.hasPrefix(english) {
      line = portuguese + line.dropFirst(english.count)
      break
    }
    for (english, portuguese) in phrases { line = line.replacing(english, with: portuguese) }
    return line
  }

  /// At the beginning of a line.
  private static let headings = [
    ("OVERVIEW: ", ""), ("USAGE: ", "USO: "), ("ARGUMENTS:", "ARGUMENTOS:"),
    ("OPTIONS:", "OPÇÕES:"), ("SUBCOMMANDS:", "COMANDOS:"), ("Error: ", "Erro: "),
    ("Usage: ", "Uso: "), ("Help:  ", "Ajuda:  "),
  ]

  private static let phrases = [
    ("[<options>]", "[<opções>]"), ("<subcommand>", "<comando>"),
    ("Show the version.", "Mostra a versão."),
    ("Show help information.", "Mostra esta ajuda."),
    ("Show subcommand help information.", "Mostra a ajuda de um comando."),
    ("' for detailed help.", "' mostra a ajuda de cada comando."),
    ("' for more information.", "' mostra mais."), ("See 'qualifica", "'qualifica"),
    ("Unexpected argument '", "Argumento inesperado: '"),
    (" unexpected arguments: '", " argumentos inesperados: '"),
    ("Missing expected argument '", "Falta o argumento '"),
    ("Unknown option '", "Opção desconhecida: '"), ("'. Did you mean '", "'. Você quis dizer '"),
    ("Missing value for '", "Falta o valor de '"),
    ("Missing required subcommand.", "Falta o comando."),
    ("Missing one of: '", "Falta um destes: '"),
    ("The option '", "A opção '"),
    ("' does not take any value, but '", "' não aceita valor, mas veio '"),
    ("' was specified.", "'."), ("The value '", "O valor '"),
    ("' is invalid for '", "' não serve para '"),
    ("Invalid option: ", "Opção inválida: "), ("Please provide one of ", "Use um destes: "),
    ("Please provide one of the following:", "Use um destes:"),
    ("(default: ", "(padrão: "), ("Value to be set with ", "O valor de "),
    (" had already been set with ", " já foi definido com "),
  ]

  // MARK: A command that is none

  /// The nearest command, where the first word is none.
  static func meant(_ arguments: [String], of commands: [String], _ language: Language) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-"), word.count <= 40,
      !commands.contains(word), word != "help"
    else { return nil }
    let ranked = commands.map { ($0, EditDistance.letters(word.lowercased(), $0)) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
    let shown = SanitizedText.line(word)
    guard best.1 <= max(1, best.0.count / 3) || best.0.hasPrefix(word.lowercased()) else {
      return language.pick(
        "There is no command '\(shown)'. Commands: \(commands.joined(separator: ", ")).",
        "Não existe o comando '\(shown)'. Comandos: \(commands.joined(separator: ", ")).")
    }
    return language.pick(
      "There is no command '\(shown)'. Did you mean 'qualifica \(best.0)'?",
      "Não existe o comando '\(shown)'. Você quis dizer 'qualifica \(best.0)'?")
  }
}
