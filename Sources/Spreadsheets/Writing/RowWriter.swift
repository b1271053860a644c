/// Writes an output file row by row: the original columns of an input row, then columns of our own,
/// in the dialect and encoding of the input.
///
///     var writer = try RowWriter(path: path, format: format, ownColumns: ["q_line"])
///     try writer.writeHeader(copying: header, of: block)
///     writer.beginRow(copying: row, of: block)
///     writer.append(number: row.line)
///     try writer.endRow()
///     try writer.commit()
///
/// For JSON input each row becomes one line with one object: the original members, then our own; there
/// is no header. Values of our own that are empty become `null` there.
///
/// A byte order mark of the input is written again: without it Excel takes UTF-8 for its own code page.
/// A `sep=` line and title rows are not: to every reader but Excel they are a first row with other
/// columns than the rest.
package struct RowWriter: ~Copyable {
  /// The output's format.
  package let format: TabularFormat
  /// Rows ended so far, the header excluded.
  package private(set) var rowCount = 0
  private let ownColumns: [String]
  private let droppedMembers: Set<[UInt8]>
  let guardsFormulas: Bool
  var file: AtomicFile
  private(set) var originals: OriginalColumns?
  /// Keys of the input's columns where delimited rows become JSON; nil for a column that is left out.
  private var memberNames: [String?] = []
  /// Whether rows of the input can be copied as they stand.
  private(set) var copiesWholeRows = false
  var lineNumbers = DecimalSequence()
  /// The row that is being built, in UTF-8.
  private var row = ByteBuffer(capacity: 4096)
  private var encoded = ByteBuffer()
  private var inputLine = 0
  /// Where our own columns begin in `row`.
  private var ownStart = 0
  private var columnCount = 0
  private var ownColumn = 0

  /// Begins a file; it appears at `path` with ``commit()``.
  ///
  /// - Parameters:
  ///   - format: the input's, or a changed copy of it for another encoding or delimiter.
  ///   - ownColumns: names of the columns after the original ones, in order.
  ///   - guardsFormulas: puts `'` before values of our own that a spreadsheet would run as a formula;
  ///     for files that a person opens.
  ///   - droppedKeys: JSON members that are left out, besides those named like an own column.
  /// - Throws: ``SpreadsheetError``: cannot create, refuses to replace.
  package init(
    path: String, format: TabularFormat, ownColumns: [String], guardsFormulas: Bool = false,
    droppedKeys: [String] = []
  ) throws(SpreadsheetError) {
    var file = try AtomicFile(path: path)
    if format.hasByteOrderMark { try file.append(format.encoding.byteOrderMark) }
    self.file = file
    self.format = format
    self.ownColumns = ownColumns
    droppedMembers = Set((ownColumns + droppedKeys).map { Array($0.utf8) })
    self.guardsFormulas = guardsFormulas
  }

  /// Sets how rows of the input are copied and writes the header: the original one, then the own
  /// columns' names.
  ///
  /// - Parameters:
  ///   - header: the input's header row; nil for JSON.
  ///   - inputDelimiter: the input's, when the output has another one.
  ///   - dropped: columns of the input, from 0, that are left out of every row.
  /// - Throws: as ``endRow()``.
  package mutating func writeHeader(
    copying header: Row, of block: borrowing RowBlock, inputDelimiter: UInt8? = nil,
    dropped: Set<Int> = []
  ) throws(SpreadsheetError) {
    guard let dialect = format.dialect else {
      guard header.fieldCount > 0 else { return }
      memberNames = Self.memberNames(block.texts(of: header), dropped, ownColumns)
      return
    }
    originals = OriginalColumns(
      inputDelimiter: inputDelimiter ?? dialect.delimiter, count: header.fieldCount,
      dropped: dropped)
    copiesWholeRows =
      dropped.isEmpty && dialect.delimiter == inputDelimiter ?? dialect.delimiter
      && header.fieldCount > 0
    beginRow(copying: header, of: block)
    for name in ownColumns { append(name) }
    try endRow()
    rowCount -= 1
  }

  /// Writes a header of nothing but the own columns; none for JSON.
  ///
  /// - Throws: as ``endRow()``.
  package mutating func writeHeader() throws(SpreadsheetError) {
    guard format.dialect != nil else { return }
    beginRow()
    for name in ownColumns { append(name) }
    try endRow()
    rowCount -= 1
  }

  /// Begins a row with the original columns of an input row, see ``OriginalColumns``.
  package mutating func beginRow(copying original: Row, of block: borrowing RowBlock) {
    beginRow()
    inputLine = original.line
    guard let dialect = format.dialect else {
      row.removeAll()
      guard memberNames.isEmpty else { return appendMembers(of: original, block) }
      let hasMember = row.appendOriginalMembers(original, of: block, dropping: droppedMembers)
      columnCount = hasMember ? 1 : 0
      ownStart = row.count
      return
    }
    guard let originals else { return }
    row.appendOriginal(
      original, of: block, columns: originals, delimiter: dialect.delimiter,
      quotesAll: dialect.quoting == .everyField)
    columnCount = originals.keptCount
    ownStart = row.count
  }

  /// The columns' headers as keys, each once; `column_3` for one without a header.
  private static func memberNames(
    _ headers: [String], _ dropped: Set<Int>, _ ownColumns: [String]
  ) -> [String?] {
    var taken = Set(ownColumns)
    return headers.enumerated().map { index, header in
      guard !dropped.contains(index) else { return nil }
      var name = header.isEmpty ? "column_\(index + 1)" : header
      while !taken.insert(name).inserted { name += "_\(index + 1)" }
      return name
    }
  }

  /// Begins a JSON row with the cells of a delimited one; cells beyond the header become one member.
  private mutating func appendMembers(of original: Row, _ block: borrowing RowBlock) {
    row.append(UInt8(ascii: "{"))
    for (column, name) in memberNames.enumerated() {
      guard let name else { continue }
      let cell = block.bytes.span.extracting(block.fieldRange(column, of: original))
      row.appendMember(name, cell, isFirst: columnCount == 0)
      columnCount += 1
    }
    let surplus = (memberNames.count..<max(memberNames.count, original.fieldCount))
      .map { block.text($0, of: original) }
    if surplus.contains(where: { !$0.isEmpty }) {
      row.appendMember(
        "beyond_header", surplus.joined(separator: ";").utf8.span, isFirst: columnCount == 0)
      columnCount += 1
    }
    ownStart = row.count
  }

  /// Begins a row without original columns.
  package mutating func beginRow() {
    row.removeAll()
    (inputLine, columnCount, ownColumn, ownStart) = (0, 0, 0, 0)
    if format.dialect == nil { row.append(UInt8(ascii: "{")) }
  }

  /// Appends the next of the own columns, as UTF-8 bytes.
  package mutating func append(_ value: Span<UInt8>) {
    append(value, isNumber: false)
  }

  /// Appends the next of the own columns.
  package mutating func append(_ value: String) {
    append(value.utf8.span)
  }

  /// Appends the next of the own columns: an amount, which may begin with a minus and is no formula.
  package mutating func append(amount: String) {
    let isAmount = amount.utf8.allSatisfy { "-0123456789.,".utf8.contains($0) }
    append(amount.utf8.span, isNumber: isAmount && format.dialect != nil)
  }

  /// Appends the next of the own columns, in UTF-8.
  package mutating func append(_ value: borrowing ByteBuffer) {
    append(value.storage.span.extracting(0..<value.count), isNumber: false)
  }

  /// Appends the next of the own columns; a JSON number where there are any.
  package mutating func append(number: Int) {
    guard number >= 0, let dialect = format.dialect else {
      return append(String(number).utf8.span, isNumber: true)
    }
    precondition(ownColumn < ownColumns.count, "more values than own columns")
    if columnCount > 0 { row.append(dialect.delimiter) }
    if dialect.quoting == .everyField { row.append(quoteByte) }
    row.append(decimal: number)
    if dialect.quoting == .everyField { row.append(quoteByte) }
    columnCount += 1
    ownColumn += 1
  }

  /// Appends the next `count` of the own columns with nothing in them.
  package mutating func appendEmpty(count: Int) {
    guard let dialect = format.dialect, dialect.quoting == .whereNeeded, columnCount > 0 else {
      for _ in 0..<count { append("") }
      return
    }
    precondition(ownColumn + count <= ownColumns.count, "more values than own columns")
    for _ in 0..<count { row.append(dialect.delimiter) }
    columnCount += count
    ownColumn += count
  }

  private mutating func append(_ value: Span<UInt8>, isNumber: Bool) {
    precondition(ownColumn < ownColumns.count, "more values than own columns")
    if let dialect = format.dialect {
      if columnCount > 0 { row.append(dialect.delimiter) }
      row.appendField(
        value, delimiter: dialect.delimiter, always: dialect.quoting == .everyField,
        guardsFormulas: guardsFormulas && !isNumber)
    } else {
      row.appendMember(
        ownColumns[ownColumn], value, isFirst: columnCount == 0, isNumber: isNumber)
    }
    columnCount += 1
    ownColumn += 1
  }

  /// Ends the row and hands it to the file.
  ///
  /// A character that the encoding does not have is an error in the original columns and in files for
  /// machines. In our own columns of a file for people, where a foreign sentence may stand, and in
  /// JSON it is written as its escape.
  ///
  /// - Throws: ``SpreadsheetError/unencodable(scalar:_:line:column:)``,
  ///   ``SpreadsheetError/writeFailed(path:code:)``.
  package mutating func endRow() throws(SpreadsheetError) {
    precondition(ownColumn == ownColumns.count, "fewer values than own columns")
    if format.dialect == nil { row.append(UInt8(ascii: "}")) }
    row.append(format.dialect?.lineEnd.bytes ?? LineEnd.lineFeed.bytes)
    try handOver()
  }

  /// Hands the row that was built to the file.
  private mutating func handOver() throws(SpreadsheetError) {
    rowCount += 1
    if format.encoding == .utf8 {
      return try file.append(row)
    }
    encoded.removeAll()
    do throws(UnencodableScalar) {
      try encoded.append(row, in: format.encoding, escapingFrom: mayEscape ? ownStart : .max)
    } catch {
      throw unencodable(error)
    }
    try file.append(encoded)
  }

  /// Appends original columns straight to the file's buffer, in its encoding.
  ///
  /// - Throws: ``SpreadsheetError/unencodable(scalar:_:line:column:)``.
  mutating func appendOriginal(_ text: Span<UInt8>, line: Int) throws(SpreadsheetError) {
    do throws(UnencodableScalar) {
      try file.buffer.append(text, in: format.encoding)
    } catch {
      row.removeAll()
      row.append(text)
      inputLine = line
      throw unencodable(error)
    }
  }

  /// Counts a row that went straight to the file.
  mutating func countRow() {
    rowCount += 1
  }

  var mayEscape: Bool { guardsFormulas || format.dialect == nil }

  private func unencodable(_ fault: UnencodableScalar) -> SpreadsheetError {
    let before = row.storage.span.extracting(0..<fault.index)
    guard let dialect = format.dialect else {
      return .unencodable(scalar: fault.scalar, format.encoding, line: inputLine, column: 0)
    }
    let fields = RawFields(
      of: row.storage.span.extracting(0..<row.count), from: 0, delimiter: dialect.delimiter)
    let column = fields.bounds.firstIndex { $0.contains(fault.index) } ?? 0
    return .unencodable(
      scalar: fault.scalar, format.encoding, line: inputLine + lineEndCount(in: before),
      column: 1 + (originals?.inputColumn(ofOutput: column) ?? column))
  }

  /// Puts the file in its place.
  ///
  /// - Throws: ``SpreadsheetError/writeFailed(path:code:)``.
  package consuming func commit() throws(SpreadsheetError) {
    try file.commit()
  }

  /// Forgets the file.
  package consuming func discard() {}
}
