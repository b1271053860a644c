package import Foundation

/// Decides when the next request may leave: GCRA with a burst of one, a log of the last second, and a
/// limiter that the API can close.
///
/// The log keeps a request that left late, because the journal was slow, and those that follow on time
/// from being too many for one second. A pure value: it knows no clock, the caller tells the time as uptime.
package struct RequestPacing: Sendable, Equatable {
  /// Requests per second that were asked for; never exceeded.
  package let rate: Double
  /// Requests per second after complaints of the API; recovers slowly.
  package private(set) var currentRate: Double
  private var nextSlot: Duration = .zero
  /// When the last requests left, in order; as many as a second may have.
  private var log: [Duration] = []
  /// Nothing leaves before.
  package private(set) var closedUntil: Duration = .zero
  private var closedBy = PauseReason.asked
  /// When the rate was last lowered; nil before.
  private var loweredAt: Duration?
  /// Requests per second that the API's policies allow.
  private var advisedRate = Double.infinity
  /// Requests per second until the API's window under way ends.
  private var window = (rate: Double.infinity, end: Duration.zero)

  /// What to do with a request.
  package enum Turn: Sendable, Equatable {
    case go
    case wait(Duration)
  }

  /// One fiftieth is kept back: jitter of up to 20 ms on the way does not push a second over the rate.
  private static let reserve = 1.02
  /// A request that woke late by less than this part of an interval, or than ``latest``, does not delay
  /// the next ones.
  private static let tolerance = 0.2
  private static let latest = Duration.milliseconds(8)
  /// A second as a server may measure it.
  private static let second = Duration.milliseconds(1_002)
  /// Beyond this rate no log is kept.
  private static let mostLogged = 1_000.0
  /// After a complaint the rate drops to this part of itself …
  private static let drop = 0.7
  /// … and each accepted request gives back this part of the asked rate.
  private static let recovery = 0.01
  /// Requests per second that are left after however many complaints, unless fewer were asked for.
  private static let slowest = 0.1
  /// The longest pause on a mere hint; a `Retry-After` may ask for more.
  private static let longestHint = Duration.seconds(15 * 60)

  package init(rate: Double) {
    precondition(rate > 0, "a rate is above zero")
    self.rate = rate
    self.currentRate = rate
  }

  /// Requests per second at `now`: the least of all that applies.
  package func effectiveRate(at now: Duration) -> Double {
    let allowed = min(currentRate, advisedRate, now < window.end ? window.rate : .infinity)
    return max(allowed, min(rate, 1 / (Self.longestHint / .seconds(1))))
  }

  private func interval(at now: Duration) -> Duration {
    .seconds(Self.reserve / effectiveRate(at: now))
  }

  /// Takes the next slot when it is due.
  package mutating func take(at now: Duration) -> Turn {
    if now < closedUntil { return .wait(closedUntil - now) }
    if now < nextSlot { return .wait(nextSlot - now) }
    if log.count >= mostInSecond, let first = log.first, now < first + Self.second {
      return .wait(first + Self.second - now)
    }
    let interval = interval(at: now)
    nextSlot = max(
      nextSlot + interval, now + interval - min(interval * Self.tolerance, Self.latest))
    note(now)
    return .go
  }

  /// The request that took its turn at one uptime left at another, later one.
  package mutating func left(in turn: Duration, at now: Duration) {
    guard let place = log.lastIndex(of: turn) else { return }
    log.remove(at: place)
    note(now)
  }

  private mutating func note(_ departure: Duration) {
    guard rate <= Self.mostLogged else { return }
    log.insert(departure, at: (log.lastIndex { $0 <= departure } ?? -1) + 1)
    if log.count > mostInSecond { log.removeFirst() }
  }

  private var mostInSecond: Int { Int(min(rate, Self.mostLogged).rounded(.up)) }

  /// Lets nothing leave before `instant`; an earlier limiter never opens a later one.
  package mutating func close(until instant: Duration, because reason: PauseReason = .asked) {
    guard instant > closedUntil else { return }
    closedUntil = instant
    closedBy = reason
  }

  /// Why a request has to wait at `now`.
  package func pauseReason(at now: Duration) -> PauseReason {
    now < closedUntil ? closedBy : .slowRate
  }

  /// The API complained about too many requests, in its reply to one that left at `departure`.
  ///
  /// Complaints about requests that had left when the rate was last lowered say nothing new.
  package mutating func slowDown(departure: Duration, at now: Duration) {
    if let loweredAt, departure <= loweredAt { return }
    loweredAt = now
    currentRate = max(currentRate * Self.drop, min(rate, Self.slowest))
  }

  /// A request was taken without complaint.
  package mutating func recover() {
    currentRate = min(rate, currentRate + rate * Self.recovery)
  }
}

