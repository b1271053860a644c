/// The seam to the right to send: which process may send which chunk.
///
/// Contract of every implementation:
/// - a chunk is given to one claimant at a time, and only while it is planned;
/// - chunks are given in order of their numbers;
/// - a chunk that was given back, and is planned, can be claimed again.
///
/// With a journal in a file the process that holds the run's lock has every claim. A shared journal
/// gives claims that expire; then only the look-up decides what became of their chunks.
package protocol Claims: Sendable {
  /// Planned chunks that no process has, at most `limit`; they are the caller's until it releases them.
  func claim(limit: Int) async throws -> [Chunk]
  /// Gives a chunk back, whatever became of it.
  func release(_ chunk: Int) async throws
}

/// The claims of the one process that holds a run.
package actor SoleClaims: Claims {
  private let journal: any Journal
  private var given: Set<Int> = []

  package init(_ journal: any Journal) {
    self.journal = journal
  }

  package func claim(limit: Int) async throws -> [Chunk] {
    guard limit > 0 else { return [] }
    let planned = try await journal.chunks(in: .planned, limit: limit + given.count)
    let chunks = Array(planned.filter { !given.contains($0.number) }.prefix(limit))
    given.formUnion(chunks.map(\.number))
    return chunks
  }

  package func release(_ chunk: Int) {
    given.remove(chunk)
  }
}
