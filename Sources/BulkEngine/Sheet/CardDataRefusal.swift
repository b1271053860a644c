import Spreadsheets

/// Refuses card data in the rows of an input.
struct CardDataRefusal {
  private let search: CardSearch
  private let headers: [String]
  private let isKeyed: Bool

  /// - Parameter isKeyed: the columns are keys of JSON.
  init(_ mapping: ColumnMapping, isKeyed: Bool) {
    let earlier = Set(mapping.earlierRun)
    var fields: [Int: Field] = [:]
    for (field, column) in mapping.columns { fields[column] = field }
    self.init(
      headers: mapping.headers, isKeyed: isKeyed,
      mapping.headers.indices.map { column in
        let field = fields[column] ?? mapping.layout.field(called: mapping.headers[column])
        return earlier.contains(column)
          ? Self.depth(ofEarlierKey: mapping.columns[mapping.layout.earlierKey] == column)
          : Self.depth(of: field.map { mapping.layout[$0] })
      })
  }

  /// How a column is searched for the numbers of cards.
  ///
  /// A column that nobody mapped may hold anything. In a mapped one 13 and 14 digits are mostly another
  /// number, and what names something is looked at as a whole: a letter in front makes a code of one's
  /// own of any digits. Numbers of persons and amounts have rules of their own.
  /// - Parameter definition: of the field in the column; nil without one.
  static func depth(of definition: SheetField?) -> CardSearch.Depth {
    guard let definition else { return .all }
    if definition.isAmount || definition.isPersonalNumber { return .none }
    return definition.kind == .identifier ? .codes : .words
  }

  /// How a column that an earlier run added is searched: people write into those, too.
  static func depth(ofEarlierKey isKey: Bool) -> CardSearch.Depth { isKey ? .codes : .words }

  /// For rows in which nothing is known: those above and with a header.
  init(headers: [String] = [], isKeyed: Bool = false, _ depths: [CardSearch.Depth] = []) {
    self.headers = headers
    self.isKeyed = isKeyed
    search = CardSearch(depths, hasFixedWidth: !isKeyed && !depths.isEmpty)
  }

  /// - Throws: ``CardDataPresent`` where one of these rows holds the number of a card.
  func refuse(_ rows: Range<Int>, of block: borrowing RowBlock) throws(CardDataPresent) {
    if isKeyed { try refuseKeys(inArraysOf: rows, of: block) }
    guard let place = search.find(in: rows, of: block) else { return }
    throw CardDataPresent(
      sign: place.isSplit ? .split : .number, line: block.row(place.row).line,
      column: place.column.map { Self.column($0, headers) }, isKeyed: isKeyed)
  }

  /// Arrays of JSON stay text: their keys are no columns.
  private func refuseKeys(
    inArraysOf rows: Range<Int>, of block: borrowing RowBlock
  ) throws(CardDataPresent) {
    let bytes = block.bytes.span
    for index in rows {
      let row = block.row(index)
      for column in 0..<row.fieldCount {
        let range = block.fieldRange(column, of: row)
        guard range.count > 2, bytes[range.lowerBound] == 0x5B,
          CardColumns.areKeys(of: bytes.extracting(range))
        else { continue }
        throw CardDataPresent(
          sign: .name, line: row.line, column: Self.column(column, headers), isKeyed: true)
      }
    }
  }

  /// Looks at the header of delimited text and what stands above it.
  ///
  /// - Parameter header: index of the header's row in `block`.
  /// - Throws: ``CardDataPresent``.
  static func refuse(header: Int, of block: RowBlock) throws(CardDataPresent) {
    let row = block.row(header)
    let headers = block.texts(of: row)
    if let column = headers.firstIndex(where: CardColumns.isNamed) {
      throw CardDataPresent(
        sign: .name, line: row.line, column: Self.column(column, headers), isKeyed: false)
    }
    try CardDataRefusal(headers: headers).refuse(0..<header + 1, of: block)
  }

  /// Looks at the names of JSON keys.
  ///
  /// - Parameters:
  ///   - first: the first one that was not looked at.
  ///   - block: in which the keys were met.
  /// - Throws: ``CardDataPresent``.
  static func refuse(
    keys headers: [String], from first: Int, of block: borrowing RowBlock
  ) throws(CardDataPresent) {
    for column in first..<max(first, headers.count) {
      let key = headers[column]
      let name = key.split(separator: ".").last.map(String.init) ?? key
      let hasNumber = CardSearch.isNumber(key)
      guard hasNumber || CardColumns.isNamed(key) || CardColumns.isNamed(name) else { continue }
      // A row has as many cells as keys were met up to it.
      let row = (0..<block.rowCount).first { block.row($0).fieldCount > column }
      throw CardDataPresent(
        sign: hasNumber ? .number : .name, line: row.map { block.row($0).line },
        column: Self.column(column, headers), isKeyed: true)
    }
  }

  /// A header that holds a number is not repeated.
  private static func column(_ index: Int, _ headers: [String]) -> NamedColumn {
    let header = index < headers.count ? headers[index] : ""
    return NamedColumn(CardSearch.isNumber(header) ? "" : header, index)
  }
}

extension SheetField {
  /// Whether cells are numbers of persons with check digits of their own.
  fileprivate var isPersonalNumber: Bool { if case .middle = masking { true } else { false } }
}

extension SheetLayout {
  /// The field that a column of this name holds, also where another column was taken for it.
  func field(called header: String) -> Field? {
    switch meaning(of: HeaderFolding.fold(header)) {
    case .field(let field), .secondChoice(let field), .withDigit(let field, _): field
    case .digitOfLeft, nil: nil
    }
  }
}

extension Input {
  /// Reads the whole input to see that it brings no card data, before a copy of it is made.
  ///
  /// - Throws: ``CardDataPresent``, ``SpreadsheetError``, ``ColumnMappingError``.
  package func refuseCardData() throws {
    let reader = try RowReader(rows, format: format)
    var block = RowBlock()
    var rowsToSkip = rowsBeforeRecords
    var mapping = mapping
    while try reader.next(into: &block) {
      try Task.checkCancellation()
      mapping = try refuseCardData(in: block, from: min(rowsToSkip, block.rowCount), mapping)
      rowsToSkip -= min(rowsToSkip, block.rowCount)
    }
  }

  /// Looks at the rows of a block from `first` on, and at keys that it brings.
  ///
  /// - Parameter mapping: that of the block before.
  /// - Returns: the mapping of this block.
  /// - Throws: ``CardDataPresent``, ``ColumnMappingError``.
  func refuseCardData(
    in block: borrowing RowBlock, from first: Int, _ mapping: ColumnMapping
  ) throws -> ColumnMapping {
    let isKeyed = format.dialect == nil
    var mapping = mapping
    if block.columns.count > mapping.headers.count {
      let headers = Self.headers(of: block.columns, layout)
      try CardDataRefusal.refuse(keys: headers, from: mapping.headers.count, of: block)
      mapping = try self.mapping(for: block.columns)
    }
    try CardDataRefusal(mapping, isKeyed: isKeyed).refuse(first..<block.rowCount, of: block)
    return mapping
  }
}
