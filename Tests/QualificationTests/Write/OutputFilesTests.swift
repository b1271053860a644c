import Foundation
import Testing

@testable import Qualification

/// Names and columns that scripts depend on.
struct OutputFilesTests {
  @Test func columnsAreThoseOfTheContract() {
    #expect(
      OutputFiles.recordColumns == [
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

  @Test func aStaleFileIsRemovedAndAMissingOneIsNoError() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("old", name: "pending.csv")
    try StaleFile.remove(path)
    try StaleFile.remove(path)
    #expect(try folder.names().isEmpty)
  }

  @Test(
    arguments: [
      (1, "0.01"), (10, "0.10"), (100, "1.00"), (123_456, "1234.56"), (15_000_000, "150000.00"),
    ] as [(Int64, String)])
  func amountsAreWrittenWithTwoDecimals(_ cents: Int64, _ text: String) {
    #expect(ValidRow.decimal(cents) == text)
  }
}
