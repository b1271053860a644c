import Foundation
import Testing

extension Promises {
  /// The demo shows the way of a sheet from the binary alone.
  @Suite struct DemoTests {
    @Test("The demo goes from the sheet to all ten payable, in both languages")
    func wholeWay() async throws {
      for (language, words) in [
        ("en", ["1/4 The sheet", "Exit code 1", "line 7", "Exit code 0: everybody is valid"]),
        ("pt-BR", ["1/4 A planilha", "Código de saída 1", "linha 7", "Código de saída 0: todos"]),
      ] {
        let desk = try Desk()
        let end = try await desk.command(["demo", "--lang", language], environment: [:])
        #expect(end.code == 0, "\(end.errors)")
        for word in words { #expect(end.output.contains(word), "\(word): \(end.output)") }
        let run = "qualifica-demo/payroll.qualifica"
        #expect(try desk.table("\(run)/payable.csv").rows.count == 10)
        for command in [
          "qualifica run qualifica-demo/payroll.csv --simulate", "qualifica run \(run)/fix.csv",
        ] {
          #expect(end.output.contains("$ \(command)"), "\(end.output)")
        }
      }
    }

    @Test(
      "The sheet in the binary is the friendly sample, and the corrections are those of the samples"
    )
    func sameAsSample() async throws {
      let desk = try Desk()
      let end = try await desk.command(["demo", "tour", "-q"], environment: [:])
      #expect(end.code == 0, "\(end.errors)")
      let samples = "\(BuiltCommand.project)/samples"
      let sample = try String(contentsOfFile: "\(samples)/payroll.csv", encoding: .utf8)
      #expect(try desk.folder.text(of: "tour/payroll.csv") == sample)
      let corrected = CSVTable(
        try String(contentsOfFile: "\(samples)/payroll.corrected.csv", encoding: .utf8))
      let edited = try desk.table("tour/payroll.qualifica/fix.csv")
      for column in ["Matrícula", "CPF", "Conta", "Dígito"] {
        #expect(edited[column] == corrected[column], "\(column)")
      }
    }

    @Test("The demo ends with the page of the last round, and with --json it prints one document")
    func end() async throws {
      let desk = try Desk()
      let end = try await desk.command(["demo", "--lang", "en"], environment: [:])
      let last = end.output.split(separator: "\n").last { $0.contains("report.html") } ?? ""
      #expect(last.contains("fix.qualifica/report.html"), "\(end.output)")
      #expect(
        desk.folder.exists("qualifica-demo/payroll.qualifica/fix.qualifica/report.html"))
      let json = try await desk.command(["demo", "--json", "-q"], environment: [:])
      let summary = try Desk.object(Data(json.output.utf8))
      #expect(summary["exit_code"] as? Int == 0, "\(json.output)")
      #expect((summary["family"] as? [String: Any])?["payable"] as? Int == 10)
    }

    @Test("Settings of the user's real runs do not come into the demo")
    func noSettings() async throws {
      let desk = try Desk()
      try desk.folder.write(
        #"{"service": 4, "environment": "production", "output": "elsewhere", "max-errors": "0"}"#,
        to: "qualifica.json")
      let end = try await desk.command(
        ["demo", "--lang", "en"], environment: ["QUALIFICA_RATE": "0.001"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(!desk.folder.exists("elsewhere"))
    }

    @Test("A folder that holds something is left alone, and the usual name gets a number")
    func folders() async throws {
      let desk = try Desk()
      for folder in ["mine", "qualifica-demo"] {
        try FileManager.default.createDirectory(
          atPath: desk.folder.path(folder), withIntermediateDirectories: false)
        try desk.folder.write("mine\n", to: "\(folder)/payroll.csv")
      }
      let refused = try await desk.command(["demo", "mine", "--lang", "en"], environment: [:])
      #expect(refused.code == 73)
      #expect(refused.errors.contains("nothing was changed"), "\(refused.errors)")
      #expect(try desk.folder.text(of: "mine/payroll.csv") == "mine\n")
      let numbered = try await desk.command(["demo", "-q"], environment: [:])
      #expect(numbered.code == 0, "\(numbered.errors)")
      #expect(try desk.folder.text(of: "qualifica-demo/payroll.csv") == "mine\n")
      #expect(desk.folder.exists("qualifica-demo-2/payroll.qualifica/payable.csv"))
    }
  }
}
