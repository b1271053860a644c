/// Which column holds which field.
package struct ColumnMapping: Sendable, Equatable {
  /// In `--map`, stands for no column at all.
  package static let noColumn = "-"

  package let layout: SheetLayout
  /// 0-based column by field.
  package private(set) var columns: [Field: Int]
  /// 0-based column by ordinal of the field; -1 for a field without a column.
  private let places: [Int]
  /// Columns that hold no field, 0-based.
  package private(set) var unmapped: [Int]
  /// 0-based columns with the names of our own `q_` columns: they are an earlier run's and are not
  /// kept. Other headers that begin with `q_` are the user's.
  package private(set) var earlierRun: [Int]
  package let headers: [String]
  /// False when a header row has one of `q_custom_code` and `q_status` without the other, or both
  /// under names that are ours no more: then what an earlier run did is unknown.
  package internal(set) var hasWholePair = true
  /// Columns of a file with neither of the two that tell when and under which id a record was sent: where
  /// one is filled, an earlier run sent the record, and nothing tells what came of it.
  package let sendingColumns: [Int]

  /// The column of `field`, or -1: cheaper than an optional on the check path.
  package func column(_ field: Field) -> Int { places[Int(field.ordinal)] }

  /// The field in a column, from 0; nil for none.
  func field(ofColumn column: Int) -> Field? {
    places.firstIndex(of: column).map { Field(UInt8($0)) }
  }

  /// Whether the file brings codes of its own.
  package var hasOwnCodes: Bool { column(layout.key) >= 0 }

  /// Whether an earlier run may speak of records.
  package var hasEarlierRun: Bool {
    column(layout.earlierKey) >= 0 || column(layout.earlierStatus) >= 0 || !hasWholePair
      || !sendingColumns.isEmpty
  }

  /// Whether records may bring codes.
  package var bringsCodes: Bool { hasOwnCodes || hasEarlierRun }

  /// How many headers of a row are known: three make it a header row.
  package static func knownHeaders(
    in cells: [String], of layout: SheetLayout, overrides: [String: String]
  ) -> Int {
    let wanted = Set(overrides.values.map(HeaderFolding.fold)).subtracting([""])
    return cells.count { cell in
      let folded = HeaderFolding.fold(cell)
      return layout.meaning(of: folded) != nil || wanted.contains(folded)
    }
  }

  /// Maps headers to fields.
  ///
  /// - Parameters:
  ///   - overrides: header, letters or 1-based number of the column by field name, or ``noColumn``, as
  ///     in `--map`.
  ///   - required: fields without whose column the file is of no use.
  /// - Throws: ``ColumnMappingError``.
  package init(
    headers: [String], of layout: SheetLayout, overrides: [String: String] = [:],
    required: [Field]
  ) throws(ColumnMappingError) {
    var assignment = ColumnAssignment(layout, headers: headers)
    try assignment.apply(overrides: overrides)
    try assignment.assignByName()
    let columns = assignment.columns
    let missing = required.filter { columns[$0] == nil }
    guard missing.isEmpty else {
      throw .missing(missing, of: layout, headers: headers)
    }
    self.layout = layout
    places = layout.allFields.map { columns[$0] ?? -1 }
    self.headers = headers
    self.columns = columns
    let taken = Set(columns.values)
    let folded = headers.map(HeaderFolding.fold)
    self.earlierRun = headers.indices.filter {
      Self.ownNames.contains(folded[$0]) || layout.ownColumns.contains(folded[$0])
        || columns[layout.earlierKey] == $0
        || columns[layout.earlierStatus] == $0
    }
    earlierRun = Self.addingGuides(to: earlierRun, folded)
    let earlier = Set(earlierRun)
    let strangers = headers.indices.filter { !earlier.contains($0) }
    hasWholePair = Self.hasWholePair(
      (columns[layout.earlierKey] != nil, columns[layout.earlierStatus] != nil),
      hasOthers: !earlier.isEmpty,
      isSuspicious: strangers.count { folded[$0].hasPrefix("q ") } >= 2
        || strangers.contains { earlier.contains($0 - 1) && earlier.contains($0 + 1) })
    let hasPair = columns[layout.earlierKey] != nil || columns[layout.earlierStatus] != nil
    sendingColumns =
      hasPair ? [] : headers.indices.filter { Self.namesOfSending.contains(folded[$0]) }
    self.unmapped = headers.indices.filter { !taken.contains($0) && !earlier.contains($0) }
  }

  /// The `q_` columns, folded.
  private static let ownNames = Set(RecordColumns.names.map(HeaderFolding.fold))

  /// The `q_` columns that tell of sending, folded: only a run writes them, always beside the pair.
  private static let namesOfSending = Set(RecordColumns.ofSending.map(HeaderFolding.fold))

  /// Adds the first two columns of a `fix.xlsx`, which come back beside the `q_` columns.
  private static func addingGuides(to earlierRun: [Int], _ folded: [String]) -> [Int] {
    let guides = [RecordColumns.whatToCorrect, RecordColumns.whichField]
    guard !earlierRun.isEmpty, folded.count >= 2,
      [\Bilingual.english, \.portuguese].contains(where: { language in
        guides.map { HeaderFolding.fold($0[keyPath: language]) } == Array(folded.prefix(2))
      })
    else { return earlierRun }
    return Array(Set(earlierRun + [0, 1])).sorted()
  }

  /// - Parameters:
  ///   - pair: whether the file has the two columns.
  ///   - hasOthers: the file has `q_` columns of ours, so that an earlier run wrote it.
  ///   - isSuspicious: it has others that begin with `q_`, as translated ones would, or one that
  ///     stands between two of ours, as a renamed one would.
  private static func hasWholePair(
    _ pair: (code: Bool, status: Bool), hasOthers: Bool, isSuspicious: Bool
  ) -> Bool {
    if !pair.code, !pair.status { return !(hasOthers && isSuspicious) }
    return pair.code && pair.status
  }
}

