import Testing

@testable import BulkEngine

/// Looks grow rarer while nothing changes, and more frequent when verdicts come in.
struct PollingScheduleTests {
  @Test("Pauses grow from half a second to a minute")
  func pausesGrowFromHalfASecondToAMinute() {
    var schedule = PollingSchedule()
    var pauses: [Duration] = []
    for _ in 0..<15 {
      pauses.append(schedule.pause)
      schedule.looked(foundChange: false)
    }
    #expect(pauses.first == .seconds(0.5))
    #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(abs(pauses[1] / .seconds(1) - 0.8) < 1e-9)
    #expect(pauses.last == .seconds(60))
  }

  @Test("A change halves the pause but not below the shortest")
  func aChangeHalvesThePauseButNotBelowTheShortest() {
    var schedule = PollingSchedule()
    for _ in 0..<20 { schedule.looked(foundChange: false) }
    schedule.looked(foundChange: true)
    #expect(schedule.pause == .seconds(30))
    for _ in 0..<20 { schedule.looked(foundChange: true) }
    #expect(schedule.pause == .seconds(0.5))
  }
}
