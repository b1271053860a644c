import Foundation
import QualificaTestKit
import Testing

/// Paid once, across files: what earlier runs did is remembered.
@Suite struct LedgerTests {
  private static let people = Payee.people(12, seed: 77)
  private static let money = ["--service", "4", "--yes"]

  private static func withAPI(
    _ body: @escaping @Sendable (PayingAPI, Desk) async throws -> Void
  ) async throws {
    let api = PayingAPI(.listed("already exists"))
    try await BuiltCommand.$hasLedger.withValue(true) {
      try await api.whileRunning { desk in try await body(api, desk) }
    }
  }

  private static func write(
    _ people: [Payee], to name: String, _ desk: Desk,
    _ change: (inout Payroll) -> Void = { $0.hasCodes = false }
  ) throws {
    try desk.folder.write(Payroll(people, change).text, to: name)
  }

  private static func pay(_ desk: Desk, _ file: String, _ options: [String] = []) async throws
    -> CommandEnd
  {
    try await desk.command(desk.runArguments(file, money + options))
  }

  @Test("The same people in another file are not paid again")
  func theSamePeopleInAnotherFileAreNotPaidAgain() async throws {
    try await Self.withAPI { api, desk in
      try Self.write(Self.people, to: "october.csv", desk)
      #expect(try await Self.pay(desk, "october.csv").code == 0)
      let more = Payee.people(13, seed: 78).suffix(1)
      try Self.write(Self.people.reversed() + more, to: "again.csv", desk)
      let end = try await Self.pay(desk, "again.csv")
      #expect(end.code == 1, "\(end.errors)")
      #expect(end.errors.contains("october.csv") && end.errors.contains("R$"))
      #expect(api.payments.values.max() == 1 && api.records.count == 13)
      let results = try desk.table("again.qualifica/results.csv")
      #expect(results["q_status"] == Array(repeating: "duplicate", count: 12) + ["valid"])
      #expect(results["q_code"].first == "ledger.already_sent")
      let ledger = try desk.summary("again.qualifica")["ledger"] as? [String: Any]
      #expect(ledger?["already_sent"] as? Int == 12)
    }
  }

  @Test("What is meant to be sent twice is sent with again and consent")
  func whatIsMeantToBeSentTwiceIsSentWithAgainAndConsent() async throws {
    try await Self.withAPI { api, desk in
      try Self.write(Self.people, to: "payees.csv", desk)
      #expect(try await Self.pay(desk, "payees.csv").code == 0)
      let unasked = try await desk.command(
        desk.runArguments("payees.csv", ["--service", "4", "--again", "-o", "one"]))
      #expect(unasked.code == 64 && api.records.count == 12)
      for folder in ["two", "three"] {
        let end = try await Self.pay(desk, "payees.csv", ["--again", "-o", folder])
        #expect(end.code == 0, "\(end.errors)")
      }
      #expect(api.records.count == 36)
      #expect(Set(api.records.map(\.code)).count == 36)
    }
  }

