import Foundation
import Spreadsheets

/// Settings beside the flags: `QUALIFICA_<OPTION>` in the environment, then a configuration file.
///
/// The file is JSON, one member per option by its long name:
/// `{"rate": 2, "environment": "production", "token-file": "/etc/qualifica/token"}`.
struct SettingSources: Sendable {
  private let environment: [String: String]
  private let file: [String: String]

  /// Reads the file that `QUALIFICA_CONFIG` names, else `~/.config/qualifica/config.json`.
  ///
  /// - Throws: ``SettingError`` when the file exists and cannot be understood.
  init(environment: [String: String] = SystemPath.environment) throws {
    self.environment = environment
    let home = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { "\($0)/.config" }
    let path = environment["QUALIFICA_CONFIG"] ?? home.map { "\($0)/qualifica/config.json" }
    file =
      try path.map { try Self.read($0, isNamed: environment["QUALIFICA_CONFIG"] != nil) } ?? [:]
  }

  /// The text given for an option, by its long name without dashes in front.
  func text(_ option: String) -> String? {
    let variable = "QUALIFICA_" + option.uppercased().replacing("-", with: "_")
    return environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? file[option]
  }

  /// - Throws: ``SettingError`` when the text is no such value.
  func value<Value>(_ option: String, _ read: (String) -> Value?) throws -> Value? {
    guard let text = text(option) else { return nil }
    guard let value = read(text) else {
      throw SettingError(
        option: option, problem: "'\(text)' is not a value for it",
        portuguese: "'\(text)' não é um valor para ela")
    }
    return value
  }

  /// - Throws: ``SettingError``.
  func flag(_ option: String) throws -> Bool? {
    try value(option) { text in
      switch text.lowercased() {
      case "1", "true", "yes", "on": true
      case "0", "false", "no", "off": false
      default: nil
      }
    }
  }

  private static func read(_ path: String, isNamed: Bool) throws -> [String: String] {
    guard let content = FileManager.default.contents(atPath: SystemPath.plain(path)) else {
      guard isNamed else { return [:] }
      throw SettingError(
        option: "config", problem: "\(path) cannot be read",
        portuguese: "\(path) não pode ser lido")
    }
    guard let object = try? JSONSerialization.jsonObject(with: content),
      let members = object as? [String: Any]
    else {
      throw SettingError(
        option: "config", problem: "\(path) is not a JSON object",
        portuguese: "\(path) não é um objeto JSON")
    }
    return members.compactMapValues { value in
      switch value {
      case let text as String: text
      case let number as NSNumber: number.stringValue
      default: nil
      }
    }
  }
}

/// A setting that cannot be used; the value of a secret is never part of it.
struct SettingError: Error, Equatable {
  var option: String
  /// In English.
  var problem: String
  var portuguese: String
}
