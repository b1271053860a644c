import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Names and columns that scripts depend on.
struct OutputFilesTests {
  @Test("Columns are those of the contract")
  func columnsAreThoseOfTheContract() {
    #expect(
      RecordColumns.names == [
        "q_line", "q_status", "q_code", "q_field", "q_message", "q_repairs", "q_custom_code",
        "q_batch_code", "q_service_id", "q_status_id", "q_api_id", "q_attempts",
        "q_submitted_at", "q_settled_at",
      ])
    #expect(
      OutputFiles.findingColumns == [
        "line", "field", "severity", "code", "message", "masked_value",
      ])
    #expect(OutputFiles.summary == "summary.json")
    #expect(OutputFiles.journal == "journal.sqlite")
  }

  @Test(
    "A file of ours that may tell of a person is known by its whole name",
    arguments: [
      "results.csv", "valid.ndjson", "payable.csv", "done.csv", "report.html", "fix.xlsx",
      "standard-input", "input-copy", "simulator.store", "fix.edited.csv", "fix.edited-12.ndjson",
      ".results.csv.2wqo3c9b1xefn.tmp", ".standard-input.a1wqo3c9b1xef.tmp",
    ])
  func aFileOfOursThatMayTellOfAPersonIsKnownByItsWholeName(_ name: String) {
    #expect(OutputFiles.isOwn(name) && OutputFiles.isPersonal(name))
    for other in ["x\(name)", "\(name)x", "\(name).bak", "\(name)-notes.txt"] {
      #expect(!OutputFiles.isOwn(other), "\(other)")
    }
  }

  @Test(
    "What stays as proof is not personal",
    arguments: ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "summary.json"])
  func whatStaysAsProofIsNotPersonal(_ name: String) {
    #expect(OutputFiles.isOwn(name) && !OutputFiles.isPersonal(name))
  }

  @Test(
    "Other files are not ours",
    arguments: ["standard-input-notes.txt", "fix.edited-.csv", "fix.edited-0.csv", "notes.csv"])
  func otherFilesAreNotOurs(_ name: String) {
    #expect(!OutputFiles.isOwn(name))
  }

  @Test("A stale file is removed and a missing one is no error")
  func aStaleFileIsRemovedAndAMissingOneIsNoError() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("old", name: "pending.csv")
    try StaleFile.remove(path)
    try StaleFile.remove(path)
    #expect(try folder.names().isEmpty)
  }
}
