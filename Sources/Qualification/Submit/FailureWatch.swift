/// Watches the attempts of a run and says when to stop trying: circuit and retry budget.
///
/// A pure value.
package struct FailureWatch: Sendable, Equatable {
  /// What to do after a failure.
  package enum Advice: Sendable, Equatable {
    /// Wait this long at most with full jitter: so many failures came before.
    case goOn(failuresBefore: Int)
    /// The circuit is open: probe with a read-only request before the next submission.
    case probe
    /// Stop: the API kept failing, or was never reached.
    case stop
  }

  /// Failures in a row that open the circuit.
  private static let threshold = 5
  /// Latest attempts that are looked at; half of them failed opens the circuit too.
  private static let window = 20
  /// Times the circuit may open without a success in between.
  private static let openings = 3

  package private(set) var inARow = 0
  private var latest: [Bool] = []
  private var opened = 0
  private var attempts = 0
  private var retries = 0
  /// Whether the API ever answered.
  package private(set) var hasAnswered = false

  package init() {}

  /// The API answered in its own words.
  package mutating func succeeded() {
    record(true)
    inARow = 0
    opened = 0
    hasAnswered = true
  }

  /// A probe was answered: submissions may be tried again.
  package mutating func probed() {
    hasAnswered = true
    inARow = 0
    latest.removeAll()
  }

  /// An attempt failed.
  ///
  /// - Parameters:
  ///   - isRetry: whether it costs from the retry budget: 10 % of the attempts, plus 10.
  ///   - answered: whether it failed with an answer, for example a status 500.
  package mutating func failed(isRetry: Bool, answered: Bool) -> Advice {
    record(false)
    inARow += 1
    if answered { hasAnswered = true }
    if isRetry { retries += 1 }
    if retries > 10 + attempts / 10 { return .stop }
    guard isOpen else { return .goOn(failuresBefore: inARow - 1) }
    opened += 1
    if opened > Self.openings || !hasAnswered { return .stop }
    return .probe
  }

  private var isOpen: Bool {
    if inARow >= Self.threshold { return true }
    return latest.count == Self.window && latest.count(where: { !$0 }) * 2 >= Self.window
  }

  private mutating func record(_ success: Bool) {
    attempts += 1
    latest.append(success)
    if latest.count > Self.window { latest.removeFirst() }
  }
}
