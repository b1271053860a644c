/// How JSON records are laid out.
package enum JSONShape: String, Sendable, Equatable, Codable {
  /// One object per physical line.
  case lines
  /// `[ {…}, {…} ]`
  case array
  /// `{ "data": [ {…}, {…} ], … }`, the API's own request.
  case envelope
}

/// What a file holds.
package enum TabularContent: Sendable, Equatable, Codable {
  case delimited(Dialect)
  case json(JSONShape)
  /// CNAB 240, payments to a bank; its rows have the fields of a sheet.
  case cnab(CNABFormat)
}

/// Everything needed to read a file again exactly as before, and to write files like it.
package struct TabularFormat: Sendable, Equatable, Codable {
  /// How the file is packed; outputs never are.
  package var compression = FileCompression.none
  package var encoding: TextEncoding
  /// What the text is rather than ``encoding``, by the words it has; nil when that one makes sense, or
  /// was given.
  package var likelierEncoding: TextEncoding?
  package var hasByteOrderMark: Bool
  package var content: TabularContent
  /// The rows are those of a workbook's sheet: they are read from a file that ``Workbook`` writes, and
  /// outputs are delimited text.
  package var isFromWorkbook = false
  /// Where the first row starts in the content: after the byte order mark and a `sep=` line.
  package var firstRow: ReadingPosition

  package init(
    encoding: TextEncoding = .utf8, hasByteOrderMark: Bool = false, content: TabularContent,
    firstRow: ReadingPosition = .start
  ) {
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.content = content
    self.firstRow = firstRow
  }

  /// Of the rows of a workbook, and of outputs beside it.
  package static let workbookRows: TabularFormat = {
    var format = TabularFormat(
      hasByteOrderMark: true,
      content: .delimited(
        Dialect(delimiter: SheetSpool.delimiter, lineEnd: .carriageReturnLineFeed)))
    format.isFromWorkbook = true
    return format
  }()

  /// The delimited flavour of the file or, of one that is no table, of the tables made of it; nil for
  /// JSON.
  package var dialect: Dialect? {
    switch content {
    case .delimited(let dialect): dialect
    case .json: nil
    case .cnab: Dialect(delimiter: UInt8(ascii: ";"), lineEnd: .carriageReturnLineFeed)
    }
  }

  /// What a CNAB file is; nil for any other.
  package var cnab: CNABFormat? {
    guard case .cnab(let format) = content else { return nil }
    return format
  }

  /// The delimiter in the text of the rows; one that no text holds where the text has none.
  package var sourceDelimiter: UInt8? { cnab == nil ? dialect?.delimiter : 0 }

  /// How files are written that take their columns from this one: like it or, where it is no table, as a
  /// table that spreadsheets open.
  package var ofOutputs: TabularFormat {
    guard cnab != nil, let dialect else { return self }
    return TabularFormat(hasByteOrderMark: true, content: .delimited(dialect))
  }
}

extension TabularFormat {
  /// The delimited flavour of a file that is delimited text itself.
  package var textDialect: Dialect? { isFromWorkbook || cnab != nil ? nil : dialect }

  /// Bytes of a file that detection looks at: a few hundred records of any spreadsheet.
  static let sampleBytes = 256 << 10

