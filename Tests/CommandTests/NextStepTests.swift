import Foundation
import Simulator
import Testing

extension Promises {
  /// What is to be done next is decided once: closing lines, `status`, page and summary say the same.
  @Suite struct NextStepTests {
    private static let right = Payee.people(6, seed: 613)
    private static let first = "payees.qualifica"
    private static let second = "\(first)/fix.qualifica"

    /// Runs a sheet with two wrong documents and, of its `fix.csv`, one that was put right.
    private static func twoRounds(_ desk: Desk, _ options: String...) async throws {
      let sent = right.enumerated().map { $0 < 2 ? $1.withWrongDocument() : $1 }
      try desk.folder.write(Payroll(sent).text, to: "payees.csv")
      let begun = try await desk.command(desk.runArguments("payees.csv", options))
      #expect(begun.code == 1, "\(begun.errors)")
      let text = try desk.folder.text(of: "\(first)/fix.csv")
        .replacing(sent[0].document, with: right[0].document)
      try desk.folder.write(text, to: "\(first)/fix.csv")
      let end = try await desk.command(desk.runArguments("\(first)/fix.csv", options))
      #expect(end.code == 1, "\(end.errors)")
    }

    private static func step(_ page: WrittenPage) -> String? {
      page.text.firstMatch(of: /qualifica (run|resume) \S.*?(fix\.csv|fix\.ndjson|last)/)
        .map { String($0.0) }
    }

    @Test("The page goes on with the latest round, as the closing lines do")
    func latestRound() async throws {
      try await Desk.withSimulator { desk in
        try await Self.twoRounds(desk)
        let export = try await desk.command(["export", Self.first, "--lang", "en"])
        let page = try WrittenPage(desk, Self.first)
        let command = try #require(Self.step(page))
        #expect(command.hasSuffix("fix.qualifica/fix.csv"), "\(command)")
        #expect(export.lastWords.hasSuffix(command), "\(export.lastWords)")
        #expect(page.text.contains("fix.qualifica/fix.csv: 1 record, "), "\(page.text)")
        var text = try desk.folder.text(of: "\(Self.second)/fix.csv")
        for (wrong, right) in zip(Self.right.map { $0.withWrongDocument() }, Self.right) {
          text = text.replacing(wrong.document, with: right.document)
        }
        try desk.folder.write(text, to: "last.csv")
        #expect(try await desk.run("last.csv", "--no-wait", "-o", "last").code == 2)
        let again = try await desk.command(["export", Self.first, "--lang", "en"])
        let waiting = try WrittenPage(desk, Self.first)
        #expect(waiting.text.contains("Some records have no result yet"), "\(waiting.text)")
        #expect(again.lastWords.hasPrefix("Next: qualifica resume "))
        let resume = again.lastWords.trimmingPrefix("Next: ")
        #expect(waiting.text.contains(resume))
        #expect(waiting.text.contains("Pay with payable.csv: 5 records"))
      }
    }

    @Test("A later round renews page and summary of the rounds before it, and no other file")
    func renewed() async throws {
      try await Desk.withSimulator { desk in
        try await Self.twoRounds(desk, "--service", "4", "--yes")
        let family = try desk.summary(Self.first)["family"] as? [String: Int] ?? [:]
        let latest = try desk.summary(Self.second)["family"] as? [String: Int] ?? [:]
        #expect(family == latest && family["payable"] == 5 && family["to_correct"] == 1)
        let page = try WrittenPage(desk, Self.first)
        #expect(page.figures.contains(try #require(family["amount_in_cents"])))
        #expect(page.text.contains("over 2 runs"), "\(page.text)")
        #expect(Self.step(page)?.hasSuffix("fix.qualifica/fix.csv") == true)
        let statuses = try desk.summary(Self.first)["statuses"] as? [String: Int] ?? [:]
        #expect(page.statuses == statuses.filter { $0.value > 0 })
        #expect(
          page.findings == (try desk.summary(Self.first)["findings"] as? [String: Int] ?? [:]))
        // What a person corrected stands where it stood, and is known as theirs.
        let fix = try desk.folder.text(of: "\(Self.first)/fix.csv")
        #expect(fix.contains(Self.right[0].document))
        let names = try desk.folder.names(in: Self.first)
        #expect(!names.contains { $0.hasPrefix("fix.edited") || $0.contains("tmp") }, "\(names)")
        #expect(try await desk.command(["export", Self.first, "--lang", "en"]).code == 1)
        #expect(desk.folder.exists("\(Self.first)/fix.edited.csv"))
      }
    }

