import QualificaTestKit
import Testing

@testable import BulkEngine

/// Chance that tests can fix.
struct RandomSourceTests {
  @Test("Fractions are at least zero and below one")
  func fractionsAreAtLeastZeroAndBelowOne() {
    let source = RandomSource(SeededGenerator(seed: 3))
    let fractions = (0..<2_000).map { _ in source.fraction() }
    #expect(fractions.allSatisfy { (0..<1).contains($0) })
    #expect(abs(fractions.reduce(0, +) / 2_000 - 0.5) < 0.05)
    #expect(RandomSource(LargestChance()).fraction() < 1)
  }

  @Test("The same seed gives the same identifiers")
  func theSameSeedGivesTheSameIdentifiers() {
    let first = RandomSource(SeededGenerator(seed: 4)).identifier(length: 6)
    #expect(RandomSource(SeededGenerator(seed: 4)).identifier(length: 6) == first)
    #expect(RandomSource(SeededGenerator(seed: 5)).identifier(length: 6) != first)
  }

  @Test("Identifiers have no look-alikes")
  func identifiersHaveNoLookAlikes() {
    let text = RandomSource(SeededGenerator(seed: 6)).identifier(length: 2_000)
    #expect(text.count == 2_000)
    #expect(text.allSatisfy { "23456789abcdefghjkmnpqrstuvwxyz".contains($0) })
  }
}
