/// Watches the requests of a run and says when to stop trying: circuit and retry budget.
///
/// While the circuit is open nothing with effects may leave; a read-only request that is answered
/// closes it. A pure value.
package struct CircuitBreaker: Sendable, Equatable {
  /// What to do after a failure.
  package enum Advice: Sendable, Equatable {
    /// Wait this long at most with full jitter: so many failures came before.
    case goOn(failuresBefore: Int)
    /// The circuit is open: nothing but read-only requests, after a pause that grows with failures.
    case probe(failuresBefore: Int)
    /// Stop: the API kept failing, or was never reached.
    case stop
  }

  /// Failures in a row that open the circuit.
  private static let threshold = 5
  /// Latest attempts that are looked at; half of them failed opens the circuit too.
  private static let window = 20
  /// Times that submissions may open the circuit without one succeeding in between.
  private static let mostOpenings = 3
  /// Failed probes of an open circuit.
  private static let mostProbes = 5
  /// Retries beyond a tenth of the requests.
  private static let spareRetries = 10
  /// Complaints about too many requests of one kind without a success of it in between: each leads
  /// to a retry, and a server that answers nothing else has no use for this run now.
  private static let mostComplaints = spareRetries

  package private(set) var inARow = 0
  package private(set) var isOpen = false
  /// Whether the API ever answered.
  package private(set) var hasAnswered = false
  private var latest: [Bool] = []
  private var openings = 0
  private var failedProbes = 0
  private var complaints = Complaints()
  private var requests = 0
  private var retries = 0

  package init() {}

  /// The API answered a request of this kind in its own words.
  package mutating func succeeded(_ kind: RequestKind) {
    record(true)
    inARow = 0
    complaints.end(kind)
    hasAnswered = true
    if kind == .effect { openings = 0 }
    // Only what has no effects may say that submissions can be tried again.
    guard isOpen, kind == .question else { return }
    isOpen = false
    latest.removeAll()
  }

  /// A request of this kind failed.
  ///
  /// - Parameters:
  ///   - isRetry: whether trying again costs from the retry budget.
  ///   - answered: whether it failed with an answer, for example a status 500.
  package mutating func failed(
    _ kind: RequestKind, isRetry: Bool, answered: Bool
  ) -> Advice {
    record(false)
    inARow += 1
    if answered { hasAnswered = true }
    if isRetry, !spendRetry() { return .stop }
    if isOpen {
      if kind == .question { failedProbes += 1 }
      return failedProbes < Self.mostProbes ? .probe(failuresBefore: failedProbes) : .stop
    }
    return isBroken ? open(kind) : .goOn(failuresBefore: inARow - 1)
  }

  /// The API complained about too many requests, in its reply to one of this kind.
  ///
  /// Complaints about requests that had left when the last one was heard say nothing new.
  /// - Parameters:
  ///   - departure: when the request left; an uptime, as `now`.
  package mutating func complained(
    _ kind: RequestKind, departure: Duration, at now: Duration
  ) -> Advice {
    hasAnswered = true
    let count = complaints.add(kind, departure: departure, at: now)
    return count > Self.mostComplaints ? .stop : .goOn(failuresBefore: inARow + count - 1)
  }

  /// How long the API has answered nothing but complaints to requests of this kind.
  package func complaining(about kind: RequestKind) -> Duration {
    complaints.series[kind].map { $0.last - $0.begin } ?? .zero
  }

  /// Whether one more request may be a retry: 10 % of the requests, plus 10.
  package mutating func spendRetry() -> Bool {
    guard retries < Self.spareRetries + requests / 10 else { return false }
    retries += 1
    return true
  }

  private mutating func open(_ kind: RequestKind) -> Advice {
    if kind == .effect { openings += 1 }
    guard hasAnswered, openings <= Self.mostOpenings else { return .stop }
    isOpen = true
    failedProbes = 0
    return .probe(failuresBefore: 0)
  }

  private var isBroken: Bool {
    if inARow >= Self.threshold { return true }
    return latest.count == Self.window && latest.count(where: { !$0 }) * 2 >= Self.window
  }

  private mutating func record(_ success: Bool) {
    requests += 1
    latest.append(success)
    if latest.count > Self.window { latest.removeFirst() }
  }
}

/// Complaints about too many requests, by the kind of the request: that questions are answered says
/// nothing of submissions.
private struct Complaints: Sendable, Equatable {
  struct Series: Sendable, Equatable {
    /// When the first one was heard.
    var begin: Duration
    /// When the last one that counts was heard.
    var last: Duration
    var count = 1
  }

  var series: [RequestKind: Series] = [:]

  /// - Returns: how many there are without a success in between.
  mutating func add(_ kind: RequestKind, departure: Duration, at now: Duration) -> Int {
    var counted = series[kind] ?? Series(begin: now, last: now, count: 0)
    if counted.count == 0 || departure >= counted.last {
      counted.count += 1
      counted.last = now
    }
    series[kind] = counted
    return counted.count
  }

  mutating func end(_ kind: RequestKind) { series[kind] = nil }
}
