import Foundation
import Testing

extension Promises {
  /// `--output-encoding` and `--output-delimiter`: by flag, environment or file, and never too late.
  @Suite("OutputOptions") struct OutputFormatTests {
    private static let people = Payee.people(3, seed: 601)

    @Test("What cannot be written is told before anything is sent, by line and column")
    func unencodable() async throws {
      try await Desk.withSimulator { desk in
        let lines = Payroll(Self.people).text.split(separator: "\n")
        let text = zip(lines, ["note", "a", "✓", "b"]).map { "\($0);\($1)\n" }.joined()
        try desk.folder.write(text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--output-encoding", "windows-1252")
        #expect(end.code == 65)
        #expect(end.errors.contains("Line 3, column 11: the character U+2713"))
        #expect(try await desk.statistics().posts == 0)
        // The same run, with outputs that can hold it.
        #expect(try await desk.run("payees.csv", "--output-encoding", "utf-8-sig").code == 0)
        let results = try desk.folder.bytes(of: "payees.qualifica/results.csv")
        #expect(results.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(try await desk.statistics().records == 3)
      }
    }

    @Test(
      "What does not exist is 64 before anything is written",
      arguments: [
        ["--output-encoding", "ebcdic"], ["--output-delimiter", "ab"], ["--output-delimiter", "7"],
      ])
    func unknown(_ options: [String]) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      for command in [["check", "payees.csv"], ["run", "payees.csv", "--simulate"]] {
        #expect(try await desk.command(command + options).code == 64)
        #expect(!desk.folder.exists("payees.qualifica/results.csv"))
        #expect(!desk.folder.exists("payees.check/results.csv"))
      }
    }

    @Test("A flag wins over the environment, that over the file")
    func precedence() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      try desk.folder.write(#"{"output-delimiter": "|"}"#, to: "config.json")
      var environment = ["QUALIFICA_CONFIG": desk.folder.path("config.json")]
      func delimiter(_ options: String...) async throws -> Character? {
        let end = try await desk.command(
          ["check", "payees.csv"] + options, environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        let text = try desk.folder.text(of: "payees.check/results.csv")
        return text.dropFirst("custom_code".count).first
      }
      #expect(try await delimiter() == "|")
      environment["QUALIFICA_OUTPUT_DELIMITER"] = "tab"
      #expect(try await delimiter() == "\t")
      #expect(try await delimiter("--output-delimiter", ",") == ",")
    }

    @Test("resume and export write otherwise for once")
    func onceOnly() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      let run = ["run", "payees.csv", "--simulate", "--rate", "500"]
      #expect(try await desk.command(run).code == 0)
      let first = try desk.folder.bytes(of: "payees.qualifica/results.csv")
      for command in ["export", "resume"] {
        let options = ["--output-encoding", "utf-16le", "--output-delimiter", "tab"]
        #expect(try await desk.command([command, "payees.qualifica"] + options).code == 0)
        let other = try desk.folder.bytes(of: "payees.qualifica/results.csv")
        #expect(other.starts(with: [0xFF, 0xFE]))
        #expect(try await desk.command([command, "payees.qualifica"]).code == 0)
        #expect(try desk.folder.bytes(of: "payees.qualifica/results.csv") == first)
      }
    }
  }
}
