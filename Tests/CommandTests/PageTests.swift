import Foundation
import Simulator
import Testing

extension Promises {
  /// `report.html`: one page for people that needs nothing else and tells what `summary.json` tells.
  @Suite struct PageTests {
    private static let people = Payee.people(40, seed: 711).enumerated().map { number, payee in
      switch number {
      case 3, 4, 5: payee.withWrongDocument()
      case 9: payee.ending(.invalid)
      case 12: payee.ending(.refused)
      case 14: payee.ending(.notVerifiable)
      default: payee
      }
    }

    private static func expectSame(_ desk: Desk, _ run: String) throws -> WrittenPage {
      let page = try WrittenPage(desk, run)
      let summary = try desk.summary(run)
      let statuses = summary["statuses"] as? [String: Int] ?? [:]
      #expect(page.statuses == statuses.filter { $0.value > 0 }, "\(run)")
      #expect(page.findings == summary["findings"] as? [String: Int] ?? [:], "\(run)")
      #expect(page.figures.first == summary["records"] as? Int, "\(run)")
      #expect(page.unbalanced.isEmpty, "\(page.unbalanced)")
      #expect(try desk.folder.mode(of: "\(run)/report.html") == 0o600)
      let figures = summary["figures"] as? [String: Any] ?? [:]
      if let requests = figures["requests"] as? [String: Any] {
        let (sent, throttled) = (
          requests["sent"] as? Int ?? -1, requests["throttled"] as? Int ?? -1
        )
        #expect(
          ["requests", "request", "requisições", "requisição"].contains {
            page.text.contains("\(sent) \($0); ")
          })
        #expect(page.text.contains("(429): \(throttled)"), "\(run)")
      }
      return page
    }

