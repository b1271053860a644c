import BulkEngine

/// Which records of a block are to be sent: what people are told before they agree speaks of those alone.
struct PlannedNumbers {
  private let journal: any JournalReader
  private var numbers: Set<Int> = []

  init(_ journal: any JournalReader) {
    self.journal = journal
  }

  /// Reads the states of the next block, in the place of those before.
  ///
  /// - Throws: ``JournalError``.
  mutating func read(first: Int, count: Int) async throws {
    let entries = try await journal.entries(.numbers(first: first, last: first + count - 1))
    numbers = Set(entries.filter { $0.state == .planned }.map(\.number))
  }

  func contains(_ number: Int) -> Bool { numbers.contains(number) }
}
