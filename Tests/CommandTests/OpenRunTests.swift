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
    let again = try await OpenRun(in: folder)
    let path = again.folder.path
    #expect(path == folder.path)
  }

  private static func take(_ folder: RunFolder) async throws { _ = try await OpenRun(in: folder) }

  @Test("a run folder whose journal holds no run is left free")
  func isReleasedWhenItCannotBeUsed() async throws {
    let desk = try Desk()
    let folder = RunFolder(path: desk.folder.path("p.qualifica"))
    try folder.create(for: .run)
    _ = try folder.store.open(.readWrite)
    for _ in 0..<2 {
      do {
        _ = try await OpenRun(path: folder.path)
        Issue.record("there is no run in it")
      } catch RunFailure.notBegun {
      }
    }
  }
}
