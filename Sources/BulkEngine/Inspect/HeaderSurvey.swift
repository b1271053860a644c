import Spreadsheets

/// A header as far as it can be understood: what is wrong with it is a value, not thrown.
struct HeaderSurvey {
  /// Rows up to and with the header; 0 when there is none.
  var rowsBeforeRecords = 0
  var columns: [ColumnSurvey] = []
  /// Why ``Input`` would refuse the file.
  var problems: [ColumnMappingError] = []

  /// Of delimited text.
  ///
  /// - Throws: ``ColumnMappingError`` for a `--map` that names what does not exist, ``CardDataPresent``.
  init(of block: RowBlock, _ layout: SheetLayout, reading: ReadingSettings) throws {
    do {
      let index = try Input.headerIndex(in: block, of: layout, reading: reading)
      rowsBeforeRecords = index + 1
      try CardDataRefusal.refuse(header: index, of: block)
      try read(block.texts(of: block.row(index)), layout, reading: reading)
    } catch ColumnMappingError.noHeader(let cells) {
      // What the first row is remains unknown: its cells may be a person's.
      problems = [.noHeader(firstRow: [])]
      columns = cells.indices.map { ColumnSurvey(number: $0 + 1, header: "") }
    } catch let error as ColumnMappingError {
      guard error.isOfWholeFile else { throw error }
      problems = [error]
      columns = [ColumnSurvey(number: 1, header: "")]
    }
  }

  /// Of JSON, whose keys are known as far as it was read.
  init(keys: [ColumnKey], of layout: SheetLayout, reading: ReadingSettings) throws {
    try read(Input.headers(of: keys, layout), layout, reading: reading)
  }

  private mutating func read(
    _ headers: [String], _ layout: SheetLayout, reading: ReadingSettings
  ) throws {
    let mapping = try mapping(of: headers, layout, reading: reading)
    var fields: [Int: Field] = [:]
    for (field, column) in mapping.columns { fields[column] = field }
    let earlier = Set(mapping.earlierRun)
    columns = headers.enumerated().map { index, header in
      var column = ColumnSurvey(
        number: index + 1, header: header, isEarlierRun: earlier.contains(index))
      column.hold(fields[index], of: layout)
      return column
    }
    let missing = layout.required.filter { mapping.columns[$0] == nil }
    if !missing.isEmpty { problems.append(.missing(missing, of: layout, headers: headers)) }
  }

  /// Of two columns for one field the first is taken, and the matter noted.
  private mutating func mapping(
    of headers: [String], _ layout: SheetLayout, reading: ReadingSettings
  ) throws -> ColumnMapping {
    var overrides = reading.mapping
    while true {
      do throws(ColumnMappingError) {
        return try ColumnMapping(
          headers: headers, of: layout, overrides: overrides, required: [])
      } catch {
        guard case .ambiguous(let field, let columns) = error,
          overrides[field.name] == nil, let first = columns.first
        else { throw error }
        problems.append(error)
        overrides[field.name] = String(first.index + 1)
      }
    }
  }
}
