import QualificaTestKit
import Testing

@testable import Qualification

/// Every request of the process passes one gate.
struct RequestGateTests {
  @Test func tenAtARateOfFiveTakeAboutTwoSeconds() async throws {
    let time = ManualTime()
    let gate = RequestGate(rate: 5, time: time.source)
    for _ in 0..<10 { try await gate.enter() }
    #expect(time.uptime >= .seconds(1.8))
    #expect(time.uptime < .seconds(2.2))
  }

  @Test func aClosedGateHoldsEverybodyBack() async throws {
    let time = ManualTime()
    let gate = RequestGate(rate: 5, time: time.source)
    gate.close(for: .seconds(90))
    try await gate.enter()
    #expect(time.uptime >= .seconds(90))
  }

  @Test func whoIsCancelledDoesNotWait() async {
    let time = ManualTime(.waitsForAdvance)
    let gate = RequestGate(rate: 5, time: time.source)
    gate.close(for: .seconds(90))
    let waiting = Task { try await gate.enter() }
    while time.sleeperCount == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(time.uptime == .zero)
  }

  @Test(arguments: [(429, true), (503, true), (200, false), (400, false), (500, false)])
  func onlyComplaintsSlowItDown(_ status: Int, _ isSlower: Bool) async throws {
    let time = ManualTime()
    let gate = RequestGate(rate: 10, time: time.source)
    for _ in 0..<3 { gate.observe(status: status) }
    for _ in 0..<11 { try await gate.enter() }
    #expect((time.uptime > .seconds(1.5)) == isSlower)
  }
}
