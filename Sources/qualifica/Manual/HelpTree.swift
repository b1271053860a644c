import ArgumentParser
import Foundation
import Spreadsheets

/// The help of every command as the argument parser describes it, in the language that is spoken.
struct HelpTree: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let subcommands: [Command]?
    let arguments: [Argument]?

    /// Those that people are shown; `help` explains itself.
    var shownSubcommands: [Command] {
      (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
  }

  struct Argument: Decodable {
    enum Kind: String, Decodable {
      case positional, option, flag
    }

    struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: Kind
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let discussion: String?
    let sectionTitle: String?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
  }

  /// The command that explains the one that was given: `qualifica help ledger forget`.
  static func command(of arguments: [String] = SystemPath.arguments) -> String {
    var words = ["qualifica", "help"]
    var commands = Qualifica.configuration.subcommands
    for argument in arguments {
      guard let named = commands.first(where: { $0.configuration.commandName == argument }) else {
        break
      }
      words.append(argument)
      commands = named.configuration.subcommands
    }
    return words.joined(separator: " ")
  }

  /// Of the whole program.
  static func ofProgram() throws -> HelpTree {
    try JSONDecoder().decode(HelpTree.self, from: Data(Qualifica._dumpHelp().utf8))
  }
}
