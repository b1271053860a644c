import Testing

@testable import Simulator

@Suite("CallbackQueue")
struct CallbackQueueTests {
  @Test("gives the earliest first and nothing before it is due")
  func order() {
    let queue = CallbackQueue()
    var generator = SplitMix64(seed: 5)
    for record in (0..<200).shuffled(using: &generator) {
      queue.insert(.init(due: Moment(milliseconds: Int64(record / 2)), record: record, status: 5))
    }
    #expect(queue.takeDue(at: Moment(milliseconds: -1)) == nil)
    var taken: [Int] = []
    while let entry = queue.takeDue(at: Moment(milliseconds: 49)) { taken.append(entry.record) }
    #expect(taken == Array(0..<100))
    #expect(!queue.isEmpty)
  }

  @Test("only records with a URL, only changes after the first status, only what is to come")
  func schedule() {
    let store = RecordStore.holding([
      .sample(code: "a"), .sample(code: "b") { $0.texts.notificationURL = "http://127.0.0.1/" },
    ])
    let pace = Pace(received: .milliseconds(10), processing: .milliseconds(10))
    let fresh = CallbackQueue()
    fresh.schedule(
      [0, 1], store: store, clock: StatusClock(now: Moment(milliseconds: 0), pace: pace))
    var seen: [[Int]] = []
    while let entry = fresh.takeDue(at: Moment(milliseconds: 100)) {
      seen.append([entry.record, Int(entry.due.milliseconds), entry.status, entry.attempt])
    }
    #expect(seen == [[1, 10, 999, 1], [1, 20, 5, 1]])
    let late = CallbackQueue()
    late.schedule(
      [0, 1], store: store, clock: StatusClock(now: Moment(milliseconds: 15), pace: pace))
    #expect(late.takeDue(at: Moment(milliseconds: 100))?.status == 5)
    #expect(late.isEmpty)
  }
}
