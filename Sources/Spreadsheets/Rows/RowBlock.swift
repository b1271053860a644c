/// A run of consecutive rows: one buffer of field bytes, one of raw text, and indices into both.
///
/// A block is reused: hand it to ``RowReader/next(into:)``, read it, hand it back. It is a value
/// of a few arrays, so it moves between tasks for the price of a pointer copy; while only one
/// owner keeps it nothing is ever copied or allocated.
///
///     let bytes = block.bytes.span
///     for index in 0..<block.rowCount {
///       let row = block.row(index)
///       let first = bytes.extracting(block.fieldRange(row.firstField))
///     }
package struct RowBlock: Sendable {
  /// Unescaped UTF-8 bytes of all fields, one after the other. Longer than what is filled.
  package internal(set) var bytes: [UInt8] = []
  /// The text that was read, in UTF-8, records one after the other. Longer than what is filled.
  package internal(set) var raw: [UInt8] = []
  /// The keys of the columns for JSON rows, in column order; empty for delimited rows.
  package internal(set) var columns: [ColumnKey] = []
  /// Blank lines met while this block was filled.
  package internal(set) var blankLineCount = 0
  /// Rows of nothing but delimiters met, and left out, while this block was filled.
  package internal(set) var emptyRowCount = 0

  /// Bounds of the fields in `bytes`: field `i` is `fieldBounds[i]..<fieldBounds[i + 1]`. Longer
  /// than what is filled.
  package internal(set) var fieldBounds: [Int32] = []
  /// The rows, in the order of the file.
  package internal(set) var rows: [Row] = []

  /// What is to be said of single cells beside their texts, in the order of their fields; of workbooks only.
  package internal(set) var marks: [CellMark] = []

  package init() {}

  /// Number of rows in the block.
  package var rowCount: Int { rows.count }

  /// The row at `index`, from 0.
  package func row(_ index: Int) -> Row { rows[index] }

  /// Where field `index` (of the block, see ``Row/firstField``) is in ``bytes``.
  package func fieldRange(_ index: Int) -> Range<Int> {
    Int(fieldBounds[index])..<Int(fieldBounds[index + 1])
  }

  /// Where the field in `column` (from 0) of `row` is in ``bytes``; empty when the row is shorter, and for a
  /// negative column, which stands for none.
  package func fieldRange(_ column: Int, of row: Row) -> Range<Int> {
    guard column >= 0, column < row.fieldCount else { return 0..<0 }
    return fieldRange(row.firstField + column)
  }

  /// The field as text: for headers and messages, not for the hot path.
  package func text(_ column: Int, of row: Row) -> String {
    String(decoding: bytes[fieldRange(column, of: row)], as: UTF8.self)
  }

  /// All fields of a row as text: for headers and messages, not for the hot path.
  package func texts(of row: Row) -> [String] {
    (0..<row.fieldCount).map { text($0, of: row) }
  }

  /// The marks of a row.
  package func marks(of row: Row) -> ArraySlice<CellMark> {
    guard !marks.isEmpty else { return [] }
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].field < row.firstField { low = middle + 1 } else { high = middle }
    }
    let end = row.firstField + row.fieldCount
    return marks[low...].prefix { $0.field < end }
  }

  /// Whether the cell is a number with a decimal point, and not a text with a dot.
  package func holdsDecimalNumber(in column: Int, of row: Row) -> Bool {
    guard marks.isEmpty else {
      return marks(of: row).contains {
        $0.field == row.firstField + column && $0.kind == .decimalNumber
      }
    }
    return holdsDecimalNumberOfJSON(in: column, of: row)
  }

  private func holdsDecimalNumberOfJSON(in column: Int, of row: Row) -> Bool {
    let cell = bytes.span.extracting(fieldRange(max(column, 0), of: row))
    guard column >= 0, row.rawCount > cell.count, cell.contains(0x2E), cell[cell.count - 1] != 0x2E
    else { return false }
    let text = raw.span.extracting(row.rawStart..<row.rawStart + row.rawCount)
    // A text has a quote in front, a number the colon of its key.
    for start in 1..<max(1, text.count - cell.count) where text[start] == cell[0] {
      var before = start - 1
      while before > 0, [0x20, 0x09, 0x0A, 0x0D].contains(text[before]) { before -= 1 }
      guard text[before] == 0x3A else { continue }
      var matched = 1
      while matched < cell.count, text[start + matched] == cell[matched] { matched += 1 }
      if matched == cell.count { return true }
    }
    return false
  }

  /// Forgets the rows and keeps the memory.
  mutating func removeAllRows() {
    rows.removeAll(keepingCapacity: true)
    if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
    blankLineCount = 0
    emptyRowCount = 0
  }
}

extension Span where Element == Int32 {
  /// Where the field in `column` of a row with these bounds is in the bytes of its block; empty
  /// when the row is shorter or `column` is negative, which an absent one is.
  @inlinable @inline(__always) package func field(_ column: Int) -> Range<Int> {
    guard column >= 0, column + 1 < count else { return 0..<0 }
    return Int(self[column])..<Int(self[column + 1])
  }
}

extension Span<UInt8> {
  fileprivate func contains(_ byte: UInt8) -> Bool {
    for index in indices where self[index] == byte { return true }
    return false
  }
}

