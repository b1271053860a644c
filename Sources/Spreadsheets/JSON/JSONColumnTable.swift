/// Which key of which object is which column. Keys are added as they are met and keep their column.
struct JSONColumnTable {
  /// The columns in order.
  private(set) var columns: [ColumnKey] = []
  private var nodes: [Node] = []
  /// The node behind the last one found: records of a file have their keys in the same order.
  private var likelyNext = 0

  private struct Node {
    let parent: Int
    let name: [UInt8]
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

  /// The node of the key `name` (unescaped) within the object `parent`; nil when there are too many.
  mutating func node(named name: Span<UInt8>, in parent: Int) -> Int? {
    if likelyNext < nodes.count, isNode(likelyNext, named: name, in: parent) {
      likelyNext += 1
      return likelyNext - 1
    }
    var index = nodes.indices.first { isNode($0, named: name, in: parent) }
    if index == nil, nodes.count < JSONLimits.keys {
      add(name, in: parent)
      index = nodes.count - 1
    }
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

  private mutating func add(_ name: Span<UInt8>, in parent: Int) {
    var bytes: [UInt8] = []
    for index in name.indices { bytes.append(name[index]) }
    let outer = parent == Self.root ? [] : nodes[parent].components
    nodes.append(
      Node(
        parent: parent, name: bytes, components: outer + [String(decoding: bytes, as: UTF8.self)]))
  }

  private func isNode(_ index: Int, named name: Span<UInt8>, in parent: Int) -> Bool {
    nodes[index].parent == parent && nodes[index].name.count == name.count
      && name.starts(with: nodes[index].name)
  }
}
