package import BulkEngine

/// Gives back records it was made with: an input that is never damaged.
package struct TestRecordSource: RecordSource {
  /// The journal asked for a record that the source does not have.
  package struct Missing: Error {}

  private let records: [Int: OutgoingRecord]
  private var sent: [String]? = []

  package init(_ records: [OutgoingRecord]) {
    self.records = Dictionary(records.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
  }

  package var bringsPredecessors: Bool { records.values.contains { $0.predecessor != nil } }
  /// The same records beside others that an earlier run sent under `codes`; nil where codes are the user's.
  package func beside(_ codes: [String]?) -> TestRecordSource {
    var source = self
    source.sent = codes
    return source
  }

  package func sentCodes() async throws -> [String]? { sent }

  package func records(
    of chunk: Chunk, entries: [JournalEntry]
  ) async throws -> [LocatedRecord] {
    try entries.map { entry in
      guard var record = records[entry.number] else { throw Missing() }
      record.customCode = entry.customCode ?? ""
      return LocatedRecord(
        record: record, byteOffset: Int64(entry.number * 100), line: entry.number + 1)
    }
  }
}