extension RowBlock {
  /// A block of one row: a copy of `row` of `block` with other bytes in some columns. Raw text and marks
  /// are those of `row`, so that the other cells mean what they meant.
  package init(copying row: Row, of block: borrowing RowBlock, replacing cells: [Int: [UInt8]]) {
    self.init()
    columns = block.columns
    fieldBounds = [0]
    for column in 0..<row.fieldCount {
      bytes += cells[column] ?? Array(block.bytes[block.fieldRange(column, of: row)])
      fieldBounds.append(Int32(bytes.count))
    }
    raw = Array(block.raw[row.rawRange])
    marks = block.marks(of: row).map {
      CellMark(field: $0.field - row.firstField, kind: $0.kind)
    }
    var copy = row
    (copy.firstField, copy.rawStart) = (0, 0)
    rows = [copy]
  }
}

extension RowBlock {
  /// A block of these rows, without raw text.
  package init(rows texts: [(number: Int, cells: [String])]) {
    self.init()
    fieldBounds = [0]
    for (number, cells) in texts {
      rows.append(
        Row(
          line: number, byteOffset: 0, firstField: fieldBounds.count - 1, fieldCount: cells.count,
          rawStart: 0, rawCount: 0, flags: [], faultLineDistance: 0))
      for cell in cells {
        bytes += Array(cell.utf8)
        fieldBounds.append(Int32(bytes.count))
      }
    }
  }
}

/// What is wrong with a row as a row, whatever its fields say.
package struct RowFlags: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// A quote opened on ``Row/faultLine`` and was not closed within the limit or the file. The row
  /// ends with that line and reading goes on at the next one.
  package static let openQuote = RowFlags(rawValue: 1)
  /// The record holds a zero byte.
  package static let nulByte = RowFlags(rawValue: 2)
  /// The record is longer than the limit. It has neither fields nor raw bytes.
  package static let tooLong = RowFlags(rawValue: 4)
  /// Not a JSON object. The row has its raw bytes and no fields.
  package static let malformed = RowFlags(rawValue: 8)
  /// JSON nested deeper than the limit, or with more keys than it. The row has no fields.
  package static let tooComplex = RowFlags(rawValue: 16)
  /// A JSON key is twice in its object. The row has no fields.
  package static let repeatedKey = RowFlags(rawValue: 32)
  /// A line of JSON with more than one object. The row has its raw bytes and no fields.
  package static let severalObjects = RowFlags(rawValue: 64)
  /// A text that a cell of a workbook names is not there.
  package static let missingText = RowFlags(rawValue: 1 << 12)
  /// A text of a workbook has more than 32,767 characters; it was left out.
  package static let longText = RowFlags(rawValue: 1 << 13)
  /// A segment of a CNAB file without the segment A that it belongs to.
  package static let loneSegment = RowFlags(rawValue: 1 << 8)
  /// A segment A without the segment B that its dialect demands.
  package static let missingSegment = RowFlags(rawValue: 1 << 9)
  /// A CNAB payment with the number of another lot than that in which it stands.
  package static let otherLot = RowFlags(rawValue: 1 << 10)
  /// The record names its person by a kind of number that is none of those wanted.
  package static let foreignIdentifier = RowFlags(rawValue: 1 << 11)
}

/// One record's place in a ``RowBlock``: borrowed indices, no bytes of its own.
@usableFromInline package struct Row: Sendable, Equatable {
  /// Physical line on which the record starts, from 1.
  package var line: Int
  /// Offset of the record's first byte in the file, from 0.
  package var byteOffset: Int64
  /// Index of the first field in the block.
  @usableFromInline package var firstField: Int
  /// Number of fields; 0 for rows that could not be split.
  @usableFromInline package var fieldCount: Int
  /// Start of the record's text in ``RowBlock/raw``.
  package var rawStart: Int
  /// Length of the record's text in bytes, its line end excluded.
  package var rawCount: Int
  package var flags: RowFlags
  /// Lines from ``line`` to where the fault stands (open quote), else 0.
  var faultLineDistance: Int32

  /// The physical line on which the unclosed quote opened; otherwise the record's own line.
  package var faultLine: Int { line + Int(faultLineDistance) }

  /// Where to open a reader to get this row as its first.
  package var position: ReadingPosition { ReadingPosition(byteOffset: byteOffset, line: line) }

  /// Which of its block's ``RowBlock/fieldBounds`` are its own: one more than it has fields.
  ///
  ///     let bounds = block.fieldBounds.span.extracting(row.boundIndices)
  ///     let third = block.bytes.span.extracting(bounds.field(2))
  @inlinable @inline(__always)
  package var boundIndices: Range<Int> { firstField..<firstField + fieldCount + 1 }

  /// The record's text in ``RowBlock/raw``.
  package var rawRange: Range<Int> { rawStart..<(rawStart + rawCount) }
}

/// The place of a record in its file. A reader opened here yields the same rows from there on.
package struct ReadingPosition: Sendable, Equatable, Hashable, Codable {
  /// Offset of the record's first byte in the file, from 0.
  package var byteOffset: Int64
  /// The physical line on which the record starts, from 1; as a spreadsheet or editor shows it.
  package var line: Int

  package init(byteOffset: Int64, line: Int) {
    self.byteOffset = byteOffset
    self.line = line
  }

  /// The beginning of a file.
  package static let start = ReadingPosition(byteOffset: 0, line: 1)
}

/// The key under which JSON objects hold a column's values.
package struct ColumnKey: Sendable, Equatable, Hashable, Codable {
  /// The key and the keys of the objects around it, outermost first: `beneficiary`, `name`.
  package let components: [String]

  /// A key from its components, outermost first.
  package init(components: [String]) {
    self.components = components
  }

  /// All components: `beneficiary.name`.
  package var path: String { components.joined(separator: ".") }

  /// The last component: `name`.
  package var name: String { components.last ?? "" }
}
