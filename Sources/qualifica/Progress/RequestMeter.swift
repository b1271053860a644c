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
    var log = RequestLog()
  }

  private let state = Mutex(State())
  private static let window = Duration.seconds(10)

  func left(at now: Duration) {
    state.withLock { state in
      state.counts.sent += 1
      state.counts.inFlight += 1
      state.departures.append(now)
      if state.departures.count > 4096 { state.departures.removeFirst(2048) }
      state.log.note(at: now, date: Date()) { $0.sent += 1 }
    }
  }

  /// - Parameter reply: nil where there was none.
  func cameBack(_ reply: Reply?, at now: Duration) {
    let date = Date()
    state.withLock { state in
      state.counts.inFlight -= 1
      let isThrottled = reply?.status == 429
      if isThrottled { state.counts.throttled += 1 }
      let isFailed = reply.map { $0.status >= 500 } ?? true
      guard isThrottled || isFailed else { return }
      state.log.note(at: now, date: date) { span in
        if isThrottled { span.throttled += 1 }
        if isFailed { span.failed += 1 }
      }
      if let pause = reply?.retryDelay(now: date) {
        state.log.notePause(for: pause, at: now, date: date)
      }
    }
  }

  /// Nothing leaves for so long.
  func paused(for left: Duration, at now: Duration) {
    state.withLock { $0.log.notePause(for: left, at: now, date: Date()) }
  }

  /// When requests left since this was asked last; nil where nothing happened.
  func takeTimeline(at now: Duration) -> RequestTimeline? {
    state.withLock { $0.log.take(at: now, date: Date()) }
  }

  // MARK: In the journal

  /// Notes in the audit lines when requests left, while `work` goes on and at its end.
  func noting<Value: Sendable>(
    in journal: any RunJournal, _ time: TimeSource, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    let noting = Task {
      while true {
        try await Task.sleep(for: RequestTimeline.noted)
        await note(in: journal, time)
      }
    }
    defer { noting.cancel() }
    do {
      let value = try await work()
      await note(in: journal, time)
      return value
    } catch {
      await note(in: journal, time)
      throw error
    }
  }

  /// A journal that fails has been told of by whoever needs it.
  private func note(in journal: any RunJournal, _ time: TimeSource) async {
    guard let event = takeTimeline(at: time.uptime())?.event(at: time.now()) else { return }
    try? await journal.note(event)
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
      meter.cameBack(reply, at: time.uptime())
      return reply
    } catch {
      meter.cameBack(nil, at: time.uptime())
      throw error
    }
  }

  func withoutSecrets(_ sentence: String) -> String { transport.withoutSecrets(sentence) }
}
