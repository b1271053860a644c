import Foundation
import Testing

extension Promises {
  /// `qualifica fetch` reads a list to its end, whatever happens to its pages meanwhile.
  @Suite struct FetchTests {
    private static func fetch(
      _ desk: Desk, _ kind: String, _ file: String, _ more: [String] = []
    ) -> [String] {
      let host = desk.port.map { ["--base-url", "http://127.0.0.1:\($0)"] } ?? []
      return ["fetch", kind, "-o", file, "--rate", "200", "--timeout", "2s", "--lang", "en"] + host
        + more
    }

    private static func withList(
      _ count: Int, _ troubles: [Int: ListingAPI.Trouble] = [:],
      _ body: @escaping @Sendable (Desk, ListingAPI) async throws -> Void
    ) async throws {
      let api = ListingAPI(count, troubles)
      try await api.whileRunning { try await body($0, api) }
    }

    @Test("A list becomes a private file of text cells, oldest first, none a formula")
    func csv() async throws {
      try await Self.withList(250) { desk, api in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0 && end.errors.contains("list.csv, 250 rows"), "\(end.errors)")
        let table = try desk.table("list.csv")
        #expect(table["id"] == (1...250).map { "\($0)" } && api.requests == 3)
        #expect(table["amount"][11] == "12.05" && table["buyer_document"][0] == "00098765432")
        #expect(table["description"].allSatisfy { $0 == "'=1+1" })
        #expect(try desk.folder.mode(of: "list.csv") == 0o600)
        #expect(try !desk.folder.names(in: ".").contains("list.csv.part"))
      }
    }

    @Test("An API that takes the request and does not answer is told of on a terminal")
    func silentAPI() async throws {
      let desk = try Desk()
      let listener = try SilentListener()
      let command = try TerminalCommand(
        ["fetch", "charges", "-o", "list.csv", "--base-url", "http://127.0.0.1:\(listener.port)"]
          + ["--lang", "en"],
        home: desk.folder, environment: ["QUALIFICA_TOKEN": "t0k3n-of-the-test", "TERM": "xterm"])
      #expect(try await command.hasShown("No answer of the API for"), "\(command.shown)")
      command.signal(SIGINT)
      #expect(await command.end() == 130)
    }

    @Test("NDJSON and a workbook have the same cells as text")
    func formats() async throws {
      try await Self.withList(2) { desk, _ in
        #expect(try await desk.command(Self.fetch(desk, "charges", "list.ndjson")).code == 0)
        let lines = try desk.folder.text(of: "list.ndjson").split(separator: "\n")
        let first = try Desk.object(Data(lines[0].utf8))
        #expect(lines.count == 2 && first["amount"] as? String == "1.05")
        #expect(first["description"] as? String == "=1+1" && first["paid_amount"] is NSNull)
        #expect(try await desk.command(Self.fetch(desk, "charges", "list.xlsx")).code == 0)
        let inspected = try await desk.command(
          ["inspect", "list.xlsx", "--json", "--map", "name=buyer_name"])
        #expect(inspected.output.contains("buyer_name"), "\(inspected.output)\(inspected.errors)")
        #expect(try desk.folder.mode(of: "list.xlsx") == 0o600)
      }
    }

