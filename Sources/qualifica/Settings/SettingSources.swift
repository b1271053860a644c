import Foundation
import BulkEngine
import Spreadsheets

/// Settings beside the flags: `QUALIFICA_<OPTION>` in the environment, then `./qualifica.json`, then
/// the user's configuration file.
///
/// Everything is looked at before anything is used: a name that does not exist, or a value that does
/// not fit, is an error also where the command has no use for it.
struct SettingSources: Sendable {
  /// Sources in the order in which they win.
  enum Place: Int, Comparable, Sendable {
    case flag, environment, project, user

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// The configuration that stands beside the files it is for.
  static let projectFile = "./qualifica.json"

  private var values: [Setting: (text: String, place: Place)] = [:]
  /// Settings that decide where keys and money go and that `./qualifica.json` gives.
  private(set) var sensitiveOfProject: [Setting] = []

  /// Reads the file that `QUALIFICA_CONFIG` names and no other; without it `./qualifica.json` and
  /// `$XDG_CONFIG_HOME/qualifica/config.json` (`~/.config/…`).
  ///
  /// - Throws: ``SettingError``.
  init(environment: [String: String] = SystemPath.environment) throws {
    for (setting, text) in try Self.variables(environment) {
      values[setting] = (text, .environment)
    }
    if let path = environment["QUALIFICA_CONFIG"], !path.isEmpty {
      guard let file = try SettingsFile(path: path) else {
        throw SettingError(
          "", .environment(variable: "QUALIFICA_CONFIG"),
          BothLanguages("there is no file \(path)", "não existe o arquivo \(path)"))
      }
      add(file, .user)
      return
    }
    if let file = try SettingsFile(path: Self.projectFile) { try addProject(file) }
    guard let path = Self.userFile(environment) else { return }
    if let file = try SettingsFile(path: path) { add(file, .user) }
  }

  /// A relative folder in `XDG_CONFIG_HOME` is to be ignored, says its specification.
  private static func userFile(_ environment: [String: String]) -> String? {
    if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
      return "\(home)/qualifica/config.json"
    }
    return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.config/qualifica/config.json" }
  }

  private static func variables(_ environment: [String: String]) throws -> [Setting: String] {
    var texts: [Setting: String] = [:]
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
      texts[setting] = text
    }
    return texts
  }

  private mutating func add(_ file: SettingsFile, _ place: Place) {
    for (setting, text) in file.values where values[setting] == nil {
      values[setting] = (text, place)
    }
  }

  private mutating func addProject(_ file: SettingsFile) throws {
    let sensitive = file.values.keys.filter(\.isSensitive).sorted { $0.rawValue < $1.rawValue }
    if let distrust = file.distrust, let first = sensitive.first {
      throw SettingError(
        first.rawValue, .file(path: file.path),
        BothLanguages(
          "it decides where keys, data or money go, and \(distrust.english). Give it as a flag, or "
            + "in a file of your own",
          "decide para onde vão chaves, dados ou dinheiro, e \(distrust.portuguese). Informe-a como "
            + "opção ou num arquivo seu"))
    }
    add(file, .project)
    sensitiveOfProject = sensitive.filter { values[$0]?.place == .project }
  }

  // MARK: Values

  /// Who gives the setting, the flag first; `nil` when only the default is left.
  func place(of setting: Setting, flag: Bool = false) -> Place? {
    flag ? .flag : values[setting]?.place
  }

  /// The text of the flag, else that of the next source.
  ///
  /// - Throws: ``SettingError`` when the flag's does not fit; the others were looked at.
  func text(_ setting: Setting, flag: String? = nil) throws -> String? {
    guard let flag else { return values[setting]?.text }
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
    flag || values[setting].flatMap { SettingKind.isOn($0.text) } ?? false
  }
}
