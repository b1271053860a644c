import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// `--banks-file`: a list of banks of the user's own, the same for the life of a run.
  ///
  /// Covers BankListOptions.swift, BankListSentence.swift.
  @Suite struct BanksFileTests {
    private static let people = Payee.people(4, seed: 91)
    private static let list = """
      compe;ispb;short_name;date
      001;00000000;Banco Um;2026-10-01
      237;60746948;Banco Dois;
      341;60701190;Banco Três;

      """

    private static func desk(_ desk: Desk) throws -> Desk {
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      try desk.folder.write(list, to: "banks.csv")
      try desk.folder.write("compe;ispb;short_name\n777;1;Banco Xis\n", to: "others.csv")
      return desk
    }

    @Test("Flag wins over environment, environment over configuration file")
    func sources() async throws {
      let desk = try Self.desk(Desk())
      try desk.folder.write(#"{"banks-file": "others.csv"}"#, to: "config.json")
      let configured = ["QUALIFICA_CONFIG": "config.json"]
      let both = configured.merging(["QUALIFICA_BANKS_FILE": "banks.csv"]) { $1 }
      let cases: [([String], [String: String], Int)] = [
        ([], configured, Self.people.count), ([], both, 0),
        (["--banks-file", "others.csv"], both, Self.people.count),
      ]
      for (options, environment, warnings) in cases {
        let end = try await desk.command(
          ["check", "payees.csv"] + options, environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        let codes = try desk.table("payees.check/findings.csv")["code"]
        #expect(codes.filter { $0 == "bank_code.unknown" }.count == warnings)
      }
    }

    @Test("A list that cannot be read is 65 with file, line and field; one that is not there, 66")
    func unreadable() async throws {
      let desk = try Self.desk(Desk())
      try desk.folder.write("compe;ispb;short_name\n1;2;A\n2;x;B\n", to: "broken.csv")
      for command in [["check", "payees.csv"], ["run", "payees.csv", "--simulate"], ["rules"]] {
        let end = try await desk.command(command + ["--banks-file", "broken.csv", "--lang", "en"])
        #expect(end.code == 65)
        #expect(end.errors.contains("broken.csv, line 3, ispb: "), "\(end.errors)")
        let gone = try await desk.command(command + ["--banks-file", "gone.csv"])
        #expect(gone.code == 66, "\(gone.errors)")
      }
    }

    @Test("A list that changed or went is 65 for run and resume; put back, the run goes on")
    func changed() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        let desk = try Self.desk(desk)
        let begun = try await desk.run("payees.csv", "--banks-file", "banks.csv", "--no-wait")
        #expect(begun.code == 2, "\(begun.errors)")
        try desk.folder.write(Self.list + "777;1;Banco Xis;\n", to: "banks.csv")
        for end in [try await desk.resume("payees.qualifica"), try await desk.run("payees.csv")] {
          #expect(end.code == 65 && end.errors.contains("banks.csv"), "\(end.errors)")
        }
        try FileManager.default.removeItem(atPath: "\(desk.folder.path)/banks.csv")
        let gone = try await desk.run("payees.csv", "--banks-file", "banks.csv")
        #expect(gone.code == 65 && gone.errors.contains("banks.csv"), "\(gone.errors)")
        try desk.folder.write(Self.list, to: "banks.csv")
        let other = try await desk.run("payees.csv", "--banks-file", "others.csv")
        #expect(other.code == 64, "\(other.errors)")
        let end = try await desk.resume("payees.qualifica")
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.statistics().records == Self.people.count)
      }
    }
  }
}
