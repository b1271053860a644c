/// Takes one object apart into values by column; nested objects are flattened, arrays stay text.
struct JSONRecordParser {
  private(set) var table: JSONColumnTable
  /// Unescaped values of the record, in the order in which they were met.
  private(set) var values = ByteBuffer()
  /// Where the value of each column stands in ``values``, empty for columns without one; as long as
  /// the record's last column needs.
  private(set) var ranges: [Range<Int>] = []
  /// Too deep or too many keys: parts of the record were left out.
  private(set) var isTooComplex = false
  /// A key stands twice in its object; which value is meant cannot be told.
  private(set) var hasRepeatedKey = false
  private var key = ByteBuffer()
  private var recordNumber = 0
  /// The record in which a column was last met.
  private var lastRecords: [Int] = []

  init(columns: [ColumnKey]) {
    table = JSONColumnTable(columns: columns)
  }

  /// Parses the object that begins at `start` of `text`.
  ///
  /// - Returns: the index behind it.
  /// - Throws: ``JSONFault``.
  mutating func parse(_ text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
    values.removeAll()
    ranges.removeAll(keepingCapacity: true)
    isTooComplex = false
    hasRepeatedKey = false
    recordNumber += 1
    guard start < text.count else { throw .endOfText }
    guard text[start] == 0x7B else { throw .malformed(at: start) }
    return try parseObject(text, at: start, node: JSONColumnTable.root, depth: 1)
  }

  private mutating func parseObject(_ text: Span<UInt8>, at start: Int, node: Int?, depth: Int)
    throws(JSONFault) -> Int
  {
    guard depth <= JSONLimits.depth else {
      isTooComplex = true
      return try wellFormedEnd(in: text, at: start)
    }
    var index = try skipBlanks(in: text, from: start + 1)
    if text[index] == 0x7D { return index + 1 }
    while true {
      index = try parseMember(text, at: index, node: node, depth: depth)
      index = try skipBlanks(in: text, from: index)
      if text[index] == 0x7D { return index + 1 }
      guard text[index] == 0x2C else { throw .malformed(at: index) }
      index = try skipBlanks(in: text, from: index + 1)
    }
  }

  private mutating func parseMember(_ text: Span<UInt8>, at start: Int, node: Int?, depth: Int)
    throws(JSONFault) -> Int
  {
    guard text[start] == quoteByte else { throw .malformed(at: start) }
    let keyEnd = try stringEnd(in: text, at: start)
    key.removeAll()
    try key.appendUnescaped(text, (start + 1)..<(keyEnd - 1))
    let colon = try skipBlanks(in: text, from: keyEnd)
    guard text[colon] == 0x3A else { throw .malformed(at: colon) }
    let value = try skipBlanks(in: text, from: colon + 1)
    var member: Int?
    if let node {
      let name = key.storage
      member = table.node(named: name.span.extracting(0..<key.count), in: node)
    }
    if member == nil { isTooComplex = true }
    return try parseValue(text, at: value, node: member, depth: depth)
  }

  private mutating func parseValue(_ text: Span<UInt8>, at start: Int, node: Int?, depth: Int)
    throws(JSONFault) -> Int
  {
    if text[start] == 0x7B {
      return try parseObject(text, at: start, node: node, depth: depth + 1)
    }
    let isArray = text[start] == 0x5B
    let end = try isArray ? wellFormedEnd(in: text, at: start) : valueEnd(in: text, at: start)
    let first = values.count
    if text[start] == quoteByte {
      try values.appendUnescaped(text, (start + 1)..<(end - 1))
    } else if text[start] != UInt8(ascii: "n") {
      values.append(text.extracting(start..<end))
    }
    place(first..<values.count, in: node)
    return end
  }

  private mutating func place(_ range: Range<Int>, in node: Int?) {
    guard let node, let column = table.column(of: node) else {
      isTooComplex = true
      return
    }
    while ranges.count <= column { ranges.append(0..<0) }
    ranges[column] = range
    while lastRecords.count <= column { lastRecords.append(0) }
    if lastRecords[column] == recordNumber { hasRepeatedKey = true }
    lastRecords[column] = recordNumber
  }
}
