import Foundation
import Simulator
import Testing

extension Promises {
  /// Inputs that were packed, or saved in the wrong encoding, through the built command.
  @Suite struct DamagedInputTests {
    private static let people = Payee.people(7, seed: 17)

    /// Packs a file of the desk with the system's gzip.
    private static func pack(_ name: String, in desk: Desk) throws {
      let gzip = Process()
      gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      gzip.arguments = ["gzip", "-k", desk.folder.path(name)]
      try gzip.run()
      gzip.waitUntilExit()
      #expect(gzip.terminationStatus == 0)
    }

    @Test("A packed file is run like the file itself, chunk by chunk; outputs are plain")
    func gzip() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try Self.pack("payees.csv", in: desk)
        let end = try await desk.run("payees.csv.gz", "--batch-size", "2")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.statistics().records == Self.people.count)
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid["document"] == Self.people.map(\.document))
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["q_line"] == (2...8).map(String.init))
        let packed = try desk.folder.bytes(of: "payees.csv.gz")
        let input = try #require(try desk.summary("payees.qualifica")["input"] as? [String: Any])
        #expect(input["bytes"] as? Int == packed.count)
      }
    }

    /// The cause is what to tell, with who was sent already, and not what a reader stumbled over.
    @Test("A packed file that is saved again meanwhile was changed, not damaged: 65")
    func savedAgain() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try Self.pack("payees.csv", in: desk)
        let packed = try desk.folder.bytes(of: "payees.csv.gz")
        let running = try desk.start(desk.runArguments("payees.csv.gz"))
        #expect(try await running.hasSaid("Waiting for verdicts"))
        let file = try FileHandle(
          forWritingTo: URL(fileURLWithPath: desk.folder.path("payees.csv.gz")))
        try file.truncate(atOffset: UInt64(packed.count / 2))
        try file.close()
        let end = await running.end()
        #expect(end.code == 65, "\(end.errors)")
        #expect(end.errors.contains("is not the file that was planned"))
        #expect(end.errors.contains("Already sent: \(Self.people.count) records"))
      }
    }

    /// What is read at the end by its name is the other one, of which the planned length breaks off.
    @Test("Another packed file under the name of the planned one is no damage")
    func replaced() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Payroll(Payee.people(60, seed: 6)).text, to: "other.csv")
        try Self.pack("other.csv", in: desk)
        let other = try desk.folder.bytes(of: "other.csv.gz")
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try Self.pack("payees.csv", in: desk)
        let running = try desk.start(desk.runArguments("payees.csv.gz"))
        #expect(try await running.hasSaid("Waiting for verdicts"))
        try Data(other).write(
          to: URL(fileURLWithPath: desk.folder.path("payees.csv.gz")), options: .atomic)
        let end = await running.end()
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("payable.csv"), "\(end.errors)")
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid["document"] == Self.people.map(\.document))
      }
    }

    @Test("A packed file that breaks off is told before anything is sent")
    func truncated() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try Self.pack("payees.csv", in: desk)
        let packed = try desk.folder.bytes(of: "payees.csv.gz")
        let path = desk.folder.path("payees.csv.gz")
        try packed.dropLast(9).write(to: URL(fileURLWithPath: path))
        let end = try await desk.run("payees.csv.gz")
        #expect(end.code == 65)
        #expect(end.errors.contains("breaks off"))
        #expect(try await desk.statistics().posts == 0)
        #expect(!desk.folder.exists("payees.qualifica/results.csv"))
      }
    }

    @Test("Names saved in the wrong encoding stop a run; told to, it mends what it sends")
    func mojibake() async throws {
      try await Desk.withSimulator { desk in
        let damaged = Self.people.map { person in
          var person = person
          person.name = "JoÃ£o " + person.name.filter(\.isASCII)
          return person
        }
        try desk.folder.write(Payroll(damaged).text, to: "payees.csv")
        let stopped = try await desk.run("payees.csv")
        #expect(stopped.code == 65)
        #expect(stopped.errors.contains("--fix-mojibake"))
        #expect(try await desk.statistics().posts == 0)
        #expect(try await desk.run("payees.csv", "--fix-mojibake").code == 0)
        let valid = try desk.table("payees.qualifica/valid.csv")
        #expect(valid["name"].allSatisfy { $0.hasPrefix("João ") })
        let results = try desk.table("payees.qualifica/results.csv")
        #expect(results["name"] == damaged.map(\.name))
        #expect(results["q_repairs"].allSatisfy { $0 == "mojibake_mended" })
      }
    }

    @Test("What is not UTF-8 and what stands above the header is said")
    func recognised() async throws {
      let desk = try Desk()
      let people = Self.people.map { person in
        var person = person
        person.name = "João " + person.name.filter(\.isASCII)
        return person
      }
      let text = "Folha de maio\n\n" + Payroll(people).text
      let bytes = try #require(text.data(using: .windowsCP1252))
      try bytes.write(to: URL(fileURLWithPath: desk.folder.path("payees.csv")))
      let end = try await desk.command(["check", "payees.csv", "--lang", "en"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.errors.contains("read as windows-1252"))
      #expect(end.errors.contains("The header is on line 3"))
      try desk.folder.write(Payroll(Self.people).text, to: "plain.csv")
      let plain = try await desk.command(["check", "plain.csv", "--lang", "en"])
      #expect(!plain.errors.contains("read as") && !plain.errors.contains("header"))
    }

    @Test("A decimal comma that cuts an amount in two between commas is not a smaller amount")
    func cutAmount() async throws {
      let desk = try Desk()
      let rows = Self.people.map { person in
        var person = person
        person.amount = "1234,56"
        return person.cells.joined(separator: ",") + ",\n"
      }
      let header = (Payee.columns + ["note"]).joined(separator: ",") + "\n"
      try desk.folder.write(header + rows.joined(), to: "payees.csv")
      for (service, status) in [("4", "rejected"), ("1", "ready")] {
        let end = try await desk.command(
          ["check", "payees.csv", "--service", service, "-o", service])
        #expect(end.code == (service == "4" ? 1 : 0), "\(end.errors)")
        let results = try desk.folder.text(of: "\(service)/results.csv")
        #expect(results.split(separator: ",\(status),").count == Self.people.count + 1)
      }
    }

    @Test("Mending cannot begin within a run")
    func mendingIsSettled() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        let end = try await desk.run("payees.csv", "--fix-mojibake")
        #expect(end.code == 64)
        #expect(end.errors.contains("--fix-mojibake"))
      }
    }
  }
}
