package import Spreadsheets

/// An input that is understood: its format, its header and which column holds what.
package struct Input: Sendable {
  /// Held open: what was looked at is what is read later.
  package let file: InputFile
  /// What rows are read from: the file itself, or what was made of a workbook's sheet.
  let rows: InputFile
  /// The sheet of a workbook; nil for other files.
  package let sheet: SpooledSheet?
  package let layout: SheetLayout
  package let format: TabularFormat
  /// The header row in ``headerBlock``; `nil` for JSON.
  package let header: Row?
  package let headerBlock: RowBlock
  package let mapping: ColumnMapping
  /// Rows up to and with the header.
  package let rowsBeforeRecords: Int
  /// Lines above the header that are no header: a title.
  package let titleRows: Int
  package let reading: ReadingSettings
  /// What the first names look like.
  package let nameSample: NameSample
  /// What the first codes look like.
  package let codeSample: CodeSample
  /// The path as given, for messages.
  package var path: String { file.path }
  /// Bytes of the file that are read.
  package var bytes: Int64 { file.byteCount }
  /// Bytes that the rows take where they are read from.
  var rowBytes: Int64 { rows.byteCount }
  /// Bytes per record, an estimate; at least 1.
  package let averageRecordBytes: Double
  private let required: [Field]

  /// Rows looked at for a header.
  private static let headerSearch = 20
  /// Known headers that make a row a header row.
  private static let enoughHeaders = 3

  /// As many as an operation needs at least, where those are fewer.
  private static func enoughHeaders(of layout: SheetLayout) -> Int {
    max(1, min(enoughHeaders, layout.required.count))
  }

  /// Looks at the beginning of `file`.
  ///
  /// - Parameters:
  ///   - required: fields without whose column the file is of no use.
  ///   - folder: where the rows of a workbook are kept as long as the program works, in a file without
  ///     a name; that for temporary files for nil.
  /// - Throws: ``SpreadsheetError``, ``ColumnMappingError``, ``InputError``, ``CardDataPresent``.
  package init(
    _ file: InputFile, reading: ReadingSettings, layout: SheetLayout, required: [Field],
    folder: String? = nil
  ) throws {
    self.file = file
    self.layout = layout
    let format = try Self.detect(file, reading: reading)
    let reading = reading.completed(by: format, keyName: layout[layout.key].name)
    self.reading = reading
    self.format = format
    if let likelier = format.likelierEncoding { throw InputError.otherEncoding(likelier.name) }
    self.required = required
    sheet = try Self.sheet(
      of: file, format, reading: reading, layout: layout, required: required, folder: folder)
    rows = sheet?.rows ?? file
    var block = RowBlock()
    let reader = try RowReader(rows, format: format)
    guard try reader.next(into: &block) else { throw InputError.noRecords }
    averageRecordBytes = try RecordEstimate.averageBytes(
      of: block, in: rows, isPacked: format.compression == .gzip,
      shortest: layout.shortestRecordBytes)
    guard format.dialect != nil else {
      header = nil
      mapping = try Self.firstMapping(
        &block, reader, of: layout, reading: reading, required: required)
      headerBlock = block
      try CardDataRefusal(mapping, isKeyed: true).refuse(0..<block.rowCount, of: block)
      rowsBeforeRecords = 0
      titleRows = 0
      (nameSample, codeSample) = try Self.sample(block, from: 0, reader, mapping)
      return
    }
    headerBlock = block
    let index = try Self.headerIndex(in: block, of: layout, reading: reading)
    try CardDataRefusal.refuse(header: index, of: block)
    let header = block.row(index)
    self.header = header
    mapping = try ColumnMapping(
      headers: block.texts(of: header), of: layout, overrides: reading.mapping,
      required: required)
    rowsBeforeRecords = index + 1
    titleRows = index
    // Of a short sheet nothing is said or made before it is refused.
    try CardDataRefusal(mapping, isKeyed: false).refuse(index + 1..<block.rowCount, of: block)
    var first = index + 1
    if first == block.rowCount {
      guard try reader.next(into: &block) || format.hasSkipped else { throw InputError.noRecords }
      first = 0
    }
    (nameSample, codeSample) = try Self.sample(block, from: first, reader, mapping)
  }

  /// The sheet of a workbook that holds the records; nil for other files.
  static func sheet(
    of file: InputFile, _ format: TabularFormat, reading: ReadingSettings, layout: SheetLayout,
    required: [Field], folder: String?
  ) throws -> SpooledSheet? {
    guard format.isFromWorkbook else { return nil }
    return try WorkbookInput(
      file, reading: reading, layout: layout, required: required,
      folder: folder ?? SystemPath.temporaryFolder
    ).sheet
  }

  /// Looks at names and codes from the row at `first` of `block` on, reading further as far as needed.
  private static func sample(
    _ block: RowBlock, from first: Int, _ reader: RowReader, _ mapping: ColumnMapping
  ) throws -> (NameSample, CodeSample) {
    var (names, codes) = (NameSample(), CodeSample())
    let (name, code) = (mapping.column(mapping.layout.sampled), mapping.column(mapping.layout.key))
    // Between commas a decimal comma moves all cells behind it.
    let mayMove = reader.format.dialect?.delimiter == UInt8(ascii: ",")
    let mostCells = mayMove ? mapping.headers.count : 0
    var mayHaveMore = names.add(block, from: first, column: name)
    codes.add(block, from: first, code: code, person: name, mostCells: mostCells)
    var block = block
    while mayHaveMore, try reader.next(into: &block) {
      try Task.checkCancellation()
      mayHaveMore = names.add(block, from: 0, column: name)
      codes.add(block, from: 0, code: code, person: name, mostCells: mostCells)
    }
    return (names, codes)
  }

  /// - Throws: ``InputError/mojibake(names:of:line:)`` when the file was saved in the wrong encoding
  ///   and no option says to repair that.
  func refuseMojibake() throws {
    guard nameSample.isMojibake, !reading.repairsMojibake else { return }
    throw InputError.mojibake(
      names: nameSample.mojibake, of: nameSample.names, line: nameSample.firstLine)
  }

  /// How many records the file may have; an estimate, never so large that it asks for more memory than
  /// machines have.
  package var estimatedRecords: Int {
    // A payroll packs to about a quarter.
    let contentBytes = Double(rowBytes) * (format.compression == .gzip ? 4 : 1)
    return Int(min(contentBytes / averageRecordBytes + 16, 0x1p28))
  }

  /// The mapping for rows with these JSON columns; the header's for delimited rows.
  package func mapping(for columns: [ColumnKey]) throws -> ColumnMapping {
    guard format.dialect == nil else { return mapping }
    return try Self.mapping(of: columns, layout, reading: reading, required: required)
  }

  static func detect(_ file: InputFile, reading: ReadingSettings) throws -> TabularFormat {
    let encoding = try reading.encoding.map { name in
      guard let encoding = TextEncoding(name: name) else { throw InputError.unknownEncoding(name) }
      return encoding
    }
    let delimiter = try reading.delimiter.map { text in
      guard let byte = delimiterByte(text) else { throw InputError.badDelimiter(text) }
      return byte
    }
    let layout = try reading.cnabLayout.map { name in
      guard let layout = CNABLayout(rawValue: name) else {
        throw InputError.unknownCNABLayout(name)
      }
      return layout
    }
    return try TabularFormat.detect(
      file, encoding: encoding, delimiter: delimiter, cnabLayout: layout)
  }

  /// One ASCII character that no value consists of, or `tab`.
  package static func delimiterByte(_ text: String) -> UInt8? {
    if ["tab", "\\t"].contains(text.lowercased()) { return 0x09 }
    guard text.utf8.count == 1, let byte = text.utf8.first else { return nil }
    switch byte {
    case 0, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
    default: return byte
    }
  }

  static func headerIndex(
    in block: RowBlock, of layout: SheetLayout, reading: ReadingSettings
  ) throws -> Int {
    for index in 0..<min(headerSearch, block.rowCount) {
      let cells = block.texts(of: block.row(index))
      let known = ColumnMapping.knownHeaders(in: cells, of: layout, overrides: reading.mapping)
      guard known >= enoughHeaders(of: layout) else { continue }
      if reading.delimiter == nil { try refuseTableAbove(index, in: block, of: layout) }
      return index
    }
    // A header of other words: which columns are missing can be told, and --map can decide.
    let likely = (0..<min(headerSearch, block.rowCount)).first { index in
      HeaderGuess.isHeader(
        block.texts(of: block.row(index)), of: layout, overrides: reading.mapping)
    }
    if let likely { return likely }
    let lines = (0..<min(headerSearch, block.rowCount)).map { block.texts(of: block.row($0)) }
    if lines.contains(where: { isHeaderInQuotes($0, of: layout) }) {
      throw ColumnMappingError.linesInQuotes
    }
    throw ColumnMappingError.noHeader(firstRow: block.texts(of: block.row(0)))
  }

  /// What stands above a header is a title, unless it is a header with records of its own that another
  /// delimiter separates: they would be passed over.
  private static func refuseTableAbove(
    _ header: Int, in block: RowBlock, of layout: SheetLayout
  ) throws {
    let lines = (0..<header).map {
      String(decoding: block.raw[block.row($0).rawRange], as: UTF8.self)
    }
    for (index, line) in lines.enumerated().dropLast() {
      for delimiter in [";", ",", "\t", "|"] as [Character] {
        func cells(_ line: String) -> [String] {
          line.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
        }
        let first = cells(line)
        guard first.count >= layout.required.count, cells(lines[index + 1]).count == first.count,
          ColumnMapping.knownHeaders(in: first, of: layout, overrides: [:])
            >= enoughHeaders(of: layout)
        else { continue }
        throw ColumnMappingError.twoTables(
          line: block.row(index).line, other: block.row(header).line)
      }
    }
  }

  /// Whether the only cell of a row is a whole header.
  private static func isHeaderInQuotes(_ cells: [String], of layout: SheetLayout) -> Bool {
    guard cells.count == 1, let line = cells.first else { return false }
    return [";", ",", "\t", "|"].contains { (delimiter: Character) in
      let parts = line.split(separator: delimiter, omittingEmptySubsequences: false)
      return ColumnMapping.knownHeaders(in: parts.map(String.init), of: layout, overrides: [:])
        >= enoughHeaders(of: layout)
    }
  }

  /// The mapping of JSON records; the first ones may be too damaged to have any keys.
  private static func firstMapping(
    _ block: inout RowBlock, _ reader: RowReader, of layout: SheetLayout,
    reading: ReadingSettings, required: [Field]
  ) throws -> ColumnMapping {
    while block.columns.isEmpty {
      try Task.checkCancellation()
      guard try reader.next(into: &block) else { break }
    }
    try CardDataRefusal.refuse(keys: headers(of: block.columns, layout), from: 0, of: block)
    return try mapping(of: block.columns, layout, reading: reading, required: required)
  }

  /// Keys of the record itself and of its ``SheetLayout/objects`` count by their last part.
  private static func mapping(
    of columns: [ColumnKey], _ layout: SheetLayout, reading: ReadingSettings, required: [Field]
  ) throws -> ColumnMapping {
    var mapping = try ColumnMapping(
      headers: headers(of: columns, layout), of: layout, overrides: reading.mapping,
      required: required)
    // Further keys may come with later records: each record tells its own two values.
    mapping.hasWholePair = true
    return mapping
  }

  static func headers(of columns: [ColumnKey], _ layout: SheetLayout) -> [String] {
    columns.map { key in
      let isOwn =
        key.path == key.name || layout.objects.contains { key.path == "\($0).\(key.name)" }
      return isOwn ? key.name : key.path
    }
  }
}

/// Why a file that can be read is of no use.
package enum InputError: Error, Sendable, Equatable {
  /// A header, or nothing at all, but no record.
  case noRecords
  case unknownEncoding(String)
  /// `--sheet` names none of these.
  case unknownSheet(String, sheets: [WorkbookSheet])
  /// Several sheets of a workbook may be meant, or none.
  case severalSheets([WorkbookSheet])
  /// The accents make sense in this encoding and not in the one that was detected.
  case otherEncoding(String)
  case badDelimiter(String)
  case unknownCNABLayout(String)
  /// So many of the first names are UTF-8 that was read as Windows-1252, the first one on `line`.
  case mojibake(names: Int, of: Int, line: Int)
  /// So many different values in the first records of the column that is taken for their codes.
  case codesRepeat(column: String, distinct: Int, records: Int)
  /// The input is not the one that was planned.
  case changed(path: String)
  /// The input is longer than what was planned: somebody still writes it.
  case grown(path: String)
}
