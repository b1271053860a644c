import Foundation
import Testing

extension Promises {
  /// What a run's people stand in beside its outputs goes with a purge, or is named.
  @Suite("purge of fetched lists and printed pages (FetchedFiles, PrintableFolder)")
  struct PurgeElsewhereTests {
    @Test(
      "No list takes the place of a run's own file",
      arguments: ["journal.sqlite", "journal.sqlite-sent", "results.csv", "fix.csv", "family.json"])
    func ownFiles(_ name: String) async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(3, seed: 962)).text, to: "p.csv")
        let run = try await desk.run("p.csv")
        #expect(run.code == 0, "\(run.errors)")
        let path = "p.qualifica/\(name)"
        try desk.folder.write("of the run", to: path)
        let end = try await desk.command([
          "fetch", "qualifications", "--format", "csv", "-o", path, "--lang", "en", "--base-url",
          "http://127.0.0.1:\(desk.port ?? 0)",
        ])
        #expect(end.code == 73 && end.errors.contains(name), "\(end.errors)")
        #expect(try desk.folder.text(of: path) == "of the run")
        #expect(!desk.folder.exists("p.qualifica/fetched.json"))
      }
    }

    @Test("A list that was fetched into the run's folder goes, one elsewhere is named")
    func fetched() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Payee.people(3, seed: 961)).text, to: "p.csv")
        let run = try await desk.run("p.csv", "--service", "2", "--yes", "--no-ledger")
        #expect(run.code == 0, "\(run.errors)")
        let host = ["--base-url", "http://127.0.0.1:\(desk.port ?? 0)", "--rate", "200"]
        for (kind, file) in [
          ("qualifications", "p.qualifica/people.csv"), ("statement", "deposits.csv"),
        ] {
          let more = kind == "statement" ? ["--merchant-id", "477", "--run", "p.qualifica"] : []
          let end = try await desk.command(["fetch", kind, "-o", file] + host + more)
          #expect(end.code == 0, "\(end.errors)")
        }
        // A list of nobody's run.
        #expect(
          try await desk.command(["fetch", "qualifications", "-o", "a.csv"] + host).code == 0)
        try desk.folder.write("mine", to: "p.qualifica/notes.txt")
        let status = try await desk.run("p.csv", "--service", "2", "--yes", "--no-ledger")
        #expect(status.code == 0, "\(status.errors)")
        let end = try await desk.command(["purge", "p.qualifica", "--json", "--lang", "en"])
        #expect(end.code == 0, "\(end.errors)")
        let report = try Desk.object(Data(end.output.utf8))
        #expect((report["removed"] as? [String])?.contains("people.csv") == true)
        #expect(report["left"] as? [String] == ["notes.txt"])
        #expect(report["elsewhere"] as? [String] == [desk.folder.path("deposits.csv")])
        #expect(end.errors.contains("deposits.csv") && !end.errors.contains("a.csv"))
        #expect(!desk.folder.exists("p.qualifica/people.csv"))
        #expect(!desk.folder.exists("p.qualifica/fetched.json"))
        #expect(desk.folder.exists("deposits.csv") && desk.folder.exists("a.csv"))
      }
    }

    @Test(
      "Pages to print of the run's boletos go, others in their folder stay",
      arguments: [false, true])
    func printed(isLinked: Bool) async throws {
      let api = BillingAPI()
      try await api.whileRunning { desk in
        if isLinked {
          try FileManager.default.createDirectory(
            atPath: desk.folder.path("kept"), withIntermediateDirectories: false)
          #expect(unsafe symlink("kept", desk.folder.path("pages")) == 0)
        }
        var bills = Bills(2, seed: 962)
        for index in bills.rows.indices { bills.rows[index][1] = "boleto" }
        let address = "street;street_number;district;city;state;zip_code"
        let lines = bills.text.split(separator: "\n")
        try desk.folder.write(
          "\(lines[0]);\(address)\n"
            + lines.dropFirst().map { "\($0);Rua A;10;Centro;Curitiba;PR;80200100\n" }.joined(),
          to: "bills.csv")
        let run = try await desk.command(
          desk.runArguments(
            "bills.csv",
            [
              "--operation", "charge", "--yes", "--sender-name", "Escola Inventada",
              "--sender-document", "11.444.777/0001-61", "--printables", "pages",
            ]))
        #expect(run.code == 0, "\(run.errors)")
        try desk.folder.write("other", to: "pages/another.html")
        let place = isLinked ? "kept" : "pages"
        #expect(try desk.folder.names(in: place).count == 3)
        let end = try await desk.command(["purge", "bills.qualifica", "--json"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.folder.names(in: place) == ["another.html"])
        let removed = try Desk.object(Data(end.output.utf8))["removed"] as? [String]
        #expect(removed?.contains(desk.folder.path("pages/fat-962-1.html")) == true)
      }
    }
  }
}
