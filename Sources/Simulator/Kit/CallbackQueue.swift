import Synchronization

/// The callbacks still to be sent, earliest first.
final class CallbackQueue: Sendable {
  /// One status change that a callback tells.
  struct Entry: Equatable {
    let due: Moment
    /// Index of the record in its collection.
    let record: Int
    let status: Int
    /// Which of the operation's collections the record is in.
    var collection = 0
    /// 1 for the first try.
    var attempt = 1
  }

  /// One element after any number of insertions; for one reader.
  let insertions: AsyncStream<Void>

  private let announcer: AsyncStream<Void>.Continuation
  private let heap = Mutex(DueHeap<Entry>())

  init() {
    (insertions, announcer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  var isEmpty: Bool { heap.withLock { $0.isEmpty } }

  func insert(_ entry: Entry) {
    heap.withLock { $0.insert(entry, due: entry.due, rank: entry.record) }
    announcer.yield()
  }

  /// Takes the earliest entry if it is due.
  func takeDue(at now: Moment) -> Entry? {
    heap.withLock { $0.takeDue(at: now)?.element }
  }
}
