import Foundation
import Simulator
import Testing

extension PatientPromises {
  /// A journal that may not know of everything that was sent leads to look-ups, never to a second
  /// deposit; the server here pays whatever comes.
  @Suite struct DoubtedJournalTests {
    private static let people = Payee.people(40, seed: 81)
    private static let options = ["--service", "4", "--yes", "--batch-size", "5"]
    private static let folder = "payees.qualifica"

    private static func paysTwice(_ settings: inout SimulatorSettings) {
      settings.uniqueness = false
    }

    /// A run that was killed when some batches had been answered.
    private static func killed(_ desk: Desk) async throws {
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      let running = try desk.start(
        desk.runArguments("payees.csv", options + ["--rate", "8", "--concurrency", "1"]))
      try await desk.untilSent(3, by: running)
      running.signal(SIGKILL)
      _ = await running.end()
    }

    private static func copy(_ desk: Desk, _ name: String, to other: String) throws {
      try FileManager.default.copyItem(
        atPath: desk.folder.path(name), toPath: desk.folder.path(other))
    }

    enum Loss: String, CaseIterable, Sendable {
      case log
      case partOfTheLog
      case restoredFile
      case restoredFolder
      case count
      case everything
    }

    @Test(
      "What a damaged or restored journal calls unsent is looked up first", arguments: Loss.allCases
    )
    func lost(loss: Loss) async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        // Planned, and nothing sent.
        let unsent = try await desk.command(
          desk.runArguments("payees.csv", Self.options.filter { $0 != "--yes" }))
        #expect(unsent.code == 64, "\(unsent.errors)")
        try Self.copy(desk, Self.folder, to: "backup")
        try await Self.killed(desk)
        try Self.lose(loss, desk)
        let end = try await desk.command(desk.runArguments("payees.csv", Self.options))
        #expect(end.code <= 1, "\(end.errors)")
        if loss != .count || !end.errors.isEmpty {
          #expect(end.errors.contains("looked up at the API first"), "\(loss)")
        }
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.customCodes == Self.people.count)
      }
    }

    private static func lose(_ loss: Loss, _ desk: Desk) throws {
      let journal = desk.folder.path("\(folder)/journal.sqlite")
      switch loss {
      case .log: try desk.folder.remove("\(folder)/journal.sqlite-wal")
      case .partOfTheLog:
        let log = try FileHandle(forUpdating: URL(fileURLWithPath: journal + "-wal"))
        try log.truncate(atOffset: try log.seekToEnd() / 2)
        try log.close()
      case .restoredFile:
        // Written into the file that is there, as copying does.
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: journal))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: try desk.folder.bytes(of: "backup/journal.sqlite"))
        try file.close()
        try desk.folder.remove("\(folder)/journal.sqlite-wal")
      case .restoredFolder:
        try desk.folder.remove(folder)
        try copy(desk, "backup", to: folder)
      case .count: try desk.folder.remove("\(folder)/journal.sqlite-sent")
      case .everything:
        for ending in ["", "-wal", "-shm"] {
          try? desk.folder.remove("\(folder)/journal.sqlite\(ending)")
        }
      }
    }

    @Test("Two copies of one run folder do not pay twice, one after the other")
    func copies() async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try Self.copy(desk, Self.folder, to: "copy.qualifica")
        #expect(try await desk.resume(Self.folder).code == 0)
        let end = try await desk.resume("copy.qualifica", "--yes")
        #expect(end.code <= 1, "\(end.errors)")
        #expect(end.errors.contains("the journal is a copy"))
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.customCodes == Self.people.count)
      }
    }

    @Test("A journal that lost its plan and not its attempts is 65: nothing is planned anew")
    func lostPlan() async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try await StoredJournal(desk).execute("UPDATE run SET planned_at = NULL, plan = NULL")
        let before = try await desk.statistics().posts
        for command in [
          desk.runArguments("payees.csv", Self.options), ["resume", Self.folder, "--yes"],
        ] {
          let end = try await desk.command(command)
          #expect(end.code == 65, "\(end.errors)")
        }
        #expect(try await desk.statistics().posts == before)
      }
    }

    @Test("A journal whose records were changed by hand is 65, no file says what was not so")
    func changedByHand() async throws {
      try await Desk.withSimulator { desk in
        var people = Self.people
        people[4] = people[4].withWrongDocument()
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        try await StoredJournal(desk).execute(
          "UPDATE record SET state = 'settled', verdict = 'valid' WHERE number = 5")
        let end = try await desk.command(["export", Self.folder])
        #expect(end.code == 65, "\(end.errors)")
        #expect(try desk.table("\(Self.folder)/valid.csv").rows.count == 39)
      }
    }

    @Test(
      "Sent records that are called unsent again by hand are looked up first",
      arguments: [
        "UPDATE record SET state = 'planned'; UPDATE chunk SET state = 'planned'",
        "UPDATE record SET state = 'planned' WHERE chunk = 1; UPDATE chunk SET state = 'planned'",
        """
        UPDATE record SET state = 'planned', attempts = 0, batch_code = NULL, submitted_at = NULL;
        UPDATE chunk SET state = 'planned', attempts = 0
        """,
      ])
    func reset(sql: String) async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try await StoredJournal(desk).execute(sql)
        let end = try await desk.resume(Self.folder, "--yes")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("calls unsent what seems to have been sent"), "\(end.errors)")
        let statistics = try await desk.statistics()
        #expect(statistics.doubleEffects == 0)
        #expect(statistics.customCodes == Self.people.count)
      }
    }

    @Test(
      "What this program never writes is 65, and nothing is sent",
      arguments: [
        """
        UPDATE record SET state = 'settled', verdict = 'valid', status_id = '5'
        WHERE state = 'planned'
        """,
        "UPDATE record SET state = 'valid' WHERE number = 5",
        "UPDATE record SET state = 'settled' WHERE number = 40",
        "UPDATE record SET state = 'refused' WHERE number = 40",
        "UPDATE record SET state = 'duplicate' WHERE number = 40",
        "UPDATE record SET custom_code = custom_code || 'x'",
        "UPDATE run SET operation_settings = json_set(operation_settings, '$.service', 9)",
        "UPDATE run SET operation_settings = json_set(operation_settings, '$.service', 5)",
        "UPDATE run SET operation = 'another', variant = '5'",
        "UPDATE run SET settings = json_set(settings, '$.environment', 'production')",
        "UPDATE chunk SET first_record = 9223372036854775807 WHERE state = 'planned'",
        "DELETE FROM record WHERE number = 40",
        "DROP INDEX record_by_chunk",
        "CREATE TRIGGER t AFTER UPDATE ON chunk BEGIN UPDATE record SET state = 'planned'; END",
      ])
    func impossible(sql: String) async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try await StoredJournal(desk).execute(sql)
        let before = try await desk.statistics()
        let end = try await desk.resume(Self.folder, "--yes")
        #expect(end.code == 65, "\(end.errors)")
        #expect(try await desk.statistics().posts == before.posts)
      }
    }

    @Test("Consent that was written into the journal by hand is none")
    func forgedConsent() async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let options = Self.options.filter { $0 != "--yes" }
        #expect(try await desk.command(desk.runArguments("payees.csv", options)).code == 64)
        try await StoredJournal(desk).execute("UPDATE run SET deposits_consented = 1")
        #expect(try await desk.resume(Self.folder).code == 65)
        #expect(try await desk.statistics().posts == 0)
      }
    }

    @Test("The original of a copied folder does not pay what the copy paid")
    func original() async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try Self.copy(desk, Self.folder, to: "copy.qualifica")
        #expect(try await desk.resume("copy.qualifica", "--yes").code <= 1)
        let end = try await desk.resume(Self.folder, "--yes")
        #expect(end.code <= 1, "\(end.errors)")
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }

    @Test("Two copies of one run folder are not sent at once: the second is 75")
    func atOnce() async throws {
      try await Desk.withSimulator(Self.paysTwice) { desk in
        try await Self.killed(desk)
        try Self.copy(desk, Self.folder, to: "copy.qualifica")
        let first = try desk.start(["resume", Self.folder] + Desk.pace + ["--rate", "2"])
        try await desk.untilSent(4, by: first)
        #expect(try await desk.resume("copy.qualifica", "--yes").code == 75)
        first.signal(SIGKILL)
        _ = await first.end()
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }
  }
}
