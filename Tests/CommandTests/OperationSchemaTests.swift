import Foundation
import QualificaTestKit
import Simulator
import Synchronization
import Testing

extension Promises {
  /// `schemas/<operation>.schema.json` says what rows, messages and results of an operation look like.
  @Suite struct OperationSchemaTests {
    private static let operations = [
      "charge", "charge-cancel", "refund", "subscription-create", "subscription-cancel",
      "recipient-update", "recipient-create", "weepay-transaction", "weepay-capture",
      "weepay-void", "weepay-customer", "weepay-card-delete",
    ]

    private struct Offered: Decodable {
      struct Operation: Decodable {
        struct Column: Decodable {
          let name: String
          let required: Bool
        }
        let name: String
        let settings: [String]
        let columns: [Column]
      }
      let operations: [Operation]
    }

    private static func offered(_ desk: Desk) async throws -> [Offered.Operation] {
      let end = try await desk.command(["operations", "--json"], environment: [:])
      return try JSONDecoder().decode(Offered.self, from: Data(end.output.utf8)).operations
    }

    @Test("Every operation has a schema, and its rows are the columns that are offered")
    func rows() async throws {
      let offered = try await Self.offered(try Desk())
      #expect(offered.map(\.name).sorted() == (Self.operations + ["data-qualification"]).sorted())
      for operation in offered where operation.name != "data-qualification" {
        let members = try SchemaSubset(named: operation.name).members(of: "row")
        #expect(members.named == Set(operation.columns.map(\.name)), "\(operation.name)")
        #expect(
          members.required == Set(operation.columns.filter(\.required).map(\.name)),
          "\(operation.name)")
      }
    }

    @Test(
      "What is sent, what the simulator answers, and the good records are as the schemas say",
      arguments: operations)
    func messages(_ name: String) async throws {
      var settings = SimulatorSettings()
      settings.pace = .immediate
      settings.token = Desk.token
      settings.presumesThings = true
      settings.presumesOnlyAuthorised = name == "weepay-capture"
      try await SimulatorServer.withRunning(settings) { port in
        let api = RelayingAPI()
        try await api.whileRunning(before: port) { desk in
          let schema = try SchemaSubset(named: name)
          let lines = try await Self.goodLines(of: name, desk)
          for line in lines {
            #expect(try schema.problems(in: Array(line.utf8), as: "done") == [], "\(line)")
          }
          let changes = api.exchanges.filter { exchange in
            exchange.method != "GET" && !exchange.path.hasSuffix("/preview")
          }
          let isPresumed = !["charge-cancel", "refund", "subscription-cancel", "recipient-update"]
            .contains(name)
          #expect(!changes.isEmpty == isPresumed && lines.isEmpty != isPresumed, "\(changes)")
          for change in changes {
            if !change.sent.isEmpty {
              let text = String(decoding: change.sent, as: UTF8.self)
              #expect(try schema.problems(in: change.sent, as: "request") == [], "\(text)")
            }
            guard (200..<300).contains(change.status), !change.answered.isEmpty else { continue }
            let text = String(decoding: change.answered, as: UTF8.self)
            #expect(try schema.problems(in: change.answered, as: "reply") ?? [] == [], "\(text)")
          }
        }
      }
    }

    /// Runs the operation's template, and gives the lines of `done.ndjson`.
    private static func goodLines(of name: String, _ desk: Desk) async throws -> [Substring] {
      let template = try await desk.command(["template", name, "--output", "sheet.csv"])
      #expect(template.code == 0, "\(template.errors)")
      let settings = try await offered(desk).first { $0.name == name }?.settings ?? []
      var options = ["--operation", name, "--yes", "--output-format", "ndjson"]
      for (setting, value) in [
        ("merchant-id", "477"), ("sender-name", "Escola Inventada"),
        ("sender-document", "11444777000161"), ("notification-url", "https://example.org/hooks"),
      ] where settings.contains(setting) {
        options += ["--\(setting)", value]
      }
      let end = try await desk.command(desk.runArguments("sheet.csv", options))
      #expect(end.code <= 1, "\(end.errors)")
      return try desk.folder.text(of: "sheet.qualifica/done.ndjson").split(separator: "\n")
    }

    @Test("What ends a subscription that was made is sent and answered as the schema says")
    func follower() async throws {
      var settings = SimulatorSettings()
      settings.pace = .immediate
      settings.token = Desk.token
      try await SimulatorServer.withRunning(settings) { port in
        let api = RelayingAPI()
        try await api.whileRunning(before: port) { desk in
          _ = try await Self.goodLines(of: "subscription-create", desk)
          let before = api.exchanges.count
          let end = try await desk.command(
            desk.runArguments(
              "sheet.qualifica/done.ndjson",
              ["--operation", "subscription-cancel", "--yes", "-o", "ended"]))
          #expect(end.code == 0, "\(end.errors)")
          let schema = try SchemaSubset(named: "subscription-cancel")
          let changes = api.exchanges.dropFirst(before).filter { $0.method != "GET" }
          #expect(changes.map(\.method) == ["DELETE"])
          for change in changes {
            #expect(try schema.problems(in: change.answered, as: "reply") == [])
          }
          let lines = try desk.folder.text(of: "ended/done.ndjson").split(separator: "\n")
          #expect(lines.count == 1)
          for line in lines {
            #expect(try schema.problems(in: Array(line.utf8), as: "done") == [], "\(line)")
          }
        }
      }
    }

    @Test(
      "What is done to a charge that was made is sent and answered as the schema says",
      arguments: [("charge-cancel", "T82", "DELETE"), ("refund", "Exemplo", "POST")])
    func done(_ name: String, _ payer: String, _ method: String) async throws {
      var settings = SimulatorSettings()
      settings.pace = .immediate
      settings.token = Desk.token
      // Charges younger than five minutes are not canceled: this one is made ten minutes ago.
      let isPast = Mutex(true)
      let server = SimulatorServer(
        settings: settings, now: { Date(timeIntervalSinceNow: isPast.withLock { $0 } ? -600 : 0) })
      try await server.whileRunning { port in
        let api = RelayingAPI()
        try await api.whileRunning(before: port) { desk in
          try desk.folder.write(
            """
            custom_number;amount;due_date;charge_type;buyer_name;buyer_document
            F-1;10,00;31/12/2030;pix;Ana \(payer);52998224725

            """, to: "bills.csv")
          let made = try await desk.command(
            desk.runArguments(
              "bills.csv", ["--operation", "charge", "--yes", "--output-format", "ndjson"]))
          #expect(made.code == 0 && made.errors.contains("see done.ndjson"), "\(made.errors)")
          #expect(!made.errors.contains("done.csv"))
          isPast.withLock { $0 = false }
          let before = api.exchanges.count
          let end = try await desk.command(
            desk.runArguments(
              "bills.qualifica/done.ndjson", ["--operation", name, "--yes", "-o", "acted"]))
          #expect(end.code == 0, "\(end.errors)")
          let changes = api.exchanges.dropFirst(before).filter { $0.method != "GET" }
          #expect(changes.map(\.method) == [method])
          let schema = try SchemaSubset(named: name)
          for change in changes {
            #expect(try schema.problems(in: change.sent, as: "request") == [])
            #expect(try schema.problems(in: change.answered, as: "reply") == [])
          }
          let lines = try desk.folder.text(of: "acted/done.ndjson").split(separator: "\n")
          #expect(lines.count == 1)
          for line in lines {
            #expect(try schema.problems(in: Array(line.utf8), as: "done") == [], "\(line)")
          }
        }
      }
    }
  }
}
