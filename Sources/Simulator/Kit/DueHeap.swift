/// Elements with a time, earliest first; at the same time by rank, which is the order of arrival unless
/// it is given.
struct DueHeap<Element: Sendable>: Sendable {
  private struct Node: Sendable {
    let due: Moment
    let rank: Int
    let element: Element

    func isBefore(_ other: Self) -> Bool { (due, rank) < (other.due, other.rank) }
  }

  private var nodes: [Node] = []
  private var arrivals = 0

  var isEmpty: Bool { nodes.isEmpty }

  mutating func insert(_ element: Element, due: Moment, rank: Int? = nil) {
    nodes.append(Node(due: due, rank: rank ?? arrivals, element: element))
    arrivals += 1
    var child = nodes.count - 1
    while child > 0, nodes[child].isBefore(nodes[(child - 1) / 2]) {
      nodes.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the earliest element if it is due.
  mutating func takeDue(at now: Moment) -> (due: Moment, element: Element)? {
    guard let first = nodes.first, first.due <= now else { return nil }
    nodes.swapAt(0, nodes.count - 1)
    nodes.removeLast()
    sink()
    return (first.due, first.element)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < nodes.count {
        if nodes[child].isBefore(nodes[least]) { least = child }
      }
      if least == parent { return }
      nodes.swapAt(parent, least)
      parent = least
    }
  }
}
