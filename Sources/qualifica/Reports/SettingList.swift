import BulkEngine

/// Every setting, its value and where it comes from, for people and for scripts; the value of a key
/// is not part of it.
struct SettingList: Encodable {
  /// Who gives a value; stable words.
  enum Origin: String, Encodable {
    case flag, environment, project, user, `default`
  }

  struct Entry: Encodable {
    /// The long name of the option, or `token`.
    let name: String
    /// As it would be written; `***` for a key that is set, null where there is none.
    let value: String?
    let origin: Origin
    /// The variable or the file; null for a flag and a default.
    let source: String?
    /// Whether only a flag can give it.
    let flag_only: Bool

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(name, forKey: .name)
      try container.encode(value, forKey: .value)
      try container.encode(origin, forKey: .origin)
      try container.encode(source, forKey: .source)
      try container.encode(flag_only, forKey: .flag_only)
    }

    private enum Key: String, CodingKey {
      case name, value, origin, source, flag_only
    }
  }

  let version = ProgramVersion.text
  let settings: [Entry]
  /// Configuration files that were read, in the order in which they win.
  let files: [String]
  /// Configuration files that were looked for and are not there.
  let absent_files: [String]

  private static let hidden = "***"

  init(
    _ sources: SettingSources, flags: [Setting: String], language: Language,
    environment: [String: String]
  ) {
    var settings = Setting.allCases.map { setting in
      Self.entry(setting, sources, flag: flags[setting], language)
    }
    let keys = [("token", "QUALIFICA_TOKEN"), ("retired-tokens", "QUALIFICA_RETIRED_TOKENS")]
    for (name, variable) in keys {
      let isSet = environment[variable]?.isEmpty == false
      settings.append(
        Entry(
          name: name, value: isSet ? Self.hidden : nil, origin: isSet ? .environment : .default,
          source: isSet ? variable : nil, flag_only: false))
    }
    self.settings = settings.sorted { $0.name < $1.name }
    files = sources.layers.compactMap(\.path)
    absent_files = sources.absentFiles
  }

  private static func entry(
    _ setting: Setting, _ sources: SettingSources, flag: String?, _ language: Language
  ) -> Entry {
    let layer = flag == nil ? sources.layer(of: setting) : nil
    let document = (try? sources.text(.senderDocument)) ?? nil
    let given = flag ?? (try? sources.text(setting)) ?? nil
    let standard = setting == .lang ? language.rawValue : setting.standard
    let origin: Origin =
      switch layer?.place {
      case .environment: .environment
      case .project: .project
      case .user: .user
      case .flag, nil: flag == nil ? .default : .flag
      }
    return Entry(
      name: setting.rawValue,
      value: (given ?? standard).map { text in
        let text = ShownSender.masked(text, of: setting, document: document)
        return setting.mayHoldCredentials ? withoutCredentials(text) : text
      },
      origin: origin, source: layer.map { $0.path ?? setting.variable },
      flag_only: setting.isFlagOnly)
  }

  /// Name and password of a URL should not be there; they are never shown.
  private static func withoutCredentials(_ url: String) -> String {
    url.replacing(/\/\/[^\/?#]*@/, with: "//\(hidden)@")
  }

  /// A line for each setting, then the files.
  ///
  /// - Parameter columns: of the terminal; nil where lines are not wrapped.
  func lines(_ language: Language, columns: Int?) -> [String] {
    let rows = settings.map { entry in
      [entry.name, entry.value ?? "-", Self.words(entry, language)]
    }
    return TextLayout.table(rows, columns: columns) + [""]
      + files.map { language.pick("read: \($0)", "lido: \($0)") }
      + absent_files.map { language.pick("not there: \($0)", "não existe: \($0)") }
  }

  private static func words(_ entry: Entry, _ language: Language) -> String {
    if let source = entry.source { return source }
    if entry.origin == .flag { return language.pick("command line", "linha de comando") }
    return entry.flag_only
      ? language.pick("default; by flag only", "padrão; só na linha de comando")
      : language.pick("default", "padrão")
  }
}
