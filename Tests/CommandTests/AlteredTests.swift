import Simulator
import Testing

extension PatientPromises {
  /// The API may take a record otherwise than was asked for: nobody may learn that from one line that
  /// scrolled away.
  @Suite struct AlteredTests {
    @Test(
      "A record taken under another service is told by every command that writes the files",
      arguments: [1, 4])
    func toldToTheEnd(service: Int) async throws {
      try await Desk.withSimulator { desk in
        var people = Payee.people(5, seed: 871)
        people[1] = people[1].ending(.serviceChanged)
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        let options = ["--service", "\(service)", "--yes"]
        let run = try await desk.command(desk.runArguments("payees.csv", options + ["--no-wait"]))
        let resumed = try await desk.resume("payees.qualifica")
        let again = try await desk.command(desk.runArguments("payees.csv", options))
        let warning = "WARNING: the API took 1 record otherwise than asked for"
        for end in [run, resumed, again] {
          #expect(end.errors.contains("\(warning); see q_code in results.csv."), "\(end.errors)")
        }
        #expect(try desk.summary("payees.qualifica")["altered_records"] as? Int == 1)
        #expect(try desk.folder.text(of: "payees.qualifica/report.html").contains(warning))
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["q_code"].filter { $0 == "api.service_changed" }.count == 1)
        #expect(results["q_message"][1].hasPrefix("Taken under another service. (API: "))
      }
    }

    @Test("A run whose records were all taken as asked for warns of nothing")
    func quiet() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(3, seed: 872)).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 0 && !end.errors.contains("WARNING"), "\(end.errors)")
        #expect(try desk.summary("payees.qualifica")["altered_records"] == nil)
      }
    }
  }
}
