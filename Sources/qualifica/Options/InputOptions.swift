import ArgumentParser
import Qualification

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
      mapping[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
    }
    return ReadingSettings(
      encoding: encoding ?? sources.text("encoding"),
      delimiter: delimiter ?? sources.text("delimiter"), mapping: mapping,
      mendsMojibake: try fixMojibake || sources.flag("fix-mojibake") ?? false)
  }
}