    @Test("A value that does not fit a profile is told apart from what became of the run")
    func misfit() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.right).text, to: "payees.csv")
        try desk.folder.write(
          #"{"profile":"own","version":1,"kind":"delimited","file_name":"own.txt","#
            + #""text":{"encoding":"utf-8","line_end":"lf"},"#
            + #""delimited":{"delimiter":";","columns":[{"name":"KONTO","value":"{account}","max":1}]}}"#,
          to: "own.json")
        for (language, heading, misfit) in [
          ("en", "Ready to pay", "KONTO, does not fit the profile"),
          ("pt-BR", "Pode pagar", "KONTO, não cabe no perfil"),
        ] {
          let end = try await desk.run(
            "payees.csv", "--profile", "own.json", "--lang", language, "-o", language)
          #expect(end.code == 65, "\(end.errors)")
          let page = try WrittenPage(desk, language)
          #expect(page.text.contains(heading) && page.text.contains(misfit), "\(page.text)")
          #expect(page.text.contains("payable.csv: 6 re"), "\(page.text)")
          #expect(!page.text.contains("qualifica resume"))
          #expect(try desk.summary(language)["next"] == nil)
        }
        let check = try await desk.command(
          ["check", "payees.csv", "--profile", "own.json", "--lang", "en"])
        #expect(check.code == 65, "\(check.errors)")
        let page = try WrittenPage(desk, "payees.check")
        #expect(page.text.contains("The sheet is ready to be sent"), "\(page.text)")
        #expect(page.text.contains("KONTO, does not fit the profile"))
      }
    }

    @Test(
      "A rehearsal tells nobody to pay, and how to send the sheet",
      arguments: [("en", "rehearsal"), ("pt-BR", "ensaio")])
    func rehearsal(_ language: String, _ word: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.right).text, to: "payees.csv")
      let end = try await desk.command(
        ["run", "payees.csv", "--simulate", "--rate", "200", "--lang", language], environment: [:])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.lastWords.contains(word) && end.lastWords.contains("--token-file"))
      let page = try WrittenPage(desk, Self.first)
      #expect(page.text.contains(word) && page.text.contains("--token-file"))
      #expect(!page.text.contains("Ready to pay") && !page.text.contains("Pode pagar"))
    }

    @Test("Where no record is good, nobody is told to send the good ones")
    func nothingGood() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.right.map { $0.withWrongDocument() }).text, to: "p.csv")
      let end = try await desk.command(["check", "p.csv", "--lang", "en"], environment: [:])
      #expect(end.code == 1, "\(end.errors)")
      #expect(end.lastWords.hasPrefix("Next: correct the sheet with the help of fix.csv"))
      #expect(!end.errors.contains("qualifica run"), "\(end.errors)")
      #expect(!(try WrittenPage(desk, "p.check").text.contains("qualifica run")))
    }

    @Test("A payroll system's file of an earlier round is told to be out of date")
    func outdatedLayout() async throws {
      try await Desk.withSimulator { desk in
        let sent = [Self.right[0].withWrongDocument()] + Self.right.dropFirst()
        try desk.folder.write(Payroll(sent).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--profile", "canonical").code == 1)
        let text = try desk.folder.text(of: "\(Self.first)/fix.csv")
          .replacing(sent[0].document, with: Self.right[0].document)
        try desk.folder.write(text, to: "\(Self.first)/fix.csv")
        let end = try await desk.run("\(Self.first)/fix.csv")
        #expect(end.code == 0, "\(end.errors)")
        #expect(
          end.errors.contains(/WARNING: .*payees\.qualifica\/payroll\.csv was written before/),
          "\(end.errors)")
        #expect(end.errors.contains("payees.qualifica --profile NAME"), "\(end.errors)")
      }
    }

    @Test("A page that cannot be written is a warning; the code and the other files stand")
    func unwritablePage() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.right).text, to: "payees.csv")
        let waiting = try desk.start(desk.runArguments("payees.csv", ["--wait", "1h"]))
        #expect(try await waiting.hasSaid("Waiting for verdicts"))
        try FileManager.default.createDirectory(
          atPath: desk.folder.path("\(Self.first)/report.html"), withIntermediateDirectories: false)
        waiting.signal(SIGINT)
        let end = await waiting.end()
        #expect(end.code == 130, "\(end.errors)")
        #expect(end.errors.contains(/WARNING: .*report\.html was not written/), "\(end.errors)")
        #expect(end.lastWords.hasPrefix("Next: qualifica resume "), "\(end.lastWords)")
        #expect(try desk.table("\(Self.first)/pending.csv").rows.count == 6)
        #expect(try desk.summary(Self.first)["exit_code"] as? Int == 130)
        // The page is larger than what else a check of a few rows writes.
        let check = try await RunningCommand(
          [
            "-c", "trap '' XFSZ; ulimit -f 12; exec \"$0\" check payees.csv --lang en",
            BuiltCommand.url.path,
          ], home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
        ).end()
        #expect(check.code == 0, "\(check.errors)")
        #expect(check.errors.contains(/WARNING: .*report\.html was not written/))
        #expect(check.lastWords.hasPrefix("Next: qualifica run payees.csv"))
        #expect(try desk.table("payees.check/results.csv").rows.count == 6)
        #expect(try desk.summary("payees.check")["exit_code"] as? Int == 0)
      }
    }

    @Test("For JSON lines the files are named as they are", arguments: ["en", "pt-BR"])
    func jsonLines(_ language: String) async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(60)) }) { desk in
        let sent = Self.right.enumerated().map { $0 < 2 ? $1.withWrongDocument() : $1 }
        try desk.folder.write(Payroll(sent).text, to: "payees.csv")
        let form = ["--output-format", "ndjson", "--lang", language]
        let check = try await desk.command(["check", "payees.csv"] + form)
        #expect(check.code == 1 && check.errors.contains("fix.ndjson"), "\(check.errors)")
        let run = try await desk.command(desk.runArguments("payees.csv", ["--no-wait"] + form))
        #expect(run.code == 2 && run.errors.contains("pending.ndjson"), "\(run.errors)")
        let status = try await desk.command(["status", Self.first, "--lang", language])
        let stopped = try await desk.command(
          desk.runArguments("payees.csv", ["--max-errors", "0", "-o", "other"] + form))
        #expect(stopped.code == 3, "\(stopped.errors)")
        for said in [check.errors, run.errors, status.output, stopped.errors] {
          let wrong = said.matches(of: /\b(fix|pending|results|findings|valid)\.csv/)
          #expect(wrong.isEmpty, "\(said)")
        }
        for folder in ["payees.check", Self.first, "other"] {
          let page = try WrittenPage(desk, folder)
          let wrong = page.text.matches(of: /\b(fix|pending|results|findings|valid)\.csv/)
          #expect(wrong.isEmpty, "\(page.text)")
        }
      }
    }
  }
}
