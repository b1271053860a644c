import BulkEngine
import Foundation
import QualificaTestKit
import Testing

@testable import qualifica

@Suite struct OpenRunTests {
  @Test("a run folder is taken by one owner at a time and free again when the owner ends")
  func isReleasedWithItsOwner() async throws {
    let desk = try Desk()
    let folder = RunFolder(path: desk.folder.path("p.qualifica"))
    try folder.create(for: .run)
    do {
      let open = try await OpenRun(in: folder)
      await #expect(throws: JournalError.heldByAnotherProcess(path: folder.path)) {
        try await Self.take(folder)
      }
      let isPlanned = open.isPlanned
      #expect(!isPlanned)
    }
    try await Self.whenFree { try await Self.take(folder) }
  }

  private static func take(_ folder: RunFolder) async throws { _ = try await OpenRun(in: folder) }

  /// Processes that other tests start hold what is open here until they become the program.
  private static func whenFree(_ body: () async throws -> Void) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while true {
      do { return try await body() } catch JournalError.heldByAnotherProcess
        where ContinuousClock.now < end
      {
        try await Task.sleep(for: .milliseconds(10))
      }
    }
  }

  @Test("a run folder whose journal holds no run is left free")
  func isReleasedWhenItCannotBeUsed() async throws {
    let desk = try Desk()
    let folder = RunFolder(path: desk.folder.path("p.qualifica"))
    try folder.create(for: .run)
    _ = try folder.store.open(.readWrite)
    for _ in 0..<2 {
      try await Self.whenFree {
        do {
          _ = try await OpenRun(path: folder.path)
          Issue.record("there is no run in it")
        } catch RunFailure.notBegun {
        }
      }
    }
  }
}
