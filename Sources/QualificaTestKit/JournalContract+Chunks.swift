internal import BulkEngine

private typealias Fixture = JournalFixture

extension JournalContract {
  /// Promises of `intent`, `withdrawn` and `closed`.
  package static var chunks: [JournalPromise] { sending + closing }

  private static var sending: [JournalPromise] {
    [
      JournalPromise("an intent marks the chunk, its records and the batch number") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.intent(1)])
        var chunk = Fixture.chunk(1, 1...3)
        chunk.batchCode = "k7m2-1"
        chunk.state = .intent
        chunk.attempts = 1
        chunk.lastAttemptAt = Fixture.time(10)
        try expect("the chunk", try await journal.chunk(1), is: chunk)
        let entry = JournalEntry(
          number: 2, state: .intent, customCode: "c-2", chunk: 1, batchCode: "k7m2-1",
          attempts: 1, submittedAt: Fixture.time(10))
        let entries = try await journal.entries(.numbers(first: 2, last: 2))
        try expect("the record", entries, is: [entry])
        try expect("the batches", try await journal.run()?.batchesNumbered, is: 1)
        let counts = try await journal.counts()
        try expect("the counts", counts, is: [.intent: 3, .planned: 3])
      },
      JournalPromise("an intent leaves records alone that are not planned") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.said(2, .pending), Fixture.intent(1)])
        let states = try await journal.entries(.chunk(1)).map(\.state)
        try expect("the states", states, is: [.intent, .pending, .intent])
      },
      JournalPromise("an intent for other records than the planned ones changes nothing") {
        journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.said(2, .pending)])
        let before = try await JournalSnapshot(journal)
        func intent(_ records: Int) -> JournalMutation {
          .intent(
            chunk: 1, batchCode: "k7m2-1", bodySHA256: "", at: Fixture.time(10), records: records)
        }
        let answer = try await journal.commit([intent(3)], holding: nil)
        try expect("the answer", answer, is: .recordsChanged)
        try expect("the journal", try await JournalSnapshot(journal), is: before)
        try expect(
          "the second answer", try await journal.commit([intent(2)], holding: nil), is: .committed)
      },
      JournalPromise("only a planned chunk of a sealed plan is sent") { journal in
        try await journal.begin(Fixture.run())
        try await journal.append(
          Fixture.records(1...3, chunk: 1), chunks: [Fixture.chunk(1, 1...3)])
        try await expectRefusal("an intent before the seal", by: journal) {
          try await $0.commit([Fixture.intent(1)])
        }
        try await journal.commit([.planned(PlanTotals(), at: Fixture.time(1))])
        try await journal.commit([Fixture.intent(1)])
        try await expectRefusal("a second intent", by: journal) {
          try await $0.commit([Fixture.intent(1)])
        }
        try await expectRefusal("an intent of no chunk", by: journal) {
          try await $0.commit([Fixture.intent(7)])
        }
        try await journal.commit([Fixture.closed(1, .pending)])
        try await expectRefusal("an intent of a closed chunk", by: journal) {
          try await $0.commit([Fixture.intent(1)])
        }
      },
      JournalPromise("a withdrawn chunk is planned again, its attempt counted") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.intent(1), Fixture.said(2, .pending)])
        try await journal.commit([.withdrawn(chunk: 1)])
        let entries = try await journal.entries(.chunk(1))
        try expect("the states", entries.map(\.state), is: [.planned, .pending, .planned])
        try expect("the attempts", entries.map(\.attempts), is: [1, 1, 1])
        try expect("the chunk", try await journal.chunk(1)?.state, is: .planned)
        try await journal.commit([Fixture.intent(1, at: 30)])
        try expect("the chunk's attempts", try await journal.chunk(1)?.attempts, is: 2)
        try expect("the batches", try await journal.run()?.batchesNumbered, is: 2)
        try await journal.commit([.withdrawn(chunk: 1)])
        try await expectRefusal("a second withdrawal", by: journal) {
          try await $0.commit([.withdrawn(chunk: 1)])
        }
      },
    ]
  }

  private static var closing: [JournalPromise] {
    [
      JournalPromise("closing settles what is still in intent, and only that") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([
          Fixture.intent(1), Fixture.said(2, .valid, RecordOutcome(statusID: 5)),
          Fixture.closed(1, .refused, RecordOutcome(code: "api.refused"), at: 25),
        ])
        let entries = try await journal.entries(.chunk(1))
        try expect("the states", entries.map(\.state), is: [.refused, .valid, .refused])
        try expect(
          "the outcomes", entries.map(\.outcome.code), is: ["api.refused", nil, "api.refused"])
        try expect(
          "the times", entries.map(\.settledAt),
          is: [Fixture.time(25), Fixture.time(20), Fixture.time(25)])
        try expect("the chunk", try await journal.chunk(1)?.state, is: .closed)
      },
      JournalPromise("closing without a verdict settles no time") { journal in
        for (chunk, state) in [(1, RecordState.inDoubt), (2, .pending), (3, .awaitingBalance)] {
          if chunk == 1 { try await Fixture.seal(journal, chunks: 3) }
          try await journal.commit([Fixture.intent(chunk), Fixture.closed(chunk, state)])
          let entries = try await journal.entries(.chunk(chunk))
          try expect("the states", entries.map(\.state), is: [state, state, state])
          try expect("the times", entries.map(\.settledAt), is: [nil, nil, nil])
        }
      },
      JournalPromise("a closed chunk may be closed again") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .inDoubt)])
        try await journal.commit([Fixture.closed(1, .refused)])
        let counts = try await journal.counts()
        try expect("the counts", counts, is: [.inDoubt: 3, .planned: 3])
      },
      JournalPromise("no record to be sent is locked away in a closed chunk") { journal in
        try await Fixture.seal(journal)
        try await expectRefusal("closing a planned chunk", by: journal) {
          try await $0.commit([Fixture.closed(1, .pending)])
        }
        try await journal.commit([Fixture.intent(1)])
        for state in [RecordState.planned, .intent] {
          try await expectRefusal("closing as \(state)", by: journal) {
            try await $0.commit([Fixture.closed(1, state)])
          }
        }
        try await expectRefusal("closing no chunk", by: journal) {
          try await $0.commit([Fixture.closed(7, .pending)])
        }
      },
    ]
  }
}
