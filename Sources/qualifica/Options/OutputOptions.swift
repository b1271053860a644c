import ArgumentParser
import BulkEngine
import Spreadsheets

/// How the CSV outputs are written, where the input's own way is overridden.
struct OutputOptions: ParsableArguments {
  @Option(
    help: .said(
      "Encoding of the outputs instead of the input's: utf-8, utf-8-sig (with byte order mark, for "
        + "Excel), windows-1252, iso-8859-1, cp850, macintosh, utf-16le, utf-16be.",
      "Codificação das saídas, em vez da codificação da entrada: utf-8, utf-8-sig (com BOM, para o "
        + "Excel), windows-1252, iso-8859-1, cp850, macintosh, utf-16le, utf-16be.",
      value: ("encoding", "codificação")),
    completion: .list(TextEncoding.namesForPeople + ["utf-8-sig"]))
  var outputEncoding: String?

  @Option(
    help: .said(
      "Delimiter of the CSV outputs instead of the input's: a character, or tab.",
      "Delimitador das saídas CSV, em vez do delimitador da entrada: um caractere, ou tab.",
      value: ("character", "caractere")))
  var outputDelimiter: String?

  @Option(
    help: .said(
      "xlsx: also fix.xlsx, with the wrong cells marked (default where the input is a workbook); csv: "
        + "without it; ndjson: JSON lines.",
      "xlsx: também fix.xlsx, com as células erradas marcadas (padrão quando a entrada é uma pasta de "
        + "trabalho); csv: sem ele; ndjson: linhas JSON.",
      value: ("format", "formato")), completion: .list(OutputFormat.allCases.map(\.rawValue)))
  var outputFormat: String?

  @Option(
    help: .said(
      "A column of the sheet (header or number) that payable.csv has in front, beside that of the "
        + "codes; may repeat.",
      "Uma coluna da planilha (cabeçalho ou número) que payable.csv traz no início, além da coluna dos "
        + "códigos; pode repetir.", value: ("column", "coluna")))
  var keep: [String] = []

  /// What a new run or check is to write.
  ///
  /// - Throws: ``InputError``.
  func settings(_ sources: SettingSources) throws -> OutputSettings {
    try Self.validated(
      OutputSettings(
        encoding: try sources.text(.outputEncoding, flag: outputEncoding),
        delimiter: try sources.text(.outputDelimiter, flag: outputDelimiter),
        format: try sources.text(.outputFormat, flag: outputFormat)
          .flatMap(OutputFormat.init(rawValue:))))
  }

  /// What to write of a run that began with `base`: flags alone change it, and for this time only.
  ///
  /// - Throws: ``InputError``.
  func settings(over base: OutputSettings) throws -> OutputSettings {
    if let outputFormat, let problem = Setting.outputFormat.kind.problem(outputFormat) {
      throw SettingError(Setting.outputFormat.rawValue, .flag, problem)
    }
    return try Self.validated(
      OutputSettings(
        encoding: outputEncoding ?? base.encoding, delimiter: outputDelimiter ?? base.delimiter,
        format: outputFormat.flatMap(OutputFormat.init(rawValue:)) ?? base.format))
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
