import ArgumentParser
import BulkEngine
import Foundation
import PayrollProfiles

/// `qualifica profiles [NAME]`
struct ProfilesCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "profiles",
      (
        "The layouts of payroll systems, and whether they are proven; NAME prints one to edit.",
        "Os layouts de sistemas de folha, e se são comprovados; NOME mostra um para editar."
      ), examples: ["qualifica profiles", "qualifica profiles senior > meu.json"])
  }

  @Argument(
    help: .said(
      "A profile: its JSON is printed, as the start of one's own.",
      "Um perfil: o JSON dele é mostrado, como ponto de partida para o seu.",
      value: ("name", "nome")), completion: .list(ShippedProfiles.all.map(\.name)))
  var name: String?

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() throws {
    let messages = try messages.settings(try SettingSources())
    guard let name else {
      let profiles = try ShippedProfiles.all.map { try ProfileRequest.load($0.name) }
      guard messages.json else {
        let columns = Terminal.outputColumns
        return try Terminal.answer(
          profiles.flatMap { Self.lines($0, messages.language) }.flatMap {
            TextLayout.wrapped($0, to: columns, indent: 2)
          })
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(profiles.map(Entry.init))
      return try Terminal.answer(json: String(decoding: data, as: UTF8.self))
    }
    guard let json = ShippedProfiles.json(named: name) else {
      _ = try ProfileRequest.load(name)
      return try Terminal.answer(
        Self.rows(of: String(contentsOfFile: name, encoding: .utf8)))
    }
    try Terminal.answer(Self.rows(of: json))
  }

  private static func rows(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private struct Entry: Encodable {
    var name, kind, proven, title, file: String
    var sources: [String]
    var settings: [String: String]
    var required_settings: [String]

    init(_ profile: Profile) {
      (name, kind, proven) = (profile.name, profile.kind.rawValue, profile.proof.rawValue)
      (title, file, sources) = (profile.title, profile.outputName, profile.sources)
      settings = profile.settings
      required_settings = profile.requiredSettings
    }
  }

  private static func lines(_ profile: Profile, _ language: Language) -> [String] {
    let kind =
      switch profile.kind {
      case .delimited: language.pick("delimited", "delimitado")
      case .fixed: language.pick("fixed width", "largura fixa")
      case .cnab240: "CNAB 240"
      }
    var lines = [
      "\(profile.name): \(kind), \(profile.proof.text(language)), \(profile.outputName)",
      "  \(ProfileWords.text(profile.title, language))",
    ]
    if !profile.requiredSettings.isEmpty {
      lines.append(
        "  --set " + profile.requiredSettings.map { "\($0)=…" }.joined(separator: " --set "))
    }
    return lines
  }
}
