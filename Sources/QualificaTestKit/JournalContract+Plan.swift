internal import Foundation
internal import BulkEngine

private typealias Fixture = JournalFixture

extension JournalContract {
  /// Promises of `begin`, `append` and the seal.
  package static var plan: [JournalPromise] {
    [
      JournalPromise("a new journal holds no run") { journal in
        try expect("the run", try await journal.run(), is: nil)
        try expect("the counts", try await journal.counts(), is: [:])
      },
      JournalPromise("a run is read back as it was begun") { journal in
        try await journal.begin(Fixture.run())
        try expect("the run", try await journal.run(), is: Fixture.run())
      },
      JournalPromise("times are kept to the millisecond") { journal in
        var run = Fixture.run()
        run.startedAt = Date(timeIntervalSince1970: 1_790_000_000.123_6)
        try await journal.begin(run)
        let expected = Date(timeIntervalSince1970: 1_790_000_000.124)
        try expect("the start", try await journal.run()?.startedAt, is: expected)
      },
      JournalPromise("records and chunks are read back as they were planned") { journal in
        try await Fixture.seal(journal, chunks: 1, size: 2)
        try expect(
          "the chunk", try await journal.chunk(1), is: Fixture.chunk(1, 1...2))
        let expected = (1...2).map {
          JournalEntry(
            number: $0, state: .planned, customCode: Fixture.customCode($0), chunk: 1)
        }
        try expect("the entries", try await journal.entries(.chunk(1)), is: expected)
      },
      JournalPromise("a plan that was never sealed is discarded by the next begin") { journal in
        try await journal.begin(Fixture.run(code: "old"))
        try await journal.append(
          Fixture.records(1...3, chunk: 1), chunks: [Fixture.chunk(1, 1...3)])
        try await journal.begin(Fixture.run(code: "new"))
        try expect("the code", try await journal.run()?.code, is: "new")
        try expect("the counts", try await journal.counts(), is: [:])
        try expect("the chunk", try await journal.chunk(1), is: nil)
        try await Fixture.seal(journal)
      },
      JournalPromise("a sealed plan is never discarded and never grows") { journal in
        try await Fixture.seal(journal)
        try await expectRefusal("a second begin", by: journal) {
          try await $0.begin(Fixture.run(code: "new"))
        }
        try await expectRefusal("a late record", by: journal) {
          try await $0.append([PlannedRecord(number: 99, state: .rejected)], chunks: [])
        }
        try await expectRefusal("a second seal", by: journal) {
          try await $0.commit([.planned(PlanTotals(), at: Fixture.time())])
        }
      },
      JournalPromise("nothing is planned before begin") { journal in
        try await expectRefusal("a record", by: journal) {
          try await $0.append([PlannedRecord(number: 1, state: .rejected)], chunks: [])
        }
        try await expectRefusal("a seal", by: journal) {
          try await $0.commit([.planned(PlanTotals(), at: Fixture.time())])
        }
        try await expectRefusal("a consent", by: journal) {
          try await $0.commit([.consented])
        }
      },
      JournalPromise("the seal keeps totals and time, and consent is remembered") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([.consented])
        let run = try await journal.run()
        try expect("the time", run?.plannedAt, is: Fixture.time(1))
        try expect(
          "the totals", run?.plan, is: PlanTotals(records: 6, planned: 6, chunks: 2))
        try expect("the consent", run?.isConsented, is: true)
      },
    ] + duplicates
  }

  private static var duplicates: [JournalPromise] {
    [
      JournalPromise("a repeated code is a duplicate without code and chunk") { journal in
        try await journal.begin(Fixture.run())
        try await journal.append(
          [
            PlannedRecord(number: 1, state: .planned, customCode: "a", chunk: 1),
            PlannedRecord(number: 2, state: .planned, customCode: "a", chunk: 1),
            PlannedRecord(number: 3, state: .planned, customCode: "b", chunk: 1),
          ], chunks: [Fixture.chunk(1, 1...3)])
        let second = try await journal.entries(.numbers(first: 2, last: 2))
        try expect("the second", second, is: [JournalEntry(number: 2, state: .duplicate)])
        try expect("the count", try await journal.chunk(1)?.count, is: 2)
        try expect("the state", try await journal.chunk(1)?.state, is: .planned)
        try expect("the counts", try await journal.counts(), is: [.planned: 2, .duplicate: 1])
      },
      JournalPromise("a chunk of duplicates only is closed") { journal in
        try await journal.begin(Fixture.run())
        try await journal.append(
          Fixture.records(1...2, chunk: 1), chunks: [Fixture.chunk(1, 1...2)])
        let repeated = (3...4).map {
          PlannedRecord(
            number: $0, state: .planned, customCode: Fixture.customCode($0 - 2), chunk: 2)
        }
        try await journal.append(repeated, chunks: [Fixture.chunk(2, 3...4)])
        try expect("the count", try await journal.chunk(2)?.count, is: 0)
        try expect("the state", try await journal.chunk(2)?.state, is: .closed)
      },
      JournalPromise("records without code are never duplicates") { journal in
        try await journal.begin(Fixture.run())
        try await journal.append(
          [
            PlannedRecord(number: 1, state: .rejected),
            PlannedRecord(number: 2, state: .rejected),
            PlannedRecord(number: 3, state: .duplicate),
          ], chunks: [])
        try expect("the counts", try await journal.counts(), is: [.rejected: 2, .duplicate: 1])
      },
      JournalPromise("a number is planned once, and in a known chunk") { journal in
        try await journal.begin(Fixture.run())
        try await journal.append(
          Fixture.records(1...2, chunk: 1), chunks: [Fixture.chunk(1, 1...2)])
        try await expectRefusal("a number that is taken", by: journal) {
          try await $0.append([PlannedRecord(number: 2, state: .rejected)], chunks: [])
        }
        try await expectRefusal("an unknown chunk", by: journal) {
          try await $0.append(Fixture.records(3...3, chunk: 9), chunks: [])
        }
        try await expectRefusal("a chunk that is taken", by: journal) {
          try await $0.append([], chunks: [Fixture.chunk(1, 3...4)])
        }
      },
    ]
  }
}