/// Gives columns to fields, the user's word first.
private struct ColumnAssignment {
  private let layout: SheetLayout
  let headers: [String]
  let folded: [String]
  var columns: [Field: Int] = [:]
  private var decided: Set<Field> = []

  init(_ layout: SheetLayout, headers: [String]) {
    self.layout = layout
    self.headers = headers
    self.folded = headers.map(HeaderFolding.fold)
  }

  mutating func apply(overrides: [String: String]) throws(ColumnMappingError) {
    for (name, column) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let field = layout.field(named: name) else {
        throw .unknownField(name, known: layout.names(layout.allFields))
      }
      decided.insert(field)
      if column == ColumnMapping.noColumn { continue }
      let wanted = HeaderFolding.fold(column)
      if let index = headers.firstIndex(of: column) ?? folded.firstIndex(of: wanted) {
        columns[field] = index
      } else if let number = Int(column), (1...max(1, headers.count)).contains(number),
        !headers.isEmpty
      {
        columns[field] = number - 1
      } else if let index = NamedColumn.index(ofLetters: column), index < headers.count {
        columns[field] = index
      } else {
        throw .unknownColumn(column, field: name, headers: headers)
      }
    }
    for (column, fields) in Dictionary(grouping: columns.keys, by: { columns[$0] ?? -1 })
    where fields.count > 1 {
      throw .sharedColumn(headers[column], fields: layout.names(fields).sorted())
    }
  }

  mutating func assignByName() throws(ColumnMappingError) {
    let meanings = folded.map(layout.meaning(of:))
    let taken = Set(columns.values)
    for (index, meaning) in meanings.enumerated() where !taken.contains(index) {
      if case .field(let field) = meaning { try assign(field, to: index) }
    }
    for (index, meaning) in meanings.enumerated() where !taken.contains(index) {
      if case .withDigit(let number, let digit) = meaning {
        try assign(columns[number] == nil ? number : digit, to: index)
      }
    }
    let isMissing = Set(layout.allFields.filter { columns[$0] == nil })
    for (index, meaning) in meanings.enumerated() where !taken.contains(index) {
      guard case .secondChoice(let field) = meaning, isMissing.contains(field) else { continue }
      try assign(field, to: index)
    }
    for (index, meaning) in meanings.enumerated() where !taken.contains(index) {
      guard case .digitOfLeft = meaning, index > 0 else { continue }
      for (field, column) in columns where column == index - 1 {
        if let digit = layout.digit(of: field) { try assign(digit, to: index) }
      }
    }
  }

  private mutating func assign(_ field: Field, to index: Int) throws(ColumnMappingError) {
    guard !decided.contains(field) else { return }
    if let other = columns[field] {
      throw .ambiguous(
        layout.named(field),
        columns: [NamedColumn(headers[other], other), NamedColumn(headers[index], index)])
    }
    columns[field] = index
  }
}

/// Why the columns of a file cannot be told; the command makes the sentence.
package enum ColumnMappingError: Error, Sendable, Equatable {
  /// Two columns for one field.
  case ambiguous(FieldName, columns: [NamedColumn])
  /// - Parameter guesses: the header that may be meant, by field.
  case missing(fields: [FieldName], headers: [String], guesses: [FieldName: String])
  /// No row within the first ones looks like a header.
  case noHeader(firstRow: [String])
  /// No row within the first ones looks like a header, but one does without the quotes around the line.
  case linesInQuotes
  /// Above the header, on `other`, stands another one with records that another delimiter separates.
  case twoTables(line: Int, other: Int)
  /// `--map` names a field that does not exist.
  case unknownField(String, known: [String])
  /// `--map` gives one column to several fields.
  case sharedColumn(String, fields: [String])
  /// `--map` names a column that does not exist.
  case unknownColumn(String, field: String, headers: [String])

  /// Whether the file has no header that can be looked at.
  var isOfWholeFile: Bool {
    switch self {
    case .linesInQuotes, .twoTables: true
    default: false
    }
  }

  /// These fields have no column.
  static func missing(
    _ fields: [Field], of layout: SheetLayout, headers: [String]
  ) -> ColumnMappingError {
    var guesses: [FieldName: String] = [:]
    for field in fields {
      guesses[layout.named(field)] = HeaderGuess.closest(to: field, of: layout, among: headers)
    }
    return .missing(fields: fields.map(layout.named), headers: headers, guesses: guesses)
  }
}
