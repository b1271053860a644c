import BulkEngine

/// More arguments than any command takes: the parser's time grows with their square.
struct TooManyArguments: ExplainedError {
  let count: Int
  /// Every option of `run` and every field of `--map` many times over.
  static let most = 1_000

  /// - Returns: `arguments`.
  /// - Throws: ``TooManyArguments``.
  static func refuse(_ arguments: [String]) throws -> [String] {
    guard arguments.count <= most else { throw TooManyArguments(count: arguments.count) }
    return arguments
  }

  var status: ExitStatus { .usage }

  func text(_ language: Language) -> String {
    language.pick(
      "\(count) arguments are too many; at most \(Self.most) are taken. Give one file, and settings "
        + "in a configuration file.",
      "\(count) argumentos são demais; o máximo é \(Self.most). Passe um arquivo só e as opções num "
        + "arquivo de configuração.")
  }
}