    @Test("A decimal comma, a delimiter and JSON about the file are given when asked for")
    func dialect() async throws {
      try await Self.withList(1) { desk, _ in
        let end = try await desk.command(
          Self.fetch(
            desk, "charges", "list.txt",
            ["--format", "csv", "--decimal-comma", "--output-delimiter", "|", "--json"]))
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.table("list.txt", delimiter: "|")["amount"] == ["1,05"])
        let report = try Desk.object(Data(end.output.utf8))
        #expect(report["rows"] as? Int == 1 && report["unseen"] as? Int == 0)
      }
    }

    @Test("Refusals, pauses and half pages are borne, and nothing is read twice into the file")
    func troubles() async throws {
      let troubles: [Int: ListingAPI.Trouble] = [
        1: .answers(500), 2: .answers(429, wait: 1), 4: .breaksOff, 5: .answers(503, wait: 1),
        6: .gains(30),
      ]
      try await Self.withList(240, troubles) { desk, _ in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0, "\(end.errors)")
        #expect(try desk.table("list.csv")["id"] == (1...270).map { "\($0)" })
      }
    }

    @Test("What moves forward because older ones left the list is not lost")
    func shrinking() async throws {
      try await Self.withList(260, [2: .loses(7), 4: .loses(3)]) { desk, _ in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0, "\(end.errors)")
        #expect(
          try Set(desk.table("list.csv")["id"]).isSuperset(of: (11...260).map { "\($0)" }))
      }
    }

    @Test("A list whose count goes up and down without end is read to its end")
    func unsteady() async throws {
      let troubles = (2...1_000).map { ($0, ListingAPI.Trouble.swings(up: !$0.isMultiple(of: 2))) }
      try await Self.withList(250, Dictionary(uniqueKeysWithValues: troubles)) { desk, api in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0 && api.requests < 400, "\(api.requests) \(end.errors)")
        #expect(try Set(desk.table("list.csv")["id"]).isSuperset(of: (1...250).map { "\($0)" }))
      }
    }

    @Test("A page that is shown twice is not the end of a list that has more pages")
    func repeatedPage() async throws {
      try await Self.withList(340, [2: .repeatsPage]) { desk, _ in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0, "\(end.errors)")
        #expect(
          try desk.table("list.csv")["id"].sorted() == (1...340).map { "\($0)" }.sorted())
      }
    }

    @Test("A fetch that was killed goes on where it was")
    func killed() async throws {
      try await Self.withList(950, [7: .answers(429, wait: 30)]) { desk, api in
        let running = try desk.start(Self.fetch(desk, "charges", "list.csv"))
        while running.isRunning, api.requests < 7 { try await Task.sleep(for: .milliseconds(10)) }
        running.signal(SIGKILL)
        #expect(await running.end().wasKilled)
        #expect(try desk.folder.names(in: ".").contains("list.csv.part"))
        #expect(try desk.folder.mode(of: "list.csv.part") == 0o600)
        #expect(try !desk.folder.names(in: ".").contains("list.csv"))
        let other = try await desk.command(
          Self.fetch(desk, "charges", "list.csv", ["--from", "2026-11-01"]))
        #expect(other.code == 64 && other.errors.contains("was begun with"), "\(other.errors)")
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 0 && end.errors.contains("Goes on"), "\(end.errors)")
        #expect(try desk.table("list.csv")["id"] == (1...950).map { "\($0)" })
        #expect(api.requests <= 12, "\(api.requests)")
      }
    }

    @Test("A refused key ends with 77 and says so")
    func denied() async throws {
      try await Self.withList(1, [1: .answers(401)]) { desk, _ in
        let end = try await desk.command(Self.fetch(desk, "charges", "list.csv"))
        #expect(end.code == 77 && end.errors.contains("401"), "\(end.errors)")
        #expect(end.errors.contains("'qualifica doctor --operation charge' tells which."))
        #expect(try !desk.folder.names(in: ".").contains("list.csv"))
        let changed = try await desk.command(
          Self.fetch(desk, "charges", "list.csv", ["--from", "2026-11-01"]))
        #expect(changed.code == 0, "\(changed.errors)")
      }
    }

    @Test(
      "What cannot be fetched is refused before anything is asked",
      arguments: [
        (["fetch", "nothing", "-o", "a.csv"], "Lists: charges"),
        (["fetch", "charges", "-o", "a.txt"], ".csv, .ndjson or .xlsx"),
        (["fetch", "statement", "-o", "a.csv", "--merchant-id", "2"], "--from"),
        (["fetch", "statement", "-o", "a.csv", "--from", "2026-11-01"], "--merchant-id"),
        (["fetch", "balance", "-o", "a.csv", "--merchant-id", "2", "--to", "2026-11-01"], "--to"),
        (["fetch", "charges", "-o", "a.csv", "--from", "2026-13-01"], "--from"),
        (["fetch", "charges", "-o", "a.csv", "--changed"], "--changed"),
        (["fetch", "transfers", "-o", "a.csv", "--changed", "--from", "2026-11-01"], "--changed"),
        (["fetch", "charges", "-o", "a.csv", "--run", "x.qualifica"], "x.qualifica"),
      ])
    func usage(_ arguments: [String], _ words: String) async throws {
      let desk = try Desk(port: nil)
      let end = try await desk.command(arguments + ["--lang", "en"])
      #expect([64, 66].contains(end.code) && end.errors.contains(words), "\(end.errors)")
    }
  }
}
