import BulkEngine
import Foundation
import Synchronization

/// Counts requests as they leave and come back, and keeps when that was.
final class RequestMeter: Sendable {
  struct Counts: Equatable, Sendable {
    /// All that have left.
    var sent = 0
    var inFlight = 0
    /// Answered with 429.
    var throttled = 0
    /// Per second, over the last ten seconds.
    var rate = 0.0
  }

  private struct State {
    var figures = RequestFigures()
    /// What was not handed over yet.
    var log = RequestLog()
    var inFlight = 0
    /// When the last ones left, oldest first.
    var departures: [Duration] = []
    /// The end of the latest pause, up to which its time is counted already, and why it is.
    var pause: (end: Duration, reason: String) = (.zero, "")
  }

  private let state = Mutex(State())
  private let time: TimeSource
  private static let window = Duration.seconds(10)

  /// - Parameter time: that of the requests.
  init(_ time: TimeSource = .system) {
    self.time = time
  }

  /// - Returns: when it left.
  func left() -> Duration {
    let (now, date) = (time.uptime(), time.now())
    state.withLock { state in
      state.log.note(at: now, date: date) { $0.sent += 1 }
      state.figures.sent += 1
      state.inFlight += 1
      state.departures.append(now)
      if state.departures.count > 4096 { state.departures.removeFirst(2048) }
    }
    return now
  }

  /// - Parameter outcome: with the method.
  /// - Returns: how long it took.
  func answered(_ outcome: String, status: Int, since departure: Duration) -> Duration {
    let now = time.uptime()
    cameBack(outcome, at: now) { state in
      state.figures.latency.add(now - departure)
      if status == 429 { return { $0.throttled += 1 } }
      return status >= 500 ? { $0.failed += 1 } : nil
    }
    return now - departure
  }

  /// - Parameter outcome: with the method.
  /// - Returns: how long it took.
  func unanswered(_ outcome: String, since departure: Duration) -> Duration {
    let now = time.uptime()
    cameBack(outcome, at: now) { _ in { $0.failed += 1 } }
    return now - departure
  }

  private func cameBack(
    _ outcome: String, at now: Duration,
    _ note: (inout State) -> ((inout RequestTimeline.Span) -> Void)?
  ) {
    let date = time.now()
    state.withLock { state in
      state.inFlight -= 1
      state.figures.outcomes[outcome, default: 0] += 1
      if let change = note(&state) { state.log.note(at: now, date: date, change) }
    }
  }

  /// Pauses come in the order in which they begin; one that begins within another extends it.
  func paused(_ pause: RateLimiter.Pause) {
    let date = time.now()
    state.withLock { state in
      if pause.reason != .slowRate {
        state.log.notePause(for: pause.end - pause.start, at: pause.start, date: date)
      }
      guard pause.end > state.pause.end else { return }
      let word = pause.reason.word
      var figures = state.figures.pauses[word] ?? RequestFigures.Pause()
      if pause.start >= state.pause.end { figures.count += 1 }
      figures.seconds += (pause.end - max(pause.start, state.pause.end)) / .seconds(1)
      state.figures.pauses[word] = figures
      state.pause = (pause.end, word)
    }
  }

  /// The timeline since this was last asked; nil where nothing happened.
  func takeTimeline() -> RequestTimeline? {
    let (now, date) = (time.uptime(), time.now())
    return state.withLock { $0.log.take(at: now, date: date) }
  }

  func counts(at now: Duration) -> Counts {
    state.withLock { state in
      state.departures.removeAll { now - $0 > Self.window }
      var counts = Counts(
        sent: state.figures.sent, inFlight: state.inFlight, throttled: state.figures.throttled)
      if let oldest = state.departures.first {
        let seconds = max(1, (now - oldest) / .seconds(1))
        counts.rate = Double(state.departures.count) / seconds
      }
      return counts
    }
  }

  /// What this process came to; of a pause that lasts still, what is over.
  func figures(at now: Duration) -> RequestFigures {
    state.withLock { state in
      var figures = state.figures
      let left = (state.pause.end - now) / .seconds(1)
      if left > 0 { figures.pauses[state.pause.reason]?.seconds -= left }
      return figures
    }
  }
}

/// A transport whose requests are counted and, where there is a log, written there.
struct MeteredTransport: Transport {
  let transport: any Transport
  let meter: RequestMeter

  func send(_ request: Request) async throws(TransportError) -> Reply {
    let method = request.method.rawValue
    let departure = meter.left()
    do throws(TransportError) {
      let reply = try await transport.send(request)
      let latency = meter.answered(
        "\(method) \(reply.status)", status: reply.status, since: departure)
      Monitor.shared.answered(request, status: reply.status, after: latency)
      return reply
    } catch {
      let word = if case .notSent = error { "not_sent" } else { "unknown" }
      let time = meter.unanswered("\(method) \(word)", since: departure)
      Monitor.shared.unanswered(request, word, error.reason, after: time)
      throw error
    }
  }

  func withoutSecrets(_ sentence: String) -> String { transport.withoutSecrets(sentence) }
}
