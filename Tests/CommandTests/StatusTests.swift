import Foundation
import QualificaTestKit
import Simulator
import Testing

extension Promises {
  /// `status`: of a process at work, of a pause, of several runs, and as an exit code.
  @Suite struct StatusTests {
    private static let people = Payee.people(5, seed: 621)

    private static func schemaProblems(_ output: String) throws -> [String] {
      let schema = try SchemaSubset(named: "status")
      return try schema.problems(in: Array(output.utf8))
    }

    @Test("A run under way is told with its process, and --exit-code is 75 while it lasts")
    func running() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let waiting = try desk.start(desk.runArguments("payees.csv", ["--wait", "1h"]))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        let status = try await desk.command(["status", "payees.csv", "--exit-code", "--lang", "pt"])
        #expect(status.code == 75, "\(status.errors)")
        #expect(status.output.contains("em andamento (processo \(waiting.processNumber)), 0 %"))
        #expect(status.output.contains("5  pendentes (pending)"))
        let json = try await desk.command(["status", "payees.qualifica", "--json"])
        #expect(try Self.schemaProblems(json.output) == [])
        let object = try Desk.object(Data(json.output.utf8))
        #expect(object["holder"] as? Int == Int(waiting.processNumber))
        #expect(object["state"] as? String == "running" && object["environment"] != nil)
        waiting.signal(SIGINT)
        #expect(await waiting.end().code == 130)
        let after = try await desk.command(["status", "payees.qualifica", "--exit-code"])
        #expect(after.code == 2)
        #expect(after.output.contains("Next: qualifica resume payees.qualifica"))
      }
    }

    @Test("A pause of the API is told with its date")
    func paused() async throws {
      try await Desk.withSimulator { desk in
        let faults = #"{"rules":[{"on":"post","kind":"throttle","retry_after":"259200"}]}"#
        try desk.folder.write(faults, to: "faults.json")
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.command(
          ["run", "payees.csv", "--simulate", "--faults", "faults.json", "--lang", "pt-BR"])
        #expect(end.code == 75, "\(end.errors)")
        #expect(
          end.errors.contains(/Retome depois de \d\d\/\d\d\/\d{4} \d\d:\d\d/), "\(end.errors)")
        let status = try await desk.command(
          ["status", "payees.qualifica", "--exit-code", "--lang", "pt-BR"])
        #expect(status.code == 75)
        #expect(
          status.output.contains(/em pausa: a API pede para voltar depois de \d\d\/\d\d\/\d{4}/))
        let json = try await desk.command(["status", "payees.qualifica", "--json"])
        #expect(json.output.contains("\"resume_after\": \"20"))
        #expect(try Self.schemaProblems(json.output) == [])
      }
    }

    @Test("Several runs stand in a table, those of a folder too; the highest code counts")
    func several() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "good.csv")
        let people = Self.people.map { $0.withWrongDocument() }
        try desk.folder.write(Payroll(people).text, to: "bad.csv")
        #expect(try await desk.run("good.csv").code == 0)
        #expect(try await desk.run("bad.csv").code == 1)
        let table = try await desk.command(["status", "--exit-code", "--lang", "en"])
        #expect(table.code == 1, "\(table.errors)")
        let lines = table.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[1].hasSuffix("bad.qualifica"))
        let json = try await desk.command(["status", "good.qualifica", "bad.csv", "--json"])
        #expect(try Self.schemaProblems(json.output) == [])
        #expect((try Desk.object(Data(json.output.utf8))["runs"] as? [Any])?.count == 2)
        #expect(try await desk.command(["status", "nobody"]).code == 66)
      }
    }

    @Test("doctor and purge answer as their schemas say")
    func schemas() async throws {
      try await Desk.withSimulator { desk in
        let doctor = try await desk.command([
          "doctor", "--json", "--base-url", "http://127.0.0.1:\(desk.port ?? 0)",
        ])
        #expect(
          try SchemaSubset(named: "doctor").problems(in: Array(doctor.output.utf8)) == [])
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let purge = try await desk.command(["purge", "payees.qualifica", "--json"])
        #expect(try SchemaSubset(named: "purge").problems(in: Array(purge.output.utf8)) == [])
      }
    }
  }
}