// MARK: - Hints in the API's replies

extension RequestPacing {
  /// Minds the rate limit headers of a reply; they only ever lower the rate.
  ///
  /// Windows come in whole seconds, mostly rounded up, so the last second of one counts as over;
  /// a window that ends within a second is judged by its limit alone.
  package mutating func obey(_ advice: RateAdvice, at now: Duration) {
    if let steadyRate = advice.steadyRate { advisedRate = steadyRate }
    guard let remaining = advice.remaining, let reset = advice.reset else { return }
    let seconds = reset / .seconds(1)
    let isShort = seconds <= 1
    let limit = advice.limit ?? advice.steadyRate ?? .infinity
    if remaining < 1, !(isShort && limit <= effectiveRate(at: now)) {
      close(until: now + min(reset, Self.longestHint), because: .usedUp)
    }
    if isShort {
      window = (limit > 0 ? limit : .infinity, now + .seconds(1))
    } else if remaining >= 1 {
      window = (remaining / max(seconds - 1, 1), now + reset)
    }
  }

  package static func == (one: RequestPacing, other: RequestPacing) -> Bool {
    one.rate == other.rate && one.currentRate == other.currentRate
      && one.nextSlot == other.nextSlot && one.closedUntil == other.closedUntil
      && one.closedBy == other.closedBy && one.loweredAt == other.loweredAt
      && one.advisedRate == other.advisedRate
      && one.window == other.window && one.log == other.log
  }
}

// MARK: - From process to process

extension RequestPacing {
  /// Goes on as a former process left it.
  package mutating func resume(_ remembered: RememberedPace, at uptime: Duration, now: Date) {
    if let lowered = remembered.loweredRate, lowered > 0 {
      currentRate = min(rate, max(lowered, Self.slowest))
    }
    nextSlot = max(
      nextSlot, uptime + remembered.slotLeft(at: now, interval: interval(at: uptime)))
    close(until: uptime + remembered.pauseLeft(at: now))
  }

  /// What the next process must know.
  ///
  /// - Parameter isAtWork: whether this process may still send requests.
  package func remembered(at uptime: Duration, now: Date, isAtWork: Bool) -> RememberedPace {
    func date(_ instant: Duration) -> Date? {
      instant > uptime ? now.addingTimeInterval((instant - uptime) / .seconds(1)) : nil
    }
    return RememberedPace(
      at: now, nextRequestAt: isAtWork ? nil : date(nextSlot) ?? now,
      loweredRate: currentRate < rate ? currentRate : nil, closedUntil: date(closedUntil))
  }
}

/// How long to wait before a failed request is tried again: full jitter.
///
/// `random(0, min(60 s, 1 s × 2ⁿ))`, n being the number of failures before:
///
/// | failures before | longest wait |
/// | --- | --- |
/// | 0 | 1 s |
/// | 1 | 2 s |
/// | 2 | 4 s |
/// | 5 | 32 s |
/// | 6 and more | 60 s |
package enum Backoff {
  /// - Parameter fraction: chance, 0..<1.
  package static func delay(failuresBefore: Int, fraction: Double) -> Duration {
    let longest = min(60.0, Double(1 << min(max(failuresBefore, 0), 6)))
    return .seconds(longest * fraction)
  }
}
