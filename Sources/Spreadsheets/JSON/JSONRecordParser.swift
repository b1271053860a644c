/// Splits one object into values by column; nested objects are flattened, arrays stay text.
struct JSONRecordParser {
  private(set) var table: JSONColumnTable
  /// Unescaped values of the record, in the order in which they were met.
  private(set) var values = ByteBuffer()
  /// Where the value of each column is in ``values``, empty for columns without one; as long as
  /// the record's last column needs.
  private(set) var ranges: [Range<Int>] = []
  /// Too deep or too many keys: parts of the record were left out.
  private(set) var isTooComplex = false
  /// A key is twice in its object; which value is meant is unknown.
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
  /// - Returns: the index after it.
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

/// The columns of keys. A key is added when it is first met and keeps its column.
///
/// Keys are found by hash, so that neither many nor long ones make a record slower than its length.
struct JSONColumnTable {
  /// The columns in order.
  private(set) var columns: [ColumnKey] = []
  private var nodes: [Node] = []
  /// Open addressing: the node's place in `nodes`, or -1. Four times as many as there are keys at most.
  private var slots: [Int32] = []
  /// The node after the last one found: records of a file have their keys in the same order.
  private var likelyNext = 0
  /// Keys compared byte by byte so far.
  private(set) var comparisonCount = 0

  private struct Node {
    let parent: Int
    let name: [UInt8]
    let hash: Int
    let components: [String]
    var column: Int?
  }

  /// The node that represents the record itself.
  static let root = -1

  /// - Parameter columns: known from an earlier reading; they come first, in this order.
  init(columns: [ColumnKey] = []) {
    for key in columns.prefix(JSONLimits.columns) {
      var node: Int? = Self.root
      for component in key.components {
        guard let parent = node else { break }
        let name = Array(component.utf8)
        node = self.node(named: name.span, in: parent)
      }
      if let node, node != Self.root { _ = column(of: node) }
    }
  }

  /// The node of the key `name` (unescaped) within the object `parent`; nil when there are too many, or
  /// it is too long.
  mutating func node(named name: Span<UInt8>, in parent: Int) -> Int? {
    guard name.count <= JSONLimits.keyBytes else { return nil }
    if likelyNext < nodes.count, isNode(likelyNext, named: name, in: parent) {
      likelyNext += 1
      return likelyNext - 1
    }
    let index = found(name, in: parent)
    likelyNext = (index ?? nodes.count) + 1
    return index
  }

  /// The column of a node that holds a value; nil when there are too many.
  mutating func column(of node: Int) -> Int? {
    if let column = nodes[node].column { return column }
    guard columns.count < JSONLimits.columns else { return nil }
    columns.append(ColumnKey(components: nodes[node].components))
    nodes[node].column = columns.count - 1
    return columns.count - 1
  }

  /// The node by its hash, added when there is room for it.
  private mutating func found(_ name: Span<UInt8>, in parent: Int) -> Int? {
    if slots.isEmpty { slots = Array(repeating: -1, count: 4 * JSONLimits.keys) }
    let hash = hashValue(of: name, seed: parent)
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if nodes[index].hash == hash, isNode(index, named: name, in: parent) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard nodes.count < JSONLimits.keys else { return nil }
    slots[slot] = Int32(nodes.count)
    add(name, hash: hash, in: parent)
    return nodes.count - 1
  }

  private mutating func add(_ name: Span<UInt8>, hash: Int, in parent: Int) {
    var bytes: [UInt8] = []
    for index in name.indices { bytes.append(name[index]) }
    let outer = parent == Self.root ? [] : nodes[parent].components
    nodes.append(
      Node(
        parent: parent, name: bytes, hash: hash,
        components: outer + [String(decoding: bytes, as: UTF8.self)]))
  }

  private mutating func isNode(_ index: Int, named name: Span<UInt8>, in parent: Int) -> Bool {
    guard nodes[index].parent == parent, nodes[index].name.count == name.count else { return false }
    comparisonCount += 1
    return name.starts(with: nodes[index].name)
  }
}

/// Bounds on JSON records. The API's own records are 2 levels deep and have 20 keys.
enum JSONLimits {
  /// Objects within objects, the record itself counted.
  static let depth = 32
  /// Columns of a file, that is different keys that hold a value.
  static let columns = 256
  /// Different keys, those of nested objects counted.
  static let keys = 512
  /// Longest key in bytes: all keys of a file together stay below half a megabyte.
  static let keyBytes = 1024
}

/// Index after the object or array that begins at `start`, checked to be JSON inside, too, for it is
/// copied to the outputs as it stands. Its depth costs a byte a level, no stack.
///
/// - Throws: ``JSONFault``.
func wellFormedEnd(in text: Span<UInt8>, at start: Int) throws(JSONFault) -> Int {
  var open: [UInt8] = []
  var index = start
  values: while true {
    if text[index] == 0x7B || text[index] == 0x5B {
      let bracket = text[index]
      open.append(bracket)
      index = try skipBlanks(in: text, from: index + 1)
      if text[index] != bracket + 2 {
        index = try valueStart(in: text, at: index, inObject: bracket == 0x7B)
        continue values
      }
    } else {
      index =
        try text[index] == quoteByte
        ? wellFormedStringEnd(in: text, at: index) : valueEnd(in: text, at: index)
    }
    while let bracket = open.last {
      index = try skipBlanks(in: text, from: index)
      if text[index] == bracket + 2 {
        open.removeLast()
        index += 1
        continue
      }
      guard text[index] == 0x2C else { throw .malformed(at: index) }
      index = try skipBlanks(in: text, from: index + 1)
      index = try valueStart(in: text, at: index, inObject: bracket == 0x7B)
      continue values
    }
    return index
  }
}

/// Index of the value at `index`, after its key and colon within an object.
private func valueStart(in text: Span<UInt8>, at index: Int, inObject: Bool) throws(JSONFault)
  -> Int
{
  guard inObject else { return index }
  guard text[index] == quoteByte else { throw .malformed(at: index) }
  let colon = try skipBlanks(in: text, from: try wellFormedStringEnd(in: text, at: index))
  guard text[colon] == 0x3A else { throw .malformed(at: colon) }
  return try skipBlanks(in: text, from: colon + 1)
}

/// Index after the string at `index`, whose escapes are checked, too.
private func wellFormedStringEnd(in text: Span<UInt8>, at index: Int) throws(JSONFault) -> Int {
  let end = try stringEnd(in: text, at: index)
  let escape = firstIndex(of: 0x5C, in: text.extracting(0..<end), from: index)
  if escape < end {
    var unescaped = ByteBuffer()
    try unescaped.appendUnescaped(text, escape..<(end - 1))
  }
  return end
}
