import BulkEngine
import Foundation
import Spreadsheets

/// A configuration file: one JSON object, a member per option by its long name.
struct SettingsFile {
  /// A file of settings is short; whatever is longer is another file.
  private static let mostBytes = 1 << 20
  /// The member that gives settings to profiles.
  static let profileMember = "profile_settings"

  let path: String
  /// Texts by name; a flag is `true` or `false`.
  private(set) var values: [Setting: String] = [:]
  /// Settings of profiles by name: the member `profile_settings`, an object.
  private(set) var profileSettings: [String: String] = [:]
  /// Why others may decide what stands in the file; `nil` when only its user may.
  private(set) var distrust: Bilingual?

  /// Reads the file at `path`.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``SettingError``.
  init?(path: String) throws {
    self.path = path
    let file: SmallFile
    do throws(SmallFileError) {
      file = try SmallFile(path: path, limit: Self.mostBytes)
    } catch {
      if error == .notFound { return nil }
      throw Self.failure(error, path)
    }
    distrust = Self.distrust(of: file)
    let content = Data(file.bytes)
    try take(content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content)
  }

  private static func failure(_ error: SmallFileError, _ path: String) -> SettingError {
    switch error {
    case .tooLarge:
      failure(
        path, "it has more than 1 MB and is no configuration",
        "tem mais de 1 MB e não é uma configuração")
    case .notARegularFile: failure(path, "it is not a regular file", "não é um arquivo comum")
    case .notFound, .unreadable: unreadable(path)
    }
  }

  private static func distrust(of file: SmallFile) -> Bilingual? {
    if file.owner != geteuid(), file.owner != 0 {
      return Bilingual("the file belongs to another user", "o arquivo é de outro usuário")
    }
    if file.permissions & 0o022 != 0 {
      return Bilingual(
        "others may write the file (chmod go-w)",
        "outros podem alterar o arquivo (chmod go-w)")
    }
    return nil
  }

  private mutating func take(_ content: Data) throws {
    // Foundation also takes UTF-16 and UTF-32, in which nothing finds a key that is there twice.
    guard !content.contains(0), String(validating: content, as: UTF8.self) != nil else {
      throw Self.failure(path, "it is not UTF-8", "não está em UTF-8")
    }
    guard let members = try? JSONDecoder().decode([String: SettingValue].self, from: content) else {
      throw Self.failure(path, "it is not a JSON object", "não é um objeto JSON")
    }
    if let name = JSONKeys.repeated(in: content) {
      throw SettingError(
        name, .file(path: path),
        Bilingual("it is there more than once", "aparece mais de uma vez"))
    }
    if let number = JSONNumbers.inexact(in: content) {
      throw Self.failure(
        path,
        "the number \(SettingError.shown(number)) has more digits than are kept",
        "o número \(SettingError.shown(number)) tem mais dígitos do que é possível guardar")
    }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      if name == Self.profileMember {
        guard case .texts(let texts) = value else {
          throw SettingError(
            name, .file(path: path),
            Bilingual(
              "it is not an object of texts and whole numbers",
              "não é um objeto de textos e números inteiros"))
        }
        profileSettings = texts
        continue
      }
      let setting = try SettingNames.setting(name, from: .file(path: path))
      guard let text = value.text(for: setting.kind) else {
        throw SettingError(name, .file(path: path), setting.kind.misfit)
      }
      if let problem = setting.kind.problem(text) {
        throw SettingError(name, .file(path: path), problem)
      }
      values[setting] = text
    }
  }

  private static func unreadable(_ path: String) -> SettingError {
    failure(
      path, "it cannot be read. Check its permissions", "não pode ser lido. Confira as permissões")
  }

  private static func failure(
    _ path: String, _ english: String, _ portuguese: String
  ) -> SettingError {
    SettingError("", .file(path: path), Bilingual(english, portuguese))
  }
}

/// A member of the object.
private enum SettingValue: Decodable {
  case text(String)
  case number(String)
  case flag(Bool)
  /// An object of texts and numbers.
  case texts([String: String])
  case other

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let number = try? value.decode(Int64.self) {
      self = .number("\(number)")
    } else if let number = try? value.decode(Double.self) {
      self = .number(NumberText.text(number))
    } else if let texts = try? value.decode([String: SettingText].self) {
      self = .texts(texts.mapValues(\.text))
    } else {
      self = .other
    }
  }

  /// As text, where a value of this kind is one for the option; `nil` where it is not.
  func text(for kind: SettingKind) -> String? {
    switch (self, kind) {
    case (.flag(let flag), .flag): "\(flag)"
    case (.flag, _), (.texts, _), (.other, _): nil
    case (.number, .text), (.number, .flag), (.number, .delimiter), (.number, .address): nil
    case (.number(let text), _), (.text(let text), _): text
    }
  }
}

/// A text, or a number as text.
private struct SettingText: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Int64.self) {
      text = String(number)
    } else {
      text = try value.decode(String.self)
    }
  }
}
