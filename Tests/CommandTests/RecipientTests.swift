import Foundation
import Testing

extension Promises {
  /// Recipients are replaced only with consent, and done when the API shows it; a new one whose answer is
  /// lost is left to a person.
  @Suite struct RecipientTests {
    private static let common = ["--merchant-id", "477", "--branch-digit-zero", "--no-ledger"]

    private static func run(
      _ desk: Desk, _ operation: String, _ more: String...
    ) async throws -> CommandEnd {
      try await desk.command(
        desk.runArguments("people.csv", ["--operation", operation] + common + more))
    }

    /// So many recipients whose accounts the sheet changes.
    private static func withRecipients(
      _ count: Int, seed: UInt64, _ faults: [RecipientAPI.Fault] = [],
      _ body: @escaping @Sendable (Desk, RecipientAPI, RecipientSheet) async throws -> Void
    ) async throws {
      let api = RecipientAPI()
      let sheet = RecipientSheet(count, seed: seed, firstID: 501)
      for index in 0..<count {
        var fields = sheet.fields(index)
        fields["account"] = "9" + (fields["account"] ?? "")
        api.add(501 + index, fields)
      }
      api.fail(faults)
      try await api.whileRunning { desk in
        try desk.folder.write(sheet.text, to: "people.csv")
        try await body(desk, api, sheet)
      }
    }

    private static func withNew(
      _ count: Int, seed: UInt64, _ faults: [RecipientAPI.Fault] = [],
      _ body: @escaping @Sendable (Desk, RecipientAPI) async throws -> Void
    ) async throws {
      let api = RecipientAPI()
      api.fail(faults)
      try await api.whileRunning { desk in
        try desk.folder.write(RecipientSheet(count, seed: seed).text, to: "people.csv")
        try await body(desk, api)
      }
    }

