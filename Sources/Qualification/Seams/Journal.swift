package import Foundation

/// The seam to what is remembered: which records exist, what left the building, what came back.
///
/// Contract of every implementation:
/// - when a call returns, what it committed survives a crash of the process and of the machine;
/// - ``commit(_:)`` is atomic: all of its mutations or none;
/// - one process at a time writes; the owner of the run folder sees to that;
/// - nothing personal is stored: no name, document, branch or account.
package protocol Journal: Sendable {
  /// The run that this journal belongs to; `nil` before ``begin(_:)``.
  func run() async throws -> Run?
  /// Starts a run, discarding a plan that was never sealed.
  func begin(_ run: Run) async throws
  /// Adds the next records of the plan, in order of their numbers, and the chunks they are in.
  ///
  /// A record whose custom code is taken already is kept as ``RecordState/duplicate`` without code
  /// and chunk.
  func append(_ records: [PlannedRecord], chunks: [Chunk]) async throws
  /// Applies all mutations in order, or none.
  func commit(_ mutations: [JournalMutation]) async throws

  /// Chunks in this state, in order of their numbers, at most `limit`.
  func chunks(in state: ChunkState, limit: Int) async throws -> [Chunk]
  /// The chunk with this number.
  func chunk(_ number: Int) async throws -> Chunk?
  /// Entries that `selection` names, in order of their numbers.
  func entries(_ selection: EntrySelection) async throws -> [JournalEntry]
  /// Records by state.
  func counts() async throws -> [RecordState: Int]
}

/// Which records to read back.
package enum EntrySelection: Sendable {
  /// Numbers `first...last`.
  case numbers(first: Int, last: Int)
  /// In one of the states, with a number above `after`, at most `limit`.
  case states(Set<RecordState>, after: Int, limit: Int)
  /// With one of these codes.
  case customCodes([String])
  /// Of this chunk.
  case chunk(Int)
}

/// One run: one input, one set of settings, one journal.
package struct Run: Sendable, Equatable, Codable {
  /// Short random identifier, part of every batch code of this run.
  package var code: String
  package var settings: RunSettings
  package var input: InputIdentity
  package var startedAt: Date
  /// When the plan was complete; nothing is sent before.
  package var plannedAt: Date?
  /// How many batch codes have been used.
  package var batchesNumbered: Int
  /// Whether somebody consented to the deposits of this plan.
  package var depositsConsented: Bool
  /// Totals of the plan, once it is complete.
  package var plan: PlanTotals?
  /// How fast the API may be talked to, once it was.
  package var pace: RememberedPace?
  /// Who made the plan and by which rules; `nil` in journals of before.
  package var judge: Judge?

  package init(code: String, settings: RunSettings, input: InputIdentity, startedAt: Date) {
    self.code = code
    self.settings = settings
    self.input = input
    self.startedAt = startedAt
    self.batchesNumbered = 0
    self.depositsConsented = false
  }
}

/// The program that made a plan, and the rules by which it judged.
package struct Judge: Sendable, Equatable, Codable {
  /// Version of the program.
  package var program: String
  /// Stands for the rules of checking and the bundled list of banks, see ``CheckRules``.
  package var rules: String

  package init(program: String, rules: String) {
    self.program = program
    self.rules = rules
  }
}

/// What must still be true of the input when the run goes on.
package struct InputIdentity: Sendable, Equatable, Codable {
  /// Absolute path at the time the run began.
  package var path: String
  /// Lower-case hexadecimal.
  package var sha256: String
  package var bytes: Int64

  package init(path: String, sha256: String, bytes: Int64) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// State of a record as the journal keeps it.
package enum RecordState: String, Sendable, CaseIterable, Codable {
  case rejected
  case duplicate
  /// Accepted by the local check, not sent yet or proven absent.
  case planned
  /// A POST with it may be under way.
  case intent
  /// A POST with it was under way and its outcome is unknown.
  case inDoubt = "in_doubt"
  case refused
  case pending
  case awaitingBalance = "awaiting_balance"
  case valid
  case invalid
  case notVerifiable = "not_verifiable"

  /// Taken by the API, verdict outstanding.
  package static let awaitingVerdict: Set<RecordState> = [.pending, .awaitingBalance]
  /// Something is left to send, to look up or to wait for.
  package static let open: Set<RecordState> = [
    .planned, .intent, .inDoubt, .pending, .awaitingBalance,
  ]

  package init(_ step: Step) {
    self =
      switch step {
      case .pending: .pending
      case .awaitingBalance: .awaitingBalance
      case .valid: .valid
      case .invalid: .invalid
      case .notVerifiable: .notVerifiable
      }
  }
}

/// State of a chunk as the journal keeps it.
package enum ChunkState: String, Sendable, CaseIterable {
  /// To be sent.
  case planned
  /// Intent committed; a POST may be under way.
  case intent
  /// Answered or given up; what became of it stands with its records.
  case closed
}

/// A record as the plan saw it.
package struct PlannedRecord: Sendable, Equatable {
  package var number: Int
  /// `.rejected`, `.duplicate` or `.planned`.
  package var state: RecordState
  /// Only of a planned record.
  package var customCode: String?
  /// Only of a planned record.
  package var chunk: Int?

  package init(number: Int, state: RecordState, customCode: String? = nil, chunk: Int? = nil) {
    self.number = number
    self.state = state
    self.customCode = customCode
    self.chunk = chunk
  }
}

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

/// What the journal knows of a record.
package struct JournalEntry: Sendable, Equatable {
  package var number: Int
  package var state: RecordState
  package var customCode: String?
  package var chunk: Int?
  /// Of the latest POST with this record.
  package var batchCode: String?
  package var outcome: RecordOutcome
  /// POSTs with this record.
  package var attempts: Int
  package var submittedAt: Date?
  package var settledAt: Date?

  package init(
    number: Int, state: RecordState, customCode: String? = nil, chunk: Int? = nil,
    batchCode: String? = nil, outcome: RecordOutcome = RecordOutcome(), attempts: Int = 0,
    submittedAt: Date? = nil, settledAt: Date? = nil
  ) {
    self.number = number
    self.state = state
    self.customCode = customCode
    self.chunk = chunk
    self.batchCode = batchCode
    self.outcome = outcome
    self.attempts = attempts
    self.submittedAt = submittedAt
    self.settledAt = settledAt
  }
}

/// What the API said of a record; everything is unknown at first.
package struct RecordOutcome: Sendable, Equatable {
  package var statusID: Int?
  package var apiID: Int?
  /// Stable code of a refusal or a warning of the API, for example `api.refused`.
  package var code: String?
  /// The API's sentence, personal values masked.
  package var message: String?

  package init(
    statusID: Int? = nil, apiID: Int? = nil, code: String? = nil, message: String? = nil
  ) {
    self.statusID = statusID
    self.apiID = apiID
    self.code = code
    self.message = message
  }
}
