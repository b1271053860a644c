import BulkEngine
import Foundation
import GRDB
import QualificaTestKit
import SQLiteJournal
import Testing

/// Journals of earlier versions go on, and whoever only reads them changes nothing.
@Suite("FormerFormats")
struct FormerFormatTests {
  private let folder: TemporaryFolder
  private var path: String { folder.journalPath }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("a journal of an earlier format is taken up to the present one", arguments: 1...3)
  func takenUp(version: Int) async throws {
    try FormerJournal.write(version: version, to: path)
    let journal = try SQLiteJournal(path: path, access: .readWrite)
    try await expectContent(of: journal, version)
    if version < 3 {
      // Such journals never had a count of their batches beside them.
      #expect(await journal.doubt == nil)
    }
    try await journal.commit([
      .paced(RememberedPace(at: JournalFixture.time())), JournalFixture.said(4, .inDoubt),
    ])
    try await journal.close()
    let again = try SQLiteJournal(path: path, access: .readOnly)
    #expect(try await again.run()?.pace == RememberedPace(at: JournalFixture.time()))
    #expect(try await again.counts()[.inDoubt] == 2)
  }

  @Test("a reader takes a journal of an earlier format as it is", arguments: 1...3)
  func readOnly(version: Int) async throws {
    try FormerJournal.write(version: version, to: path)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let reader = try SQLiteJournal(path: path, access: .readOnly)
    try await expectContent(of: reader, version)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("what was sealed before is sealed afterwards, and what was forged is found")
  func seals() async throws {
    for isForged in [false, true] {
      let folder = try TemporaryFolder()
      try FormerJournal.write(version: 3, to: folder.journalPath)
      try FormerJournal.seal(folder.journalPath)
      if isForged { try FormerJournal.changeService(folder.journalPath) }
      let reader = try SQLiteJournal(path: folder.journalPath, access: .readOnly)
      #expect(await reader.isOfEarlierFormat)
      let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
      #expect(await !journal.isOfEarlierFormat)
      if isForged {
        await #expect(
          throws: JournalError.damaged(
            path: folder.journalPath, reason: "the run is not the one that was planned")
        ) { try await journal.examine(TestOperation.statuses) }
      } else {
        try await journal.examine(TestOperation.statuses)
      }
    }
  }

  @Test(
    "A journal without notes or sightings is taken up",
    arguments: [(4, ["note", "sighting"]), (5, ["sighting"])])
  func aJournalWithoutNotesIsTakenUp(_ version: Int, _ missing: [String]) async throws {
    try await SQLiteJournal(path: path, access: .readWrite).close()
    let queue = try DatabaseQueue(path: path)
    try await queue.write {
      for column in missing { try $0.execute(sql: "ALTER TABLE record DROP COLUMN \(column)") }
      try $0.execute(sql: "PRAGMA user_version = \(version)")
    }
    try queue.close()
    let journal = try SQLiteJournal(path: path, access: .readWrite)
    #expect(try await journal.entries(.listed([1])).isEmpty)
  }

  @Test("a journal that was taken up has the tables of a new one")
  func shape() async throws {
    try FormerJournal.write(version: 1, to: path)
    try await SQLiteJournal(path: path, access: .readWrite).close()
    let other = try TemporaryFolder()
    try await SQLiteJournal(path: other.journalPath, access: .readWrite).close()
    #expect(try columns(path) == columns(other.journalPath))
  }

  private func columns(_ path: String) throws -> Set<String> {
    try DatabaseQueue(path: path).read { database in
      Set(
        try String.fetchAll(
          database,
          sql: """
            SELECT t.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull"
            FROM pragma_table_list t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'
            """))
    }
  }

  private func expectContent(of journal: SQLiteJournal, _ version: Int) async throws {
    let run = try await journal.run()
    #expect(run?.code == "k7m2p9qa" && run?.plannedAt != nil && run?.pace == nil)
    #expect((run?.judge == nil) == (version < 3))
    #expect(
      run?.settings.operation
        == OperationSettings(
          name: "data_qualification", variant: "4",
          json:
            #"{"check":{"digits":"confident","language":"en","needsAmount":false,"repairs":true},"#
            + #""merchantID":7,"notificationURL":"https://example.com/n","service":4}"#))
    #expect(run?.settings.environment == "simulator" && run?.settings.batch == BatchLimits())
    #expect((try await journal.chunk(1)?.digest == nil) == (version < 3))
    let entries = try await journal.entries(.numbers(first: 1, last: .max))
    #expect(entries.map(\.state.word) == FormerJournal.words)
    #expect(
      entries.map(\.state.kind) == [
        .rejected, .duplicate, .planned, .intent, .inDoubt, .refused, .taken, .taken, .settled,
        .settled, .settled,
      ])
    #expect(entries[8].outcome == RecordOutcome(statusID: "5", apiID: "90"))
    #expect(entries[8].settledAt == Date(timeIntervalSince1970: 1_790_000_003))
    #expect(entries[6].customCode == "c7" && entries[6].batchCode == "k7m2p9qa-1")
    #expect(try await journal.entries(.taken("pending", after: 0, limit: 9)).map(\.number) == [7])
    #expect(try await journal.events().map(\.evidence) == ["é"])
  }
}
