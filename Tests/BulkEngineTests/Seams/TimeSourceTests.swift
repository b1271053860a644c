import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// The clocks that the engine is given.
struct TimeSourceTests {
  @Test("The system's uptime never goes back")
  func theSystemsUptimeNeverGoesBack() {
    let time = TimeSource.system
    let first = time.uptime()
    #expect(time.uptime() >= first)
    #expect(first >= .zero)
  }

  @Test("A cancelled task does not sleep")
  func aCancelledTaskDoesNotSleep() async {
    let sleeping = Task {
      while !Task.isCancelled { await Task.yield() }
      try await TimeSource.system.sleep(.seconds(3_600))
    }
    sleeping.cancel()
    await #expect(throws: CancellationError.self) { try await sleeping.value }
  }

  @Test("A manual clock wakes who is due in order")
  func aManualClockWakesWhoIsDueInOrder() async throws {
    let time = ManualTime(.waitsForAdvance)
    let woken = Shared<[Int]>([])
    let sleepers = [3, 1, 2].map { seconds in
      Task {
        try await time.source.sleep(.seconds(seconds))
        woken.change { $0.append(seconds) }
      }
    }
    while time.sleeperCount < 3 { await Task.yield() }
    time.advance(by: .seconds(1))
    try await sleepers[1].value
    #expect(woken.value == [1])
    time.advance(by: .seconds(2))
    for sleeper in sleepers { try await sleeper.value }
    #expect(Set(woken.value) == [1, 2, 3])
    #expect(time.now == ManualTime.start.addingTimeInterval(3))
  }
}
