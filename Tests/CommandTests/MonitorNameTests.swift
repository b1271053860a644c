import Foundation
import Testing

extension Promises {
  /// Names of files in log and figures: what looks like a document is masked, and both are files of
  /// their own.
  @Suite struct MonitorNameTests {
    private static let people = Payee.people(3, seed: 644)

    @Test(
      "A document in the sheet's name is masked in log and figures",
      arguments: [
        ("folha-31045533351", "folha-*********51"), ("310.455.333-51 maio", "***.***.***-51 maio"),
        ("99888777000100_maio", "************00_maio"),
        ("99.888.777-0001-00", "**.***.***-****-00"), ("folha-20261130", "folha-20261130"),
        ("lote-123456789012", "lote-123456789012"), ("2026-11-30-001", "2026-11-30-001"),
        ("11-310.455.333-51", "11-***.***.***-51"),
        ("folha 310 455 333 51", "folha *** *** *** 51"),
        ("99 888 777 0001 00", "** *** *** **** 00"),
        ("310\u{A0}455\u{A0}333\u{A0}51", "***\u{A0}***\u{A0}***\u{A0}51"),
      ])
    func masked(_ name: String, _ shown: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "\(name).csv")
      let files = ["--log-file", "q.log", "--metrics-file", "q.prom"]
      let run = try await desk.command(
        ["run", "\(name).csv", "--simulate", "--rate", "200"] + files)
      #expect(run.code == 0, "\(run.errors)")
      let missing = try await desk.command(["check", "no/\(name).csv"] + files)
      #expect(missing.code == 66, "\(missing.errors)")
      let figures = try desk.folder.text(of: "q.prom")
      let log = try desk.folder.text(of: "q.log")
      #expect(figures.contains("{sheet=\"\(shown)\""), "\(figures)")
      #expect(log.contains("\"input\":\"\(shown).csv\""), "\(log)")
      #expect(log.contains("no/\(shown).csv"), "\(log)")
      if name != shown { #expect(!figures.contains(name) && !log.contains(name)) }
    }

    @Test(
      "A document in the sheet's name is told of, and masked in summary, page, status and ledger",
      arguments: [
        ("folha 529.982.247-25", "folha ***.***.***-25"), ("52998224725", "*********25"),
        ("11.444.777-0001-61 maio", "**.***.***-****-61 maio"),
        // A time is no document.
        ("folha-20261130201708", "folha-20261130201708"), ("52998224726", "52998224726"),
      ])
    func shown(_ name: String, _ shown: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "\(name).csv")
      let isPersonal = name != shown
      for (language, word) in [("en", "Rename the file"), ("pt-BR", "Renomeie o arquivo")] {
        let check = try await desk.command(["check", "\(name).csv", "--lang", language])
        #expect(check.errors.contains(word) == isPersonal, "\(check.errors)")
      }
      let run = try await desk.command(
        ["run", "\(name).csv", "--simulate", "--rate", "200", "--lang", "en", "--ledger", "l"])
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.errors.contains("Rename the file") == isPersonal, "\(run.errors)")
      let input = try desk.summary("\(name).qualifica")["input"] as? [String: Any]
      #expect(input?["name"] as? String == "\(shown).csv")
      let page = try desk.folder.text(of: "\(name).qualifica/report.html")
      #expect(page.contains("<title>\(shown).csv"))
      let status = try await desk.command(["status", "\(name).qualifica", "--lang", "en"])
      #expect(status.output.contains("sheet \(shown).csv"), "\(status.output)")
      let listed = try await desk.command(["ledger", "list", "--ledger", "l", "--lang", "en"])
      #expect(listed.output.contains("\(shown).csv"), "\(listed.output) \(listed.errors)")
      // What is to be copied works, so the name stands there.
      #expect(try await desk.command(["resume", "\(name).qualifica"]).code == 0)
    }

    @Test(
      "One file cannot be both log and figures",
      arguments: [("q.txt", "q.txt"), ("q.txt", "./q.txt"), ("x", "../x/x")])
    func same(_ log: String, _ figures: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let folder = desk.folder.path("").split(separator: "/").last ?? ""
      let end = try await desk.command([
        "check", "payees.csv", "--lang", "en", "--log-file", log, "--metrics-file",
        figures.replacing("../x", with: "../\(folder)"),
      ])
      #expect(end.code == 64, "\(end.errors)")
      #expect(end.errors.contains("--metrics-file"), "\(end.errors)")
      #expect(try desk.folder.names(in: "").filter { $0.hasPrefix("q") || $0 == "x" } == [])
    }
  }
}
