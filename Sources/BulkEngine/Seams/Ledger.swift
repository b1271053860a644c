package import Foundation

/// The seam to what earlier runs did, for one run: who was sent already, who is known to be good, who
/// changed.
///
/// Contract of every implementation:
/// - what ``announce(_:at:)`` and ``settle(_:at:)`` wrote survives a crash of the process when they
///   return, and other runs see it;
/// - of two runs that announce the same record at once, one gets it and the other one is held back;
/// - a run is never held back by what it announced itself;
/// - nothing personal is stored: only hashes made with ``hashing``.
///
/// Every error is a ``LedgerError``, or a ``JournalError`` where the ledger stands beside the journal.
package protocol Ledger: Sendable {
  /// Makes the hashes by which this ledger knows records.
  var hashing: LedgerHashing { get }
  /// Answers from what is written; writes nothing.
  func ask(_ question: LedgerQuestion) async throws -> LedgerReply
  /// What there is nothing to say of, for as long as nothing else is written; nil where records have to be asked
  /// about.
  func sieve(at now: Date) async throws -> LedgerSieve?
  /// Writes that these records are about to be sent, all but those that another run has sent.
  ///
  /// - Returns: the records that are held back, with the run that sent them.
  func announce(_ records: [LedgerRecord], at now: Date) async throws -> [LedgerHold]
  /// Writes what became of records, and whether the run is finished.
  func settle(_ report: LedgerReport, at now: Date) async throws
}

/// A run as the ledger keeps it.
package struct LedgerRun: Sendable, Equatable {
  /// Short random identifier.
  package var code: String
  /// Name and kind of the operation: records of other kinds hold nothing back.
  package var operation: String
  package var variant: String
  package var scope: LedgerScope
  /// Name of the input without its folder.
  package var file: String
  /// Lower-case hexadecimal.
  package var inputSHA256: String
  /// Of the codes that are derived for what is sent again.
  package var generation: Int
  package var startedAt: Date

  /// The start of 2025, when this program was not yet: what tells an earlier time is wrong.
  package static let earliestStart = Date(timeIntervalSince1970: 1_735_689_600)

  package init(
    code: String, operation: String, variant: String, scope: LedgerScope, file: String,
    inputSHA256: String, generation: Int = 1, startedAt: Date
  ) {
    self.code = code
    self.operation = operation
    self.variant = variant
    self.scope = scope
    self.file = file
    self.inputSHA256 = inputSHA256
    self.generation = generation
    self.startedAt = startedAt
  }
}

/// What a run wants of the ledger.
package struct LedgerTerms: Sendable, Equatable {
  /// Whether records that another run has sent are held back.
  package var holdsBack: Bool
  /// For how many seconds, once the other run is finished; before that without limit.
  package var repeatWindowInSeconds: Double
  /// For how many seconds a good verdict is good enough; nil for never.
  package var knownForInSeconds: Double?

  package init(
    holdsBack: Bool, repeatWindowInSeconds: Double = 20 * 86_400, knownForInSeconds: Double? = nil
  ) {
    self.holdsBack = holdsBack
    self.repeatWindowInSeconds = repeatWindowInSeconds
    self.knownForInSeconds = knownForInSeconds
  }
}

/// A record that is about to be sent.
package struct LedgerRecord: Sendable, Equatable {
  /// 1-based, header excluded.
  package var number: Int
  /// Physical line.
  package var line: Int
  package var subject: LedgerSubject
  /// Whether a person agreed to send it once more.
  package var isAgain: Bool

  package init(number: Int, line: Int, subject: LedgerSubject, isAgain: Bool = false) {
    self.number = number
    self.line = line
    self.subject = subject
    self.isAgain = isAgain
  }
}

/// What the ledger keeps of a record.
package enum LedgerState: Int, Sendable, CaseIterable {
  /// Announced, and not known to have come to nothing.
  case sent = 0
  case good = 1
  /// Refused, or found to be no good: it holds no record back.
  case failed = 2
  /// In the file of the run, and never sent by it.
  case seen = 3
}

