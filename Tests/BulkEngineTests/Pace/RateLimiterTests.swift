import QualificaTestKit
import Synchronization
import Testing

@testable import BulkEngine

/// Every request of the process passes one limiter.
struct RateLimiterTests {
  @Test("Ten at a rate of five take about two seconds")
  func tenAtARateOfFiveTakeAboutTwoSeconds() async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 5, time: time.source)
    for _ in 0..<10 { try await limiter.enter(.question) }
    #expect(time.uptime >= .seconds(1.8))
    #expect(time.uptime < .seconds(2.2))
  }

  @Test("A closed gate holds everybody back")
  func aClosedGateHoldsEverybodyBack() async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 5, time: time.source)
    limiter.close(for: .seconds(90))
    try await limiter.enter(.question)
    #expect(time.uptime >= .seconds(90))
  }

  @Test(
    "A pause is told of again and again with its reason", arguments: [PauseReason.asked, .failures])
  func aPauseIsToldOfAgainAndAgainWithItsReason(_ reason: PauseReason) async throws {
    let time = ManualTime()
    let told = Mutex<[Duration]>([])
    let limiter = RateLimiter(
      rate: 5, time: time.source,
      announce: { left, why in
        #expect(why == reason)
        told.withLock { $0.append(left) }
      })
    limiter.close(for: .seconds(100), because: reason)
    try await limiter.enter(.question)
    #expect(told.withLock { $0 } == [.seconds(100), .seconds(70), .seconds(40), .seconds(10)])
  }

  @Test("A hint of the headers is told as one and short pauses are not")
  func aHintOfTheHeadersIsToldAsOneAndShortPausesAreNot() async throws {
    let time = ManualTime()
    let told = Mutex<[PauseReason]>([])
    let limiter = RateLimiter(
      rate: 5, time: time.source, announce: { _, why in told.withLock { $0.append(why) } })
    limiter.close(for: .seconds(4))
    let departure = try await limiter.enter(.question)
    #expect(told.withLock { $0.isEmpty })
    let headers = ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "45"]
    limiter.observe(Reply(status: 200, headers: headers), departure: departure)
    try await limiter.enter(.question)
    #expect(told.withLock { $0 } == [.usedUp, .usedUp])
  }

  @Test("No pause is longer than a day")
  func noPauseIsLongerThanADay() {
    let limiter = RateLimiter(rate: 5, time: ManualTime().source)
    limiter.close(for: .seconds(1e15))
    #expect(limiter.pauseLeft == .seconds(86_400))
  }

  @Test("Nobody waits for more time than there is")
  func nobodyWaitsForMoreTimeThanThereIs() async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 5, time: time.source)
    limiter.close(for: .seconds(90))
    await #expect(throws: RateLimiter.Overdue.self) {
      try await limiter.enter(.question, deadline: .seconds(60))
    }
    #expect(time.uptime == .zero)
    try await limiter.enter(.question, deadline: .seconds(91))
  }

  @Test("Who is cancelled does not wait")
  func whoIsCancelledDoesNotWait() async {
    let time = ManualTime(.waitsForAdvance)
    let limiter = RateLimiter(rate: 5, time: time.source)
    limiter.close(for: .seconds(90))
    let waiting = Task { try await limiter.enter(.question) }
    while time.sleeperCount == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(time.uptime == .zero)
  }

  @Test(
    "Only complaints slow it down",
    arguments: [(429, true), (503, true), (200, false), (400, false), (500, false)])
  func onlyComplaintsSlowItDown(_ status: Int, _ isSlower: Bool) async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 10, time: time.source)
    for _ in 0..<3 {
      let departure = try await limiter.enter(.question)
      limiter.observe(Reply(status: status), departure: departure)
    }
    let before = time.uptime
    for _ in 0..<11 { try await limiter.enter(.question) }
    #expect((time.uptime - before > .seconds(1.5)) == isSlower)
  }

  @Test("Complaints of one moment count once")
  func complaintsOfOneMomentCountOnce() async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 100, time: time.source)
    var departures: [Duration] = []
    for _ in 0..<4 { departures.append(try await limiter.enter(.effect)) }
    for departure in departures { limiter.observe(Reply(status: 429), departure: departure) }
    let lowered = try #require(limiter.remembered(isAtWork: true).loweredRate)
    #expect(abs(lowered - 70) < 1e-9)
  }

  @Test("An open circuit holds effects back and lets questions pass")
  func anOpenCircuitHoldsEffectsBackAndLetsQuestionsPass() async throws {
    let limiter = RateLimiter(rate: 10, time: ManualTime().source)
    limiter.succeeded(.effect)
    for _ in 0..<5 { _ = limiter.failed(.effect, isRetry: false, answered: true) }
    await #expect(throws: RateLimiter.CircuitOpen.self) { try await limiter.enter(.effect) }
    try await limiter.enter(.question)
    limiter.succeeded(.question)
    try await limiter.enter(.effect)
  }

  @Test("Who waits while the circuit opens is held back too")
  func whoWaitsWhileTheCircuitOpensIsHeldBackToo() async throws {
    let time = ManualTime(.waitsForAdvance)
    let limiter = RateLimiter(rate: 10, time: time.source)
    limiter.succeeded(.effect)
    limiter.close(for: .seconds(5))
    let waiting = Task { try await limiter.enter(.effect) }
    while time.sleeperCount == 0 { await Task.yield() }
    for _ in 0..<5 { _ = limiter.failed(.effect, isRetry: false, answered: true) }
    time.advance(by: .seconds(6))
    await #expect(throws: RateLimiter.CircuitOpen.self) { try await waiting.value }
  }

  @Test("Rate limit headers are minded")
  func rateLimitHeadersAreMinded() async throws {
    let time = ManualTime()
    let limiter = RateLimiter(rate: 100, time: time.source)
    let departure = try await limiter.enter(.question)
    let reply = Reply(status: 200, headers: ["ratelimit": "limit=9, remaining=0, reset=44"])
    limiter.observe(reply, departure: departure)
    try await limiter.enter(.question)
    #expect(time.uptime >= .seconds(44))
  }
}
