import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// A run that goes on neither bursts nor forgets what the API asked for, whatever the clock does.
struct RememberedPaceTests {
  private let start = ManualTime.start
  private let minute = RememberedPace(
    at: ManualTime.start, nextRequestAt: ManualTime.start.addingTimeInterval(0.15),
    loweredRate: 2, closedUntil: ManualTime.start.addingTimeInterval(60))

  @Test(
    "A pause is never longer than it was",
    arguments: [(0.0, 60.0), (20, 40), (60, 0), (1_000, 0), (-86_400, 60), (1e9, 0)])
  func aPauseIsNeverLongerThanItWas(_ passed: TimeInterval, _ left: Double) {
    let pause = minute.pauseLeft(at: start.addingTimeInterval(passed))
    #expect(abs(pause / .seconds(1) - left) < 1e-3)
  }

  @Test("A pause of weeks in an older journal is a day")
  func aPauseOfWeeksInAnOlderJournalIsADay() {
    let weeks = RememberedPace(at: start, closedUntil: start.addingTimeInterval(40 * 86_400))
    #expect(weeks.pauseLeft(at: start) == .seconds(86_400))
    #expect(weeks.pauseLeft(at: start.addingTimeInterval(-1e9)) == .seconds(86_400))
    #expect(weeks.withoutPause.pauseLeft(at: start) == .zero)
  }

  @Test("A time far in the future does not block for ever")
  func aTimeFarInTheFutureDoesNotBlockForEver() {
    // Written under a clock that was ten years ahead.
    let future = start.addingTimeInterval(3.2e8)
    let pace = RememberedPace(
      at: future, nextRequestAt: future.addingTimeInterval(0.2),
      closedUntil: future.addingTimeInterval(30))
    #expect(pace.pauseLeft(at: start) <= .seconds(30.001))
    #expect(pace.slotLeft(at: start, interval: .seconds(0.2)) <= .seconds(0.2))
  }

  @Test(
    "The next request waits for its slot at most",
    arguments: [(0.0, 0.15), (0.1, 0.05), (0.15, 0), (-3_600, 0.2), (3_600, 0)])
  func theNextRequestWaitsForItsSlotAtMost(_ passed: TimeInterval, _ left: Double) {
    let slot = minute.slotLeft(at: start.addingTimeInterval(passed), interval: .seconds(0.2))
    #expect(abs(slot / .seconds(1) - left) < 1e-3)
  }

  @Test("After a crash one interval passes")
  func afterACrashOneIntervalPasses() {
    let crashed = RememberedPace(at: start)
    #expect(crashed.slotLeft(at: start, interval: .seconds(7)) == .seconds(7))
  }

  @Test("What a process leaves the next one takes up")
  func whatAProcessLeavesTheNextOneTakesUp() {
    var pacing = RequestPacing(rate: 10)
    pacing.slowDown(departure: .zero, at: .seconds(1))
    pacing.close(until: .seconds(100))
    let left = pacing.remembered(at: .seconds(40), now: start, isAtWork: false)
    var next = RequestPacing(rate: 10)
    next.resume(left, at: .seconds(5), now: start.addingTimeInterval(20))
    #expect(next.take(at: .seconds(5)) == .wait(.seconds(40)))
    #expect(abs(next.currentRate - 7) < 1e-9)
  }

  @Test("A resumed process never exceeds the rate", arguments: [0, 0.5, 5, 1e6] as [TimeInterval])
  func aResumedProcessNeverExceedsTheRate(_ passed: TimeInterval) {
    var first = RequestPacing(rate: 0.5)
    #expect(first.take(at: .seconds(9)) == .go)
    for isAtWork in [true, false] {
      let left = first.remembered(at: .seconds(9), now: start, isAtWork: isAtWork)
      var next = RequestPacing(rate: 0.5)
      next.resume(left, at: .zero, now: start.addingTimeInterval(passed))
      let isDue = passed > 2.02 && !isAtWork
      #expect((next.take(at: .zero) == .go) == isDue)
    }
  }

  @Test("A lower rate than remembered wins and a higher one does not")
  func aLowerRateThanRememberedWinsAndAHigherOneDoesNot() {
    for (rate, expected) in [(1.0, 1.0), (50, 2)] {
      var pacing = RequestPacing(rate: rate)
      pacing.resume(minute, at: .zero, now: start)
      #expect(pacing.currentRate == expected)
    }
  }
}
