import Foundation
import Testing

extension PatientPromises {
  /// An API that stores records and denies them afterwards is not believed: nobody is paid twice,
  /// and nobody is called refused or unsent (LookUpWitness).
  @Suite struct DenialTests {
    private static let people = Payee.people(3, seed: 911)
    private static let each = [
      "--service", "4", "--yes", "--batch-size", "1", "--concurrency", "1",
    ]
    private static let folder = "payees.qualifica"

    private static func run(_ desk: Desk, _ options: [String]) async throws -> CommandEnd {
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      return try await desk.command(
        desk.runArguments("payees.csv", options + ["--timeout", "1s", "--wait", "1s"]))
    }

    private static func statuses(_ desk: Desk, _ run: String = folder) throws -> [String] {
      try desk.table("\(run)/results.csv")["q_status"]
    }

    @Test("Where what was taken is not found, what is not found stays in doubt")
    func deniesAll() async throws {
      let api = PayingAPI(.listed(nil))
      api.loseReplies(1)
      api.deny(.everything)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, Self.each)
        #expect(end.code == 2, "\(end.errors)")
        #expect(end.errors.contains("are not sent again"))
        #expect(try Self.statuses(desk) == ["in_doubt", "pending", "pending"])
        #expect(try await desk.resume(Self.folder, "--yes", "--wait", "1s").code == 2)
        #expect(api.posts == 3)
        api.deny(.nothing)
        #expect(try await desk.resume(Self.folder).code == 0)
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("Look-ups by code that find nothing: the list shows what was stored")
    func deniesLookUps() async throws {
      let api = PayingAPI(.listed(nil))
      api.loseReplies(1)
      api.deny(.lookUps)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["--service", "4", "--yes"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.posts == 1)
      }
    }

    @Test(
      "An API that shows nothing at all: one record is tried once, and nobody else is sent again")
    func noWitness() async throws {
      let api = PayingAPI(.listed("previously submitted"))
      api.loseReplies(1)
      api.deny(.everything)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["--service", "4", "--yes"])
        #expect(end.code == 2, "\(end.errors)")
        #expect(try Self.statuses(desk) == ["in_doubt", "in_doubt", "in_doubt"])
        // One record was tried; it is refused and not found, so nobody else was.
        #expect(api.posts == 2)
        #expect(try await desk.resume(Self.folder).code == 64)
        #expect(api.posts == 2)
        #expect(try await desk.resume(Self.folder, "--yes").code == 2)
        #expect(api.posts == 3)
        #expect(try Self.statuses(desk) == ["in_doubt", "in_doubt", "in_doubt"])
        api.deny(.nothing)
        #expect(try await desk.resume(Self.folder).code == 0)
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("What really got lost is sent again, beside a witness and without one")
    func reallyLost() async throws {
      for options in [Self.each, ["--service", "4", "--yes"]] {
        let api = PayingAPI(.listed(nil))
        api.loseReplies(1, storing: false)
        try await api.whileRunning { desk in
          let end = try await Self.run(desk, options)
          #expect(end.code == 0, "\(end.errors)")
          #expect(api.payments.count == 3 && api.payments.values.allSatisfy { $0 == 1 })
        }
      }
    }

    @Test("Refused and denied, while others are not found either: in doubt, not refused")
    func refusedAndDenied() async throws {
      let api = PayingAPI(.listed("Código utilizado anteriormente"))
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll([Self.people[0]]).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 0)
        api.deny(.everything)
        #expect(try await Self.run(desk, Self.each).code == 2)
        #expect(try Self.statuses(desk) == ["in_doubt", "pending", "pending"])
        api.deny(.nothing)
        #expect(try await desk.resume(Self.folder).code == 0)
        #expect(try desk.table("\(Self.folder)/results.csv")["q_code"][0] == "api.other_run")
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test("Look-ups that find nothing prove nothing of earlier codes: the list does")
    func earlierCodes() async throws {
      let api = PayingAPI(.listed(nil))
      try await api.whileRunning { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 0)
        let results = try desk.folder.text(of: "first.qualifica/results.csv")
        try desk.folder.write(results.replacing(";valid;", with: ";refused;"), to: "fix.csv")
        api.deny(.lookUps)
        let end = try await desk.run("fix.csv", "--service", "4", "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(
          try desk.table("fix.qualifica/results.csv")["q_code"]
            == Array(repeating: "api.other_run", count: 3))
        #expect(api.payments.values.allSatisfy { $0 == 1 })
      }
    }

    @Test(
      "A batch that is stored and refused as a whole is not halved and sent again",
      arguments: [400, 413, 422])
    func refusedAfterStoring(_ status: Int) async throws {
      let api = PayingAPI(.listed(nil))
      api.loseReplies(1, status: status)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["--service", "4", "--yes"])
        #expect(end.code == 0, "\(end.errors)")
        #expect(api.posts == 1)
      }
    }

    @Test(
      "A batch that is stored and answered as by another server is in doubt, and 78",
      arguments: [301, 302, 303, 307, 404, 405, 410])
    func misdirectedAfterStoring(_ status: Int) async throws {
      let api = PayingAPI(.listed(nil))
      api.loseReplies(1, status: status)
      try await api.whileRunning { desk in
        let end = try await Self.run(desk, ["--service", "4", "--yes"])
        #expect(end.code == 78, "\(end.errors)")
        #expect(try Self.statuses(desk) == ["in_doubt", "in_doubt", "in_doubt"])
        #expect(try await desk.resume(Self.folder).code == 0)
        #expect(api.posts == 1)
      }
    }
  }
}
