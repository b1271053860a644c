import BulkEngine
import Configuration
import Foundation
import Spreadsheets

/// Settings beside the flags: `QUALIFICA_<OPTION>` in the environment, then `./qualifica.json`, then
/// the user's configuration file, as providers of swift-configuration in the order in which they win.
///
/// Everything is looked at before anything is used: a name that does not exist, or a value that does
/// not fit, is an error also where the command has no use for it. The library answers for one key at
/// a time: it lists no keys, keeps one of two equal ones, takes `true` for 1, and calls what does not
/// fit absent. So names and values are examined beside it, before they become a provider.
struct SettingSources: Sendable {
  /// Sources in the order in which they win.
  enum Place: Int, Comparable, Sendable {
    case flag, environment, project, user

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// One source, below the flags.
  struct Layer: Sendable {
    let place: Place
    /// The file, as it was named; nil for the environment.
    let path: String?
    fileprivate let provider: any ConfigProvider

    fileprivate func gives(_ setting: Setting) -> Bool {
      let found = try? provider.value(forKey: AbsoluteConfigKey(setting.key), type: .string)
      return found?.value != nil
    }
  }

  /// The configuration that stands beside the files it is for.
  static let projectFile = "./qualifica.json"

  /// The sources that are there, in the order in which they win.
  let layers: [Layer]
  /// Files that were looked for in vain.
  let absentFiles: [String]
  private let reader: ConfigReader
  /// Settings that decide where keys and money go and that `./qualifica.json` gives.
  let sensitiveOfProject: [Setting]

  /// What configuration files give to profiles, the project's first.
  let profileSettings: [String: String]

  /// Whether there are flags only: the environment and the files are the user's, not the demo's.
  @TaskLocal static var areSetAside = false

  /// Reads the file that `QUALIFICA_CONFIG` names and no other; without it `./qualifica.json` and
  /// `$XDG_CONFIG_HOME/qualifica/config.json` (`~/.config/…`).
  ///
  /// - Throws: ``SettingError``.
  init(environment: [String: String] = SystemPath.environment) throws {
    let environment = Self.areSetAside ? [:] : environment
    var layers = [Self.layer(of: try Self.variables(environment))]
    var absent: [String] = []
    var profileSettings: [String: String] = [:]
    for (path, place) in try Self.files(environment) {
      guard let file = try SettingsFile(path: path) else {
        absent.append(path)
        continue
      }
      if place == .project { try Self.requireTrust(file) }
      profileSettings.merge(file.profileSettings) { first, _ in first }
      layers.append(Self.layer(of: file, place))
    }
    self.layers = layers
    absentFiles = absent
    self.profileSettings = profileSettings
    reader = ConfigReader(providers: layers.map(\.provider))
    sensitiveOfProject = Setting.allCases.filter { setting in
      setting.isSensitive && layers.first { $0.gives(setting) }?.place == .project
    }.sorted { $0.rawValue < $1.rawValue }
  }

  private static func files(
    _ environment: [String: String]
  ) throws -> [(path: String, place: Place)] {
    guard !areSetAside else { return [] }
    guard let path = environment["QUALIFICA_CONFIG"], !path.isEmpty else {
      let own = userFile(environment).map { [($0, Place.user)] } ?? []
      return [(projectFile, .project)] + own
    }
    guard SystemPath.exists(path) else {
      throw SettingError(
        "", .environment(variable: "QUALIFICA_CONFIG"),
        Bilingual("there is no file \(path)", "não existe o arquivo \(path)"))
    }
    return [(path, .user)]
  }

  private static func layer(of variables: [String: String]) -> Layer {
    let secrets = Set(Setting.allCases.filter(\.mayHoldCredentials).map(\.variable))
    let provider = EnvironmentVariablesProvider(
      environmentVariables: variables, secretsSpecifier: .specific(secrets))
    return Layer(
      place: .environment, path: nil, provider: provider.prefixKeys(with: "qualifica"))
  }

