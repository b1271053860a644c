import Testing

@testable import Simulator

@Suite("StatusTimeline, StatusClock, QualificationStatus")
struct StatusTimelineTests {
  private static let pace = Pace(
    received: .milliseconds(100), processing: .milliseconds(200),
    awaitingBalance: .milliseconds(400))

  @Test(
    "the statuses of every outcome, in order",
    arguments: [
      (Outcome.valid, [0: 1, 100: 999, 300: 5]), (.invalid, [0: 1, 100: 999, 300: 6]),
      (.notVerifiable, [0: 1, 100: 999, 300: 7]), (.awaitingBalance, [0: 1, 100: 9]),
      (.fundedLater, [0: 1, 100: 9, 500: 999, 700: 5]),
      (.undocumentedStatus, [0: 1, 100: 4, 300: 5]),
    ] as [(Outcome, [Int64: Int])])
  func courses(outcome: Outcome, steps: [Int64: Int]) {
    let timeline = StatusTimeline(outcome: outcome, pace: Self.pace)
    #expect(timeline.steps.map(\.milliseconds) == steps.keys.sorted())
    for step in timeline.steps {
      #expect(steps[step.milliseconds] == step.status)
      #expect(timeline.step(afterMilliseconds: step.milliseconds).status == step.status)
      if step.milliseconds > 0 {
        #expect(timeline.step(afterMilliseconds: step.milliseconds - 1).status != step.status)
      }
    }
  }

  @Test("a pace of zero is final at once; a clock set back shows the first status")
  func edges() {
    let immediate = StatusTimeline(outcome: .valid, pace: .immediate)
    #expect(immediate.step(afterMilliseconds: 0).status == QualificationStatus.valid)
    let slow = StatusTimeline(outcome: .valid, pace: Self.pace)
    #expect(slow.step(afterMilliseconds: -5).status == QualificationStatus.received)
  }

  @Test("the clock knows a record's status and since when it has it")
  func clock() {
    let store = QualificationStore.holding([.sample(name: "Ana T81", storedAtMilliseconds: 1000)])
    let clock = StatusClock(now: Moment(milliseconds: 1350), pace: Self.pace)
    #expect(clock.status(of: store.records[0]) == QualificationStatus.invalid)
    #expect(clock.updatedAt(of: store.records[0]) == Moment(milliseconds: 1300))
  }

  @Test("steps of callbacks: only 5 is valid, only 5, 6 and 7 are final")
  func steps() {
    #expect([1, 999, 9, 4, 5, 6, 7].map(QualificationStatus.step) == [1, 1, 1, 1, 2, 3, 3])
  }
}
