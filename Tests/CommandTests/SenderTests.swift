import BulkEngine
import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// A sender who may be a person stands on bills, and in no journal and no message.
  @Suite struct SenderTests {
    private static let charge = ["--operation", "charge"]
    private static let sender = [
      "--sender-name", "Benedita Quaresma", "--sender-document", "529.982.247-25",
      "--sender-helpdesk", "(41) 98765-4321",
    ]
    private static let traces = [
      "Benedita", "Quaresma", "529.982.247-25", "52998224725", "98765-4321", "98765",
    ]

    private static func withBills(
      _ count: Int, seed: UInt64, _ change: (inout Bills) -> Void = { _ in },
      _ body: @escaping @Sendable (Desk, BillingAPI) async throws -> Void
    ) async throws {
      let api = BillingAPI()
      var bills = Bills(count, seed: seed)
      change(&bills)
      let text = bills.text
      try await api.whileRunning { desk in
        try desk.folder.write(text, to: "bills.csv")
        try await body(desk, api)
      }
    }

    private static func hidesSender(_ text: some StringProtocol) -> Bool {
      traces.allSatisfy { !text.contains($0) }
    }

    private static func documents(_ api: BillingAPI) -> [String?] {
      api.charges.map { ($0.members["sender"] as? [String: Any])?["document"] as? String }
    }

    @Test("The journal and what is said name no sender who is a person, and resume knows him")
    func withheld() async throws {
      try await Self.withBills(2, seed: 41) { desk, api in
        let asked = try await desk.command(
          desk.runArguments("bills.csv", Self.charge + Self.sender))
        #expect(asked.code == 64 && asked.errors.contains("qualifica resume"), "\(asked.errors)")
        #expect(Self.hidesSender(asked.errors), "\(asked.errors)")
        let other = try await desk.resume(
          "bills.qualifica", "--yes", "--sender-document", "310.427.977-22")
        #expect(other.code == 64 && other.errors.contains("--sender-document"), "\(other.errors)")
        #expect(Self.hidesSender(other.errors) && api.posts == 0, "\(other.errors)")
        let end = try await desk.resume("bills.qualifica", "--yes", "-v")
        #expect(end.code == 0 && Self.hidesSender(end.errors), "\(end.errors)")
        #expect(Self.documents(api) == ["52998224725", "52998224725"])
        for name in try desk.folder.names(in: "bills.qualifica") where name != "sender.json" {
          let text = String(
            decoding: try desk.folder.bytes(of: "bills.qualifica/\(name)"), as: UTF8.self)
          #expect(Self.hidesSender(text), "\(name)")
        }
        #expect(try desk.folder.mode(of: "bills.qualifica/sender.json") == 0o600)
        let purge = try await desk.command(["purge", "bills.qualifica", "--yes"])
        #expect(purge.code == 0, "\(purge.errors)")
        #expect(!desk.folder.exists("bills.qualifica/sender.json"))
      }
    }

    @Test("Without its file the sender is given again, and another one is refused")
    func given() async throws {
      try await Self.withBills(2, seed: 42) { desk, api in
        _ = try await desk.command(desk.runArguments("bills.csv", Self.charge + Self.sender))
        try desk.folder.remove("bills.qualifica/sender.json")
        let others = [
          [], ["--sender-document", "529.982.247-25"],
          ["--sender-name", "Benedita Quaresma", "--sender-document", "310.427.977-22"],
        ]
        for other in others {
          let end = try await desk.command(
            ["resume", "bills.qualifica"] + Desk.pace + ["--yes"] + other)
          #expect(end.code == 64 && end.errors.contains("--sender-helpdesk"), "\(end.errors)")
          #expect(Self.hidesSender(end.errors) && api.posts == 0, "\(end.errors)")
        }
        let end = try await desk.command(
          ["resume", "bills.qualifica"] + Desk.pace + ["--yes"] + Self.sender)
        #expect(end.code == 0, "\(end.errors)")
        #expect(Self.documents(api) == ["52998224725", "52998224725"])
        // Nothing is left for which it would be needed.
        try desk.folder.remove("bills.qualifica/sender.json")
        let again = try await desk.resume("bills.qualifica")
        #expect(again.code == 0, "\(again.errors)")
      }
    }

    @Test("A purge takes the sender out of a journal of before, and no command shows him")
    func kept() async throws {
      try await Self.withBills(2, seed: 45) { desk, _ in
        let options = Self.charge + Self.sender + ["--yes"]
        #expect(try await desk.command(desk.runArguments("bills.csv", options)).code == 0)
        try desk.folder.remove("bills.qualifica/sender.json")
        try await StoredJournal(desk, run: "bills.qualifica").keepSender()
        for command in ["status", "export", "resume", "purge", "status", "purge"] {
          let more = command == "purge" ? ["--yes"] : ["-v"]
          let end = try await desk.command([command, "bills.qualifica", "--json"] + more)
          #expect(Self.hidesSender(end.errors + end.output), "\(command): \(end.errors)")
          #expect(command == "resume" || end.code == 0, "\(command): \(end.errors)")
        }
        for name in try desk.folder.names(in: "bills.qualifica") {
          let text = String(
            decoding: try desk.folder.bytes(of: "bills.qualifica/\(name)"), as: UTF8.self)
          #expect(Self.hidesSender(text), "\(name)")
        }
      }
    }

    @Test("The corrected rows go out with the same sender, who is not shown")
    func corrected() async throws {
      try await Self.withBills(
        2, seed: 43, { $0.rows[1][5] = "111.111.111-11" }
      ) { desk, api in
        let end = try await desk.command(
          desk.runArguments("bills.csv", Self.charge + Self.sender + ["--yes"]))
        #expect(end.code == 1 && Self.hidesSender(end.errors), "\(end.errors)")
        let fix = try desk.folder.text(of: "bills.qualifica/fix.csv")
        try desk.folder.write(
          fix.replacing("111.111.111-11", with: "310.427.977-22"), to: "bills.qualifica/fix.csv")
        let next = try await desk.command(
          desk.runArguments("bills.qualifica/fix.csv", Self.charge + ["--yes"]))
        #expect(next.code == 0, "\(next.errors)")
        #expect(Self.documents(api) == ["52998224725", "52998224725"])
      }
    }

    @Test("What a check suggests and what the configuration shows have no person either")
    func shown() async throws {
      let desk = try Desk()
      try desk.folder.write(Bills(1, seed: 44).text, to: "bills.csv")
      let check = try await desk.command(
        ["check", "bills.csv", "--lang", "en"] + Self.charge + Self.sender)
      #expect(check.code == 0 && check.errors.contains("--sender-name '…'"), "\(check.errors)")
      let page = try desk.folder.text(of: "bills.check/report.html")
      let config = try await desk.command(
        ["config"],
        environment: [
          "QUALIFICA_SENDER_NAME": "Benedita Quaresma",
          "QUALIFICA_SENDER_DOCUMENT": "529.982.247-25",
        ])
      #expect(config.code == 0 && config.output.contains("***.982.247-**"), "\(config.output)")
      for text in [check.errors, check.output, page, config.output] {
        #expect(Self.hidesSender(text.replacing("***.982.247-**", with: "")))
      }
    }

    @Test("A company is shown and kept as it was given")
    func company() async throws {
      try await Self.withBills(1, seed: 45) { desk, api in
        let company = [
          "--sender-name", "Escola Inventada", "--sender-document", "11.444.777/0001-61",
        ]
        let asked = try await desk.command(
          desk.runArguments("bills.csv", Self.charge + company))
        #expect(asked.code == 64 && asked.errors.contains("11.444.777/0001-61"), "\(asked.errors)")
        #expect(!desk.folder.exists("bills.qualifica/sender.json"))
        let end = try await desk.resume("bills.qualifica", "--yes")
        #expect(end.code == 0 && Self.documents(api) == ["11444777000161"], "\(end.errors)")
      }
    }
  }
}

