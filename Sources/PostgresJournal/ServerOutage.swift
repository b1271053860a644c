internal import Synchronization

/// How long a server that does not answer, or does not confirm what it is told, is tried again: one measure
/// for all connections of a process.
///
/// The time counts from the first failure, whichever connection met it. Once it is over nothing more is
/// written by this process, so that it ends soon and not connection by connection. A person who stops the
/// process does not wait for it either.
package final class ServerOutage: Sendable {
  /// What people are told when an outage begins.
  package struct Notice: Sendable {
    /// The server answers, and what is written is not confirmed by its standby.
    package var isUnconfirmed: Bool
    /// How long it is tried again.
    package var lasts: Duration
  }

  /// What a connection wants of the server.
  enum Wish {
    case answer
    /// Something is written; that questions are answered meanwhile does not help.
    case commit
  }

  private struct State {
    /// When that which failed first was begun, by what it was; none while all goes well.
    var begins: [Wish: ContinuousClock.Instant] = [:]
    var isAnnounced = false
    /// Whether a commit was not confirmed: a server that is silent since may wait for that one.
    var isUnconfirmed = false
    /// What failed last when the server had been tried for as long as it may be.
    var givenUp: PostgresFailure?

    var first: ContinuousClock.Instant? { begins.values.min() }

    func cause(of failure: PostgresFailure) -> PostgresFailure {
      guard isUnconfirmed, case .silent = failure else { return failure }
      return .unconfirmed
    }
  }

  /// What an answer may still take when nobody wants to wait any more.
  private static let remainder = Duration.seconds(5)

  /// Whatever fails later than this after it began was on a machine that slept, and not the server.
  private static let longestAttempt = Duration.seconds(120)
  /// What is over sooner is not worth a word.
  private static let hiccup = Duration.seconds(5)

  private let persistence: Duration
  private let isStopped: @Sendable () -> Bool
  private let announce: @Sendable (Notice) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - persistence: how long the server is tried again.
  ///   - isStopped: whether a person stops the process.
  ///   - announce: hears of each outage, once.
  package init(
    persistence: Duration = .seconds(600), isStopped: @escaping @Sendable () -> Bool = { false },
    announce: @escaping @Sendable (Notice) -> Void = { _ in }
  ) {
    self.persistence = persistence
    self.isStopped = isStopped
    self.announce = announce
  }

  /// Why nothing more is written: that it is not confirmed, also where what waits behind it had no answer.
  var givenUp: PostgresFailure? { state.withLock { $0.givenUp } }

  /// Whether what is under way is not worth a long wait.
  var isHurried: Bool { Task.isCancelled || isStopped() }

  /// Why nothing is asked any more: a person stops the process, and since then the server had no answer.
  var silence: PostgresFailure? {
    guard isStopped() else { return nil }
    return state.withLock { $0.begins[.answer] == nil ? nil : $0.givenUp }
  }

  /// How long a new connection may take, in seconds; libpq takes two at least.
  var connectionPatience: Int {
    if isHurried { return 2 }
    return state.withLock { $0.first == nil } ? 10 : 5
  }

  /// When a question that is asked now needs no answer any more.
  func end(of patience: Duration, from now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    state.withLock { state in
      guard state.givenUp == nil else { return now + min(patience, Self.remainder) }
      return min(now + patience, state.first.map { $0 + persistence } ?? now + patience)
    }
  }

  /// The same once ``isHurried``, at `now`: during an outage nothing is written, and a question may be worth
  /// a moment.
  func hurriedEnd(
    of wish: Wish, from now: ContinuousClock.Instant
  ) -> ContinuousClock.Instant {
    state.withLock { $0.first != nil && wish == .commit ? now : now + Self.remainder }
  }

  /// Notes a failure.
  ///
  /// - Parameter begin: of that which failed.
  /// - Returns: whether it is to be tried again.
  func bears(
    _ failure: PostgresFailure, of wish: Wish, begunAt begin: ContinuousClock.Instant
  ) -> Bool {
    let (isBorne, isNews) = state.withLock { state in
      let now = ContinuousClock.now
      let first = state.begins[wish] ?? state.first ?? max(begin, now - Self.longestAttempt)
      state.begins[wish] = first
      let lasts = now - first
      if case .unconfirmed = failure { state.isUnconfirmed = true }
      if isStopped() || lasts >= persistence {
        state.givenUp = state.givenUp ?? state.cause(of: failure)
      }
      guard state.givenUp == nil else { return (false, false) }
      defer { state.isAnnounced = state.isAnnounced || lasts >= Self.hiccup }
      return (true, lasts >= Self.hiccup && !state.isAnnounced)
    }
    if isNews {
      let cause = state.withLock { $0.cause(of: failure) }
      let isUnconfirmed = if case .unconfirmed = cause { true } else { false }
      announce(Notice(isUnconfirmed: isUnconfirmed, lasts: persistence))
    }
    return isBorne
  }

  /// Notes that the server answered, or confirmed what was written.
  func succeeded(_ wish: Wish) {
    state.withLock { state in
      state.begins[.answer] = nil
      if wish == .commit { (state.begins, state.isUnconfirmed) = ([:], false) }
      if state.first == nil { state.isAnnounced = false }
    }
  }
}
