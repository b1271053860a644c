import Synchronization

/// The callbacks still to be sent, earliest first.
final class CallbackQueue: Sendable {
  /// One status change that a callback tells.
  struct Entry: Equatable {
    let due: Moment
    /// Index of the record in the store.
    let record: Int
    let status: Int
    /// 1 for the first try.
    var attempt = 1
  }

  /// One element after any number of insertions; for one reader.
  let insertions: AsyncStream<Void>

  private let announcer: AsyncStream<Void>.Continuation
  private let heap = Mutex<[Entry]>([])

  init() {
    (insertions, announcer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  var isEmpty: Bool { heap.withLock { $0.isEmpty } }

  func insert(_ entry: Entry) {
    heap.withLock { heap in
      heap.append(entry)
      var child = heap.count - 1
      while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }
    announcer.yield()
  }

  /// Takes the earliest entry if it is due.
  func takeDue(at now: Moment) -> Entry? {
    heap.withLock { heap in
      guard let first = heap.first, first.due <= now else { return nil }
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
      Self.sink(&heap)
      return first
    }
  }

  private static func sink(_ heap: inout [Entry]) {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].isBefore(heap[least]) { least = child }
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

extension CallbackQueue.Entry {
  /// Earlier first; at the same time in the order of arrival.
  fileprivate func isBefore(_ other: Self) -> Bool {
    (due, record) < (other.due, other.record)
  }
}
