import QualificaTestKit
import Testing

@testable import Qualification

/// One limiter: at most the rate, one request at a time, and a gate the API can close.
struct RequestPacingTests {
  @Test(arguments: [1.0, 2, 5, 10, 50], 0..<8 as Range<UInt64>)
  func noSecondHoldsMoreThanTheRateAndOne(_ rate: Double, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let departures = departures(rate: rate, requests: 400) {
      // Bursts, pauses, and wake-ups that come late.
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: .milliseconds(Int.random(in: 0...3_000, using: &generator))
      case 1...4: .microseconds(Int.random(in: 0...40_000, using: &generator))
      default: .zero
      }
    }
    for (index, first) in departures.enumerated() {
      let inOneSecond = departures[index...].prefix { $0 < first + .seconds(1) }.count
      #expect(inOneSecond <= Int(rate) + 1)
    }
  }

  @Test func theRateIsUsedUpWhenEveryoneIsInTime() throws {
    let departures = departures(rate: 10, requests: 101) { .zero }
    let last = try #require(departures.last)
    #expect(last < .seconds(10.2))
  }

  @Test func anIdleTimeIsNotSavedUp() {
    var pacing = RequestPacing(rate: 5)
    #expect(pacing.take(at: .zero) == .go)
    #expect(pacing.take(at: .seconds(60)) == .go)
    #expect(pacing.take(at: .seconds(60)) != .go)
  }

  @Test func aClosedGateLetsNothingLeave() {
    var pacing = RequestPacing(rate: 5)
    pacing.close(until: .seconds(30))
    #expect(pacing.take(at: .seconds(10)) == .wait(.seconds(20)))
    #expect(pacing.take(at: .seconds(30)) == .go)
  }

  @Test func anEarlierGateNeverOpensALaterOne() {
    var pacing = RequestPacing(rate: 5)
    pacing.close(until: .seconds(30))
    pacing.close(until: .seconds(3))
    #expect(pacing.take(at: .seconds(10)) == .wait(.seconds(20)))
  }

  @Test func aComplaintDropsTheRateToSevenTenths() {
    var pacing = RequestPacing(rate: 10)
    pacing.slowDown()
    #expect(abs(pacing.currentRate - 7) < 1e-9)
    pacing.slowDown()
    #expect(abs(pacing.currentRate - 4.9) < 1e-9)
  }

  @Test func theRateRecoversSlowlyAndNeverAbove() {
    var pacing = RequestPacing(rate: 10)
    pacing.slowDown()
    pacing.recover()
    #expect(pacing.currentRate > 7 && pacing.currentRate < 7.5)
    for _ in 0..<1_000 { pacing.recover() }
    #expect(pacing.currentRate == 10)
  }

  @Test func evenManyComplaintsLeaveSomeRate() {
    var pacing = RequestPacing(rate: 5)
    for _ in 0..<100 { pacing.slowDown() }
    #expect(pacing.currentRate >= 0.1)
    var slow = RequestPacing(rate: 0.05)
    for _ in 0..<100 { slow.slowDown() }
    #expect(slow.currentRate == 0.05)
  }

  /// When requests leave that arrive after `pause` each and are served one after the other.
  private func departures(
    rate: Double, requests: Int, pause: () -> Duration
  ) -> [Duration] {
    var pacing = RequestPacing(rate: rate)
    var now = Duration.zero
    var departures: [Duration] = []
    while departures.count < requests {
      now += pause()
      switch pacing.take(at: now) {
      case .go: departures.append(now)
      case .wait(let duration): now += duration
      }
    }
    return departures
  }
}
