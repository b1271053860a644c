import BulkEngine

/// One page of the manual in the macros of man(7), from the same words as `--help`.
struct ManualPage {
  let command: HelpTree.Command
  /// The command and those above it, `qualifica ledger list`.
  let path: [String]
  let language: Language

  /// The page of a command and the pages of those below it.
  static func all(
    of command: HelpTree.Command, below parents: [String] = [], _ language: Language
  ) -> [ManualPage] {
    let page = ManualPage(
      command: command, path: parents + [command.commandName], language: language)
    return [page] + command.shownSubcommands.flatMap { all(of: $0, below: page.path, language) }
  }

  var name: String { path.joined(separator: "-") }
  var fileName: String { "\(name).1" }

  var text: String {
    var roff = Roff()
    roff.title(
      name, program: "qualifica \(ProgramVersion.text)",
      manual: pick("Manual of qualifica", "Manual do qualifica"))
    roff.section(pick("Name", "Nome"))
    roff.text("\(name) - \(command.abstract ?? "")")
    roff.section(pick("Synopsis", "Sinopse"))
    roff.raw(synopsis)
    if let discussion = command.discussion {
      roff.section(pick("Description", "Descrição"))
      roff.paragraphs(discussion)
    }
    addSubcommands(to: &roff)
    addArguments(to: &roff)
    if path.count == 1 { addReference(to: &roff) }
    addNeighbours(to: &roff)
    return roff.text
  }

  private func pick(_ english: String, _ portuguese: String) -> String {
    language.pick(english, portuguese)
  }

  private var synopsis: String {
    var words = [Roff.bold(path.joined(separator: " "))]
    if command.shownArguments.contains(where: { $0.kind != .positional }) {
      words.append("[" + Roff.italic(pick("options", "opções")) + "]")
    }
    for argument in command.shownArguments where argument.kind == .positional {
      let word = Roff.italic(argument.valueName ?? "") + (argument.isRepeating ? " ..." : "")
      words.append(argument.isOptional ? "[\(word)]" : word)
    }
    if !command.shownSubcommands.isEmpty {
      words.append(Roff.italic(pick("command", "comando")))
    }
    return words.joined(separator: " ")
  }

  // MARK: Sections

  private func addSubcommands(to roff: inout Roff) {
    guard !command.shownSubcommands.isEmpty else { return }
    roff.section(pick("Commands", "Comandos"))
    for subcommand in command.shownSubcommands {
      roff.entry(
        Roff.bold((path + [subcommand.commandName]).joined(separator: "-")) + "(1)",
        subcommand.abstract ?? "")
    }
  }

  /// Arguments and options under the titles of `--help`, in its order.
  private func addArguments(to roff: inout Roff) {
    var titles: [String] = []
    var groups: [String: [HelpTree.Argument]] = [:]
    for argument in command.shownArguments {
      let title =
        argument.kind == .positional
        ? pick("Arguments", "Argumentos") : argument.sectionTitle ?? pick("Options", "Opções")
      if groups[title] == nil { titles.append(title) }
      groups[title, default: []].append(argument)
    }
    for title in titles {
      roff.section(title)
      for argument in groups[title] ?? [] {
        roff.entry(Self.heading(argument), said(argument.abstract))
        if let more = argument.discussion { roff.more(more) }
        if let value = argument.defaultValue {
          roff.more(pick("Default: ", "Padrão: ") + value + ".")
        }
      }
    }
  }

  private static func heading(_ argument: HelpTree.Argument) -> String {
    let value = argument.valueName.map { Roff.italic($0) } ?? ""
    guard argument.kind != .positional else { return value }
    // The short name first, as in the help.
    let texts = (argument.names ?? []).map(\.text).sorted { $0.count < $1.count }
    let names = texts.map { Roff.bold($0) }.joined(separator: ", ")
    return argument.kind == .option ? "\(names) \(value)" : names
  }

  /// The parser's own sentences, in the language.
  private func said(_ text: String?) -> String {
    text.map { ParserWords.text($0, language) } ?? ""
  }

  /// What holds for every command stands on the first page.
  private func addReference(to roff: inout Roff) {
    roff.section(pick("Exit status", "Código de saída"))
    for status in ExitStatus.allCases {
      roff.entry(Roff.bold("\(status.rawValue)"), status.meaning.text(language))
    }
    roff.section(pick("Environment", "Ambiente"))
    for (name, meaning) in Self.variables {
      roff.entry(Roff.bold(name), meaning.text(language))
    }
    roff.section(pick("Files", "Arquivos"))
    for (name, meaning) in Self.files { roff.entry(Roff.italic(name), meaning.text(language)) }
  }

  private func addNeighbours(to roff: inout Roff) {
    let others =
      path.count == 1
      ? command.shownSubcommands.map { "\(name)-\($0.commandName)" }
      : [path.dropLast().joined(separator: "-")]
    guard !others.isEmpty else { return }
    roff.section(pick("See also", "Veja também"))
    roff.raw(others.map { Roff.bold($0) + "(1)" }.joined(separator: ", "))
  }

  // MARK: Reference

  private static let variables = [
    (
      "QUALIFICA_OPTION",
      Bilingual(
        "The value of an option where no flag gives it; QUALIFICA_BASE_URL is --base-url.",
        "O valor de uma opção quando nenhuma opção da linha de comando o dá; QUALIFICA_BASE_URL é "
          + "--base-url.")
    ),
    ("QUALIFICA_TOKEN", Bilingual("The API key.", "A chave da API.")),
    (
      "QUALIFICA_RETIRED_TOKENS",
      Bilingual(
        "Keys that callbacks may still be signed with.",
        "Chaves com as quais ainda podem vir callbacks assinados.")
    ),
    (
      "QUALIFICA_CONFIG",
      Bilingual(
        "The only configuration file to be read.", "O único arquivo de configuração a ser lido.")
    ),
    ("NO_COLOR", Bilingual("No colours, where it is not empty.", "Sem cores, quando não vazia.")),
  ]

  private static let files = [
    (
      "./qualifica.json",
      Bilingual("Settings of a folder, as JSON.", "Configurações de uma pasta, em JSON.")
    ),
    (
      "$XDG_CONFIG_HOME/qualifica/config.json",
      Bilingual(
        "Settings of a person; ~/.config without the variable.",
        "Configurações de uma pessoa; ~/.config sem a variável.")
    ),
    (
      "$XDG_STATE_HOME/qualifica/ledger.sqlite",
      Bilingual(
        "What earlier runs did; ~/.local/state without the variable.",
        "O que execuções anteriores fizeram; ~/.local/state sem a variável.")
    ),
  ]
}
