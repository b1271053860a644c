internal import BulkEngine

/// What every implementation of the seam ``Audit`` promises, to be run by all of them.
package enum AuditContract {
  package static let promises = [
    JournalPromise("lines are added at the end and never change") { journal in
      try await journal.begin(JournalFixture.run())
      let events = (1...3).map {
        JournalEvent(at: JournalFixture.time($0), kind: "kind \($0 % 2)", evidence: "é \($0)")
      }
      for event in events {
        try await journal.note(event)
      }
      try expect("the events", try await journal.events(), is: events)
    },
    JournalPromise("the lines of a kind are found, and the last one") { journal in
      try await journal.begin(JournalFixture.run())
      try expect("no line", try await journal.latestEvent(ofKind: "x"), is: nil)
      let events = (1...3).map { JournalEvent(at: JournalFixture.time($0), kind: "x", record: $0) }
      for event in events {
        try await journal.note(event)
      }
      try await journal.note(JournalEvent(at: JournalFixture.time(9), kind: "y"))
      try expect("the last", try await journal.latestEvent(ofKind: "x"), is: events[2])
      try expect("all of the kind", try await journal.events(ofKind: "x"), is: events)
    },
    JournalPromise("a line of a decision stands or falls with it") { journal in
      try await JournalFixture.seal(journal)
      let event = JournalEvent(at: JournalFixture.time(), kind: "x")
      try await expectRefusal("the decision", by: journal) {
        try await $0.commit([.event(event), JournalFixture.said(99, .pending)])
      }
      try expect("the events", try await journal.events(), is: [])
    },
  ]
}
