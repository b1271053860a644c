import Foundation
import Testing

extension Promises {
  /// Payroll systems write amounts in cents and fill them with zeros; nobody is paid a hundred times as much.
  @Suite struct AmountInCentsTests {
    private static let sheet = """
      Código;Nome;CPF;Banco;Agência;Conta;Dígito;Tipo de conta;Valor
      F000;Ana Exemplo;310.200.000-23;001;1234;1000000;3;Corrente;0000000012079
      F001;Bruno Teste Lima;310.207.919-93;237;0450;1012347;P;Corrente;150000
      F002;Carla Modelo Dias;310.215.838-20;341;0912;10642;4;Corrente;1.234,56

      """
    private static let options = ["--service", "4", "--yes"]

    @Test("Zero-filled amounts are refused until the sheet is said to be in cents")
    func zeroFilledAmountsAreRefusedUntilTheSheetIsSaidToBeInCents() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.sheet, to: "units.csv")
        let units = try await desk.command(desk.runArguments("units.csv", Self.options))
        #expect(units.code == 1, "\(units.errors)")
        let results = try desk.table("units.qualifica/results.csv")
        #expect(results["q_status"] == ["rejected", "valid", "valid"])
        #expect(results["q_code"].first == "amount.zero_filled")
        #expect(results["q_message"].first?.contains("--amount-in-cents") == true)

        try desk.folder.write(Self.sheet.replacing("F00", with: "G00"), to: "cents.csv")
        let cents = try await desk.command(
          desk.runArguments("cents.csv", Self.options + ["--amount-in-cents"]))
        #expect(cents.code == 1, "\(cents.errors)")
        #expect(try desk.table("cents.qualifica/valid.csv")["amount"] == ["120.79", "1500.00"])
        let last = try desk.table("cents.qualifica/results.csv")
        #expect(last["q_code"].last == "amount.not_in_cents")
      }
    }

    @Test("A fix file is read in the unit of its run")
    func aFixFileIsReadInTheUnitOfItsRun() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.sheet, to: "cents.csv")
        let first = try await desk.command(
          desk.runArguments("cents.csv", Self.options + ["--amount-in-cents"]))
        #expect(first.lastWords.contains("--amount-in-cents"), "\(first.errors)")
        let fix = "cents.qualifica/fix.csv"
        let before = try await desk.statistics()
        let refused = try await desk.command(desk.runArguments(fix, Self.options))
        #expect(refused.code == 64, "\(refused.errors)")
        #expect(refused.errors.contains("--amount-in-cents"))
        let text = try desk.folder.text(of: fix).replacing("1.234,56", with: "000123456")
        try desk.folder.write(text, to: fix)
        #expect(try await desk.statistics().posts == before.posts)
        let end = try await desk.command(
          desk.runArguments(fix, Self.options + ["--amount-in-cents"]))
        #expect(end.code == 0, "\(end.errors)")
        // Asked for consent, a person sees the file that was given and not the copy that is read.
        #expect(end.errors.contains("file: \(desk.folder.path(fix))"), "\(end.errors)")
      }
    }

    @Test("Check takes the option and inspect takes it too")
    func checkTakesTheOptionAndInspectTakesItToo() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Self.sheet, to: "cents.csv")
        let check = try await desk.command([
          "check", "cents.csv", "--service", "4", "--amount-in-cents",
        ])
        #expect(check.code == 1)
        #expect(
          try desk.table("cents.check/results.csv")["q_status"] == ["ready", "ready", "rejected"])
        #expect(try await desk.command(["inspect", "cents.csv", "--amount-in-cents"]).code == 0)
      }
    }
  }
}
