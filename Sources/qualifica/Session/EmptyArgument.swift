import BulkEngine

/// An argument without a character: what a shell makes of a variable that is not set.
///
/// No path, name or number is empty. Taken as one it would mean the folder the command stands in.
struct EmptyArgument: CommandError {
  /// The option before it; nil where it stands alone.
  let option: String?

  /// - Returns: `arguments`.
  /// - Throws: ``EmptyArgument``.
  static func refuse(_ arguments: [String]) throws -> [String] {
    // The shells ask for completions of what is typed so far, which may be nothing.
    guard arguments.first?.hasPrefix("---") != true else { return arguments }
    for (index, argument) in arguments.enumerated() {
      if argument.isEmpty {
        let before = index > 0 ? arguments[index - 1] : ""
        throw EmptyArgument(option: before.hasPrefix("-") ? before : nil)
      }
      if argument.hasPrefix("--"), argument.hasSuffix("="),
        argument.firstIndex(of: "=") == argument.lastIndex(of: "=")
      {
        throw EmptyArgument(option: String(argument.dropLast()))
      }
    }
    return arguments
  }

  var status: ExitStatus { .usage }

  var explanation: Explanation {
    let option = option.map(SettingError.shown)
    return Explanation(
      Bilingual(
        "\(option.map { "The value of \($0)" } ?? "An argument") is empty.",
        "\(option.map { "O valor de \($0)" } ?? "Um argumento") está vazio."),
      next: Bilingual(
        "Is a variable of the script not set? Give a value, or leave the option out.",
        "Alguma variável do script não está definida? Informe um valor ou omita a opção."))
  }
}
