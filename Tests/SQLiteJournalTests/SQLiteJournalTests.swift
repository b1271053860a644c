import Foundation
import GRDB
import SQLiteJournal
import QualificaTestKit
import BulkEngine
import Testing

@Suite("SQLiteJournal")
struct SQLiteJournalTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A journal with a sealed plan, one chunk taken and one in intent.
  private func busyJournal() async throws -> SQLiteJournal {
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await JournalFixture.seal(journal, chunks: 4, size: 25)
    try await journal.commit([.consented, JournalFixture.intent(1)])
    try await journal.commit([
      JournalFixture.said(
        3, .valid, RecordOutcome(statusID: 5, apiID: 77, code: "c", message: "m")),
      JournalFixture.said(4, .invalid), JournalFixture.closed(1, .pending),
      .event(JournalEvent(at: JournalFixture.time(), kind: "x", chunk: 1, evidence: "é")),
    ])
    try await journal.commit([JournalFixture.intent(2)])
    return journal
  }

  @Test("what was committed is there after closing and opening")
  func reopen() async throws {
    let journal = try await busyJournal()
    let before = try await JournalSnapshot(journal)
    try await journal.close()
    let again = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    #expect(try await JournalSnapshot(again) == before)
  }

  @Test("a verdict that is no text of this program's ends every look all the same")
  func unreadableVerdict() async throws {
    try await busyJournal().close()
    let queue = try DatabaseQueue(path: folder.journalPath)
    try await queue.write {
      try $0.execute(sql: "UPDATE record SET verdict = CAST(x'FF80FE' AS TEXT) WHERE number = 3")
    }
    try queue.close()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readOnly)
    let settled = try await journal.entries(.states([.settled], after: 0, limit: 9))
    #expect(settled.map(\.number) == [4])
  }

  /// They share transactions, which must not show.
  @Test("of many commits at the same time each is kept as a whole, or refused alone")
  func commitsAtTheSameTime() async throws {
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await JournalFixture.seal(journal, chunks: 40, size: 2)
    let refused = await withTaskGroup(of: Int?.self) { group in
      for chunk in 1...40 {
        group.addTask {
          // Every fourth breaks a rule after it has written an event.
          let event = JournalEvent(at: JournalFixture.time(), kind: "x", chunk: chunk)
          let target = chunk.isMultiple(of: 4) ? chunk + 1_000 : chunk
          do {
            try await journal.commit([.event(event), JournalFixture.intent(target)])
            return nil
          } catch { return chunk }
        }
      }
      return await group.reduce(into: []) { chunks, chunk in chunk.map { chunks.append($0) } }
    }
    #expect(refused.sorted() == Array(stride(from: 4, through: 40, by: 4)))
    let taken = (1...40).filter { !$0.isMultiple(of: 4) }
    #expect(try await journal.chunks(in: .intent, limit: 99).map(\.number) == taken)
    #expect(try await journal.events().compactMap(\.chunk).sorted() == taken)
  }

  @Test("what was committed is there after a kill, when file and log are all that is left")
  func kill() async throws {
    let journal = try await busyJournal()
    let before = try await JournalSnapshot(journal)
    let copy = try TemporaryFolder()
    try copyFiles(to: copy)
    try await journal.commit([JournalFixture.closed(2, .refused)])
    let survivor = try SQLiteJournal(path: copy.journalPath, access: .readWrite)
    #expect(try await JournalSnapshot(survivor) == before)
    #expect(try await survivor.chunks(in: .intent, limit: 9).map(\.number) == [2])
    try await survivor.commit([JournalFixture.closed(2, .inDoubt)])
    #expect(try await survivor.counts()[.inDoubt] == 25)
  }

  @Test("a commit that was torn off is gone as a whole", arguments: [1, 100, 2_000, 4_500])
  func tornLog(bytesLost: Int) async throws {
    let journal = try await busyJournal()
    let before = try await JournalSnapshot(journal)
    try await journal.commit([JournalFixture.closed(2, .refused)])
    let copy = try TemporaryFolder()
    try copyFiles(to: copy)
    let log = try FileHandle(forUpdating: URL(fileURLWithPath: copy.journalPath + "-wal"))
    try log.truncate(atOffset: try log.seekToEnd() - UInt64(bytesLost))
    try log.close()
    let survivor = try SQLiteJournal(path: copy.journalPath, access: .readWrite)
    #expect(try await JournalSnapshot(survivor) == before)
  }

  @Test("a cancelled task still commits its receipt")
  func cancellation() async throws {
    let journal = try await busyJournal()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await journal.commit([JournalFixture.closed(2, .refused)])
    }
    task.cancel()
    try await task.value
    #expect(try await journal.counts()[.refused] == 25)
  }

  @Test("a reader sees a run that another journal is writing, and changes nothing")
  func reader() async throws {
    let journal = try await busyJournal()
    let reader = try SQLiteJournal(path: folder.journalPath, access: .readOnly)
    #expect(try await JournalSnapshot(reader) == JournalSnapshot(journal))
    try await journal.commit([JournalFixture.closed(2, .refused)])
    #expect(try await reader.counts()[.refused] == 25)
    await #expect {
      try await reader.commit([JournalFixture.said(1, .valid)])
    } throws: { error in
      guard case JournalError.notPermitted = error else { return false }
      return true
    }
  }

  @Test("StoredRows: every setting is read back as it was", arguments: [true, false])
  func settings(isComplete: Bool) async throws {
    var run = JournalFixture.run()
    run.settings.operation = OperationSettings(
      name: "x", variant: isComplete ? "é" : "", json: isComplete ? #"{"b":"\"é\""}"# : "{}")
    run.settings.baseURL = isComplete ? "http://127.0.0.1:8080" : nil
    run.settings.maximumErrors = isComplete ? .records(7) : nil
    run.settings.output = OutputSettings(
      encoding: isComplete ? "windows-1252" : nil, delimiter: isComplete ? ";" : nil)
    run.isConsented = isComplete
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await journal.begin(run)
    #expect(try await journal.run() == run)
  }

  @Test(
    "StoredTime: milliseconds survive, before and after 1970",
    arguments: [-1.5, -0.001, 0, 0.001, 1_790_000_000.999, 4_102_444_800.001])
  func times(seconds: Double) async throws {
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    let time = Date(timeIntervalSince1970: seconds)
    try await journal.commit([.event(JournalEvent(at: time, kind: "x"))])
    #expect(try await journal.events().map(\.at) == [time])
  }

  private func copyFiles(to copy: TemporaryFolder) throws {
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: folder.journalPath + suffix, toPath: copy.journalPath + suffix)
    }
  }
}
