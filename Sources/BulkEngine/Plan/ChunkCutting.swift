/// Cuts accepted records into chunks.
package enum ChunkCutting {
  /// Plans these records of `origin` again in a chunk of their own; `nil` when there are none.
  ///
  /// The journal gives the chunk its number. It is read where its origin is read, as a whole, so that
  /// the digest of the plan still holds.
  package static func requeue(
    _ located: [LocatedRecord], of origin: Chunk, from: Requeueing
  ) -> JournalMutation? {
    guard !located.isEmpty else { return nil }
    return .requeued(
      numbers: located.map(\.record.number),
      in: Chunk(
        number: 0, firstRecord: origin.firstRecord, lastRecord: origin.lastRecord,
        count: located.count, byteOffset: origin.byteOffset, line: origin.line,
        digest: origin.digest), from: from)
  }
}
