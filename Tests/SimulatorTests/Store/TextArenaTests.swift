import Testing

@testable import Simulator

@Suite("TextArena")
struct TextArenaTests {
  @Test("lists come back whole, across blocks, empty and long texts included")
  func roundTrip() {
    var arena = TextArena()
    let lists = (0..<3000).map { number in
      ["\(number)", "", "ção", String(repeating: "x", count: number)]
    }
    let ranges = lists.map { arena.append($0) }
    for (list, range) in zip(lists, ranges) {
      #expect(arena.texts(in: range) == list)
      #expect(arena.utf8(ofText: 2, in: range).elementsEqual("ção".utf8))
    }
  }

  @Test("a list longer than a block has one of its own")
  func longList() {
    var arena = TextArena()
    let long = [String](repeating: String(repeating: "y", count: 60_000), count: 20)
    let range = arena.append(long)
    #expect(arena.texts(in: range) == long)
  }
}
