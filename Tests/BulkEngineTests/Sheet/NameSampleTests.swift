import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// A file saved in the wrong encoding is recognised by its names, and repaired only when told to.
struct NameSampleTests {
  private func sheet(_ names: [String]) -> String {
    let payees = Payees.payees(names.count)
    let lines = zip(names, payees).map { name, payee in
      var payee = payee
      payee.name = name
      return PayeeSheet.line(payee)
    }
    return ([PayeeSheet.header] + lines).joined(separator: "\n") + "\n"
  }

  private func input(
    _ names: [String], repairs: Bool = false, header: String = PayeeSheet.header
  ) throws -> Input {
    let folder = try TemporaryFolder()
    let text = sheet(names).replacing(PayeeSheet.header, with: header)
    return try Input(
      path: try folder.file(text), reading: ReadingSettings(repairsMojibake: repairs),
      needsAmount: false)
  }

  @Test(
    "More than one in a hundred names stop the run",
    arguments: [(1, 98, true), (1, 99, false), (0, 5, false), (1, 0, true)])
  func moreThanOneInAHundredNamesStopTheRun(_ damaged: Int, _ right: Int, _ stops: Bool) throws {
    let names =
      Array(repeating: "Ana JOÃO", count: right) + Array(repeating: "JoÃ£o", count: damaged)
    let input = try input(names)
    guard stops else { return try input.refuseMojibake() }
    #expect(throws: InputError.mojibake(names: 1, of: right + 1, line: right + 2)) {
      try input.refuseMojibake()
    }
    try self.input(names, repairs: true).refuseMojibake()
  }

  @Test("Only the first names are looked at")
  func onlyTheFirstNamesAreLookedAt() throws {
    let names =
      Array(repeating: "Ana", count: NameSample.mostNames) + Array(repeating: "JoÃ£o", count: 500)
    #expect(try input(names).nameSample.mojibake == 0)
    #expect(try input(names).nameSample.names == NameSample.mostNames)
  }

  @Test("Damaged headers are read all the same")
  func damagedHeadersAreReadAllTheSame() throws {
    let damaged = "nome;cpf/cnpj;banco;agÃªncia;conta;dÃ­gito;tipo conta"
    let input = try input(["Ana"], header: damaged)
    #expect(input.mapping.columns[.bankBranch] == 3)
    #expect(input.mapping.columns[.accountDigit] == 5)
  }

  @Test("Told to repair it, it repairs and says so")
  func toldToMendItMendsAndSaysSo() async throws {
    let rows = try await checkedRows(
      of: sheet(["JoÃ£o Ã\u{81}lvares", "Ana"]), reading: ReadingSettings(repairsMojibake: true))
    #expect(rows.map(\.repairs) == [["mojibake_mended"], []])
    #expect(rows.first?.record?.name == "João Álvares")
  }

  @Test("A few names warn")
  func aFewNamesWarn() async throws {
    let names = Array(repeating: "Ana", count: 100) + ["JoÃ£o"]
    let rows = try await checkedRows(of: sheet(names))
    #expect(rows.last?.warnings.contains("name.mojibake") == true)
    #expect(rows.last?.record?.name == "JoÃ£o")
  }

  @Test("Without repairs it rejects")
  func withoutRepairsItRejects() async throws {
    let rows = try await checkedRows(
      of: sheet(["JoÃ£o"]), settings: CheckSettings(repairs: false),
      reading: ReadingSettings(repairsMojibake: true))
    #expect(rows.map(\.errors) == [["mojibake_mended"]])
  }
}
