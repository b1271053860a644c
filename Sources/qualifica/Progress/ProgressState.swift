import BulkEngine
import Foundation

/// What a run is doing now, as far as it was told of; a pure value.
struct ProgressState {
  enum Phase: String, Sendable, Encodable {
    case plan, check, submit, reconcile, wait, write
  }

  /// Why nothing leaves, and until when.
  private struct Rest {
    var until: Duration
    var reason: WaitReason
  }

  private(set) var phase: Phase?
  private var phaseBegan = Duration.zero
  private var began = Duration.zero
  /// Records of the run by state, as the journal had them last.
  private var states: [RecordState: Int] = [:]
  private var statuses: StatusTable?
  /// Records without what the phase is for, when it began and now.
  private var leftAtStart = 0
  private var left = 0
  private var rest: Rest?

  /// - Parameter now: of a clock that never goes back.
  mutating func enter(_ phase: Phase, at now: Duration) {
    if self.phase == nil { began = now }
    self.phase = phase
    phaseBegan = now
    rest = nil
    if phase == .wait { states = [:] }
    leftAtStart = remaining
    left = remaining
  }

  /// Takes an event of the engine in.
  mutating func note(_ event: EngineEvent, at now: Duration) {
    switch event {
    case .batch(let records, .answered): left = max(0, left - records)
    case .reconciling(let count, _): (leftAtStart, left) = (max(leftAtStart, count), count)
    case .waiting(let pending): (leftAtStart, left) = (max(leftAtStart, pending), pending)
    case .pausing(let time, let reason): rest = Rest(until: now + time, reason: .pause(reason))
    case .postponed(_, let time): rest = Rest(until: now + time, reason: .nextLook)
    case .resting(let time): rest = Rest(until: now + time, reason: .nextLook)
    default: break
    }
  }

  /// Takes the journal's counts in, which are exact.
  mutating func note(_ states: [RecordState: Int], _ statuses: StatusTable) {
    // Counted before the last answers were in the journal.
    let isLate =
      phase == .wait
      && states.contains { $0.value > 0 && [.planned, .intent].contains($0.key.kind) }
    guard !isLate else { return }
    let isFirst = self.states.isEmpty
    self.states = states
    self.statuses = statuses
    left = remaining
    if isFirst { leftAtStart = max(leftAtStart, left) }
  }

  /// Records that the phase has before it.
  private var remaining: Int {
    states.reduce(0) { sum, entry in
      let isLeft =
        switch phase {
        case .submit: entry.key.kind == .planned || entry.key.kind == .intent
        case .reconcile: entry.key.kind == .inDoubt
        case .wait: entry.key.kind == .taken
        default: false
        }
      return isLeft ? sum + entry.value : sum
    }
  }

  /// What is to be shown at `now`.
  ///
  /// - Parameters:
  ///   - read: the part of the input that was read, 0...1, in phases that read it.
  ///   - requests: what the meter counted.
  func snapshot(at now: Duration, read: Double?, requests: RequestMeter.Counts) -> ProgressSnapshot
  {
    var shown = ProgressSnapshot(phase: phase, elapsed: now - began, requests: requests)
    if let rest, rest.until > now {
      shown.rest = ProgressSnapshot.Rest(left: rest.until - now, reason: rest.reason)
    }
    switch phase {
    case .submit, .wait, .reconcile:
      let total = whole
      shown.total = total
      shown.done = max(0, total - left)
      shown.part = total > 0 ? Double(shown.done) / Double(total) : nil
    case .plan, .check, .write: shown.part = read
    case nil: break
    }
    if let statuses {
      let tally = ResultTally(statuses, states: states)
      shown.counts = tally.rows.filter { $0.count > 0 }.map { ($0.status, $0.count) }
    }
    shown.estimate = estimate(shown, at: now)
    return shown
  }

  /// Records that the phase is for, those it has done already included.
  private var whole: Int {
    let sent = states.reduce(0) { sum, entry in
      switch entry.key.kind {
      case .rejected, .duplicate: sum
      default: sum + entry.value
      }
    }
    return phase == .reconcile ? leftAtStart : max(sent, leftAtStart)
  }

  /// How long the phase takes still, at the pace that it had so far.
  private func estimate(_ shown: ProgressSnapshot, at now: Duration) -> Duration? {
    let elapsed = now - phaseBegan
    guard elapsed >= .seconds(2) else { return nil }
    if let read = shown.part, [.plan, .check, .write].contains(phase) {
      guard read > 0.05, read < 1 else { return nil }
      return elapsed * ((1 - read) / read)
    }
    let done = leftAtStart - left
    guard done > 0, left > 0 else { return nil }
    return elapsed * (Double(left) / Double(done)) + (shown.rest?.left ?? .zero)
  }
}

/// Why nothing happens for a while.
enum WaitReason: Equatable, Sendable {
  case pause(PauseReason)
  /// Verdicts are asked for again then.
  case nextLook
}

/// What is shown of a run at one moment.
struct ProgressSnapshot {
  struct Rest {
    var left: Duration
    var reason: WaitReason
  }

  var phase: ProgressState.Phase?
  /// Since the command began.
  var elapsed: Duration
  var requests: RequestMeter.Counts
  var done = 0
  var total = 0
  /// Of the phase, 0...1; nil where it is unknown.
  var part: Double?
  var estimate: Duration?
  var rest: Rest?
  /// Records by status, those with none left out.
  var counts: [(status: Verdict, count: Int)] = []

  init(phase: ProgressState.Phase?, elapsed: Duration, requests: RequestMeter.Counts) {
    self.phase = phase
    self.elapsed = elapsed
    self.requests = requests
  }
}
