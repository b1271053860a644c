import QualificaTestKit
import Testing

@testable import BulkEngine

/// One limiter: at most the rate, one request at a time, and a limiter the API can close.
struct RequestPacingTests {
  @Test(
    "No second holds more than the rate", arguments: [1.0, 2, 5, 10, 50],
    0..<8 as Range<UInt64>)
  func noSecondHoldsMoreThanTheRate(_ rate: Double, _ seed: UInt64) {
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
      #expect(inOneSecond <= Int(rate))
    }
  }

  @Test("The rate is used up when everyone is in time")
  func theRateIsUsedUpWhenEveryoneIsInTime() throws {
    let departures = departures(rate: 10, requests: 101) { .zero }
    let last = try #require(departures.last)
    #expect(last < .seconds(10.25))
  }

  /// The journal was slow: what follows on time would be too many for one second.
  @Test("A request that left late counts when it left", arguments: [1.0, 5, 50])
  func aRequestThatLeftLateCountsWhenItLeft(_ rate: Double) {
    var pacing = RequestPacing(rate: rate)
    var departures: [Duration] = []
    var now = Duration.zero
    while departures.count < Int(rate) * 4 {
      switch pacing.take(at: now) {
      case .go:
        let late: Duration = departures.count % 7 == 0 ? .milliseconds(150) : .zero
        pacing.left(in: now, at: now + late)
        departures.append(now + late)
      case .wait(let duration): now += duration
      }
    }
    for first in departures {
      let inOneSecond = departures.filter { $0 >= first && $0 < first + .seconds(1) }.count
      #expect(inOneSecond <= Int(rate))
    }
  }

  @Test("An idle time is not saved up")
  func anIdleTimeIsNotSavedUp() {
    var pacing = RequestPacing(rate: 5)
    #expect(pacing.take(at: .zero) == .go)
    #expect(pacing.take(at: .seconds(60)) == .go)
    #expect(pacing.take(at: .seconds(60)) != .go)
  }

  @Test("A closed gate lets nothing leave")
  func aClosedGateLetsNothingLeave() {
    var pacing = RequestPacing(rate: 5)
    pacing.close(until: .seconds(30))
    #expect(pacing.take(at: .seconds(10)) == .wait(.seconds(20)))
    #expect(pacing.take(at: .seconds(30)) == .go)
  }

  @Test("An earlier gate never opens a later one")
  func anEarlierGateNeverOpensALaterOne() {
    var pacing = RequestPacing(rate: 5)
    pacing.close(until: .seconds(30))
    pacing.close(until: .seconds(3))
    #expect(pacing.take(at: .seconds(10)) == .wait(.seconds(20)))
  }

  @Test("A complaint drops the rate to seven tenths")
  func aComplaintDropsTheRateToSevenTenths() {
    var pacing = RequestPacing(rate: 10)
    pacing.slowDown(departure: .zero, at: .seconds(1))
    #expect(abs(pacing.currentRate - 7) < 1e-9)
    pacing.slowDown(departure: .seconds(2), at: .seconds(3))
    #expect(abs(pacing.currentRate - 4.9) < 1e-9)
  }

  @Test("The rate recovers slowly and never above")
  func theRateRecoversSlowlyAndNeverAbove() {
    var pacing = RequestPacing(rate: 10)
    pacing.slowDown(departure: .zero, at: .zero)
    pacing.recover()
    #expect(pacing.currentRate > 7 && pacing.currentRate < 7.5)
    for _ in 0..<1_000 { pacing.recover() }
    #expect(pacing.currentRate == 10)
  }

  @Test("Even many complaints leave some rate")
  func evenManyComplaintsLeaveSomeRate() {
    for (rate, left) in [(5.0, 0.1), (0.05, 0.05)] {
      var pacing = RequestPacing(rate: rate)
      for second in 0..<100 {
        pacing.slowDown(departure: .seconds(second), at: .seconds(second) + .milliseconds(1))
      }
      #expect(pacing.currentRate == left)
    }
  }

  // MARK: Hints

  @Test(
    "Hints lower the rate and never raise it",
    arguments: [
      (["ratelimit-policy": "60;w=60"], 1.0), (["ratelimit-policy": "600000;w=60"], 20),
      (["ratelimit": "limit=100, remaining=58, reset=30"], 2),
      (["ratelimit": "\"default\";r=5800;t=30"], 20),
      (["x-ratelimit-limit": "7", "x-ratelimit-remaining": "3", "x-ratelimit-reset": "1"], 7),
    ] as [([String: String], Double)])
  func hintsLowerTheRateAndNeverRaiseIt(_ headers: [String: String], _ rate: Double) throws {
    var pacing = RequestPacing(rate: 20)
    let advice = try #require(RateAdvice(headers: headers, now: ManualTime.start))
    pacing.obey(advice, at: .seconds(100))
    #expect(abs(pacing.effectiveRate(at: .seconds(100)) - rate) < 1e-9)
    #expect(pacing.currentRate == 20)
  }

  @Test("A window that is over lowers nothing")
  func aWindowThatIsOverLowersNothing() throws {
    var pacing = RequestPacing(rate: 20)
    pacing.obey(try advice(remaining: 9, reset: 10), at: .zero)
    #expect(pacing.effectiveRate(at: .seconds(9)) == 1)
    #expect(pacing.effectiveRate(at: .seconds(10)) == 20)
  }

  @Test("Nothing left closes the gate until the window ends")
  func nothingLeftClosesTheGateUntilTheWindowEnds() throws {
    var pacing = RequestPacing(rate: 20)
    pacing.obey(try advice(remaining: 0, reset: 30), at: .seconds(1))
    #expect(pacing.take(at: .seconds(11)) == .wait(.seconds(20)))
  }

  @Test("A hint never closes for longer than a quarter of an hour")
  func aHintNeverClosesForLongerThanAQuarterOfAnHour() throws {
    var pacing = RequestPacing(rate: 20)
    pacing.obey(try advice(remaining: 0, reset: 86_400), at: .zero)
    #expect(pacing.closedUntil == .seconds(900))
  }

  /// Such a server tells its whole limit used at the end of every second.
  @Test("A server that enforces our own rate costs nothing")
  func aServerThatEnforcesOurOwnRateCostsNothing() throws {
    var pacing = RequestPacing(rate: 50)
    for left in stride(from: 49, through: 0, by: -1) {
      let headers = [
        "x-ratelimit-limit": "50", "x-ratelimit-remaining": "\(left)", "x-ratelimit-reset": "1",
      ]
      pacing.obey(try #require(RateAdvice(headers: headers, now: ManualTime.start)), at: .zero)
    }
    #expect(pacing.effectiveRate(at: .zero) == 50)
    #expect(pacing.take(at: .zero) == .go)
  }

  private func advice(remaining: Int, reset: Int) throws -> RateAdvice {
    try #require(
      RateAdvice(
        headers: ["ratelimit": "remaining=\(remaining), reset=\(reset)"], now: ManualTime.start))
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
