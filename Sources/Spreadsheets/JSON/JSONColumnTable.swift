/// Which key of which object is which column. Keys are added as they are met and keep their column.
///
/// Keys are found by hash, so that neither many nor long ones make a record slower than its length.
struct JSONColumnTable {
  /// The columns in order.
  private(set) var columns: [ColumnKey] = []
  private var nodes: [Node] = []
  /// Open addressing: the node's place in `nodes`, or -1. Four times as many as there are keys at most.
  private var slots: [Int32] = []
  /// The node behind the last one found: records of a file have their keys in the same order.
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

  /// The node that stands for the record itself.
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
