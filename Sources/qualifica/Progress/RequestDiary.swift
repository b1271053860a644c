import BulkEngine
import Foundation
import Synchronization

/// Keeps when the requests of this process left, and notes it in the audit lines of the journal.
final class RequestDiary: Sendable {
  private let log = Mutex(RequestLog())
  private let time: TimeSource

  init(_ time: TimeSource) {
    self.time = time
  }

  func left() {
    log.withLock { $0.note(at: time.uptime(), date: time.now()) { $0.sent += 1 } }
  }

  /// - Parameter reply: nil where there was none.
  func cameBack(_ reply: Reply?) {
    let isThrottled = reply?.status == 429
    let isFailed = reply.map { $0.status >= 500 } ?? true
    guard isThrottled || isFailed else { return }
    let (now, date) = (time.uptime(), time.now())
    log.withLock { log in
      log.note(at: now, date: date) { span in
        if isThrottled { span.throttled += 1 }
        if isFailed { span.failed += 1 }
      }
      if let pause = reply?.retryDelay(now: date) { log.notePause(for: pause, at: now, date: date) }
    }
  }

  /// Takes in what the engine tells of pauses.
  func observe(_ event: EngineEvent) {
    guard case .pausing(let left, let reason) = event, reason != .slowRate else { return }
    log.withLock { $0.notePause(for: left, at: time.uptime(), date: time.now()) }
  }

  /// Notes the requests while `work` goes on and at its end, however it ends.
  func noting<Value: Sendable>(
    in journal: any RunJournal, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    let noting = Task {
      while true {
        try await Task.sleep(for: RequestTimeline.noted)
        await note(in: journal)
      }
    }
    defer { noting.cancel() }
    do {
      let value = try await work()
      await note(in: journal)
      return value
    } catch {
      await note(in: journal)
      throw error
    }
  }

  /// A journal that fails has been told of by whoever needs it.
  private func note(in journal: any RunJournal) async {
    let date = time.now()
    let timeline = log.withLock { $0.take(at: time.uptime(), date: date) }
    guard let event = timeline?.event(at: date) else { return }
    try? await journal.note(event)
  }
}

/// A transport whose requests stand in a diary.
struct DiaryTransport: Transport {
  let transport: any Transport
  let diary: RequestDiary

  func send(_ request: Request) async throws(TransportError) -> Reply {
    diary.left()
    do throws(TransportError) {
      let reply = try await transport.send(request)
      diary.cameBack(reply)
      return reply
    } catch {
      diary.cameBack(nil)
      throw error
    }
  }

  func withoutSecrets(_ sentence: String) -> String { transport.withoutSecrets(sentence) }
}
