package import BulkEngine
internal import Foundation

/// What every implementation of the seam ``Quota`` promises, to be run by all of them.
package enum QuotaContract {
  /// One promise; the check makes quotas of so many requests per second, which have just begun.
  package struct Promise: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable ((Double) -> any Quota) async throws -> Void
  }

  package static let promises = [
    Promise(description: "no second has more departures than the rate") { quota in
      let departures = try await departures(from: quota(10), start: .zero, end: .seconds(5))
      for first in departures {
        let second = departures.filter { $0 >= first && $0 < first + .seconds(1) }
        try expect("departures within the rate", second.count <= 10, is: true)
      }
      try expect("departures that use the rate", departures.count >= 45, is: true)
    },
    Promise(description: "nothing leaves in a pause, and a shorter one does not end it") { quota in
      let quota = quota(100)
      quota.pause(until: .seconds(3), because: .asked)
      quota.pause(until: .seconds(1), because: .failures)
      try expect("the end", quota.pause(at: .zero).end, is: .seconds(3))
      try expect("the reason", quota.pause(at: .zero).reason, is: .asked)
      let departures = try await departures(from: quota, start: .zero, end: .seconds(4))
      try expect("departures in the pause", departures.contains { $0 < .seconds(3) }, is: false)
      try expect("departures behind it", departures.isEmpty, is: false)
    },
    Promise(description: "a complaint lowers the rate, acceptance restores it") { quota in
      let quota = quota(10)
      quota.observe(Reply(status: 429), departure: .zero, at: .milliseconds(10), date: date)
      let slow = try await departures(from: quota, start: .seconds(1), end: .seconds(6)).count
      for _ in 0..<200 {
        quota.observe(Reply(status: 200), departure: .seconds(6), at: .seconds(6), date: date)
      }
      let fast = try await departures(from: quota, start: .seconds(7), end: .seconds(12)).count
      try expect("a lower rate", slow < 45, is: true)
      try expect("a restored rate", (45...51).contains(fast), is: true)
    },
    Promise(description: "what is remembered has the pause and the lowered rate") { quota in
      let quota = quota(10)
      quota.observe(Reply(status: 429), departure: .zero, at: .zero, date: date)
      quota.pause(until: .seconds(30), because: .asked)
      let pace = quota.remembered(at: .zero, now: date, isAtWork: true)
      try expect("the pause", pace.pauseLeft(at: date), is: .seconds(30))
      try expect("the lowered rate", (pace.loweredRate ?? 10) < 10, is: true)
      try expect("the next departure", pace.nextRequestAt, is: nil)
    },
  ]

  private static let date = Date(timeIntervalSince1970: 1_790_000_000)

  /// When requests leave that always wait: as soon as each may.
  private static func departures(
    from quota: any Quota, start: Duration, end: Duration
  ) async throws -> [Duration] {
    var departures: [Duration] = []
    var now = start
    var slot: Slot?
    while now < end {
      switch try await quota.reserve(slot, at: now) {
      case .go(let due) where slot != nil && due.due <= now:
        departures.append(now)
        slot = nil
      case .go(let due):
        now = max(now, due.due)
        slot = due
      case .wait(let duration): now += duration
      case .missed: slot = nil
      }
    }
    return departures
  }
}
