/// Reads accepted records again from the input: the journal keeps none of their values.
package protocol RecordSource: Sendable {
  /// The records of `chunk` with the numbers of `entries`, in order, with their codes.
  ///
  /// - Throws: when the input cannot be read or no longer gives the same records.
  func records(of chunk: Chunk, entries: [JournalEntry]) async throws -> [LocatedRecord]
  /// Whether records may follow those of an earlier run, see ``OutgoingRecord/predecessor``.
  var bringsPredecessors: Bool { get }
  /// Codes under which an earlier run sent records, also such that the source does not give out: they were
  /// done, or may be, or something is wrong with their rows.
  ///
  /// - Returns: nil where the records have codes of their user, which tell one payment from another like it.
  func sentCodes() async throws -> [String]?
  /// The words of all names of the input: the API may name a record of another batch.
  func nameWords() async -> NameWords
  /// Gathers them where that takes no time, so that no answer waits for it before it is committed.
  func gatherNamesWhenCheap() async
}

extension RecordSource {
  /// Of a source without an input.
  package func sentCodes() async throws -> [String]? { [] }
  package func nameWords() async -> NameWords { .none }
  package func gatherNamesWhenCheap() async {}
}
