import Testing

@testable import Qualification

/// Blocks go from one task to another in order, one at a time; failures and cancellation go along.
struct BlockChannelTests {
  @Test func everyBlockArrivesInOrder() async throws {
    let channel = BlockChannel<Int>()
    async let carried: Void = channel.carry(counting(to: 100))
    var seen: [Int] = []
    while let block = try await channel.next() { seen.append(block) }
    await carried
    #expect(seen == Array(1...100))
  }

  @Test func whatMakingABlockThrowsReachesWhoTakesIt() async throws {
    let channel = BlockChannel<Int>()
    var made = 0
    async let carried: Void = channel.carry {
      made += 1
      if made == 3 { throw BrokenMaker() }
      return made
    }
    #expect(try await channel.next() == 1)
    #expect(try await channel.next() == 2)
    await #expect(throws: BrokenMaker.self) { try await channel.next() }
    await carried
  }

  @Test func whoIsCancelledMakesNoMore() async throws {
    let channel = BlockChannel<Int>()
    let task = Task { await channel.carry(counting(to: .max)) }
    #expect(try await channel.next() == 1)
    task.cancel()
    await task.value
  }

  /// An end that is none would be a plan without the rest of the file.
  @Test func beingCancelledNeverLooksLikeTheEnd() async throws {
    let channel = BlockChannel<Int>()
    let taking = Task {
      async let carried: Void = channel.carry(counting(to: .max))
      while try await channel.next() != nil {}
      await carried
    }
    taking.cancel()
    await #expect(throws: CancellationError.self) { try await taking.value }
  }

  @Test func aMakerThatIsCancelledFailsWhoTakes() async throws {
    let channel = BlockChannel<Int>()
    let making = Task { await channel.carry(counting(to: .max)) }
    #expect(try await channel.next() == 1)
    making.cancel()
    await making.value
    await #expect(throws: CancellationError.self) { try await channel.next() }
  }

  private func counting(to last: Int) -> sending () async throws -> Int? {
    var made = 0
    return {
      guard made < last else { return nil }
      made += 1
      return made
    }
  }
}

private struct BrokenMaker: Error {}
