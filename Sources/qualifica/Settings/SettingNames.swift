import BulkEngine

/// Names that were given as settings, by whomever.
enum SettingNames {
  /// Variables that are no options.
  static let otherVariables: Set<String> = [
    "QUALIFICA_CONFIG", "QUALIFICA_RETIRED_TOKENS", "QUALIFICA_TOKEN",
  ]

  /// The setting of this name, where `origin` may give it.
  ///
  /// - Throws: ``SettingError`` with the nearest name, or why the setting cannot be given there.
  static func setting(_ name: String, from origin: SettingError.Origin) throws -> Setting {
    if let setting = Setting(rawValue: name), !setting.isFlagOnly { return setting }
    throw SettingError(name, origin, problem(name, origin))
  }

  private static func problem(_ name: String, _ origin: SettingError.Origin) -> BothLanguages {
    if name == Setting.yes.rawValue {
      return BothLanguages(
        "consent is the flag --yes or a typed yes, never the environment or a configuration file. "
          + "Take it away there",
        "o consentimento é a opção --yes ou um sim digitado, nunca o ambiente nem um arquivo de "
          + "configuração. Retire-o dali")
    }
    if name == "token" {
      return BothLanguages(
        "the API key does not stand in a configuration file. Name its file with token-file, or set "
          + "QUALIFICA_TOKEN",
        "a chave da API não fica num arquivo de configuração. Indique o arquivo dela com token-file "
          + "ou defina QUALIFICA_TOKEN")
    }
    if Setting(rawValue: name) != nil || Setting.namesOfFlagsOnly.contains(name) {
      return BothLanguages(
        "--\(name) is given on the command line only. Take it away there",
        "--\(name) só é aceita na linha de comando. Retire-a dali")
    }
    guard let nearest = nearest(to: name, origin) else {
      return BothLanguages(
        "there is no such setting. Settings are called like the options of 'qualifica help run'",
        "não existe essa configuração. Os nomes são os das opções de 'qualifica help run'")
    }
    return BothLanguages(
      "there is no such setting; the nearest is \(nearest)",
      "não existe essa configuração; a mais parecida é \(nearest)")
  }

  /// The name that was probably meant, as `origin` writes it.
  private static func nearest(to name: String, _ origin: SettingError.Origin) -> String? {
    // Longer ones are no misspelled names, and comparing takes time.
    guard name.count <= 40 else { return nil }
    let settings = Setting.allCases.filter { !$0.isFlagOnly }
    guard case .environment(let variable) = origin else {
      let spelled = name.lowercased().replacing("_", with: "-")
      return nearest(to: spelled, among: settings.map(\.rawValue))
    }
    return nearest(to: variable, among: settings.map(\.variable) + otherVariables.sorted())
  }

  private static func nearest(to name: String, among names: [String]) -> String? {
    let spelled = name.hasPrefix("QUALIFICA_") ? name.uppercased() : name
    let ranked = names.map { (name: $0, edits: EditDistance.letters(spelled, $0)) }
    guard let best = ranked.min(by: { $0.edits < $1.edits }) else { return nil }
    let own = best.name.count - (best.name.hasPrefix("QUALIFICA_") ? 10 : 0)
    return best.edits <= max(1, own / 3) ? best.name : abbreviated(spelled, among: names)
  }

  /// The only name, or the shortest, that begins with `name`; three letters at least tell which.
  private static func abbreviated(_ name: String, among names: [String]) -> String? {
    let own = name.count - (name.hasPrefix("QUALIFICA_") ? 10 : 0)
    guard own >= 3 else { return nil }
    return names.filter { $0.hasPrefix(name) }.min { $0.count < $1.count }
  }
}