  @Test("An own code that the API has is taken over and never sent twice")
  func anOwnCodeThatTheAPIHasIsTakenOverAndNeverSentTwice() async throws {
    try await Self.withAPI { api, desk in
      try Self.write(Self.people, to: "one.csv", desk) { _ in }
      #expect(try await Self.pay(desk, "one.csv").code == 0)
      try Self.write(Self.people.reversed(), to: "two.csv", desk) { _ in }
      let end = try await Self.pay(desk, "two.csv", ["--again"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(api.records.count == 12)
      let codes = try desk.table("two.qualifica/results.csv")["q_code"]
      #expect(codes == Array(repeating: "api.other_run", count: 12))
    }
  }

  @Test("Known accounts are not qualified again")
  func knownAccountsAreNotQualifiedAgain() async throws {
    try await Self.withAPI { api, desk in
      try Self.write(Self.people, to: "one.csv", desk)
      #expect(try await desk.run("one.csv").code == 0)
      try Self.write(Self.people.reversed(), to: "two.csv", desk)
      let end = try await desk.run("two.csv", "--known-for", "90d")
      #expect(end.code == 0 && api.records.count == 12, "\(end.errors)")
      let results = try desk.table("two.qualifica/results.csv")
      #expect(Set(results["q_code"]) == ["ledger.known"] && Set(results["q_status"]) == ["valid"])
      #expect(!results["q_api_id"].contains("") && !results["q_settled_at"].contains(""))
      #expect(try desk.table("two.qualifica/valid.csv")["name"].count == 12)
      let moved = Self.people.map { $0.withAccountMoved(by: 1) }
      try Self.write(moved, to: "three.csv", desk)
      let check = try await desk.command(["check", "three.csv", "--lang", "en"])
      #expect(check.code == 0, "\(check.errors)")
      #expect(
        Set(try desk.table("three.check/results.csv")["q_code"]) == ["ledger.account_changed"])
    }
  }

  @Test("Without a usable ledger money stops and qualification goes on")
  func withoutAUsableLedgerMoneyStopsAndQualificationGoesOn() async throws {
    try await Self.withAPI { api, desk in
      try Self.write(Self.people, to: "one.csv", desk)
      let folder = desk.folder.path("state")
      let ledger = ["--ledger", "\(folder)/team.sqlite"]
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
      #expect(try await Self.pay(desk, "one.csv", ledger).code == 0)
      let key = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/team.key"))
      #expect(key.count == 65)
      try FileManager.default.removeItem(atPath: "\(folder)/team.key")
      let end = try await Self.pay(desk, "one.csv", ledger + ["-o", "two"])
      #expect(end.code == 74 && end.errors.contains("--no-ledger"), "\(end.errors)")
      #expect(api.records.count == 12)
      let other = try await desk.command(desk.runArguments("one.csv", ledger + ["-o", "three"]))
      #expect([0, 1].contains(other.code) && other.errors.contains("WARNING"), "\(other.errors)")
    }
  }

  @Test("Nothing of a person stands in the ledger and forgetting forgets")
  func nothingOfAPersonStandsInTheLedgerAndForgettingForgets() async throws {
    try await Self.withAPI { _, desk in
      try Self.write(Self.people, to: "one.csv", desk)
      #expect(try await Self.pay(desk, "one.csv").code == 0)
      let path = desk.folder.path(".local/state/qualifica/ledger.sqlite")
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      for payee in Self.people {
        for word in [payee.document, payee.name, payee.account + payee.accountDigit, "one.csv"] {
          #expect(content.range(of: Data(word.utf8)) == nil)
        }
      }
      let list = try await desk.command(["ledger", "list", "--json"])
      let runs = try Desk.object(Data(list.output.utf8))["runs"] as? [[String: Any]]
      let code = try #require(runs?.first?["run"] as? String)
      #expect(runs?.first?["sent"] as? Int == 12 && runs?.first?["file"] as? String == "one.csv")
      #expect(try await desk.command(["ledger", "forget", "--run", code]).code == 0)
      let after = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(after.range(of: Data(code.utf8)) == nil)
      #expect(try await desk.command(["ledger", "list", "--lang", "en"]).output.contains("No run"))
    }
  }

  @Test("What list, compare and forget print for programs is as the schema says")
  func json() async throws {
    try await Self.withAPI { _, desk in
      try Self.write(Self.people, to: "one.csv", desk)
      try Self.write(Array(Self.people.dropFirst(2)), to: "two.csv", desk)
      #expect(try await Self.pay(desk, "one.csv").code == 0)
      #expect([0, 1].contains(try await Self.pay(desk, "two.csv", ["--again"]).code))
      let schema = try SchemaSubset(named: "ledger")
      for (command, format) in [
        (["list"], "qualifica-ledger/1"),
        (["compare", "one.qualifica", "two.qualifica"], "qualifica-ledger-compare/1"),
        (["forget", "--before", "2000-01-01"], "qualifica-ledger-forget/1"),
      ] {
        let end = try await desk.command(["ledger"] + command + ["--json"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(try schema.problems(in: Array(end.output.utf8)) == [], "\(end.output)")
        #expect(try Desk.object(Data(end.output.utf8))["format"] as? String == format)
      }
    }
  }

  @Test(
    "A failure of an inner command names that command's help",
    arguments: [
      ("pt-BR", "Veja 'qualifica help ledger forget'"),
      ("en", "See 'qualifica help ledger forget'"),
    ])
  func help(_ language: String, _ sentence: String) async throws {
    let desk = try Desk()
    let end = try await desk.command(["ledger", "forget", "--lang", language], environment: [:])
    #expect(end.code == 64 && end.errors.contains(sentence), "\(end.errors)")
    let help = try await desk.command(["help", "ledger", "forget"], environment: [:])
    #expect(help.code == 0 && help.output.contains("--before"))
    let run = try await desk.command(
      ["check", "x.csv", "--digits", "none", "--lang", language], environment: [:])
    #expect(run.code == 64 && run.errors.contains("'qualifica help check'"), "\(run.errors)")
  }

  @Test("A rehearsal neither needs nor fills the ledger")
  func aRehearsalNeitherNeedsNorFillsTheLedger() async throws {
    let desk = try Desk()
    try Self.write(Self.people, to: "one.csv", desk)
    for folder in ["a", "b"] {
      let end = try await desk.command(
        ["run", "one.csv", "--simulate", "-o", folder] + Desk.pace + Self.money)
      #expect([0, 2].contains(end.code), "\(end.errors)")
      #expect(!end.errors.contains("sent by other runs"))
    }
    #expect(!FileManager.default.fileExists(atPath: desk.folder.path(".local")))
  }
}
