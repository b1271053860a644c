import Testing

@testable import BulkEngine

/// The circuit: five in a row, half of the last twenty, and a budget for retries.
struct CircuitBreakerTests {
  @Test("The fifth failure in a row opens the circuit")
  func theFifthFailureInARowOpensTheCircuit() {
    var watch = reached()
    for failures in 0..<4 {
      #expect(fail(&watch) == .goOn(failuresBefore: failures))
      #expect(!watch.isOpen)
    }
    #expect(fail(&watch) == .probe(failuresBefore: 0))
    #expect(watch.isOpen)
  }

  @Test("A success starts the count again")
  func aSuccessStartsTheCountAgain() {
    var watch = reached()
    for _ in 0..<4 { _ = fail(&watch) }
    watch.succeeded(.effect)
    #expect(fail(&watch) == .goOn(failuresBefore: 0))
  }

  @Test("Half of the last twenty opens it too")
  func halfOfTheLastTwentyOpensItToo() {
    var watch = CircuitBreaker()
    var advice: [CircuitBreaker.Advice] = []
    for _ in 0..<10 {
      watch.succeeded(.effect)
      advice.append(fail(&watch))
    }
    #expect(advice.dropLast().allSatisfy { $0 == .goOn(failuresBefore: 0) })
    #expect(advice.last == .probe(failuresBefore: 0))
  }

  @Test("Less than half does not")
  func lessThanHalfDoesNot() {
    var watch = CircuitBreaker()
    for _ in 0..<40 {
      watch.succeeded(.effect)
      watch.succeeded(.effect)
      #expect(fail(&watch) == .goOn(failuresBefore: 0))
    }
  }

  @Test("Only an answer without effects closes the circuit")
  func onlyAnAnswerWithoutEffectsClosesTheCircuit() {
    var watch = opened()
    watch.succeeded(.effect)
    #expect(watch.isOpen)
    watch.succeeded(.question)
    #expect(!watch.isOpen)
    #expect(fail(&watch) == .goOn(failuresBefore: 0))
  }

  @Test("Five probes that fail are enough")
  func fiveProbesThatFailAreEnough() {
    var watch = opened()
    let advice = (0..<5).map { _ in watch.failed(.question, isRetry: false, answered: true) }
    #expect(advice.dropLast() == (1...4).map { .probe(failuresBefore: $0) }[...])
    #expect(advice.last == .stop)
  }

  @Test("What was under way when the circuit opened is no probe")
  func whatWasUnderWayWhenTheCircuitOpenedIsNoProbe() {
    var watch = opened()
    for _ in 0..<8 { #expect(fail(&watch) == .probe(failuresBefore: 0)) }
  }

  @Test("A circuit that opens again and again stops")
  func aCircuitThatOpensAgainAndAgainStops() {
    var watch = reached()
    var advice: [CircuitBreaker.Advice] = []
    while advice.last != .stop, advice.count < 100 {
      advice.append(fail(&watch))
      if watch.isOpen { watch.succeeded(.question) }
    }
    #expect(advice.last == .stop)
    #expect(advice.filter { $0 == .probe(failuresBefore: 0) }.count == 3)
  }

  @Test("An API that was never reached is not probed")
  func anAPIThatWasNeverReachedIsNotProbed() {
    var watch = CircuitBreaker()
    var last = CircuitBreaker.Advice.probe(failuresBefore: 0)
    for _ in 0..<5 { last = watch.failed(.effect, isRetry: true, answered: false) }
    #expect(last == .stop)
    #expect(!watch.hasAnswered)
  }

  @Test("A failure with an answer is an answer")
  func aFailureWithAnAnswerIsAnAnswer() {
    var watch = CircuitBreaker()
    _ = watch.failed(.effect, isRetry: false, answered: true)
    #expect(watch.hasAnswered)
  }

  @Test("Retries beyond the budget stop")
  func retriesBeyondTheBudgetStop() {
    var watch = CircuitBreaker()
    var retries = 0
    while retries < 1_000 {
      for _ in 0..<3 { watch.succeeded(.effect) }
      if watch.failed(.effect, isRetry: true, answered: true) == .stop { break }
      retries += 1
    }
    // 10 and a tenth of the four requests that each round has.
    #expect(retries == 16)
  }

  @Test("Questions spend from the same budget")
  func questionsSpendFromTheSameBudget() {
    var watch = CircuitBreaker()
    let granted = (0..<30).count { _ in watch.spendRetry() }
    #expect(granted == 10)
    for _ in 0..<50 { watch.succeeded(.question) }
    #expect((0..<30).count { _ in watch.spendRetry() } == 5)
  }

  @Test("Complaints are borne until there are ten without a success")
  func complaintsAreBorneUntilThereAreTenWithoutASuccess() {
    var watch = reached()
    for before in 0..<10 {
      #expect(complain(&watch, .effect, at: before) == .goOn(failuresBefore: before))
    }
    watch.succeeded(.question)
    #expect(complain(&watch, .effect, at: 10) == .stop)
    watch.succeeded(.effect)
    #expect(complain(&watch, .effect, at: 11) == .goOn(failuresBefore: 0))
    #expect(!watch.isOpen)
  }

  @Test("Complaints about requests that had left count once")
  func complaintsAboutRequestsThatHadLeftCountOnce() {
    var watch = reached()
    #expect(complain(&watch, .effect, at: 1) == .goOn(failuresBefore: 0))
    for _ in 0..<50 {
      let advice = watch.complained(.effect, departure: .zero, at: .seconds(2))
      #expect(advice == .goOn(failuresBefore: 0))
    }
    #expect(complain(&watch, .effect, at: 3) == .goOn(failuresBefore: 1))
    #expect(watch.complaining(about: .effect) == .seconds(2))
    #expect(watch.complaining(about: .question) == .zero)
  }
}

private func reached() -> CircuitBreaker {
  var watch = CircuitBreaker()
  watch.succeeded(.effect)
  return watch
}

/// The API complains at once about a request that leaves at this second.
private func complain(
  _ watch: inout CircuitBreaker, _ method: RequestKind, at second: Int
) -> CircuitBreaker.Advice {
  watch.complained(method, departure: .seconds(second), at: .seconds(second))
}

private func opened() -> CircuitBreaker {
  var watch = reached()
  for _ in 0..<5 { _ = fail(&watch) }
  return watch
}

private func fail(_ watch: inout CircuitBreaker) -> CircuitBreaker.Advice {
  watch.failed(.effect, isRetry: false, answered: true)
}
