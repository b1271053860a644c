import Testing

@testable import Qualification

/// Memory straight from the system.
struct ZeroedMemoryTests {
  @Test(arguments: [1, 7, 512, 300_000])
  func everyElementIsZeroUntilItIsWritten(_ count: Int) {
    let memory = ZeroedMemory<UInt64>(count: count)
    let sum = (0..<count).reduce(0) { $0 + memory[$1] }
    #expect(sum == 0)
    memory.prefetch(count - 1)
    memory[count - 1] = 5
    let last = memory[count - 1]
    #expect(last == 5)
  }
}
