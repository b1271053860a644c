import QualificaTestKit
import Testing

@testable import BulkEngine

/// One more after a window of successes, half after congestion.
struct AIMDLimitTests {
  @Test("It starts at the most")
  func itStartsAtTheMost() {
    #expect(AIMDLimit(most: 8).limit == 8)
  }

  @Test("Congestion halves it down to one")
  func congestionHalvesItDownToOne() {
    var window = AIMDLimit(most: 8)
    let limits = (0..<5).map { _ in
      window.congested()
      return window.limit
    }
    #expect(limits == [4, 2, 1, 1, 1])
  }

  @Test("A window of successes gives one back")
  func aWindowOfSuccessesGivesOneBack() {
    var window = AIMDLimit(most: 8)
    window.congested()
    for _ in 0..<3 { window.succeeded() }
    #expect(window.limit == 4)
    window.succeeded()
    #expect(window.limit == 5)
  }

  @Test("Congestion forgets earlier successes")
  func congestionForgetsEarlierSuccesses() {
    var window = AIMDLimit(most: 4)
    window.congested()
    window.succeeded()
    window.congested()
    #expect(window.limit == 1)
    window.succeeded()
    #expect(window.limit == 2)
    window.succeeded()
    #expect(window.limit == 2)
  }

  @Test("It never leaves its bounds", arguments: 0..<20 as Range<UInt64>)
  func itNeverLeavesItsBounds(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var window = AIMDLimit(most: Int.random(in: 1...16, using: &generator))
    for _ in 0..<500 {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        window.congested()
      } else {
        window.succeeded()
      }
      #expect((1...window.most).contains(window.limit))
    }
  }
}
