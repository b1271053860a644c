/// Cuts accepted records into chunks.
package enum ChunkCutting {
  /// Plans these records again in a chunk of their own; `nil` when there are none.
  ///
  /// The journal gives the chunk its number.
  package static func requeue(_ located: [LocatedRecord]) -> JournalMutation? {
    guard let first = located.first, let last = located.last else { return nil }
    return .requeued(
      numbers: located.map(\.record.number),
      in: Chunk(
        number: 0, firstRecord: first.record.number, lastRecord: last.record.number,
        count: located.count, byteOffset: first.byteOffset, line: first.line))
  }
}
