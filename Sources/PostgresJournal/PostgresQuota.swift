package import BulkEngine
package import Foundation
internal import Synchronization

/// The quota of all processes that talk to the API with one key: a row whose time is the server's.
///
/// A slot is given out some time before it is due: its request is prepared meanwhile. Just before it is
/// due the server is asked what is left until then and whether the API asked for a pause since, so that
/// what leaves is on time wherever it leaves from; what would be late takes another slot. Complaints and
/// pauses are written at once; where that takes a while the next departure of this process waits for it.
package final class PostgresQuota: Quota {
  /// Of whom the API has the patience.
  package struct Key: Sendable {
    package var environment: String
    package var host: String
    package var merchant: String
    /// The API key; only a keyed hash of it leaves this process.
    package var token: String

    package init(environment: String, host: String, merchant: String, token: String) {
      self.environment = environment
      self.host = host
      self.merchant = merchant
      self.token = token
    }
  }

  private struct State {
    /// Given out to this process, and not near yet.
    var slot: Slot?
    /// A slot is being asked for.
    var isAsking = false
    /// What the server does not know yet.
    var news: [QuotaNews] = []
    /// Whether complaints, of whatever process, have lowered the rate.
    var isLowered = false
    /// What this process knows by itself.
    var own: RequestPacing
    /// The rate as the API's headers advise, without its complaints: those are the row's.
    var advised: RequestPacing

    /// What a request does that wants to leave.
    enum Step {
      case rest(Duration)
      case use(Slot)
      case ask
    }

    func interval(at now: Duration) -> Duration {
      .seconds(reserve / advised.effectiveRate(at: now))
    }

    mutating func next(at now: Duration) -> Step {
      if let slot {
        if slot.due - lead > now { return .rest(slot.due - lead - now) }
        self.slot = nil
        if now - slot.due <= tolerance { return .use(slot) }
      }
      guard !isAsking else { return .rest(briefly) }
      isAsking = true
      return .ask
    }
  }

  /// More than a process that is alone keeps back: the ways of several differ in length. With
  /// ``tolerance`` it leaves 13 ms of jitter on the way to the API.
  private static let reserve = 1.025
  /// A slot is not used later than this: it would come with the next ones.
  private static let tolerance = Duration.milliseconds(12)
  /// A request is prepared for so long before its slot is due.
  private static let lead = Duration.milliseconds(40)
  /// The server is asked for what is left so long before a slot is due.
  private static let shortly = Duration.milliseconds(5)
  /// How soon a request asks again that met another one which asks.
  private static let briefly = Duration.milliseconds(2)

  private let session: PostgresJournal
  private let row: Int
  private let rate: Double
  private let uptime: (@Sendable () -> Duration)?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - session: a connection of its own.
  ///   - uptime: of this machine; nil where the time is the callers'.
  package init(
    _ key: Key, rate: Double, session: PostgresJournal,
    uptime: (@Sendable () -> Duration)? = nil
  ) async throws {
    self.session = session
    self.rate = rate
    self.uptime = uptime
    state = Mutex(State(own: RequestPacing(rate: rate), advised: RequestPacing(rate: rate)))
    row = try await session.quota(key)
    guard let now = uptime?() else { return }
    let left = try await session.pause(of: row)
    if left > .zero { state.withLock { $0.own.close(until: now + left) } }
  }

  // MARK: Leaving

  package func reserve(_ slot: Slot?, at now: Duration) async throws -> Departure {
    if let slot { return try await confirm(slot, at: now) }
    try await deliver(at: now)
    switch state.withLock({ $0.next(at: now) }) {
    case .rest(let wait): return .wait(wait)
    case .use(let slot): return .go(slot)
    case .ask: break
    }
    defer { state.withLock { $0.isAsking = false } }
    return try await ask(at: now)
  }

  private func ask(at now: Duration) async throws -> Departure {
    let interval = state.withLock { $0.interval(at: now) }
    let offer = try await session.ticket(
      of: row, interval: interval, rate: rate, given: uptime == nil ? now : nil)
    let then = uptime?() ?? now
    state.withLock { $0.isLowered = offer.isLowered }
    if let closed = offer.closed {
      state.withLock { $0.own.close(until: then + closed) }
      if closed > EngineContext.longestPause {
        throw EngineStop.comeBackLater(at: Date() + closed / .seconds(1))
      }
      return .wait(closed)
    }
    var slot = Slot(due: then + offer.wait)
    (slot.quotaTime, slot.pauses) = (offer.due, offer.pauses)
    guard offer.wait > Self.lead else { return .go(slot) }
    state.withLock { $0.slot = slot }
    return .wait(offer.wait - Self.lead)
  }

  /// Says whether the request of a slot leaves, once that is near.
  private func confirm(_ slot: Slot, at now: Duration) async throws -> Departure {
    if slot.isConfirmed {
      return now - slot.due <= Self.tolerance ? .go(slot) : .missed
    }
    guard slot.due - now <= Self.shortly else { return .wait(slot.due - now - Self.shortly) }
    try await deliver(at: now)
    let (pauses, left) = try await session.state(
      of: row, until: slot.quotaTime, given: uptime == nil ? now : nil)
    guard pauses == slot.pauses, left >= .zero - Self.tolerance else { return .missed }
    var slot = slot
    (slot.due, slot.isConfirmed) = ((uptime?() ?? now) + left, true)
    return .go(slot)
  }

  // MARK: Learning

  package func observe(_ reply: Reply, departure: Duration, at now: Duration, date: Date) {
    let advice = RateAdvice(headers: reply.headers, now: date)
    let isComplaint = reply.status == 429 || reply.status == 503
    let isUrgent = state.withLock { state in
      let closed = state.own.closedUntil
      if isComplaint {
        state.own.slowDown(departure: departure, at: now)
        state.news.append(.complaint(departure: departure))
      } else if state.isLowered || state.own.currentRate < rate {
        state.own.recover()
        state.news.append(.acceptance)
      }
      if let advice {
        state.own.obey(advice, at: now)
        state.advised.obey(advice, at: now)
      }
      if state.own.closedUntil > closed {
        state.news.append(.pause(until: state.own.closedUntil))
        return true
      }
      return isComplaint
    }
    if isUrgent { deliverSoon(at: now) }
  }

  package func pause(until end: Duration, because reason: PauseReason) {
    state.withLock { state in
      state.own.close(until: end, because: reason)
      state.news.append(.pause(until: end))
    }
    deliverSoon(at: nil)
  }

  private func deliverSoon(at now: Duration?) {
    guard let uptime else { return }
    Task { try? await deliver(at: now ?? uptime()) }
  }

  /// Tells the server what it does not know yet.
  private func deliver(at now: Duration) async throws {
    let news = state.withLock { state in
      defer { state.news = [] }
      return state.news
    }
    guard !news.isEmpty else { return }
    let now = uptime?() ?? now
    try await session.learn(
      news, at: now, of: row, rate: rate, given: uptime == nil ? now : nil)
  }

  package func pause(at now: Duration) -> (end: Duration, reason: PauseReason) {
    state.withLock { ($0.own.closedUntil, $0.own.pauseReason(at: now)) }
  }

  package func remembered(at uptime: Duration, now: Date, isAtWork: Bool) -> RememberedPace {
    state.withLock { $0.own.remembered(at: uptime, now: now, isAtWork: isAtWork) }
  }
}

/// What a reply says to all who use a quota; times are uptimes of who tells it.
enum QuotaNews: Sendable {
  case complaint(departure: Duration)
  case acceptance
  case pause(until: Duration)
}