extension PatientPromises {
  /// The same of a run that several machines share.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct SharedSenderTests {
    @Test("No sender who is a person stands in the database, and every machine is given the same")
    func shared() async throws {
      let server = try PostgresServer.running()
      let journal = try server.newDatabase()
      let api = BillingAPI()
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(3, seed: 46).text, to: "bills.csv")
        let options = ["--operation", "charge", "--journal", journal]
        let sender = ["--sender-name", "Benedita Quaresma", "--sender-document", "529.982.247-25"]
        let asked = try await desk.command(
          desk.runArguments("bills.csv", options + sender))
        #expect(asked.code == 64, "\(asked.errors)")
        let words = asked.errors.split { $0 == " " || $0.isNewline }
        let place = try #require(words.firstIndex(of: "work"))
        let work =
          ["work", String(words[place + 1]), "--journal", journal, "--input", "bills.csv", "--yes"]
          + Desk.pace.filter { !["--rate", "200", "--concurrency", "4"].contains($0) }
        for other in [[], ["--sender-name", "Outra Pessoa", "--sender-document", "52998224725"]] {
          let end = try await desk.command(work + other)
          #expect(end.code == 64 && end.errors.contains("--sender-document"), "\(end.errors)")
        }
        #expect(api.posts == 0)
        let end = try await desk.command(work + sender)
        #expect(end.code == 0 && api.bills.count == 3, "\(end.errors)")
        let dump = try server.dump(journal)
        for trace in ["Benedita", "Quaresma", "52998224725", "529.982"] {
          #expect(!dump.contains(trace) && !asked.errors.contains(trace))
        }
      }
    }
  }
}

extension StoredJournal {
  /// Writes the sender into the journal, as programs before did, and seals the plan so.
  fileprivate func keepSender() async throws {
    let settings =
      "json_set(json_remove(operation_settings, '$.senderMark', '$.senderHelpdesk'), "
      + "'$.senderName', 'Benedita Quaresma', '$.senderDocument', '52998224725')"
    try await execute("UPDATE run SET operation_settings = \(settings)")
    for kind in ["plan.sealed", "consent.given"] {
      let content = try await text(
        """
        SELECT json_array(code, operation, variant, operation_settings, settings, input_sha256,
          input_bytes, plan) FROM run
        """)
      let seal = CustomCode.digest("\(kind)/1|\(content ?? "")", length: 32)
      try await execute("UPDATE event SET evidence = '\(seal)' WHERE kind = '\(kind)'")
    }
  }
}