  /// Finds out how `file` is to be read.
  ///
  /// - Parameters:
  ///   - encoding: overrides what the bytes suggest; a byte order mark is skipped all the same.
  ///   - delimiter: overrides what the records suggest; the file is then read as delimited text.
  ///   - cnabLayout: overrides what the header of a CNAB file says.
  /// - Throws: ``SpreadsheetError``: no such file, empty, a kind that is not read, JSON of a shape
  ///   that is not read, text that is invalid in the encoding.
  package static func detect(
    _ file: InputFile, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
    cnabLayout: CNABLayout? = nil
  ) throws(SpreadsheetError) -> TabularFormat {
    var bytes = [UInt8](repeating: 0, count: sampleBytes)
    let compression = try FileCompression.find(in: file)
    var source = try ContentSource.open(file, compression: compression)
    let count = try source.read(into: &bytes, 0..<sampleBytes)
    let sample = bytes.span.extracting(0..<count)
    if compression == .none, try WorkbookKind.isWorkbook(file, beginning: sample) {
      return .workbookRows
    }
    if let foreign = UnsupportedFormat.recognised(in: sample) {
      throw .unsupported(foreign, path: file.path)
    }
    let found = try EncodingEvidence.find(in: sample, rest: &source)
    let chosen = encoding ?? found.encoding
    let mark = chosen.byteOrderMark
    let hasMark = !mark.isEmpty && sample.starts(with: mark)
    let start = ReadingPosition(byteOffset: hasMark ? Int64(mark.count) : 0, line: 1)
    let text = try sampleText(
      of: file, compression: compression, encoding: chosen, at: start)
    var format = try TabularFormat(
      encoding: chosen, hasByteOrderMark: hasMark, sample: text, start: start,
      delimiter: delimiter, path: file.path)
    format.compression = compression
    if encoding == nil { format.likelierEncoding = found.likelier }
    if delimiter == nil, let header = CNABHeader(text.text.span) {
      try format.take(header, of: file, layout: cnabLayout)
    }
    return format
  }

  /// Finds out how the file at `path` is to be read.
  ///
  /// - Throws: as ``detect(_:encoding:delimiter:cnabLayout:)``.
  package static func detect(
    path: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil
  ) throws(SpreadsheetError) -> TabularFormat {
    try detect(try InputFile(path: path), encoding: encoding, delimiter: delimiter)
  }

  private init(
    encoding: TextEncoding, hasByteOrderMark: Bool, sample: Sample, start: ReadingPosition,
    delimiter: UInt8?, path: String
  ) throws(SpreadsheetError) {
    let text = sample.text.span
    guard let first = firstNonBlank(in: text) else { throw .empty(path: path) }
    self.init(
      encoding: encoding, hasByteOrderMark: hasByteOrderMark,
      content: .delimited(Dialect(delimiter: delimiter ?? 0x3B)), firstRow: start)
    if delimiter == nil, text[first] == 0x7B || text[first] == 0x5B {
      guard let shape = jsonShape(of: text, isWhole: sample.isWhole) else {
        throw .unknownJSONShape(path: path)
      }
      content = .json(shape)
      return
    }
    let separator = SeparatorLine.find(in: text)
    let body = text.extracting((separator?.count ?? 0)..<text.count)
    if let separator {
      let length = encodedLength(of: text.extracting(0..<separator.count), in: encoding)
      firstRow = ReadingPosition(byteOffset: start.byteOffset + Int64(length), line: 2)
    }
    content = .delimited(
      Dialect.detect(
        in: body, isWhole: sample.isWhole, delimiter: delimiter ?? separator?.delimiter))
  }

  /// The decoded beginning of a file.
  private struct Sample {
    var text: [UInt8]
    /// The sample is the whole file.
    var isWhole: Bool
  }

  private static func sampleText(
    of file: InputFile, compression: FileCompression, encoding: TextEncoding,
    at start: ReadingPosition
  ) throws(SpreadsheetError) -> Sample {
    var source = TextSource(
      try ContentSource.open(file, offset: start.byteOffset, compression: compression),
      encoding: encoding)
    var text = [UInt8](repeating: 0, count: sampleBytes)
    do throws(TextSource.Failure) {
      let count = try source.fill(&text, from: 0, to: sampleBytes)
      text.removeSubrange(count...)
      return Sample(text: text, isWhole: source.isAtEnd)
    } catch {
      switch error {
      case .source(let error): throw error
      case .invalidText(let count):
        let good = text.span.extracting(0..<count)
        throw .invalidText(
          encoding, line: 1 + lineEndCount(in: good),
          byteOffset: start.byteOffset + Int64(encodedLength(of: good, in: encoding)))
      }
    }
  }
}

/// Index of the first byte that is no blank and no line end.
func firstNonBlank(in text: Span<UInt8>, from start: Int = 0) -> Int? {
  var index = start
  while index < text.count {
    switch text[index] {
    case 0x20, 0x09, 0x0A, 0x0D: index += 1
    default: return index
    }
  }
  return nil
}
