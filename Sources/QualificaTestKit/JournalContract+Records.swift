internal import BulkEngine

private typealias Fixture = JournalFixture

extension JournalContract {
  /// Promises of `record`.
  package static var records: [JournalPromise] { outcomes + identities + verdicts + pace }

  private static var identities: [JournalPromise] {
    [
      JournalPromise("an id of the API settles one record") { journal in
        try await Fixture.seal(journal)
        let outcome = RecordOutcome(statusID: 5, apiID: 900)
        try await journal.commit([Fixture.intent(1), Fixture.said(1, .valid, outcome)])
        for state in [RecordState.pending, .valid, .valid] {
          try await journal.commit([Fixture.said(2, state, outcome, at: 40)])
        }
        let entries = try await journal.entries(.numbers(first: 1, last: 2))
        try expect("the states", entries.map(\.state), is: [.valid, .inDoubt])
        try expect("the code", entries.last?.outcome.code, is: "api.id_taken")
        try expect("the id", entries.last?.outcome.apiID, is: nil)
        try expect("the events", try await journal.events().map(\.kind), is: ["identity.taken"])
        // The record that has it may be settled again, an id that is unknown belongs to no record.
        let unknown = RecordOutcome(statusID: 6, apiID: 0)
        try await journal.commit([
          Fixture.said(1, .invalid, RecordOutcome(statusID: 6, apiID: 900)),
          Fixture.said(2, .valid, unknown),
        ])
        try expect(
          "the counts", try await journal.counts()[.valid, default: 0], is: 1)
      },
      JournalPromise("a record that was never sent may go on under another code") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([.recoded(number: 1, customCode: "earlier")])
        let entry = try await journal.entries(.customCodes(["earlier"])).first
        try expect("the number", entry?.number, is: 1)
        try expect("the state", entry?.state, is: .planned)
        try await expectRefusal("a code that is taken", by: journal) {
          try await $0.commit([.recoded(number: 2, customCode: "earlier")])
        }
        try await journal.commit([Fixture.intent(1)])
        try await expectRefusal("a record that was sent", by: journal) {
          try await $0.commit([.recoded(number: 1, customCode: "later")])
        }
      },
    ]
  }

  private static var outcomes: [JournalPromise] {
    [
      JournalPromise("what was seen of a target is kept before its record is sent, not later") {
        journal in
        try await Fixture.seal(journal, chunks: 1)
        try await journal.commit([.sighted(number: 1, "first")])
        try await journal.commit([.sighted(number: 1, "second"), Fixture.intent(1)])
        let entries = try await journal.entries(.numbers(first: 1, last: 2))
        try expect("the sightings", entries.map(\.sighting), is: ["second", nil])
        try await expectRefusal("a record under way", by: journal) {
          try await $0.commit([.sighted(number: 1, "later")])
        }
      },
      JournalPromise("what was seen before a request that never left is taken back with it") {
        journal in
        try await Fixture.seal(journal, chunks: 1)
        for former in [nil, "first"] {
          try await journal.commit([.sighted(number: 1, "second"), Fixture.intent(1)])
          try await journal.commit([.withdrawn(chunk: 1), .sighted(number: 1, former)])
          let entry = try await journal.entries(.numbers(first: 1, last: 1)).first
          try expect("the sighting", entry?.sighting, is: former)
        }
      },
      JournalPromise("what is unknown keeps what is stored") { journal in
        try await Fixture.seal(journal)
        let first = RecordOutcome(statusID: 1, apiID: 900, code: "a", message: "b")
        try await journal.commit([Fixture.intent(1), Fixture.said(1, .pending, first)])
        try await journal.commit([Fixture.said(1, .valid, RecordOutcome(statusID: 5), at: 30)])
        let entry = try await journal.entries(.numbers(first: 1, last: 1)).first
        let merged = RecordOutcome(statusID: 5, apiID: 900, code: "a", message: "b")
        try expect("the outcome", entry?.outcome, is: merged)
        try expect("the time", entry?.settledAt, is: Fixture.time(30))
      },
      JournalPromise("what the API made for people is kept with its record until it is erased") {
        journal in
        try await Fixture.seal(journal)
        let outcome = RecordOutcome(apiID: "9", answer: #"{"page":"https://example.com"}"#)
        try await journal.commit([Fixture.intent(1), Fixture.said(1, .valid, outcome)])
        let kept = try await journal.entries(.numbers(first: 1, last: 1)).first
        try expect("the answer", kept?.outcome.answer, is: outcome.answer)
        try await journal.commit([.answersErased])
        let erased = try await journal.entries(.numbers(first: 1, last: 1)).first
        try expect("the outcome", erased?.outcome, is: RecordOutcome(apiID: "9"))
        try expect("the state", erased?.state, is: .valid)
      },
      JournalPromise("an operation's settings are erased and all else of the run is as it was") {
        journal in
        try await Fixture.seal(journal)
        try await journal.commit([.consented])
        var run = try await journal.run()
        let erased = OperationSettings(
          name: run?.settings.operation.name ?? "", variant: run?.settings.operation.variant ?? "",
          json: #"{"erased":true}"#)
        try await journal.commit([.operationErased(to: erased)])
        run?.settings.operation = erased
        try expect("the run", try await journal.run(), is: run)
      },
      JournalPromise("a record waits without a time of settling") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.said(1, .awaitingBalance)])
        let entry = try await journal.entries(.numbers(first: 1, last: 1)).first
        try expect("the state", entry?.state, is: .awaitingBalance)
        try expect("the time", entry?.settledAt, is: nil)
      },
      JournalPromise("a single record is never planned or sent on its own") { journal in
        try await Fixture.seal(journal)
        for state in [RecordState.planned, .intent] {
          try await expectRefusal("state \(state)", by: journal) {
            try await $0.commit([Fixture.said(1, state)])
          }
        }
        try await expectRefusal("an unknown record", by: journal) {
          try await $0.commit([Fixture.said(99, .pending)])
        }
      },
    ]
  }

  private static var verdicts: [JournalPromise] {
    [
      JournalPromise("a final state never changes back") { journal in
        try await Fixture.seal(journal)
        let finals = [RecordState.valid, .invalid, .notVerifiable, .refused]
        for (number, final) in zip(1..., finals) {
          try await journal.commit([Fixture.said(number, final)])
          let before = try await journal.entries(.numbers(first: number, last: number))
          for state in [RecordState.pending, .awaitingBalance, .inDoubt] {
            let late = RecordOutcome(statusID: 1, code: "late")
            try await journal.commit([Fixture.said(number, state, late, at: 40)])
          }
          let after = try await journal.entries(.numbers(first: number, last: number))
          try expect("the record", after, is: before)
        }
        try expect("the events", try await journal.events(), is: [])
      },
      JournalPromise("what the API was seen to have is not refused any more") { journal in
        try await Fixture.seal(journal)
        for (number, state) in [(1, RecordState.pending), (2, .valid), (3, .awaitingBalance)] {
          try await journal.commit([Fixture.said(number, state)])
          let before = try await journal.entries(.numbers(first: number, last: number))
          try await journal.commit([Fixture.said(number, .refused, at: 40)])
          let after = try await journal.entries(.numbers(first: number, last: number))
          try expect("the record", after, is: before)
        }
        let kinds = try await journal.events().map(\.kind)
        try expect("the events", kinds, is: Array(repeating: "refusal.ignored", count: 3))
      },
      JournalPromise("of a record that was sent since only that the API has it is believed") {
        journal in
        try await Fixture.seal(journal, chunks: 1)
        try await journal.commit([Fixture.intent(1), Fixture.closed(1, .inDoubt)])
        let before = try await journal.entries(.numbers(first: 1, last: 2))
        func asked(_ number: Int, _ state: RecordState, attempts: Int) -> JournalMutation {
          .record(
            number: number, state: state, outcome: RecordOutcome(code: "asked"),
            at: Fixture.time(30), attempts: attempts)
        }
        try await journal.commit([asked(1, .refused, attempts: 0), asked(2, .inDoubt, attempts: 0)])
        let after = try await journal.entries(.numbers(first: 1, last: 2))
        try expect("the records", after, is: before)
        try await journal.commit([
          asked(1, .refused, attempts: 1), asked(2, .pending, attempts: 0),
        ])
        let states = try await journal.entries(.numbers(first: 1, last: 3)).map(\.state)
        try expect("the states", states, is: [.refused, .pending, .inDoubt])
        try expect("the events", try await journal.events().map(\.kind), is: ["refusal.ignored"])
      },
      JournalPromise("the same verdict again keeps the time of the first") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.said(1, .valid)])
        try await journal.commit([Fixture.said(1, .valid, RecordOutcome(apiID: 8), at: 40)])
        let entry = try await journal.entries(.numbers(first: 1, last: 1)).first
        try expect("the time", entry?.settledAt, is: Fixture.time(20))
        try expect("the id", entry?.outcome.apiID, is: "8")
        try expect("the events", try await journal.events(), is: [])
      },
      JournalPromise("another verdict replaces the first and is written down") { journal in
        try await Fixture.seal(journal)
        try await journal.commit([Fixture.said(1, .valid)])
        try await journal.commit([Fixture.said(1, .notVerifiable, at: 40)])
        let entry = try await journal.entries(.numbers(first: 1, last: 1)).first
        try expect("the state", entry?.state, is: .notVerifiable)
        try expect("the time", entry?.settledAt, is: Fixture.time(40))
        let event = JournalEvent(
          at: Fixture.time(40), kind: "verdict.changed", record: 1,
          evidence: "valid -> not_verifiable")
        try expect("the events", try await journal.events(), is: [event])
      },
    ]
  }

  private static var pace: [JournalPromise] {
    [
      JournalPromise("the pace is remembered, the latest replaces the one before") { journal in
        try await Fixture.seal(journal)
        try expect("the pace", try await journal.run()?.pace, is: nil)
        let first = RememberedPace(
          at: Fixture.time(1), nextRequestAt: Fixture.time(2), loweredRate: 3.5,
          closedUntil: Fixture.time(4))
        try await journal.commit([.paced(first)])
        try expect("the pace", try await journal.run()?.pace, is: first)
        try await journal.commit([.paced(RememberedPace(at: Fixture.time(9)))])
        let pace = try await journal.run()?.pace
        try expect("the pace", pace, is: RememberedPace(at: Fixture.time(9)))
      }
    ]
  }
}
