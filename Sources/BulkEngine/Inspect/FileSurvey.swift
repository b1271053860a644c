package import Spreadsheets

/// What a file is, holds and has suffered: one pass in constant memory, nothing judged, nothing sent.
package struct FileSurvey: Sendable {
  package let format: TabularFormat
  /// The sheet of a workbook; nil for other files.
  package let sheet: SpooledSheet?
  private let layout: SheetLayout
  /// The header's physical line; nil without one.
  package private(set) var headerLine: Int?
  /// Rows above the header that are none.
  package private(set) var titleRows = 0
  package private(set) var records = 0
  package private(set) var blankRows = 0
  package private(set) var columns: [ColumnSurvey] = []
  package private(set) var lineEnds = LineEndCounts()
  /// Why `check` and `run` would refuse the file; the survey goes on as far as it can.
  package private(set) var problems: [Problem] = []
  private var rowOccurrences: [Damage: Occurrences] = [:]
  private var names = NameSample()
  private var codes = CodeSample()
  private var repetition: HeaderRepetition?
  private var cardData = CardDataRefusal()
  private var searchedColumns = 0

  /// What stands in the way of a file's use.
  package enum Problem: Error, Sendable {
    case columns(ColumnMappingError)
    case input(InputError)
    /// The file cannot be read to its end.
    case unreadable(SpreadsheetError)
  }

  /// Damage of whole rows, in the order of `Damage.allCases`.
  package var rowDamage: [(kind: Damage, occurrences: Occurrences)] {
    Damage.allCases.compactMap { kind in rowOccurrences[kind].map { (kind, $0) } }
  }

  /// Every kind of damage met, in the order of `Damage.allCases`.
  package var kinds: [Damage] {
    let met = Set(rowDamage.map(\.kind) + columns.flatMap { $0.damage.map(\.kind) })
    return Damage.allCases.filter(met.contains)
  }

  /// Surveys `file`.
  ///
  /// - Throws: ``SpreadsheetError`` for a file that cannot be read at all, ``InputError`` and
  ///   ``ColumnMappingError`` for options that name what does not exist, ``CardDataPresent``.
  package init(_ file: InputFile, reading: ReadingSettings, layout: SheetLayout) throws {
    self.layout = layout
    format = try Input.detect(file, reading: reading)
    let reading = reading.completed(by: format, keyName: layout[layout.key].name)
    sheet = try Input.sheet(
      of: file, format, reading: reading, layout: layout, required: layout.required, folder: nil)
    let reader = try RowReader(sheet?.rows ?? file, format: format)
    var block = RowBlock()
    guard try reader.next(into: &block) else {
      problems = [.input(.noRecords)]
      return
    }
    var first = try readHeader(of: block, reading: reading)
    var refusal: CardDataPresent?
    do throws(SpreadsheetError) {
      repeat {
        if format.dialect == nil { try? followKeys(of: block, reading: reading) }
        // The loop throws one kind of error only.
        do throws(CardDataPresent) {
          try refuseCardData(in: block, from: first)
        } catch {
          refusal = error
          break
        }
        take(block, from: first)
        first = 0
        // The loop throws one kind of error only; the caller looks again.
        if Task.isCancelled { break }
      } while try reader.next(into: &block)
      blankRows += block.blankLineCount + block.emptyRowCount
    } catch {
      problems.append(.unreadable(error))
    }
    if let refusal { throw refusal }
    try Task.checkCancellation()
    let isWhole = !problems.contains { if case .unreadable = $0 { true } else { false } }
    if records == 0, isWhole, !format.hasSkipped { problems.append(.input(.noRecords)) }
    noteMojibake(reading)
    noteRepeatedCodes()
    if let likelier = format.likelierEncoding {
      problems.insert(.input(.otherEncoding(likelier.name)), at: 0)
    }
  }

  private mutating func refuseCardData(
    in block: RowBlock, from first: Int
  ) throws(CardDataPresent) {
    if columns.count > searchedColumns {
      let isKeyed = format.dialect == nil
      let headers = columns.map(\.header)
      if isKeyed { try CardDataRefusal.refuse(keys: headers, from: searchedColumns, of: block) }
      searchedColumns = columns.count
      cardData = CardDataRefusal(
        headers: headers, isKeyed: isKeyed,
        columns.map { column in
          if column.isEarlierRun {
            return CardDataRefusal.depth(ofEarlierKey: column.field == layout.earlierKey)
          }
          let field = column.field ?? layout.field(called: column.header)
          return CardDataRefusal.depth(of: field.map { layout[$0] })
        })
    }
    try cardData.refuse(first..<max(first, block.rowCount), of: block)
  }

  /// - Returns: the index of the first record's row.
  private mutating func readHeader(of block: RowBlock, reading: ReadingSettings) throws -> Int {
    guard format.dialect != nil else {
      let header = try HeaderSurvey(keys: block.columns, of: layout, reading: reading)
      columns = header.columns
      problems = header.problems.map(Problem.columns)
      return 0
    }
    let header = try HeaderSurvey(of: block, layout, reading: reading)
    columns = header.columns
    problems = header.problems.map(Problem.columns)
    if header.rowsBeforeRecords > 0 {
      headerLine = block.row(header.rowsBeforeRecords - 1).line
      titleRows = header.rowsBeforeRecords - 1
    }
    let fields = columns.indices.compactMap { index in columns[index].field.map { ($0, index) } }
    repetition = HeaderRepetition(
      layout, columns: Dictionary(fields) { first, _ in first }, headers: columns.map(\.header))
    return header.rowsBeforeRecords
  }

  /// JSON objects may bring new keys on any line.
  private mutating func followKeys(of block: RowBlock, reading: ReadingSettings) throws {
    guard block.columns.count > columns.count else { return }
    let header = try HeaderSurvey(keys: block.columns, of: layout, reading: reading)
    columns += header.columns[columns.count...]
    for index in columns.indices { columns[index].hold(header.columns[index].field, of: layout) }
    problems = header.problems.map(Problem.columns)
  }

  private mutating func take(_ block: RowBlock, from first: Int) {
    lineEnds.count(in: block)
    blankRows += block.blankLineCount + block.emptyRowCount
    for index in first..<max(first, block.rowCount) {
      records += 1
      take(block.row(index), of: block)
    }
    guard let name = column(of: layout.sampled) else { return }
    _ = names.add(block, from: first, column: name)
    let mayMove = format.dialect?.delimiter == UInt8(ascii: ",")
    codes.add(
      block, from: first, code: column(of: layout.key) ?? -1, person: name,
      mostCells: mayMove ? columns.count : 0)
  }

  private func column(of field: Field) -> Int? { columns.firstIndex { $0.field == field } }

  private mutating func take(_ row: Row, of block: borrowing RowBlock) {
    if let kind = rowFault(row, in: block) {
      return rowOccurrences[kind, default: Occurrences()].note(
        line: kind == .openQuote ? row.faultLine : row.line)
    }
    let bytes = block.bytes.span
    for column in 0..<min(columns.count, row.fieldCount) {
      columns[column].note(
        bytes.extracting(block.fieldRange(column, of: row)), line: row.line)
    }
  }

  /// What is wrong with the row as a row; then its cells may stand in the wrong columns.
  private func rowFault(_ row: Row, in block: borrowing RowBlock) -> Damage? {
    if row.flags.contains(.openQuote) { return .openQuote }
    if row.flags.contains(.tooLong) { return .tooLong }
    if !row.flags.isDisjoint(with: [.malformed, .tooComplex, .severalObjects]) {
      return .malformed
    }
    guard format.dialect != nil else { return nil }
    if repetition?.order(of: row, in: block) != nil { return .repeatedHeader }
    if row.fieldCount >= columns.count {
      let surplus = columns.count..<row.fieldCount
      return surplus.allSatisfy { block.fieldRange($0, of: row).isEmpty } ? nil : .columnCount
    }
    // A delimiter too many at the end of the header names no column.
    let named = columns.lastIndex { $0.field != nil || !HeaderFolding.fold($0.header).isEmpty }
    return row.fieldCount > named ?? 0 ? nil : .columnCount
  }

  private mutating func noteRepeatedCodes() {
    guard let column = column(of: layout.key), !codes.isBelievable else { return }
    problems.append(
      .input(
        .codesRepeat(
          column: columns[column].header, distinct: codes.distinctCodes, records: codes.records)))
  }

  private mutating func noteMojibake(_ reading: ReadingSettings) {
    guard names.isMojibake, !reading.repairsMojibake else { return }
    problems.append(
      .input(.mojibake(names: names.mojibake, of: names.names, line: names.firstLine)))
  }
}