    @Test("Nothing is replaced before before and after were shown and somebody agreed")
    func consent() async throws {
      try await Self.withRecipients(2, seed: 71) { desk, api, sheet in
        let asked = try await Self.run(desk, "recipient-update")
        #expect(asked.code == 64 && api.replaced.isEmpty, "\(asked.errors)")
        #expect(asked.errors.contains("Another account: 2"), "\(asked.errors)")
        #expect(
          !asked.errors.contains(sheet.people[0].account)
            && !asked.errors.contains(sheet.people[0].document))
        let changes = try desk.table("people.qualifica/changes.csv")
        #expect(changes["before_account"] == sheet.people.map { "9" + $0.account })
        #expect(changes["after_account"] == sheet.people.map(\.account))
        #expect(try desk.folder.mode(of: "people.qualifica/changes.csv") == 0o600)
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.replaced == [501: 1, 502: 1])
        #expect(api.recipient(501) == sheet.fields(0))
        let results = try desk.table("people.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done"] && results["q_api_id"] == ["501", "502"])
        #expect(results["q_state"] == ["updated", "updated"])
        #expect(results["q_wallet_uuid"].allSatisfy { $0.hasPrefix("00000000-") })
        let done = try desk.table("people.qualifica/done.csv")
        #expect(done["recipient_id"] == ["501", "502"] && !done.columns.contains("id"))
        let again = try await Self.run(desk, "recipient-update", "--yes")
        #expect(again.code == 0 && api.replaced == [501: 1, 502: 1])
      }
    }

    @Test("A replacement whose answer is lost, or shows something else, is read and not sent twice")
    func lostAnswer() async throws {
      try await Self.withRecipients(
        3, seed: 72, [.doesAndFails(500), .fails(500), .doesAndLies("account")]
      ) { desk, api, sheet in
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.replaced == [501: 1, 502: 1, 503: 1])
        for index in 0..<3 { #expect(api.recipient(501 + index) == sheet.fields(index)) }
      }
    }

    @Test("A refused replacement is done where the API shows it, and refused where it does not")
    func refused() async throws {
      let faults = [RecipientAPI.Fault.doesAndFails(422), .refuses("The account is closed.")]
      try await Self.withRecipients(2, seed: 82, faults) { desk, api, _ in
        let end = try await Self.run(desk, "recipient-update", "--yes", "--concurrency", "1")
        #expect(end.code == 1 && api.replaced == [501: 1], "\(end.errors)")
        let results = try desk.table("people.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "refused"])
        #expect(results["q_code"] == ["api.done_despite_refusal", "api.refused"])
        #expect(results["q_message"][1] == "The account is closed.")
      }
    }

    @Test("204 is believed where the API shows the new account, and pending where it does not")
    func acknowledged() async throws {
      let faults = [RecipientAPI.Fault.acknowledges(does: true), .acknowledges(does: false)]
      try await Self.withRecipients(2, seed: 83, faults) { desk, api, _ in
        let end = try await Self.run(
          desk, "recipient-update", "--yes", "--concurrency", "1", "--wait", "2s")
        #expect(end.code == 2 && api.replaced == [501: 1], "\(end.errors)")
        let results = try desk.table("people.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "pending"])
        #expect(results["q_attempts"] == ["1", "1"])
      }
    }

    @Test("What is as it should be, and what the API does not have, is not sent")
    func nothingToDo() async throws {
      try await Self.withRecipients(3, seed: 73) { desk, api, sheet in
        api.add(501, sheet.fields(0))
        try desk.folder.write(
          sheet.text.replacing("\n503;", with: "\n777;"), to: "people.csv")
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 1, "\(end.errors)")
        #expect(api.replaced == [502: 1])
        let results = try desk.table("people.qualifica/results.csv")
        #expect(results["q_status"] == ["done", "done", "refused"])
        #expect(results["q_code"] == ["api.reached_before", "", "recipient.unknown"])
      }
    }

    @Test(
      "An address or Pix key that differs in a dot only is another one",
      arguments: ["pix_key", "email"])
    func addresses(_ column: String) async throws {
      try await Self.withRecipients(1, seed: 79) { desk, api, sheet in
        let index = RecipientSheet.columns.firstIndex(of: column) ?? 0
        var cells = sheet.cells(0)
        cells[8] = "a.b@example.org"
        cells[9] = "a.b@example.org"
        let text = [["recipient_id"] + RecipientSheet.columns, ["501"] + cells]
          .map { $0.joined(separator: ";") + "\n" }.joined()
        try desk.folder.write(text, to: "people.csv")
        var fields = sheet.fields(0)
        (fields["pix_key"], fields["email"]) = (cells[8], cells[9])
        fields[column] = "ab@example.org"
        api.add(501, fields)
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 0 && api.replaced == [501: 1], "\(end.errors)")
        #expect(api.recipient(501)?[column] == cells[index])
      }
    }

    @Test("A replacement is not done while the API shows the old Pix key")
    func oldPixKey() async throws {
      try await Self.withRecipients(1, seed: 80, [.doesAndLies("pix_key")]) { desk, api, _ in
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 0 && api.requests > 3, "\(end.errors)")
      }
    }

    @Test("A person's document in the place of a recipient's id stays out of the journal")
    func documentAsID() async throws {
      try await Self.withRecipients(1, seed: 81) { desk, api, sheet in
        let document = sheet.people[0].document
        try desk.folder.write(
          sheet.text.replacing("\n501;", with: "\n\(document);"), to: "people.csv")
        let end = try await Self.run(desk, "recipient-update", "--yes")
        #expect(end.code == 1 && api.requests == 0, "\(end.errors)")
        let bytes = try desk.folder.bytes(of: "people.qualifica/journal.sqlite")
        #expect(!String(decoding: bytes, as: UTF8.self).contains(document))
      }
    }

    @Test("Every column that the API needs is checked before anything leaves")
    func checks() async throws {
      let desk = try Desk(port: nil)
      let sheet = RecipientSheet(8, seed: 74, firstID: 501)
      try desk.folder.write(
        sheet.text.replacing("p0@example.org", with: "no-address"), to: "people.csv")
      let check = ["check", "people.csv", "--operation", "recipient-update", "--lang", "en"]
      let end = try await desk.command(check)
      #expect(end.code == 1, "\(end.errors)")
      let results = try desk.table("people.check/results.csv")
      let lacking = sheet.people.map { $0.branchDigit.isEmpty }
      #expect(lacking.contains(true))
      #expect(results["q_message"].map { $0.contains("--branch-digit-zero") } == lacking)
      #expect(results["q_message"].first?.contains("no e-mail address") == true)
      _ = try await desk.command(check + ["--branch-digit-zero"])
      let zeroed = try desk.table("people.check/results.csv")
      #expect(zeroed["q_status"] == ["rejected"] + Array(repeating: "ready", count: 7))
    }

    @Test("A branch digit that was written is sent, at a bank without branch digits, too")
    func writtenBranchDigit() async throws {
      try await Self.withRecipients(8, seed: 77) { desk, api, sheet in
        var lines = sheet.text.split(separator: "\n").map {
          $0.split(separator: ";", omittingEmptySubsequences: false)
        }
        for index in sheet.people.indices where sheet.people[index].branchDigit.isEmpty {
          lines[index + 1][5] = "0"
        }
        try desk.folder.write(
          lines.map { $0.joined(separator: ";") + "\n" }.joined(), to: "people.csv")
        let end = try await desk.command(
          desk.runArguments(
            "people.csv",
            ["--operation", "recipient-update", "--merchant-id", "477", "--yes", "--no-ledger"]))
        #expect(end.code == 0, "\(end.errors)")
        for index in sheet.people.indices {
          #expect(api.recipient(501 + index) == sheet.fields(index))
        }
      }
    }

    @Test("A Pix key that is another person's document is rejected")
    func otherPixKey() async throws {
      let desk = try Desk(port: nil)
      let sheet = RecipientSheet(2, seed: 75)
      var rows = [0, 1].map { sheet.cells($0) }
      rows[0][8] = rows[1][1]
      let text = ([RecipientSheet.columns] + rows).map { $0.joined(separator: ";") + "\n" }.joined()
      try desk.folder.write(text, to: "people.csv")
      _ = try await desk.command(
        [
          "check", "people.csv", "--operation", "recipient-create", "--branch-digit-zero", "--lang",
          "en",
        ])
      let results = try desk.table("people.check/results.csv")
      #expect(results["q_status"] == ["rejected", "ready"])
      #expect(results["q_code"][0] == "pix_key.other_document", "\(results["q_code"])")
    }

    @Test("New recipients are made once each, without consent, and their wallets are told")
    func creation() async throws {
      try await Self.withNew(2, seed: 76) { desk, api in
        let without = try await desk.command(
          desk.runArguments("people.csv", ["--operation", "recipient-create", "--no-ledger"]))
        #expect(without.code == 64 && without.errors.contains("--merchant-id"), "\(without.errors)")
        let end = try await Self.run(desk, "recipient-create")
        #expect(end.code == 0 && api.created == 2, "\(end.errors)")
        let done = try desk.table("people.qualifica/done.csv")
        #expect(done["recipient_id"].sorted() == ["900", "901"] && done["wallet_uuid"].count == 2)
        _ = try await Self.run(desk, "recipient-create")
        #expect(api.created == 2)
      }
    }

    @Test("One whose answer was lost stays in doubt until a person decides")
    func blind() async throws {
      try await Self.withNew(
        3, seed: 77, [.doesAndFails(500), .fails(500), .refuses("The email is taken.")]
      ) { desk, api in
        let end = try await desk.command(
          desk.runArguments(
            "people.csv", ["--operation", "recipient-create", "--concurrency", "1"] + Self.common))
        #expect(end.code == 2 && api.created == 1, "\(end.errors)")
        let run = "people.qualifica"
        #expect(
          try desk.table("\(run)/results.csv")["q_status"] == ["in_doubt", "in_doubt", "refused"])
        let doubt = try desk.table("\(run)/results.csv")["q_message"][0]
        #expect(doubt.contains("--settle or --send-again"), "\(doubt)")
        #expect(try await desk.resume(run, "--yes").code == 2)
        #expect(api.created == 1)
        for wrong in ["4", "9", "x", "2,2"] {
          #expect(try await desk.resume(run, "--send-again", wrong).code == 64)
        }
        #expect(try await desk.resume(run, "--settle", "2=perhaps").code == 64 && api.created == 1)
        let decided = try await desk.resume(run, "--settle", "2=done", "--send-again", "3")
        #expect(decided.code == 1 && api.created == 2, "\(decided.errors)")
        let results = try desk.table("\(run)/results.csv")
        #expect(results["q_status"] == ["done", "done", "refused"])
        #expect(results["q_code"][0] == "person.decided")
      }
    }

    @Test("Nobody decides where the API can be asked")
    func looksUp() async throws {
      try await Self.withRecipients(1, seed: 78) { desk, _, _ in
        _ = try await Self.run(desk, "recipient-update", "--yes")
        let end = try await desk.resume("people.qualifica", "--send-again", "2")
        #expect(end.code == 64 && end.errors.contains("looked up"), "\(end.errors)")
      }
    }
  }
}
