import Foundation
import GRDB
import SQLiteJournal
import QualificaTestKit
import BulkEngine
import Synchronization
import Testing

/// A journal that may not know of everything that was sent is recognised when it is opened.
@Suite("SentMark and JournalDoubt")
final class SentMarkTests {
  private let folder: TemporaryFolder
  /// Folders that must outlive the call that makes them.
  private let kept = Mutex<[TemporaryFolder]>([])
  private var path: String { folder.journalPath }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func open() throws -> SQLiteJournal {
    try SQLiteJournal(path: path, access: .readWrite)
  }

  private func seal(_ journal: SQLiteJournal) async throws {
    var run = JournalFixture.run()
    run.judge = Judge(program: "0", rules: "r")
    try await journal.begin(run)
    let chunks = (1...4).map { JournalFixture.chunk($0, ($0 * 3 - 2)...($0 * 3)) }
    for chunk in chunks {
      try await journal.append(
        JournalFixture.records(chunk.firstRecord...chunk.lastRecord, chunk: chunk.number),
        chunks: [chunk])
    }
    try await journal.commit([.planned(PlanTotals(records: 12), at: JournalFixture.time())])
  }

  /// A closed journal of which two batches were announced.
  private func busy() async throws {
    let journal = try open()
    try await seal(journal)
    try await journal.commit([JournalFixture.intent(1)])
    try await journal.commit([JournalFixture.closed(1, .pending), JournalFixture.intent(2)])
    try await journal.close()
  }

  private func copy(_ name: String, to other: String) throws {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
      .write(to: URL(fileURLWithPath: "\(folder.path)/\(other)"))
  }

  @Test("a journal that was left alone is not doubted")
  func untouched() async throws {
    #expect(await (try open()).doubt == nil)
    try await busy()
    #expect(await (try open()).doubt == nil)
  }

  /// What a kill leaves of an open journal, as if it were the same file.
  private func leftByKill(_ change: (TemporaryFolder) throws -> Void = { _ in }) throws
    -> SQLiteJournal
  {
    let other = try TemporaryFolder()
    let _ = kept.withLock { $0.append(other) }
    for ending in ["", "-wal", "-sent"] {
      try FileManager.default.copyItem(atPath: path + ending, toPath: other.journalPath + ending)
    }
    try restamp(other.journalPath + "-sent")
    try change(other)
    return try SQLiteJournal(path: other.journalPath, access: .readWrite)
  }

  /// Writes inode and time of now into a copied count, as if it had been written where it is.
  private func restamp(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    var words = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: " ").map(String.init)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    words[2] = "\(try #require(attributes[.systemFileNumber] as? Int))"
    words[3] = String(Int64(Date().timeIntervalSince1970 * 1_000_000_000))
    let file = try FileHandle(forWritingTo: url)
    try file.write(contentsOf: Data(words.joined(separator: " ").utf8))
    try file.close()
  }

  @Test("one that was killed is not doubted: file and log know everything")
  func killed() async throws {
    let journal = try open()
    try await seal(journal)
    try await journal.commit([JournalFixture.intent(1)])
    let survivor = try leftByKill()
    #expect(await survivor.doubt == nil)
    #expect(try await survivor.chunks(in: .intent, limit: 9).map(\.number) == [1])
    withExtendedLifetime(journal) {}
  }

  @Test("an older copy in its place knows fewer batches than were announced")
  func restored() async throws {
    let journal = try open()
    try await seal(journal)
    try await journal.commit([JournalFixture.intent(1)])
    try await journal.close()
    try copy("journal.sqlite", to: "backup")
    let again = try open()
    try await again.commit([JournalFixture.closed(1, .pending), JournalFixture.intent(2)])
    try await again.close()
    // Over the file itself, so that it keeps its inode.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/backup")))
    try file.close()
    #expect(await (try open()).doubt == .batchesMissing)
  }

  @Test(
    "one whose log is gone, and one whose log was cut, know fewer batches", arguments: [0, 0.9])
  func lostLog(kept: Double) async throws {
    let journal = try open()
    try await seal(journal)
    try await journal.commit([JournalFixture.intent(1)])
    let survivor = try leftByKill { folder in
      let log = URL(fileURLWithPath: folder.journalPath + "-wal")
      let content = try Data(contentsOf: log)
      try content.prefix(Int(Double(content.count) * kept)).write(to: log)
    }
    #expect(await survivor.doubt == .batchesMissing)
    withExtendedLifetime(journal) {}
  }

  @Test("the plan stands in the main file before anything is sent: a lost log does not lose it")
  func lostLogKeepsPlan() async throws {
    let journal = try open()
    try await seal(journal)
    let survivor = try leftByKill { folder in
      try FileManager.default.removeItem(atPath: folder.journalPath + "-wal")
    }
    #expect(try await survivor.run()?.plannedAt != nil)
    #expect(try await survivor.counts() == [.planned: 12])
    #expect(await survivor.doubt == nil)
    withExtendedLifetime(journal) {}
  }

  @Test("a copy of the folder is doubted")
  func copied() async throws {
    try await busy()
    let other = try TemporaryFolder()
    for ending in ["", "-sent"] {
      try FileManager.default.copyItem(atPath: path + ending, toPath: other.journalPath + ending)
    }
    let copy = try SQLiteJournal(path: other.journalPath, access: .readWrite)
    #expect(await copy.doubt == .copied)
  }

  @Test("one whose count is gone is doubted")
  func withoutCount() async throws {
    try await busy()
    try FileManager.default.removeItem(atPath: path + "-sent")
    #expect(await (try open()).doubt == .countMissing)
  }

  @Test("a new journal in the place of one that had sent is doubted")
  func deleted() async throws {
    try await busy()
    try FileManager.default.removeItem(atPath: path)
    let journal = try open()
    #expect(await journal.doubt == .batchesMissing)
    try await seal(journal)
    #expect(await journal.doubt == .batchesMissing)
  }

  @Test("a doubt that was heeded is over: nothing is planned any more, all is in doubt")
  func heeded() async throws {
    try await busy()
    try FileManager.default.removeItem(atPath: path + "-sent")
    let journal = try open()
    try await journal.commit([.doubted])
    #expect(await journal.doubt == nil)
    #expect(try await journal.counts() == [.pending: 3, .intent: 3, .inDoubt: 6])
    #expect(try await journal.chunks(in: .planned, limit: 9).isEmpty)
    try await journal.close()
    #expect(await (try open()).doubt == nil)
  }

  @Test("a journal that lost the plan of what was sent is not begun again")
  func lostPlan() async throws {
    try await busy()
    let database = try DatabaseQueue(path: path)
    try await database.writeWithoutTransaction { database in
      try database.execute(sql: "UPDATE run SET planned_at = NULL, plan = NULL")
    }
    try database.close()
    let journal = try open()
    let failure = JournalError.damaged(
      path: path, reason: "it lost the plan of what was sent")
    await #expect(throws: failure) { try await journal.begin(JournalFixture.run()) }
    #expect(try await journal.counts()[.pending] == 3)
  }
}
