import GRDB
import SQLiteJournal
import QualificaTestKit
import BulkEngine
import Testing

@Suite("JournalError")
struct JournalErrorTests {
  private static let path = "/runs/a/journal.sqlite"

  @Test(
    "every result code of SQLite that a user can cause has a case of its own",
    arguments: [
      (13, "diskFull"), (10, "diskFailed"), (778, "diskFailed"), (11, "damaged"),
      (267, "damaged"), (26, "damaged"), (8, "notPermitted"), (1032, "notPermitted"),
      (14, "notPermitted"), (3, "notPermitted"), (5, "heldByAnotherProcess"),
      (6, "heldByAnotherProcess"), (19, "misuse"), (2067, "misuse"), (7, "other"), (21, "other"),
    ] as [(CInt, String)])
  func resultCodes(code: CInt, name: String) {
    let error = JournalError(sqliteCode: code, message: nil, path: Self.path)
    let label = Mirror(reflecting: error).children.first?.label
    #expect(label == name)
  }

  @Test(
    "every error names the place and the next step",
    arguments: [
      .missing(path: path), .damaged(path: path, reason: "r"),
      .unknownVersion(path: path, found: 2, known: 4),
      .unknownOutcome(path: path, reason: "r"), .diskFull(path: path),
      .notPermitted(path: path, reason: "r"), .diskFailed(path: path, reason: "r"),
      .heldByAnotherProcess(path: path), .other(path: path, reason: "r"),
    ] as [JournalError])
  func sentences(error: JournalError) {
    let (what, next) = (error.explanation.what, error.explanation.next)
    #expect(what.english.contains(Self.path) && what.portuguese.contains(Self.path))
    let steps = ["resume", "Resume", "Restore", "start with", "Use the version"]
    #expect(steps.contains { next.english.contains($0) })
    for language in Language.allCases {
      #expect(what.text(language).hasSuffix(".") && next.text(language).hasSuffix("."))
    }
  }

  @Test("after an error of the disk nobody knows what a commit wrote")
  func unknownOutcome() {
    for code in [ResultCode.SQLITE_IOERR, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_WRITE] {
      let error = JournalError(ofCommit: DatabaseError(resultCode: code), path: Self.path)
      guard case .unknownOutcome(Self.path, _) = error else {
        Issue.record("\(code) is \(error)")
        continue
      }
    }
    let full = JournalError(ofCommit: DatabaseError(resultCode: .SQLITE_FULL), path: Self.path)
    #expect(full == .diskFull(path: Self.path))
  }

  @Test("a conflict does not tell the value that met it")
  func noValues() async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.journalPath, access: .readWrite)
    try await journal.begin(JournalFixture.run())
    let secret = PlannedRecord(number: 1, state: .planned, customCode: "SECRET", chunk: 424_242)
    do {
      try await journal.append([secret], chunks: [])
      Issue.record("an unknown chunk was accepted")
    } catch {
      #expect(!"\(error) \(String(reflecting: error))".contains("SECRET"))
    }
  }
}
