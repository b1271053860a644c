import Testing

@testable import Qualification

/// How many records a file may have decides about memory: close is good enough, far off is not.
struct RecordEstimateTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func recordsThatGrowAreEstimatedOverTheWholeFile(_ lineEnd: String) throws {
    let count = 150_000
    let header = "nome;cpf;banco;agencia;conta;dv conta;obs" + lineEnd
    let text =
      header
      + (0..<count).map { number in
        "Ana Lima;52998224725;341;2545;02366;1;"
          + String(repeating: "x", count: 2 + number / 1_500) + lineEnd
      }.joined()
    let folder = try TemporaryFolder()
    let input = try Input(
      path: try folder.file(text), reading: ReadingSettings(), needsAmount: false)
    #expect(abs(input.estimatedRecords - count) < count / 50)
  }

  /// Memory is set aside by the estimate: lines that cannot be records must not ask for any.
  @Test(arguments: ["\n", "\r\n", ";;;;;\n", "x\n"])
  func linesThatAreNoRecordsCountForNothing(_ line: String) throws {
    let record = "Ana Lima;52998224725;341;2545;02366;1\n"
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\n" + String(repeating: record, count: 5_000)
      + String(repeating: line, count: 12_000_000 / line.utf8.count)
      + String(repeating: record, count: 100_000)
    let folder = try TemporaryFolder()
    let input = try Input(
      path: try folder.file(text), reading: ReadingSettings(), needsAmount: false)
    #expect((80_000...150_000).contains(input.estimatedRecords))
  }

  @Test func aFileOfNothingButBlankLinesAsksForLittle() throws {
    let folder = try TemporaryFolder()
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\nAna Lima;52998224725;341;2545;02366;1\n"
      + String(repeating: "\n", count: 12_000_000)
    let input = try Input(
      path: try folder.file(text), reading: ReadingSettings(), needsAmount: false)
    #expect(input.estimatedRecords < 1_000)
  }

  /// An array may be a single line, and a record may have a line for each member.
  @Test(arguments: ["", "\n"])
  func recordsThatAreNoLinesAreEstimatedByTheFirstOnes(_ separator: String) throws {
    let members = [
      "\"nome\":\"Ana Lima\"", "\"cpf\":\"52998224725\"", "\"banco\":\"341\"",
      "\"agencia\":\"2545\"",
      "\"conta\":\"02366\"", "\"dv conta\":\"1\"",
    ]
    let record = "{" + members.joined(separator: "," + separator) + "}"
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "[" + [String](repeating: record, count: 100_000).joined(separator: ",") + "]",
      name: "payees.json")
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    #expect((95_000...105_000).contains(input.estimatedRecords))
  }

  @Test func aSmallFileIsEstimatedByItsFirstRecords() throws {
    let folder = try TemporaryFolder()
    let text =
      "nome;cpf;banco;agencia;conta;dv conta\n"
      + String(repeating: "Ana Lima;52998224725;341;2545;02366;1\n", count: 100)
    let input = try Input(
      path: try folder.file(text), reading: ReadingSettings(), needsAmount: false)
    #expect((100...125).contains(input.estimatedRecords))
  }
}
