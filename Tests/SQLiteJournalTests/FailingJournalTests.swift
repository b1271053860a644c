import QualificaTestKit
import BulkEngine
import Testing

@Suite("FailingJournal")
struct FailingJournalTests {
  private let memory = MemoryJournal()

  @Test("the chosen operation and all later ones fail; what came before stands")
  func failing() async throws {
    let journal = FailingJournal(memory, failingAt: 3)
    try await journal.begin(JournalFixture.run())
    #expect(try await journal.run() == JournalFixture.run())
    let record = PlannedRecord(number: 1, state: .rejected)
    await #expect(throws: FailingJournal.Failure(operation: 3)) {
      try await journal.append([record], chunks: [])
    }
    await #expect(throws: FailingJournal.Failure(operation: 4)) { try await journal.counts() }
    #expect(journal.operationCount == 4)
    #expect(try await memory.counts() == [:])
    #expect(try await memory.run() != nil)
  }

  @Test("reads need not count, but fail once the journal is broken")
  func countingWrites() async throws {
    let journal = FailingJournal(memory, failingAt: 2, counting: .writes)
    try await journal.begin(JournalFixture.run())
    for _ in 1...5 { _ = try await journal.run() }
    let seal = JournalMutation.planned(PlanTotals(), at: JournalFixture.time())
    await #expect(throws: FailingJournal.Failure.self) { try await journal.commit([seal]) }
    await #expect(throws: FailingJournal.Failure.self) { try await journal.run() }
    #expect(try await memory.run()?.plannedAt == nil)
  }

  @Test("the process may die after the commit and before anybody hears of it")
  func commitsFirst() async throws {
    let journal = FailingJournal(memory, failingAt: 1, counting: .writes, commitsFirst: true)
    await #expect(throws: FailingJournal.Failure(operation: 1)) {
      try await journal.begin(JournalFixture.run())
    }
    #expect(try await memory.run() != nil)
    await #expect(throws: FailingJournal.Failure(operation: 2)) {
      try await journal.commit([.consented])
    }
    #expect(try await memory.run()?.isConsented == false)
  }
}
