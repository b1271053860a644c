import Spreadsheets

/// Opens the output files in the format of the input, or the one the user wants.
struct OutputOpening {
  private let folder: String
  private let format: TabularFormat
  private let input: Input
  /// Whether `fix.xlsx` is written, too.
  let writesWorkbook: Bool

  /// - Throws: ``InputError`` when the wanted format does not exist.
  init(target: ResultFiles.Target, input: Input) throws {
    folder = target.folder
    format = try Self.format(of: input, target.output)
    writesWorkbook =
      target.output.format.map { $0 == .xlsx } ?? input.format.isFromWorkbook
    self.input = input
  }

  /// `results.csv`, or `results.ndjson` for JSON input.
  func path(_ name: String) -> String {
    "\(folder)/\(name).\(format.dialect == nil ? "ndjson" : "csv")"
  }

  var workbookPath: String { "\(folder)/\(OutputFiles.fix).xlsx" }

  /// A file with the input's columns and the `q_` columns behind them.
  func copyingInput(to name: String) throws -> RowWriter {
    var writer = try RowWriter(
      path: path(name), format: format, ownColumns: RecordColumns.names(with: input.layout.outputs),
      guardsFormulas: true)
    if let header = input.header {
      try writer.writeHeader(
        copying: header, of: input.headerBlock, inputDelimiter: input.format.sourceDelimiter,
        dropped: Set(input.mapping.earlierRun))
    }
    return writer
  }

  /// A file with columns of its own.
  func own(_ name: String, columns: [String], isForPeople: Bool) throws -> RowWriter {
    var writer = try RowWriter(
      path: path(name), format: format, ownColumns: columns, guardsFormulas: isForPeople)
    try writer.writeHeader()
    return writer
  }

  /// The input's format, changed as wanted.
  ///
  /// A wanted encoding has a byte order mark when the input has one, when its name is `utf-8-sig`, and
  /// always in UTF-16, which no spreadsheet recognises without.
  /// - Throws: ``InputError`` when there is no such encoding or delimiter.
  static func format(of input: Input, _ output: OutputSettings) throws -> TabularFormat {
    var format = input.format.ofOutputs
    if let name = output.encoding {
      guard let encoding = TextEncoding(name: name) else { throw InputError.unknownEncoding(name) }
      format.encoding = encoding
      format.hasByteOrderMark =
        encoding.isUTF16
        || (encoding == .utf8 && (format.hasByteOrderMark || name.lowercased() == "utf-8-sig"))
    }
    if output.format == .ndjson {
      format.content = .json(.lines)
      if output.encoding == nil { (format.encoding, format.hasByteOrderMark) = (.utf8, false) }
    }
    if let text = output.delimiter, var dialect = format.dialect {
      guard let byte = Input.delimiterByte(text) else { throw InputError.badDelimiter(text) }
      dialect.delimiter = byte
      format.content = .delimited(dialect)
    }
    return format
  }
}
