package import Foundation

/// A run of accepted records that is one POST, with the place where to read them again.
package struct Chunk: Sendable, Equatable {
  /// 1-based.
  package var number: Int
  package var firstRecord: Int
  package var lastRecord: Int
  /// How many records it holds; records between first and last may belong elsewhere.
  package var count: Int
  /// Where the first record starts in the input: bytes and physical line.
  package var byteOffset: Int64
  package var line: Int
  /// Of the rows from the first to the last record, see ``ChunkDigest``; `nil` in journals of before.
  package var digest: String?
  /// Of the latest attempt.
  package var batchCode: String?
  package var state: ChunkState
  /// POSTs started so far.
  package var attempts: Int
  package var lastAttemptAt: Date?

  package init(
    number: Int, firstRecord: Int, lastRecord: Int, count: Int, byteOffset: Int64, line: Int,
    digest: String? = nil, batchCode: String? = nil, state: ChunkState = .planned,
    attempts: Int = 0,
    lastAttemptAt: Date? = nil
  ) {
    self.number = number
    self.firstRecord = firstRecord
    self.lastRecord = lastRecord
    self.count = count
    self.byteOffset = byteOffset
    self.line = line
    self.digest = digest
    self.batchCode = batchCode
    self.state = state
    self.attempts = attempts
    self.lastAttemptAt = lastAttemptAt
  }
}

/// A record as the plan saw it.
package struct PlannedRecord: Sendable, Equatable {
  package var number: Int
  /// `.rejected`, `.duplicate`, `.planned`, or settled by an earlier run.
  package var state: RecordState
  /// Only of a planned or settled record.
  package var customCode: String?
  /// Only of a planned record.
  package var chunk: Int?
  /// What the ledger said of it.
  package var note: LedgerNote?
  /// What an earlier run found out, of a record that is settled already.
  package var verdict: EarlierVerdict?

  package init(
    number: Int, state: RecordState, customCode: String? = nil, chunk: Int? = nil,
    note: LedgerNote? = nil, verdict: EarlierVerdict? = nil
  ) {
    self.number = number
    self.state = state
    self.customCode = customCode
    self.chunk = chunk
    self.note = note
    self.verdict = verdict
  }
}
