import AsyncAlgorithms

/// Hands blocks from the task that makes them to the one that takes them, in order.
///
/// A block that is ready waits until it is taken, and its maker with it: that bounds how many there
/// are, whatever the size of the file.
struct BlockChannel<Block: Sendable>: Sendable {
  private let channel = AsyncThrowingChannel<Block, any Error>()

  /// Makes blocks and hands each over until there are no more, one fails, or the task is cancelled.
  func carry(_ make: sending () async throws -> Block?) async {
    do {
      while let block = try await make() {
        await channel.send(block)
        // A block that was not handed over must not look like the end.
        try Task.checkCancellation()
      }
      channel.finish()
    } catch {
      channel.fail(error)
    }
  }

  /// The next block; nil when there are no more.
  ///
  /// - Throws: what making it threw; `CancellationError`, so that being cancelled never looks like the
  ///   end of the file.
  func next() async throws -> Block? {
    var blocks = channel.makeAsyncIterator()
    let block = try await blocks.next()
    try Task.checkCancellation()
    return block
  }
}
