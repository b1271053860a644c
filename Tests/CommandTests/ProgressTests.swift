import BulkEngine
import Foundation
import QualificaTestKit
import Simulator
import Testing

@testable import qualifica

extension Promises {
  /// Progress for people and programs.
  @Suite struct ProgressTests {
    private static let people = Payee.people(5, seed: 641)

    @Test("--progress json gives an object a line as the schema says, and nothing else")
    func json() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--progress", "json")
        #expect(end.code == 0, "\(end.errors)")
        let schema = try SchemaSubset(named: "progress")
        let lines = end.errors.split(separator: "\n")
        #expect(lines.count >= 3)
        for line in lines { #expect(try schema.problems(in: Array(line.utf8)) == [], "\(line)") }
        #expect(lines.contains { $0.contains(#""phase":"submit""#) })
      }
    }

    @Test("A terminal gets a bar, and one that cannot go back on a line gets plain lines")
    func terminals() async throws {
      try await Desk.withSimulator({ $0.pace = Pace(received: .seconds(3600)) }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        for (term, isDrawn) in [("xterm", true), ("dumb", false)] {
          let waiting = try TerminalCommand(
            desk.runArguments("payees.csv", ["--wait", "1h"]), home: desk.folder,
            environment: ["QUALIFICA_TOKEN": Desk.token, "TERM": term, "LANG": "en_US.UTF-8"])
          #expect(try await waiting.hasShown("Waiting for verdicts"))
          if isDrawn { #expect(try await waiting.hasShown("░")) }
          waiting.signal(SIGUSR1)
          #expect(try await waiting.hasShown("in flight"))
          waiting.signal(SIGINT)
          #expect(await waiting.end() == 130)
          #expect(waiting.shown.contains("\u{1B}[2K") == isDrawn)
        }
      }
    }

    @Test(
      "The line fits any width from 40 columns and says the most important first",
      arguments: [40, 60, 80, 120, 200], ["en", "pt-BR"])
    func widths(_ columns: Int, _ name: String) {
      let language: Language = name == "en" ? .english : .portuguese
      var shown = ProgressSnapshot(
        phase: .wait, elapsed: .seconds(95),
        requests: RequestMeter.Counts(sent: 120, inFlight: 4, throttled: 1, rate: 12.4))
      (shown.done, shown.total, shown.part) = (61_000, 100_000, 0.61)
      shown.estimate = .seconds(80)
      shown.rest = ProgressSnapshot.Rest(left: .seconds(12), reason: .pause(.asked))
      let line = ProgressView(language: language).line(shown, columns: columns)
      #expect(TextLayout.width(line) < columns, "\(line)")
      #expect(line.contains("61 %"), "\(line)")
      #expect(line.contains("12 s"), "\(line)")
      if columns >= 120 {
        #expect(line.contains(language.pick("61,000 of 100,000", "61.000 de 100.000")), "\(line)")
        #expect(line.contains(language.pick("1 min 20 s left", "faltam 1 min 20 s")), "\(line)")
        #expect(line.contains(language.pick("the API asks to slow down", "a API pediu uma pausa")))
      }
    }

    @Test("Widths count columns: accents that stand apart take none, wide letters two")
    func countsColumns() {
      #expect(TextLayout.width("Matri\u{301}cula") == 9)
      #expect(TextLayout.width("名前") == 4)
      let table = TextLayout.table(
        [["1", "ação", "um texto longo que não cabe"], ["20", "x", "y"]], columns: 40, numbers: [0])
      #expect(table.allSatisfy { TextLayout.width($0) <= 40 }, "\(table)")
      #expect(table.first == " 1  ação  um texto longo que não cabe")
    }
  }
}
