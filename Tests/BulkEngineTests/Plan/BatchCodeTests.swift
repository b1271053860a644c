import QualificaTestKit
import Testing

@testable import BulkEngine

/// A code of its own for every POST.
struct BatchCodeTests {
  @Test(
    "A batch code tells run, process, chunk and attempt",
    arguments: [
      (1, 1, "k7m-pq4-00001"), (42, 1, "k7m-pq4-00042"), (42, 2, "k7m-pq4-00042-2"),
      (123_456, 3, "k7m-pq4-123456-3"),
    ])
  func runProcessChunkAndAttempt(_ chunk: Int, _ attempt: Int, _ code: String) {
    #expect(BatchCode.make(run: "k7m", process: "pq4", chunk: chunk, attempt: attempt) == code)
  }

  @Test("No two POSTs share one")
  func noTwoPOSTsShareOne() {
    var codes: [String] = []
    for chunk in 1...300 {
      for attempt in 1...12 {
        codes.append(
          BatchCode.make(run: "k7m", process: "pq4", chunk: chunk, attempt: attempt))
      }
    }
    #expect(codes.isWithoutRepetition)
  }

  /// The journal of both is the same: a restored or copied one.
  @Test("Two processes of one journal share none")
  func twoProcessesOfOneJournalShareNone() async throws {
    var codes: [String] = []
    for seed in 1...5 {
      let engine = try await EngineFixture(
        records: 3, inChunksOf: 1, generator: SeededGenerator(seed: UInt64(seed))
      ) { _, _ in .success(.accepting) }
      try await engine.submit()
      codes += engine.transport.posts.map(\.batchCode)
    }
    #expect(codes.count == 15 && codes.isWithoutRepetition)
    #expect(codes.allSatisfy { BatchCode.isOfRun("test1", $0) })
  }

  @Test("The longest is what the vendor takes")
  func theLongestIsWhatTheVendorTakes() {
    let code = BatchCode.make(
      run: "abcdefgh", process: "abcdef", chunk: 999_999_999, attempt: 999_999_999)
    #expect(code.utf8.count <= 45)
  }

  @Test(
    "Codes of the run are recognised in every form",
    arguments: ["k7m-00001", "k7m-00001-2", "k7m-pq4-00001", "k7m-pq4-00001-7"])
  func codesOfTheRunAreRecognisedInEveryForm(_ code: String) {
    #expect(BatchCode.isOfRun("k7m", code))
    #expect(!BatchCode.isOfRun("k7", code) && !BatchCode.isOfRun("k7mx", code))
  }

  @Test(
    "A stranger's batch names its run only where that can tell nothing",
    arguments: [
      ("k7m2p9qa-pq4xyz-00001", "k7m2p9qa"), ("k7m-pq4-00001", nil), ("bc101", nil), ("", nil),
      ("-1", nil), ("12345678909-1", nil),
      ("maria josé-1", nil), ("mariaana-1", nil), ("averylongbatchname-1", nil),
    ] as [(String, String?)])
  func aStrangersBatchNamesItsRunOnlyWhereThatCanTellNothing(_ code: String, _ name: String?) {
    #expect(BatchCode.runName(in: code) == name)
  }
}
