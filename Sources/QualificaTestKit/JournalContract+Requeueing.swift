internal import BulkEngine

private typealias Fixture = JournalFixture

extension JournalContract {
  /// Promises of `requeued`.
  package static var requeueing: [JournalPromise] { moving + guarding + doubting }

  private static var doubting: [JournalPromise] {
    [
      JournalPromise("a doubted journal has nothing to send, all of it is to be looked up") {
        journal in
        try await Fixture.seal(journal, chunks: 3, size: 2)
        try await journal.commit([Fixture.intent(1)])
        try await journal.commit([Fixture.closed(1, .pending), Fixture.intent(2)])
        try await journal.commit([.doubted])
        try expect(
          "the counts", try await journal.counts(), is: [.pending: 2, .intent: 2, .inDoubt: 2])
        try expect("the planned", try await journal.chunks(in: .planned, limit: 9), is: [])
        try expect("the chunk", try await journal.chunk(3)?.state, is: .closed)
        var chunk = Fixture.chunk(0, 5...6)
        chunk.digest = "d"
        try await journal.commit([Fixture.requeued([5, 6], in: chunk, attempts: 0)])
        try expect("the digest", try await journal.chunk(4)?.digest, is: "d")
      }
    ]
  }

  private static var moving: [JournalPromise] {
    [
      JournalPromise("records proven absent are planned in a chunk of their own") { journal in
        try await Fixture.seal(journal)
        let doubt = RecordOutcome(code: "timeout")
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .inDoubt, doubt)])
        let chunk = Chunk(
          number: 3, firstRecord: 1, lastRecord: 3, count: 2, byteOffset: 80, line: 2)
        try await journal.commit([Fixture.requeued([1, 3], in: chunk)])
        let moved = [1, 3].map {
          JournalEntry(
            number: $0, state: .planned, customCode: Fixture.customCode($0), chunk: 3,
            batchCode: "k7m2-1", attempts: 1, submittedAt: Fixture.time(10))
        }
        try expect("the records", try await journal.entries(.chunk(3)), is: moved)
        try expect("the new chunk", try await journal.chunk(3), is: chunk)
        try expect("the former chunk", try await journal.chunk(1)?.count, is: 1)
        try await journal.commit([Fixture.intent(3)])
        let attempts = try await journal.entries(.chunk(3)).map(\.attempts)
        try expect("the attempts", attempts, is: [2, 2])
      },
      JournalPromise("a halved chunk is closed when both halves are planned") { journal in
        try await Fixture.seal(journal, chunks: 1, size: 4)
        try await journal.commit([Fixture.intent(1)])
        try await journal.commit([Fixture.halved([1, 2], in: Fixture.chunk(2, 1...2))])
        try expect("the chunk", try await journal.chunk(1)?.state, is: .intent)
        try await journal.commit([Fixture.halved([3, 4], in: Fixture.chunk(3, 3...4))])
        try expect("the chunk", try await journal.chunk(1)?.state, is: .closed)
        try expect("the count", try await journal.chunk(1)?.count, is: 0)
        let planned = try await journal.chunks(in: .planned, limit: 9).map(\.number)
        try expect("the planned chunks", planned, is: [2, 3])
      },
      JournalPromise("a chunk without a number gets the next free one") { journal in
        try await Fixture.seal(journal, chunks: 1, size: 4)
        try await journal.commit([Fixture.intent(1)])
        try await journal.commit([
          Fixture.halved([1, 2], in: Fixture.chunk(0, 1...2)),
          Fixture.halved([3, 4], in: Fixture.chunk(0, 3...4)),
        ])
        let planned = try await journal.chunks(in: .planned, limit: 9)
        try expect("the numbers", planned.map(\.number), is: [2, 3])
        try expect("the first records", planned.map(\.firstRecord), is: [1, 3])
      },
      JournalPromise("records of several chunks meet in one") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([
          Fixture.intent(1), Fixture.closed(1, .inDoubt), Fixture.intent(2),
          Fixture.closed(2, .inDoubt),
        ])
        let chunk = Chunk(
          number: 3, firstRecord: 2, lastRecord: 5, count: 2, byteOffset: 160, line: 3)
        try await journal.commit([Fixture.requeued([2, 5], in: chunk)])
        let numbers = try await journal.entries(.chunk(3)).map(\.number)
        try expect("the records", numbers, is: [2, 5])
        let counts = [try await journal.chunk(1)?.count, try await journal.chunk(2)?.count]
        try expect("the former counts", counts, is: [2, 2])
      },
    ]
  }

  private static var guarding: [JournalPromise] {
    [
      JournalPromise("what was sent since the API was asked about it is not planned again") {
        journal in
        try await Fixture.seal(journal, chunks: 1)
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .inDoubt)])
        try await journal.commit([Fixture.requeued([1], in: Fixture.chunk(2, 1...1))])
        try await journal.commit([Fixture.intent(2), Fixture.closed(2, .inDoubt)])
        try await journal.commit([Fixture.requeued([1, 2], in: Fixture.chunk(3, 1...2))])
        let states = try await journal.entries(.numbers(first: 1, last: 2)).map(\.state)
        try expect("the states", states, is: [.inDoubt, .planned])
        try await journal.commit([Fixture.requeued([1], in: Fixture.chunk(4, 1...1), attempts: 2)])
        let planned = try await journal.chunks(in: .planned, limit: 9).map(\.number)
        try expect("the planned chunks", planned, is: [3, 4])
      },
      JournalPromise("a record under way is planned again by its own request alone") { journal in
        try await Fixture.seal(journal, chunks: 1)
        try await journal.commit([Fixture.intent(1)])
        try await journal.commit([Fixture.requeued([1, 2], in: Fixture.chunk(2, 1...2))])
        try expect("the counts", try await journal.counts(), is: [.intent: 3])
        try await journal.commit([Fixture.halved([1, 2], in: Fixture.chunk(3, 1...2))])
        try expect("the counts", try await journal.counts(), is: [.intent: 1, .planned: 2])
        try await journal.commit([Fixture.halved([1, 2], in: Fixture.chunk(4, 1...2))])
        try expect("the chunk", try await journal.chunk(4)?.state, is: .closed)
      },
      JournalPromise("what the API has taken or settled is never planned again") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([
          Fixture.intent(1), Fixture.said(1, .valid), Fixture.said(2, .pending),
          Fixture.closed(1, .inDoubt),
        ])
        try await journal.commit([Fixture.requeued([1, 2, 3], in: Fixture.chunk(3, 1...3))])
        let states = try await journal.entries(.numbers(first: 1, last: 3)).map(\.state)
        try expect("the states", states, is: [.valid, .pending, .planned])
        try expect("the count", try await journal.chunk(3)?.count, is: 1)
        let skipped = try await journal.events().map { "\($0.kind) \($0.record ?? 0)" }
        try expect("the events", skipped, is: ["requeue.skipped 1", "requeue.skipped 2"])
      },
      JournalPromise("a chunk of which nothing may be sent again is closed") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .pending)])
        try await journal.commit([Fixture.requeued([1], in: Fixture.chunk(3, 1...1))])
        try expect("the state", try await journal.chunk(3)?.state, is: .closed)
        try expect("the count", try await journal.chunk(3)?.count, is: 0)
      },
      JournalPromise("a chunk that is cut is closed, also where all of it was taken meanwhile") {
        journal in
        try await Fixture.seal(journal)
        for (first, chunk) in [(1, 1), (4, 2)] {
          try await journal.commit([Fixture.intent(chunk)])
          if chunk == 2 {
            try await journal.commit((4...6).map { Fixture.said($0, .pending) })
          }
          try await journal.commit([
            Fixture.halved([first, first + 1], in: Fixture.chunk(0, first...first + 1)),
            Fixture.halved([first + 2], in: Fixture.chunk(0, first + 2...first + 2)),
            Fixture.closed(chunk, .inDoubt),
          ])
          try expect("the state", try await journal.chunk(chunk)?.state, is: .closed)
        }
        try expect("the counts", try await journal.counts(), is: [.planned: 3, .pending: 3])
        try expect("no intent", try await journal.chunks(in: .intent, limit: 9).count, is: 0)
      },
      JournalPromise("a chunk is requeued under a new number, planned") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .inDoubt)])
        try await expectRefusal("a number that is taken", by: journal) {
          try await $0.commit([Fixture.requeued([1], in: Fixture.chunk(2, 1...1))])
        }
        try await expectRefusal("an unknown record", by: journal) {
          try await $0.commit([Fixture.requeued([99], in: Fixture.chunk(3, 99...99))])
        }
        var closed = Fixture.chunk(3, 1...1)
        closed.state = .closed
        try await expectRefusal("a closed chunk", by: journal) { [closed] in
          try await $0.commit([Fixture.requeued([1], in: closed)])
        }
      },
    ]
  }
}
