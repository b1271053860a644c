import Testing

@testable import Qualification

/// The circuit: five in a row, half of the last twenty, and a budget for retries.
struct FailureWatchTests {
  @Test func theFifthFailureInARowOpensTheCircuit() {
    var watch = reached()
    for failures in 0..<4 {
      #expect(fail(&watch) == .goOn(failuresBefore: failures))
    }
    #expect(fail(&watch) == .probe)
  }

  @Test func aSuccessStartsTheCountAgain() {
    var watch = reached()
    for _ in 0..<4 { _ = fail(&watch) }
    watch.succeeded()
    #expect(fail(&watch) == .goOn(failuresBefore: 0))
  }

  @Test func halfOfTheLastTwentyOpensItToo() {
    var watch = FailureWatch()
    var advice: [FailureWatch.Advice] = []
    for _ in 0..<10 {
      watch.succeeded()
      advice.append(fail(&watch))
    }
    #expect(advice.dropLast().allSatisfy { $0 == .goOn(failuresBefore: 0) })
    #expect(advice.last == .probe)
  }

  @Test func lessThanHalfDoesNot() {
    var watch = FailureWatch()
    for _ in 0..<40 {
      watch.succeeded()
      watch.succeeded()
      #expect(fail(&watch) == .goOn(failuresBefore: 0))
    }
  }

  @Test func anAnsweredProbeClosesTheCircuit() {
    var watch = reached()
    for _ in 0..<5 { _ = fail(&watch) }
    watch.probed()
    #expect(fail(&watch) == .goOn(failuresBefore: 0))
  }

  @Test func aCircuitThatOpensAgainAndAgainStops() {
    var watch = reached()
    var advice: [FailureWatch.Advice] = []
    while advice.last != .stop, advice.count < 100 {
      advice.append(fail(&watch))
      if advice.last == .probe { watch.probed() }
    }
    #expect(advice.last == .stop)
    #expect(advice.filter { $0 == .probe }.count == 3)
  }

  @Test func anAPIThatWasNeverReachedIsNotProbed() {
    var watch = FailureWatch()
    var last = FailureWatch.Advice.probe
    for _ in 0..<5 { last = watch.failed(isRetry: true, answered: false) }
    #expect(last == .stop)
    #expect(!watch.hasAnswered)
  }

  @Test func aFailureWithAnAnswerIsAnAnswer() {
    var watch = FailureWatch()
    _ = watch.failed(isRetry: false, answered: true)
    #expect(watch.hasAnswered)
  }

  @Test func retriesBeyondTheBudgetStop() {
    var watch = FailureWatch()
    var retries = 0
    while retries < 1_000 {
      for _ in 0..<3 { watch.succeeded() }
      retries += 1
      if watch.failed(isRetry: true, answered: true) == .stop { break }
    }
    // 10 and a tenth of the four attempts that each round has.
    #expect(retries == 17)
  }
}

private func reached() -> FailureWatch {
  var watch = FailureWatch()
  watch.succeeded()
  return watch
}

private func fail(_ watch: inout FailureWatch) -> FailureWatch.Advice {
  watch.failed(isRetry: false, answered: true)
}