  private static func layer(of file: SettingsFile, _ place: Place) -> Layer {
    let values = file.values.map { setting, text in
      (
        AbsoluteConfigKey(setting.key),
        ConfigValue(.string(text), isSecret: setting.mayHoldCredentials)
      )
    }
    return Layer(
      place: place, path: file.path,
      provider: InMemoryProvider(
        name: file.path, values: Dictionary(uniqueKeysWithValues: values)))
  }

  /// A relative folder in `XDG_CONFIG_HOME` is to be ignored, says its specification.
  private static func userFile(_ environment: [String: String]) -> String? {
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
      return "\(home)/qualifica/config.json"
    }
    return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.config/qualifica/config.json" }
  }

  /// The variables that give a setting, with their texts.
  private static func variables(_ environment: [String: String]) throws -> [String: String] {
    var texts: [String: String] = [:]
    for (variable, text) in environment.sorted(by: { $0.key < $1.key })
    where variable.hasPrefix("QUALIFICA_") && !SettingNames.otherVariables.contains(variable) {
      let name = variable.dropFirst(10).lowercased().replacing("_", with: "-")
      let origin = SettingError.Origin.environment(variable: variable)
      let setting = try SettingNames.setting(
        variable == variable.uppercased() && !variable.contains("-") ? name : variable,
        from: origin)
      // An empty variable is what scripts write to unset one.
      guard !text.isEmpty else { continue }
      if let problem = setting.kind.problem(text) {
        throw SettingError(setting.rawValue, origin, problem)
      }
      texts[variable] = text
    }
    return texts
  }

  private static func requireTrust(_ file: SettingsFile) throws {
    let sensitive =
      file.values.keys.filter(\.isSensitive).map(\.rawValue).min()
      ?? (file.profileSettings.isEmpty ? nil : SettingsFile.profileMember)
    guard let distrust = file.distrust, let sensitive else { return }
    throw SettingError(
      sensitive, .file(path: file.path),
      Bilingual(
        "it decides where keys, data or money go, and \(distrust.english). Give it as a flag, or "
          + "in a file of your own",
        "decide para onde vão chaves, dados ou dinheiro, e \(distrust.portuguese). Informe-a como "
          + "opção ou num arquivo seu"))
  }

  // MARK: Values

  /// Who gives the setting, the flag first; `nil` when only the default is left.
  func place(of setting: Setting, flag: Bool = false) -> Place? {
    flag ? .flag : layer(of: setting)?.place
  }

  /// The source whose value holds where no flag is given.
  func layer(of setting: Setting) -> Layer? { layers.first { $0.gives(setting) } }

  private func value(_ setting: Setting) -> String? {
    reader.string(forKey: ConfigKey(setting.key))
  }

  /// The text of the flag, else that of the next source.
  ///
  /// - Throws: ``SettingError`` when the flag's does not fit; the others were looked at.
  func text(_ setting: Setting, flag: String? = nil) throws -> String? {
    guard let flag else { return value(setting) }
    if let problem = setting.kind.problem(flag) {
      throw SettingError(setting.rawValue, .flag, problem)
    }
    return flag
  }

  /// - Throws: ``SettingError``.
  func whole(_ setting: Setting, flag: String? = nil) throws -> Int? {
    try text(setting, flag: flag).flatMap { NumberText.whole($0) }
  }

  /// - Throws: ``SettingError``.
  func seconds(_ setting: Setting, flag: String? = nil) throws -> Double? {
    try text(setting, flag: flag).flatMap { DurationText.seconds($0) }
  }

  /// Whether a flag is given, or any source says so.
  func isOn(_ setting: Setting, flag: Bool = false) -> Bool {
    flag || value(setting).flatMap { SettingKind.isOn($0) } ?? false
  }
}

extension Setting {
  /// Under which providers know it.
  fileprivate var key: [String] { [rawValue] }
}
