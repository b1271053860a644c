import Testing

@testable import BulkEngine

/// Memory straight from the system.
struct ZeroedMemoryTests {
  @Test("Every element is zero until it is written", arguments: [1, 7, 512, 300_000])
  func everyElementIsZeroUntilItIsWritten(_ count: Int) {
    var memory = ZeroedMemory<UInt64>(count: count)
    let sum = (0..<count).reduce(0) { $0 + memory[$1] }
    #expect(sum == 0)
    memory.prefetch(count - 1)
    memory[count - 1] = 5
    let last = memory[count - 1]
    #expect(last == 5)
  }

  /// Pages are brought while the memory is in use: whatever is written meanwhile stays.
  @Test("Populating loses nothing", arguments: 1...5)
  func populatingLosesNothing(_ round: Int) async {
    let count = 200_000
    var memory = ZeroedMemory<UInt64>(count: count)
    let pages = memory.pages
    async let populated: Void = Populating(pages: pages).run()
    for index in 0..<count { memory[index] = UInt64(index + round) }
    await populated
    pages.populate()
    let wrong = (0..<count).count { memory[$0] != UInt64($0 + round) }
    #expect(wrong == 0)
  }
}

/// A task of its own that brings the pages.
private struct Populating {
  let pages: SystemPages

  func run() async {
    for _ in 0..<20 { pages.populate() }
  }
}
