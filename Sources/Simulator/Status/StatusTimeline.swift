/// How long a record stays in each status before the next.
package struct Pace: Sendable, Equatable {
  /// Status 1, received.
  package var received: Duration
  /// Status 999, processing.
  package var processing: Duration
  /// Status 9, awaiting balance, of the account that is funded in the end.
  package var awaitingBalance: Duration

  package init(
    received: Duration = .milliseconds(300), processing: Duration = .milliseconds(300),
    awaitingBalance: Duration = .milliseconds(600)
  ) {
    self.received = received
    self.processing = processing
    self.awaitingBalance = awaitingBalance
  }

  /// Every record has its final status at once.
  package static let immediate = Pace(received: .zero, processing: .zero, awaitingBalance: .zero)
}

/// The statuses of one outcome over time. A record's status is computed from the time it was
/// stored whenever someone asks; nothing runs in between.
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

extension Duration {
  /// Rounded down.
  var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
