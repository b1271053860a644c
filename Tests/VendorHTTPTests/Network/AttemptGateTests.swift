import Testing

@testable import VendorHTTP

/// Either a request passed, or it never will.
struct AttemptGateTests {
  @Test("An attempt passes once")
  func anAttemptPassesOnce() {
    let gate = AttemptGate()
    let attempt = gate.open()
    #expect(gate.pass(attempt))
    #expect(!gate.pass(attempt))
    #expect(gate.close(attempt))
  }

  @Test("An attempt that has ended does not pass")
  func anAttemptThatHasEndedDoesNotPass() {
    let gate = AttemptGate()
    let attempt = gate.open()
    #expect(!gate.close(attempt))
    #expect(!gate.pass(attempt))
  }

  @Test("An unknown attempt does not pass")
  func anUnknownAttemptDoesNotPass() {
    #expect(!AttemptGate().pass(1))
  }

  @Test("Attempts do not share their fate")
  func attemptsDoNotShareTheirFate() {
    let gate = AttemptGate()
    let first = gate.open()
    let second = gate.open()
    #expect(gate.pass(second))
    #expect(!gate.close(first))
    #expect(gate.close(second))
  }

  @Test("Closing races with passing but both agree")
  func closingRacesWithPassingButBothAgree() async {
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
