/// A record with the place where it starts in the input.
package struct LocatedRecord: Sendable, Equatable {
  package var record: OutgoingRecord
  package var byteOffset: Int64
  /// Physical line.
  package var line: Int

  package init(record: OutgoingRecord, byteOffset: Int64, line: Int) {
    self.record = record
    self.byteOffset = byteOffset
    self.line = line
  }
}
