import Synchronization

/// Collects the names of a pass.
struct NameCollecting: RecordVisitor {
  private(set) var words = NameWords()
  /// Positions of the values that are names.
  private let names: [Int]

  init(_ outputs: OutputLayout) {
    names = outputs.names
  }

  var needsValues: Bool { true }
  mutating func begin(first: Int, count: Int) async throws {}
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    for name in names { words.insert(name: block.value(name, of: index)) }
  }
  mutating func end() async throws {}
}

/// The words of an input's names, collected when they are asked for first.
final class NamesOnce: Sendable {
  private let task = Mutex<Task<NameWords, Never>?>(nil)

  /// A second caller waits for the same pass.
  func words(_ collect: @escaping @Sendable () async -> NameWords) async -> NameWords {
    let task = task.withLock { task in
      let begun = task ?? Task { await collect() }
      task = begun
      return begun
    }
    return await task.value
  }
}
