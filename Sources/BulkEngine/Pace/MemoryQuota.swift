package import Foundation
import Synchronization

/// The quota of the one process that holds a run: a lock around ``RequestPacing``.
package final class MemoryQuota: Quota {
  private let pacing: Mutex<RequestPacing>

  package init(_ pacing: RequestPacing) {
    self.pacing = Mutex(pacing)
  }

  package func reserve(_ slot: Slot?, at now: Duration) -> Departure {
    pacing.withLock { pacing in
      if let slot {
        pacing.left(in: slot.due, at: now)
        return .go(Slot(due: now))
      }
      return switch pacing.take(at: now) {
      case .go: .go(Slot(due: now))
      case .wait(let duration): .wait(duration)
      }
    }
  }

  package func observe(_ reply: Reply, departure: Duration, at now: Duration, date: Date) {
    let advice = RateAdvice(headers: reply.headers, now: date)
    pacing.withLock { pacing in
      if reply.status == 429 || reply.status == 503 {
        pacing.slowDown(departure: departure, at: now)
      } else {
        pacing.recover()
      }
      if let advice { pacing.obey(advice, at: now) }
    }
  }

  package func pause(until end: Duration, because reason: PauseReason) {
    pacing.withLock { $0.close(until: end, because: reason) }
  }

  package func pause(at now: Duration) -> (end: Duration, reason: PauseReason) {
    pacing.withLock { ($0.closedUntil, $0.pauseReason(at: now)) }
  }

  package func remembered(
    at uptime: Duration, now: Date, isAtWork: Bool
  ) -> RememberedPace {
    pacing.withLock { $0.remembered(at: uptime, now: now, isAtWork: isAtWork) }
  }
}
