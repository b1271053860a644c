import QualificaTestKit
import Testing

@testable import BulkEngine

/// How many records a file may have decides about memory: close is good enough, far off is not.
struct RecordEstimateTests {
  @Test("Records that grow are estimated over the whole file", arguments: ["\n", "\r\n", "\r"])
  func recordsThatGrowAreEstimatedOverTheWholeFile(_ lineEnd: String) throws {
    let count = 150_000
    let header = "nome;cpf;banco;agencia;conta;dv conta;obs" + lineEnd
    let text =
      header
      + (0..<count).map { number in
        "Ana Lima;52998224725;341;2545;02366;1;"
          + String(repeating: "x", count: 2 + number / 1_500) + lineEnd
      }.joined()
    #expect(abs(try estimatedRecords(text) - count) < count / 50)
  }

  /// Memory is set aside by the estimate: lines that cannot be records must not ask for any.
  @Test(
    "Lines that are no records count for nothing",
    arguments: ["\r\n", ";;;;;;;;;;;;;;;;;;;;\n", "x;                   \n"])
  func linesThatAreNoRecordsCountForNothing(_ line: String) throws {
    let record = "Ana Lima;52998224725;341;2545;02366;1\n"
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\n" + String(repeating: record, count: 5_000)
      + String(repeating: line, count: 6_000_000 / line.utf8.count)
      + String(repeating: record, count: 70_000)
    #expect((60_000...90_000).contains(try estimatedRecords(text)))
  }

  @Test("A file of nothing but blank lines asks for little")
  func aFileOfNothingButBlankLinesAsksForLittle() throws {
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\nAna Lima;52998224725;341;2545;02366;1\n"
      + String(repeating: "\n", count: 8_400_000)
    #expect(try estimatedRecords(text) < 1_000)
  }

  /// An array may be a single line, and a record may have a line for each member.
  @Test("Records that are no lines are estimated by the first ones", arguments: ["", "\n"])
  func recordsThatAreNoLinesAreEstimatedByTheFirstOnes(_ separator: String) throws {
    let members = [
      "\"nome\":\"Ana Lima\"", "\"cpf\":\"52998224725\"", "\"banco\":\"341\"",
      "\"agencia\":\"2545\"",
      "\"conta\":\"02366\"", "\"dv conta\":\"1\"",
    ]
    let record = "{" + members.joined(separator: "," + separator) + "}"
    let text = "[" + [String](repeating: record, count: 100_000).joined(separator: ",") + "]"
    #expect((95_000...105_000).contains(try estimatedRecords(text)))
  }

  @Test("A small file is estimated by its first records")
  func aSmallFileIsEstimatedByItsFirstRecords() throws {
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\n"
      + String(repeating: "Ana Lima;52998224725;341;2545;02366;1\n", count: 100)
    #expect((100...125).contains(try estimatedRecords(text)))
  }

  /// Memory is sixteen bytes a record: one in a hundred too many would be felt.
  @Test("Fractions of a byte count")
  func fractionsOfAByteCount() throws {
    let count = 150_000
    let text =
      "nome;cpf;banco;agencia;conta;dv conta;obs\n"
      + (0..<count).map { number in
        "Ana Lima;52998224725;341;2545;02366;1;" + (number % 20 == 0 ? "" : "x") + "x\n"
      }.joined()
    #expect(abs(try estimatedRecords(text) - count) < count / 400)
  }

  private func estimatedRecords(_ text: String) throws -> Int {
    let folder = try TemporaryFolder()
    return try Input(
      path: try folder.file(text, name: "payees.txt"), reading: ReadingSettings(),
      needsAmount: false
    ).estimatedRecords
  }
}
