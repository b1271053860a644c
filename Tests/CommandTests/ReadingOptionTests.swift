import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// Options that say how a file is read have an effect, or are refused.
  @Suite("Options without an effect on the file (OptionWithoutEffect)") struct ReadingOptionTests {
    private static let people = Payee.people(3, seed: 711)

    private static func desk() throws -> Desk {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "p.csv")
      let rows = [Payee.columns] + people.map { $0.cells }
      let book = WorkbookFile([.init("Folha", rows: rows.map { $0.map { Optional($0) } })])
      try Data(book.bytes).write(to: URL(fileURLWithPath: desk.folder.path("p.xlsx")))
      return desk
    }

    @Test(
      "An option for files of another kind is 64 and leaves nothing",
      arguments: [
        ("p.csv", ["--sheet", "2"]), ("p.csv", ["--cnab-layout", "febraban-10"]),
        ("p.xlsx", ["--delimiter", ","]), ("p.xlsx", ["--encoding", "cp850"]),
        ("p.xlsx", ["--cnab-layout", "febraban-10"]),
      ])
    func otherKind(_ file: String, _ option: [String]) async throws {
      let desk = try Self.desk()
      for command in [["check"], ["inspect"], ["run", "--simulate"]] {
        let end = try await desk.command(command + [file, "--lang", "en"] + option)
        #expect(end.code == 64, "\(command): \(end.errors)")
        #expect(end.lastWords.contains("\(option[0]) is for"), "\(end.lastWords)")
      }
      #expect(try desk.folder.names(in: ".").filter { $0.hasPrefix("p.") } == ["p.csv", "p.xlsx"])
      // On a run that was begun without it.
      let run = ["run", file, "--simulate", "--rate", "200", "--lang", "en"]
      #expect(try await desk.command(run).code == 0)
      let again = try await desk.command(run + option)
      #expect(again.code == 64 && again.lastWords.contains(option[0]), "\(again.errors)")
    }

    @Test(
      "An option for the kind of file is taken; one of the environment holds where it fits",
      arguments: [
        ("p.xlsx", ["--sheet", "1"], [:]),
        ("p.csv", ["--delimiter", ";", "--encoding", "utf-8"], [:]),
        ("p.csv", [], ["QUALIFICA_SHEET": "Folha", "QUALIFICA_CNAB_LAYOUT": "febraban-10"]),
        ("p.xlsx", [], ["QUALIFICA_ENCODING": "cp850"]),
      ] as [(String, [String], [String: String])])
    func sameKind(
      _ file: String, _ options: [String], _ environment: [String: String]
    ) async throws {
      let end = try await Self.desk().command(["check", file] + options, environment: environment)
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test("A column that payable.csv is to keep and the sheet lacks is told of by check, too")
    func keptColumn() async throws {
      let desk = try Self.desk()
      let end = try await desk.command(["check", "p.csv", "--keep", "nowhere", "--lang", "en"])
      #expect(end.code == 64, "\(end.errors)")
      #expect(end.lastWords.contains("no column 'nowhere'"), "\(end.lastWords)")
      #expect(!desk.folder.exists("p.check"))
      #expect(try await desk.command(["check", "p.csv", "--keep", "1"]).code == 0)
    }
  }
}