    @Test("Counts are those of summary.json: a check, a run, a corrected run, an export")
    func counts() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people + [Self.people[0]]).text, to: "payees.csv")
        #expect(try await desk.command(["check", "payees.csv", "--lang", "en"]).code == 1)
        _ = try Self.expectSame(desk, "payees.check")
        #expect(try await desk.run("payees.csv").code == 1)
        let page = try Self.expectSame(desk, "payees.qualifica")
        #expect(page.text.contains("Pay with payable.csv: 34 records"), "\(page.text)")
        #expect(page.text.contains("Requests over time"))
        let before = page.html
        #expect(
          try await desk.command(["export", "payees.qualifica", "--lang", "pt-BR"]).code == 1)
        let portuguese = try Self.expectSame(desk, "payees.qualifica")
        #expect(portuguese.html != before)
        #expect(portuguese.html.contains("<html lang=\"pt-BR\">"))
        #expect(portuguese.text.contains("Pague com payable.csv: 34 registros"))
        let fix = try desk.folder.text(of: "payees.qualifica/fix.csv")
          .replacing(Self.people[3].document, with: Payee.people(40, seed: 711)[3].document)
        try desk.folder.write(fix, to: "payees.qualifica/corrected.csv")
        #expect(try await desk.run("payees.qualifica/corrected.csv").code == 1)
        _ = try Self.expectSame(desk, "payees.qualifica/corrected.qualifica")
      }
    }

    @Test("Money is that of summary.json, in hundredths for programs")
    func money() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--service", "4", "--yes").code == 1)
        let page = try Self.expectSame(desk, "payees.qualifica")
        let family = try desk.summary("payees.qualifica")["family"] as? [String: Any] ?? [:]
        let amount = try #require(family["amount_in_cents"] as? Int)
        #expect(page.figures.contains(amount))
        #expect(page.text.contains("Amount to pay"))
      }
    }

    @Test("A resumed run rewrites the page, with the requests of both processes")
    func resumed() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(2)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let first = try Self.expectSame(desk, "payees.qualifica")
        #expect(first.text.contains("qualifica resume "))
        #expect(first.text.contains("Some records have no result yet"))
        #expect(try await desk.resume("payees.qualifica").code == 1)
        let second = try Self.expectSame(desk, "payees.qualifica")
        #expect(!second.text.contains("qualifica resume "))
        let sent = { (page: WrittenPage) in
          page.text.firstMatch(of: /([0-9]+) requests?; too many/).flatMap { Int($0.1) } ?? 0
        }
        #expect(sent(second) > sent(first))
      }
    }

    @Test("429s and pauses are told and marked")
    func throttled() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      try desk.folder.write(
        #"{"rules": [{"on": "post", "kind": "throttle", "at": [2, 4], "retry_after": "1"}]}"#,
        to: "faults.json")
      let end = try await desk.command([
        "run", "payees.csv", "--simulate", "--faults", "faults.json", "--batch-size", "5",
        "--rate", "200", "--lang", "en",
      ])
      #expect(end.code == 1, "\(end.errors)")
      let page = try Self.expectSame(desk, "payees.qualifica")
      #expect(page.text.contains("too many requests (429): 2"), "\(page.text)")
      #expect(page.text.contains("pauses: "))
      #expect(page.html.contains("<rect class=\"attention\""))
      #expect(page.text.contains("Rehearsal with the simulator"))
      #expect(!page.text.contains("Pay with"))
    }

    @Test(
      "Nothing is loaded from elsewhere, nothing runs, and it reads aloud",
      arguments: ["en", "pt-BR"])
    func selfContained(_ language: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      for command in [
        ["check", "payees.csv"], ["run", "payees.csv", "--simulate", "--rate", "200"],
      ] {
        #expect(try await desk.command(command + ["--lang", language]).code == 1)
      }
      for run in ["payees.check", "payees.qualifica"] {
        let page = try Self.expectSame(desk, run)
        let words = ["://", "<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "{{"]
        for word in words { #expect(!page.html.contains(word), "\(run): \(word)") }
        #expect(!page.html.contains(/\son[a-z]+=/))
        for reference in page.html.matches(of: /href="([^"]*)"/).map({ String($0.1) }) {
          let isPart =
            reference.hasPrefix("#") && page.html.contains("id=\"\(reference.dropFirst())\"")
          #expect(isPart || desk.folder.exists("\(run)/\(reference)"), "\(reference)")
        }
        #expect(page.html.contains("<html lang=\"\(language)\">"))
        #expect(page.tags.count { $0 == "<h1" } == 1)
        let drawings = page.html.matches(of: /<svg [^>]*>/).map { String($0.0) }
        #expect(drawings.count >= 4)
        #expect(
          drawings.allSatisfy { $0.contains("role=\"img\"") && $0.contains("aria-labelledby") })
        #expect(page.tags.count { $0 == "<desc" } == drawings.count)
        #expect(page.tags.count { $0 == "<caption" } == page.tags.count { $0 == "<table" })
        #expect(
          page.html.contains("prefers-color-scheme:dark") && page.html.contains("@media print"))
        let ids = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
      }
    }

    @Test("Neither language has words of the other")
    func languages() async throws {
      let desk = try Desk()
      try FileManager.default.copyItem(
        atPath: "\(BuiltCommand.project)/samples/every-case.csv",
        toPath: desk.folder.path("every-case.csv"))
      for (language, strange) in [
        ("pt-BR", /\b(the|and|with|what|records?|sheet|errors?|first case|found)\b/.ignoresCase()),
        (
          "en",
          /\b(registros?|planilha|o que|linhas?|avisos?|reparos?|não|corrigir)\b/.ignoresCase()
        ),
      ] {
        for command in ["check", "run"] {
          let options = command == "run" ? ["--simulate", "--rate", "200", "--wait", "2s"] : []
          _ = try await desk.command([command, "every-case.csv", "--lang", language] + options)
          let run = command == "run" ? "qualifica" : "check"
          let page = try Self.expectSame(desk, "every-case.\(run)")
          // Commands and codes are the same in every language.
          let text = WrittenPage(html: page.html.replacing(/<code>[^<]*<\/code>/, with: "")).text
          let found = text.matches(of: strange).map { String(text[$0.range]) }
          #expect(found.isEmpty, "\(language): \(found)")
        }
      }
    }
  }
}
