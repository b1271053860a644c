import Foundation
import GRDB
import SQLiteJournal
import QualificaTestKit
import BulkEngine
import Testing

@Suite("JournalFile and PrivateFile")
struct JournalFileTests {
  private let folder: TemporaryFolder
  private var path: String { folder.journalPath }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func failure(_ access: JournalAccess = .readWrite) -> JournalError? {
    do {
      _ = try SQLiteJournal(path: path, access: access)
      return nil
    } catch {
      return error as? JournalError
    }
  }

  /// A closed journal with some thirty pages.
  private func writeJournal() async throws {
    let journal = try SQLiteJournal(path: path, access: .readWrite)
    try await JournalFixture.seal(journal, chunks: 10, size: 100)
    try await journal.close()
  }

  private func overwrite(at offset: UInt64, with bytes: [UInt8]) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: offset)
    try file.write(contentsOf: bytes)
    try file.close()
  }

  @Test("journal, log and shared memory are nobody else's to read")
  func modes() async throws {
    let journal = try SQLiteJournal(path: path, access: .readWrite)
    try await JournalFixture.seal(journal)
    for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"] {
      #expect(try folder.mode(of: name) == 0o600, "\(name)")
    }
  }

  @Test("the mode of an older file is narrowed")
  func narrowing() async throws {
    try await writeJournal()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = try SQLiteJournal(path: path, access: .readWrite)
    #expect(try folder.mode(of: "journal.sqlite") == 0o600)
  }

  @Test("a symbolic link is refused", arguments: [JournalAccess.readWrite, .readOnly])
  func symbolicLink(access: JournalAccess) async throws {
    let target = try TemporaryFolder()
    _ = try SQLiteJournal(path: target.journalPath, access: .readWrite)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: target.journalPath)
    #expect(failure(access) == .notPermitted(path: path, reason: "it is not a regular file"))
  }

  @Test("a dangling symbolic link is not followed")
  func danglingLink() throws {
    let target = folder.path + "/elsewhere"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    #expect(failure() == .notPermitted(path: path, reason: "it is not a regular file"))
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test("a file that is no database is damaged", arguments: [JournalAccess.readWrite, .readOnly])
  func noDatabase(access: JournalAccess) throws {
    try Data(repeating: 0x41, count: 10_000).write(to: URL(fileURLWithPath: path))
    #expect(failure(access) == .damaged(path: path, reason: "it is no SQLite database"))
  }

  @Test("a broken page is found on opening")
  func brokenPage() async throws {
    try await writeJournal()
    for page in 1..<12 {
      try overwrite(at: UInt64(page) * 4096, with: Array(repeating: 0xFF, count: 4096))
    }
    guard case .damaged = failure() else {
      Issue.record("opened: \(String(describing: failure()))")
      return
    }
  }

  @Test("a file cut short is found on opening")
  func cutShort() async throws {
    try await writeJournal()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 3 * 4096)
    try file.close()
    guard case .damaged = failure() else {
      Issue.record("opened: \(String(describing: failure()))")
      return
    }
  }

  @Test("a journal of another format version is left alone")
  func unknownVersion() async throws {
    try await writeJournal()
    // The header of an SQLite file holds user_version at 60, big-endian.
    try overwrite(at: 60, with: [0, 0, 0, 9])
    #expect(failure() == .unknownVersion(path: path, found: 9, known: 6))
    #expect(failure(.readOnly) == .unknownVersion(path: path, found: 9, known: 6))
  }

  @Test("a journal of a newer format names the program that made it")
  func newerFormatNamesItsProgram() async throws {
    try await writeJournal()
    try sql("UPDATE run SET program = '7.1'; PRAGMA user_version = 9")
    #expect(failure() == .unknownVersion(path: path, found: 9, known: 6, program: "7.1"))
    #expect(failure()?.explanation.next.english.hasSuffix("started the run: 7.1.") == true)
  }

  @Test(
    "two format versions in one file are damage, not a program too old or too new",
    arguments: [
      "PRAGMA user_version = 5", "PRAGMA user_version = 0", "UPDATE run SET format_version = 4",
    ])
  func twoFormatVersions(_ change: String) async throws {
    try await writeJournal()
    try sql(change)
    #expect(failure() == .damaged(path: path, reason: "it has two format versions"))
    #expect(failure(.readOnly) == .damaged(path: path, reason: "it has two format versions"))
  }

  private func sql(_ text: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: text) }
    try queue.close()
  }

  @Test("another program's database is left alone")
  func foreignDatabase() async throws {
    try await writeJournal()
    // The header of an SQLite file holds application_id at 68, big-endian.
    try overwrite(at: 68, with: [0, 0, 0, 0])
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(failure() == .damaged(path: path, reason: "it is no journal of this program"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("a reader creates nothing")
  func missing() throws {
    #expect(failure(.readOnly) == .missing(path: path))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a file left empty by a crash is taken up, but holds nothing to read")
  func empty() async throws {
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(failure(.readOnly) == .missing(path: path))
    let journal = try SQLiteJournal(path: path, access: .readWrite)
    #expect(try await journal.run() == nil)
  }

  @Test("a folder that does not exist is named")
  func missingFolder() {
    let path = folder.path + "/nowhere/journal.sqlite"
    #expect(throws: JournalError.missing(path: path)) {
      try SQLiteJournal(path: path, access: .readWrite)
    }
  }
}
