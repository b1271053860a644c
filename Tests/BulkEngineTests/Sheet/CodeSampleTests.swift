import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// A column that repeats its values is no code of records, and nobody becomes a repetition by it.
struct CodeSampleTests {
  private func input(
    _ codes: [String], persons: [Int]? = nil, mapping: [String: String] = [:]
  ) throws -> Input {
    let folder = try TemporaryFolder()
    let lines = codes.enumerated().map { index, code in
      PayeeSheet.line(Payees.payee(persons?[index] ?? index + 1)) + ";\(code)"
    }
    let text = (["\(PayeeSheet.header);Referência"] + lines).joined(separator: "\n")
    return try Input(
      path: try folder.file(text + "\n"), reading: ReadingSettings(mapping: mapping),
      needsAmount: false)
  }

  @Test(
    "Values that repeat stop the run by name",
    arguments: [
      ["082026", "082026", "082026"], ["08/2026", "08/2026", "08/2026", "08/2026"], ["", "", ""],
      ["RH", "TI", "RH", "TI", "RH", "TI"],
    ])
  func valuesThatRepeatStopTheRunByName(_ codes: [String]) throws {
    let distinct = Set(codes).subtracting([""]).count
    #expect(
      throws: InputError.codesRepeat(
        column: "Referência", distinct: distinct, records: codes.count)
    ) {
      try input(codes).refuseRepeatedCodes()
    }
    try input(codes, mapping: ["custom_code": "-"]).refuseRepeatedCodes()
  }

  @Test(
    "Codes are believed",
    arguments: [
      ["A", "A"], ["A", "B", "C"], ["A", "A", "B", "C"], ["A", "A", "B"], ["A", "", "C"], ["", ""],
    ])
  func codesAreBelieved(_ codes: [String]) throws {
    try input(codes).refuseRepeatedCodes()
  }

  @Test("A file put together twice repeats persons and codes")
  func aFilePutTogetherTwiceRepeatsPersonsAndCodes() throws {
    try input(["A", "B", "A", "B", "A", "B"], persons: [1, 2, 1, 2, 1, 2]).refuseRepeatedCodes()
  }
}