/// What became of one record.
package struct LedgerOutcome: Sendable, Equatable {
  package var number: Int
  /// nil where nothing was sent: what was announced is taken back.
  package var state: LedgerState?
  /// When a record was sent that is missing.
  package var sentAt: Date?
  package var settledAt: Date?
  package var apiID: String?
  /// The record itself, which is written where it is missing.
  package var record: LedgerRecord?

  package init(
    number: Int, state: LedgerState?, sentAt: Date? = nil, settledAt: Date? = nil,
    apiID: String? = nil, record: LedgerRecord? = nil
  ) {
    self.number = number
    self.state = state
    self.sentAt = sentAt
    self.settledAt = settledAt
    self.apiID = apiID
    self.record = record
  }
}

/// What a run reports.
package struct LedgerReport: Sendable, Equatable {
  package var outcomes: [LedgerOutcome]
  /// Whether nothing is left to send, to look up or to wait for.
  package var isFinished: Bool

  package init(_ outcomes: [LedgerOutcome], isFinished: Bool = false) {
    self.outcomes = outcomes
    self.isFinished = isFinished
  }
}

/// A record that another run has sent.
package struct LedgerHold: Sendable, Equatable {
  package var number: Int
  package var sending: LedgerSending

  package init(number: Int, sending: LedgerSending) {
    self.number = number
    self.sending = sending
  }
}

/// What the ledger can be asked.
package enum LedgerQuestion: Sendable {
  /// What is known of these records.
  case subjects([LedgerSubject], at: Date)
  /// What the ledger has of the run itself.
  case ownRun
}

/// The part that was asked for; the rest is empty.
package struct LedgerReply: Sendable, Equatable {
  /// By index of the subject; subjects without an answer are missing.
  package var answers: [Int: LedgerAnswer]
  /// Records of the run by state.
  package var counts: [LedgerState: Int]
  /// Of the codes to be derived by a run that sends the input of the run once more.
  package var nextGeneration: Int

  package init(
    answers: [Int: LedgerAnswer] = [:], counts: [LedgerState: Int] = [:], nextGeneration: Int = 1
  ) {
    self.answers = answers
    self.counts = counts
    self.nextGeneration = nextGeneration
  }
}

/// What is known of a record.
package struct LedgerAnswer: Sendable, Equatable {
  /// Another run has sent it.
  package var sent: LedgerSending?
  /// It was found good recently enough.
  package var known: LedgerVerdict?
  /// When the person's other place was found good last; nil when it is the same.
  package var changedSince: Date?
  /// Whether other persons used the place.
  package var isShared = false

  package init() {}
}

extension LedgerAnswer {
  /// With what another ledger knows: the later sending, verdict and change.
  func adding(_ other: LedgerAnswer) -> LedgerAnswer {
    var sum = self
    if let sent = other.sent, self.sent.map({ $0.at < sent.at }) ?? true { sum.sent = sent }
    if let known = other.known, self.known.map({ $0.at < known.at }) ?? true { sum.known = known }
    if let changed = other.changedSince {
      sum.changedSince = max(changedSince ?? changed, changed)
    }
    sum.isShared = isShared || other.isShared
    return sum
  }
}

/// Another run, and when it sent the record.
package struct LedgerSending: Sendable, Equatable {
  package var run: LedgerEarlierRun
  package var at: Date

  package init(run: LedgerEarlierRun, at: Date) {
    self.run = run
    self.at = at
  }
}

/// The run that found a record good, and when.
package struct LedgerVerdict: Sendable, Equatable {
  package var run: LedgerEarlierRun
  package var at: Date
  /// The API's own id, when it is known.
  package var apiID: String?

  package init(run: LedgerEarlierRun, at: Date, apiID: String?) {
    self.run = run
    self.at = at
    self.apiID = apiID
  }
}

/// As much of another run as people see.
package struct LedgerEarlierRun: Sendable, Hashable {
  package var code: String
  package var file: String
  package var startedAt: Date

  package init(code: String, file: String, startedAt: Date) {
    self.code = code
    self.file = file
    self.startedAt = startedAt
  }
}

extension Ledger {
  /// What is known of `subjects`, by their index.
  package func answers(
    to subjects: [LedgerSubject], at now: Date
  ) async throws -> [Int: LedgerAnswer] {
    try await ask(.subjects(subjects, at: now)).answers
  }

  /// What the ledger has of the run itself.
  package func ownRun() async throws -> LedgerReply { try await ask(.ownRun) }
}
