import BulkEngine
import Foundation
import Synchronization

/// Counts requests as they leave and come back.
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
    var inFlight = 0
    /// When the last ones left, oldest first.
    var departures: [Duration] = []
    /// The end of the latest pause, up to which its time is counted already, and why it is.
    var pause: (end: Duration, reason: String) = (.zero, "")
  }

  private let state = Mutex(State())
  private static let window = Duration.seconds(10)

  func left(at now: Duration) {
    state.withLock { state in
      state.figures.sent += 1
      state.inFlight += 1
      state.departures.append(now)
      if state.departures.count > 4096 { state.departures.removeFirst(2048) }
    }
  }

  /// - Parameter latency: nil where no answer came.
  func cameBack(_ outcome: String, after latency: Duration?) {
    state.withLock { state in
      state.inFlight -= 1
      state.figures.outcomes[outcome, default: 0] += 1
      if let latency { state.figures.latency.add(latency) }
    }
  }

  /// Pauses come in the order in which they begin; one that begins within another extends it.
  func paused(_ pause: RateLimiter.Pause) {
    state.withLock { state in
      guard pause.end > state.pause.end else { return }
      let word = pause.reason.word
      var figures = state.figures.pauses[word] ?? RequestFigures.Pause()
      if pause.start >= state.pause.end { figures.count += 1 }
      figures.seconds += (pause.end - max(pause.start, state.pause.end)) / .seconds(1)
      state.figures.pauses[word] = figures
      state.pause = (pause.end, word)
    }
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
  let time: TimeSource

  func send(_ request: Request) async throws(TransportError) -> Reply {
    let departure = time.uptime()
    meter.left(at: departure)
    do throws(TransportError) {
      let reply = try await transport.send(request)
      let latency = time.uptime() - departure
      meter.cameBack("\(request.method.rawValue) \(reply.status)", after: latency)
      Monitor.shared.answered(request, status: reply.status, after: latency)
      return reply
    } catch {
      let word = if case .notSent = error { "not_sent" } else { "unknown" }
      meter.cameBack("\(request.method.rawValue) \(word)", after: nil)
      Monitor.shared.unanswered(request, word, error.reason, after: time.uptime() - departure)
      throw error
    }
  }

  func withoutSecrets(_ sentence: String) -> String { transport.withoutSecrets(sentence) }
}
