import Foundation
import BulkEngine
import SQLiteJournal
import Testing

@Suite("RunLock")
struct RunLockTests {
  @Test("the second taker is told that another process works on the folder")
  func exclusive() throws {
    let folder = try TemporaryFolder()
    let lock = try RunLock(folder: folder.path)
    defer { withExtendedLifetime(lock) {} }
    #expect(throws: JournalError.heldByAnotherProcess(path: folder.path)) {
      try RunLock(folder: folder.path)
    }
  }

  @Test("the lock ends with its value and leaves no file")
  func release() throws {
    let folder = try TemporaryFolder()
    for _ in 1...3 {
      _ = try RunLock(folder: folder.path)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("another process is kept out too, and let in afterwards")
  func otherProcess() throws {
    let folder = try TemporaryFolder()
    do {
      let lock = try RunLock(folder: folder.path)
      defer { withExtendedLifetime(lock) {} }
      #expect(try flock(folder.path) == 1)
    }
    #expect(try flock(folder.path) == 0)
  }

  @Test("a folder that does not exist is named")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/nowhere"
    #expect(throws: JournalError.missing(path: path)) { try RunLock(folder: path) }
  }

  /// Exit status of `flock --nonblock` on the folder; 1 when it is locked.
  private func flock(_ folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    process.arguments = ["--nonblock", folder, "true"]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
