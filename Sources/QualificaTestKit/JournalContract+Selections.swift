internal import BulkEngine

private typealias Fixture = JournalFixture

extension JournalContract {
  /// Promises of the reading half.
  package static var selections: [JournalPromise] {
    [
      JournalPromise("entries come in order of their numbers, within the range") { journal in
        try await Fixture.seal(journal)
        let numbers = try await journal.entries(.numbers(first: 2, last: 4)).map(\.number)
        try expect("the numbers", numbers, is: [2, 3, 4])
        let none = try await journal.entries(.numbers(first: 4, last: 2))
        try expect("an empty range", none, is: [])
      },
      JournalPromise("several states are swept page by page in one order") { journal in
        try await Fixture.seal(journal, chunks: 1, size: 6)
        try await journal.commit([
          Fixture.said(1, .pending), Fixture.said(2, .awaitingBalance), Fixture.said(4, .pending),
          Fixture.said(5, .valid), Fixture.said(6, .awaitingBalance),
        ])
        let first = try await journal.entries(
          .states([.taken], after: 0, limit: 3))
        try expect("the first page", first.map(\.number), is: [1, 2, 4])
        let second = try await journal.entries(
          .states([.taken], after: 4, limit: 3))
        try expect("the second page", second.map(\.number), is: [6])
        let none = try await journal.entries(.states([], after: 0, limit: 3))
        try expect("no states", none, is: [])
        let zero = try await journal.entries(.states([.settled], after: 0, limit: 0))
        try expect("no limit", zero, is: [])
        let waiting = try await journal.entries(.taken("awaiting_balance", after: 2, limit: 9))
        try expect("those with one verdict", waiting.map(\.number), is: [6])
      },
      JournalPromise("codes are found, unknown and repeated ones do no harm") { journal in
        try await Fixture.seal(journal)
        let codes = ["c-5", "c-2", "c-5", "nobody's", "", "it's \"quoted\""]
        let numbers = try await journal.entries(.customCodes(codes)).map(\.number)
        try expect("the numbers", numbers, is: [2, 5])
        try expect("no codes", try await journal.entries(.customCodes([])), is: [])
      },
      JournalPromise("chunks are listed by state, in order, up to the limit") { journal in
        try await Fixture.seal(journal, chunks: 4, size: 1)
        try await journal.commit([Fixture.intent(2)])
        let planned = try await journal.chunks(in: .planned, limit: 2).map(\.number)
        try expect("the planned", planned, is: [1, 3])
        let intents = try await journal.chunks(in: .intent, limit: 9).map(\.number)
        try expect("the intents", intents, is: [2])
        try expect("the closed", try await journal.chunks(in: .closed, limit: 9), is: [])
        try expect("an unknown chunk", try await journal.chunk(9), is: nil)
      },
    ]
  }

  /// Promises of `commit` as a whole, and of the audit lines.
  package static var atomicity: [JournalPromise] {
    [
      JournalPromise("a commit whose third mutation is invalid leaves nothing") { journal in
        try await Fixture.seal(journal)
        try await expectRefusal("the commit", by: journal) {
          try await $0.commit([
            Fixture.intent(1), .event(JournalEvent(at: Fixture.time(), kind: "x")),
            Fixture.said(99, .valid),
          ])
        }
      },
      JournalPromise("an append that fails half-way leaves nothing") { journal in
        try await journal.begin(Fixture.run())
        try await expectRefusal("the append", by: journal) {
          try await $0.append(
            Fixture.records(1...3, chunk: 1) + Fixture.records(3...3, chunk: 1),
            chunks: [Fixture.chunk(1, 1...3)])
        }
      },
      JournalPromise("audit lines are kept in their order, with their evidence") { journal in
        try await Fixture.seal(journal)
        let events = (1...3).map {
          JournalEvent(
            at: Fixture.time($0), kind: "reconcile.absent", record: $0, chunk: 1,
            evidence: "looked up \($0) times")
        }
        try await journal.commit(events.map { .event($0) })
        try expect("the events", try await journal.events(), is: events)
      },
      JournalPromise("an empty commit changes nothing") { journal in
        try await Fixture.seal(journal)
        let before = try await JournalSnapshot(journal)
        try await journal.commit([])
        try expect("the journal", try await JournalSnapshot(journal), is: before)
      },
    ]
  }
}
