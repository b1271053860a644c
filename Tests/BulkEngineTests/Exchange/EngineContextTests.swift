import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// What all phases work with.
struct EngineContextTests {
  @Test("What must be written down is written by a cancelled task too")
  func whatMustBeWrittenDownIsWrittenByACancelledTaskToo() async throws {
    let engine = try await EngineFixture(records: 1) { _, _ in .success(Reply(status: 200)) }
    let writing = Task {
      while !Task.isCancelled { await Task.yield() }
      try await engine.context.commit([.consented])
    }
    writing.cancel()
    try await writing.value
    #expect(try await engine.journal.run()?.isConsented == true)
  }
}
