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
    var counts = Counts()
    /// When the last ones left, oldest first.
    var departures: [Duration] = []
  }

  private let state = Mutex(State())
  private static let window = Duration.seconds(10)

  func left(at now: Duration) {
    state.withLock { state in
      state.counts.sent += 1
      state.counts.inFlight += 1
      state.departures.append(now)
      if state.departures.count > 4096 { state.departures.removeFirst(2048) }
    }
  }

  func cameBack(_ status: Int?) {
    state.withLock { state in
      state.counts.inFlight -= 1
      if status == 429 { state.counts.throttled += 1 }
    }
  }

  func counts(at now: Duration) -> Counts {
    state.withLock { state in
      state.departures.removeAll { now - $0 > Self.window }
      var counts = state.counts
      if let oldest = state.departures.first {
        let seconds = max(1, (now - oldest) / .seconds(1))
        counts.rate = Double(state.departures.count) / seconds
      }
      return counts
    }
  }
}

/// A transport whose requests are counted.
struct MeteredTransport: Transport {
  let transport: any Transport
  let meter: RequestMeter
  let time: TimeSource

  func send(_ request: Request) async throws(TransportError) -> Reply {
    meter.left(at: time.uptime())
    do throws(TransportError) {
      let reply = try await transport.send(request)
      meter.cameBack(reply.status)
      return reply
    } catch {
      meter.cameBack(nil)
      throw error
    }
  }

  func withoutSecrets(_ sentence: String) -> String { transport.withoutSecrets(sentence) }
}
