/// The five services and the display names of the vendor's sample answer.
package enum QualificationService {
  static let identifiers = 1...5

  static func name(of service: Int) -> String {
    switch service {
    // The vendor's own sample calls the automatic service "manually".
    case 1: "Data qualification manually"
    case 2: "Automatic validation + micro deposit"
    case 3: "Automatic validation + micro deposit + manual correction"
    case 4: "Automatic validation + deposit"
    default: "Automatic validation + deposit + manual correction"
    }
  }
}

/// The statuses the API documents, and what its answers call them.
package enum QualificationStatus {
  package static let received = 1
  package static let valid = 5
  package static let invalid = 6
  package static let notVerifiable = 7
  package static let awaitingBalance = 9
  package static let processing = 999
  /// An id no document lists, shown by one test payee: callers must take it as not final.
  package static let undocumented = 4

  /// What `GET …/status` lists, in the order of the vendor's table.
  static let documented = [
    received, valid, invalid, notVerifiable, awaitingBalance, processing,
  ]

  static func name(of status: Int) -> String {
    switch status {
    case received: "Received"
    case valid: "Valid data"
    case invalid: "Invalid data"
    case notVerifiable: "Validation not possible on this step"
    case awaitingBalance: "Awaiting"
    case processing: "Processing"
    default: "In review"
    }
  }

  /// The localised text of `description_status`.
  static func description(of status: Int) -> String {
    switch status {
    case received: "Recebido"
    case valid: "Dados válidos"
    case invalid: "Dados inválidos"
    case notVerifiable: "Validação não possível nesta etapa"
    case awaitingBalance: "Aguardando saldo"
    case processing: "Processando"
    default: "Em análise"
    }
  }

  /// `step` of a callback: 1 intermediate, 2 valid, 3 invalid. Which step goes with 7 is not
  /// documented; 3 says that it is final and not valid.
  static func step(of status: Int) -> Int {
    switch status {
    case valid: 2
    case invalid, notVerifiable: 3
    default: 1
    }
  }
}

/// The statuses of all records as of one moment.
struct StatusClock {
  let now: Moment
  private let timelines: [StatusTimeline]

  init(now: Moment, pace: Pace) {
    self.now = now
    timelines = Outcome.allCases.map { StatusTimeline(outcome: $0, pace: pace) }
  }

  func status(of record: StoredQualification) -> Int { step(of: record).status }

  /// When the record's present status began.
  func updatedAt(of record: StoredQualification) -> Moment {
    record.storedAt.advanced(byMilliseconds: step(of: record).milliseconds)
  }

  func timeline(of record: StoredQualification) -> StatusTimeline {
    timelines[Int(record.facts.outcome.rawValue)]
  }

  private func step(of record: StoredQualification) -> StatusTimeline.Step {
    timeline(of: record)
      .step(afterMilliseconds: now.milliseconds - record.storedAt.milliseconds)
  }
}

/// The statuses of one outcome over time. A record's status is computed from the time it was stored
/// whenever a request needs it; nothing runs in between.
struct StatusTimeline: Sendable, Equatable {
  struct Step: Sendable, Equatable {
    /// Since the record was stored.
    let milliseconds: Int64
    let status: Int
  }

  /// Ascending; the first starts at 0.
  let steps: [Step]

  init(outcome: Outcome, pace: Pace) {
    var elapsed = Duration.zero
    var steps: [Step] = []
    for (status, stay) in Self.course(of: outcome, pace: pace) {
      steps.append(Step(milliseconds: elapsed.wholeMilliseconds, status: status))
      elapsed += stay
    }
    self.steps = steps
  }

  /// The step reached after `elapsed` milliseconds, the first one before any time has passed.
  func step(afterMilliseconds elapsed: Int64) -> Step {
    steps.last { $0.milliseconds <= elapsed } ?? steps[0]
  }

  private static func course(of outcome: Outcome, pace: Pace) -> [(status: Int, stay: Duration)] {
    typealias Status = QualificationStatus
    let start = (Status.received, pace.received)
    let processing = (Status.processing, pace.processing)
    switch outcome {
    case .valid: return [start, processing, (Status.valid, .zero)]
    case .invalid: return [start, processing, (Status.invalid, .zero)]
    case .notVerifiable: return [start, processing, (Status.notVerifiable, .zero)]
    case .awaitingBalance: return [start, (Status.awaitingBalance, .zero)]
    case .fundedLater:
      return [
        start, (Status.awaitingBalance, pace.awaitingBalance), processing, (Status.valid, .zero),
      ]
    case .undocumentedStatus:
      return [start, (Status.undocumented, pace.processing), (Status.valid, .zero)]
    }
  }
}
