import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// What a sheet is for: listed, explained, chosen, and never changed within a run.
  @Suite struct OperationTests {
    @Test("operations lists what there is and explains one, for people and for programs")
    func theList() async throws {
      let desk = try Desk()
      let list = try await desk.command(["operations", "--lang", "en"], environment: [:])
      #expect(list.code == 0 && list.output.contains("data-qualification"), "\(list.errors)")
      let json = try await desk.command(["operations", "--json"], environment: [:])
      let entries = try Desk.object(Data(json.output.utf8))["operations"] as? [[String: Any]] ?? []
      #expect(!entries.isEmpty)
      #expect(try SchemaSubset(named: "operations").problems(in: Array(json.output.utf8)) == [])
      for entry in entries {
        let name = try #require(entry["name"] as? String)
        for language in ["en", "pt-BR"] {
          let one = try await desk.command(
            ["operations", name, "--lang", language], environment: [:])
          #expect(one.code == 0 && one.output.hasPrefix("\(name): "), "\(one.errors)")
          #expect(one.output.contains("qualifica template \(name)"))
        }
      }
    }

    @Test(
      "A name that is none is 64 with the nearest, 78 where the environment gives it",
      arguments: [
        ["run", "payees.csv", "--operation", "data-qualificatoin"], ["operations", "data-qual"],
        ["template", "qualification-data"],
      ])
    func noSuchName(_ arguments: [String]) async throws {
      let desk = try Desk()
      let end = try await desk.command(arguments + ["--lang", "en"], environment: [:])
      #expect(end.code == 64, "\(end.errors)")
      #expect(end.errors.contains("there is no operation") || end.errors.contains("There is no"))
      if arguments.last != "qualification-data" {
        #expect(end.errors.contains("the nearest is data-qualification"), "\(end.errors)")
      }
      let given = try await desk.command(
        ["check", "payees.csv", "--lang", "en"],
        environment: ["QUALIFICA_OPERATION": "data-qualificatoin"])
      #expect(given.code == 78 && given.errors.contains("the nearest is data-qualification"))
    }

    @Test("A setting with one value only is refused with that value")
    func onlyChoice() async throws {
      let desk = try Desk()
      let end = try await desk.command(
        ["check", "x.csv", "--operation", "charge", "--until", "never", "--lang", "en"])
      #expect(end.code == 64 && end.errors.contains("'never' is not paid."), "\(end.errors)")
    }

    @Test(
      "Every template passes its own check, as CSV and as a workbook, in both languages",
      arguments: ["csv", "xlsx"], ["en", "pt-BR"])
    func templates(_ ending: String, _ language: String) async throws {
      let desk = try Desk()
      let json = try await desk.command(["operations", "--json"], environment: [:])
      let entries = try Desk.object(Data(json.output.utf8))["operations"] as? [[String: Any]] ?? []
      for name in entries.compactMap({ $0["name"] as? String }) {
        let file = "\(name).\(ending)"
        let made = try await desk.command(
          ["template", name, "--output", file, "--lang", language], environment: [:])
        #expect(made.code == 0, "\(made.errors)")
        let again = try await desk.command(
          ["template", name, "--output", file, "--lang", language], environment: [:])
        #expect(again.code == 73, "what is there stays: \(again.errors)")
        let end = try await desk.command(
          ["check", file, "--operation", name, "--lang", language, "-o", "\(name).check"],
          environment: [:])
        #expect(end.code == 0, "\(name): \(end.output) \(end.errors)")
        let inspected = try await desk.command(
          ["inspect", file, "--operation", name, "--json"], environment: [:])
        let found = try Desk.object(Data(inspected.output.utf8))
        #expect((found["unmapped_columns"] as? [String])?.isEmpty == true, "\(inspected.output)")
      }
    }
  }
}
