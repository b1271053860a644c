import ArgumentParser
import BulkEngine

/// How the input is read, where detection is overridden.
struct InputOptions: ParsableArguments {
  @Option(help: "Encoding of the input instead of the detected one, such as utf-8.")
  var encoding: String?

  @Option(help: "Delimiter of the input instead of the detected one: a character, or tab.")
  var delimiter: String?

  @Option(help: "FIELD=COLUMN: the column (header or number) that holds a field; may repeat.")
  var map: [String] = []

  @Flag(help: "Mend accents of UTF-8 that was read as Windows-1252 and saved again.")
  var fixMojibake = false

  /// - Throws: ``SettingError``.
  func reading(_ sources: SettingSources) throws -> ReadingSettings {
    var mapping: [String: String] = [:]
    for pair in map {
      guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
        throw SettingError(
          option: "map", problem: "'\(pair)' is not FIELD=COLUMN",
          portuguese: "'\(pair)' não é CAMPO=COLUNA")
      }
      let field = String(pair[..<sign])
      guard mapping.updateValue(String(pair[pair.index(after: sign)...]), forKey: field) == nil
      else {
        throw SettingError(
          option: "map", problem: "'\(field)' is given two columns. Leave one of them out",
          portuguese: "'\(field)' recebeu duas colunas. Omita uma delas")
      }
    }
    return ReadingSettings(
      encoding: try sources.text(.encoding, flag: encoding),
      delimiter: try sources.text(.delimiter, flag: delimiter), mapping: mapping,
      mendsMojibake: sources.isOn(.fixMojibake, flag: fixMojibake))
  }

  /// What is given as a flag.
  var given: Set<Setting> {
    var given: Set<Setting> = []
    if encoding != nil { given.insert(.encoding) }
    if delimiter != nil { given.insert(.delimiter) }
    if !map.isEmpty { given.insert(.map) }
    if fixMojibake { given.insert(.fixMojibake) }
    return given
  }
}
