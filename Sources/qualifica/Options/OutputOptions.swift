import ArgumentParser
import BulkEngine
import Spreadsheets

/// How the CSV outputs are written, where the input's own way is overridden.
struct OutputOptions: ParsableArguments {
  @Option(
    help: """
      Encoding of the outputs instead of the input's: utf-8, utf-8-sig (with byte order mark, for \
      Excel), windows-1252, iso-8859-1, cp850, macintosh, utf-16le, utf-16be.
      """)
  var outputEncoding: String?

  @Option(help: "Delimiter of the CSV outputs instead of the input's: a character, or tab.")
  var outputDelimiter: String?

  /// What a new run or check is to write.
  ///
  /// - Throws: ``InputError``.
  func settings(_ sources: SettingSources) throws -> OutputSettings {
    try Self.validated(
      OutputSettings(
        encoding: try sources.text(.outputEncoding, flag: outputEncoding),
        delimiter: try sources.text(.outputDelimiter, flag: outputDelimiter)))
  }

  /// What to write of a run that began with `base`: flags alone change it, and for this time only.
  ///
  /// - Throws: ``InputError``.
  func settings(over base: OutputSettings) throws -> OutputSettings {
    try Self.validated(
      OutputSettings(
        encoding: outputEncoding ?? base.encoding, delimiter: outputDelimiter ?? base.delimiter))
  }

  private static func validated(_ settings: OutputSettings) throws -> OutputSettings {
    if let name = settings.encoding, TextEncoding(name: name) == nil {
      throw InputError.unknownEncoding(name)
    }
    if let text = settings.delimiter, Input.delimiterByte(text) == nil {
      throw InputError.badDelimiter(text)
    }
    return settings
  }
}
