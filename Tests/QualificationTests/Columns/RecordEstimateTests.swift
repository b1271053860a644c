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
