import Testing

@testable import VendorHTTP

/// Either a request passed, or it never will.
struct AttemptGateTests {
  @Test func anAttemptPassesOnce() {
    let gate = AttemptGate()
    let attempt = gate.open()
    #expect(gate.pass(attempt))
    #expect(!gate.pass(attempt))
    #expect(gate.close(attempt))
  }

  @Test func anAttemptThatHasEndedDoesNotPass() {
    let gate = AttemptGate()
    let attempt = gate.open()
    #expect(!gate.close(attempt))
    #expect(!gate.pass(attempt))
  }

  @Test func anUnknownAttemptDoesNotPass() {
    #expect(!AttemptGate().pass(1))
  }

  @Test func attemptsDoNotShareTheirFate() {
    let gate = AttemptGate()
    let first = gate.open()
    let second = gate.open()
    #expect(gate.pass(second))
    #expect(!gate.close(first))
    #expect(gate.close(second))
  }

  @Test func closingRacesWithPassingButBothAgree() async {
    let gate = AttemptGate()
    for _ in 0..<1000 {
      let attempt = gate.open()
      async let passed = gate.pass(attempt)
      async let wasPassed = gate.close(attempt)
      let (left, right) = await (passed, wasPassed)
      #expect(left == right)
    }
  }
}
