import QualificaTestKit
import Testing

@testable import Simulator

@Suite("CallbackQueue")
struct CallbackQueueTests {
  @Test("gives the earliest first and nothing before it is due")
  func order() {
    let queue = CallbackQueue()
    var generator = SeededGenerator(seed: 5)
    for record in (0..<200).shuffled(using: &generator) {
      queue.insert(.init(due: Moment(milliseconds: Int64(record / 2)), record: record, status: 5))
    }
    #expect(queue.takeDue(at: Moment(milliseconds: -1)) == nil)
    var taken: [Int] = []
    while let entry = queue.takeDue(at: Moment(milliseconds: 49)) { taken.append(entry.record) }
    #expect(taken == Array(0..<100))
    #expect(!queue.isEmpty)
  }
}
