import Foundation
import Simulator
import Testing

extension Promises {
  /// A file run again, the same name with other content, and `fix.csv` beside its own run.
  @Suite struct SameNameTests {
    private static let people = Payee.people(5, seed: 92).enumerated().map { number, payee in
      number == 1 ? payee.ending(.invalid) : payee
    }
    private static let others = Payee.people(4, seed: 93)

    private static func dated(_ desk: Desk, _ stem: String) throws -> [String] {
      try desk.folder.names(in: ".").filter { $0.hasPrefix("\(stem)-2") }
    }

    @Test("A finished file run again says when it was finished and that nothing is sent")
    func finished() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        let again = try await desk.run("payees.csv")
        #expect(again.code == 1)
        #expect(again.errors.contains(/finished on 20\d\d-.*; nothing is sent now/))
        let portuguese = try await desk.run("payees.csv", "--lang", "pt-BR")
        #expect(
          portuguese.errors.contains(
            /concluída em \d\d\/\d\d\/20\d\d \d\d:\d\d; nada foi enviado agora/))
      }
    }

    @Test("The same name next month takes a folder with the date, again and again")
    func nextMonth() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        try desk.folder.write(Payroll(Self.others).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 0, "\(end.errors)")
        #expect(end.errors.contains("holds the run of another file of this name"))
        let dated = try Self.dated(desk, "payees")
        #expect(dated.count == 1)
        #expect(try desk.table("\(dated[0])/valid.csv").rows.count == Self.others.count)
        #expect(try desk.table("payees.qualifica/valid.csv").rows.count == Self.people.count - 1)
        // That file again, and the first one again: each finds its own run.
        let records = try await desk.statistics().records
        #expect(try await desk.run("payees.csv").code == 0)
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        #expect(try await desk.statistics().records == records)
        #expect(try Self.dated(desk, "payees") == dated)
        // A third file on the same day.
        try desk.folder.write(Payroll(Payee.people(3, seed: 94)).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        #expect(try Self.dated(desk, "payees").count == 2)
      }
    }

    @Test("A dated folder in which nothing was planned is the one to take, not to pass over")
    func vacant() async throws {
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        // As a process leaves it that was killed when it began, or as one has it that begins now.
        let folder = "payees-2020-02-29.qualifica"
        try FileManager.default.createDirectory(
          atPath: desk.folder.path(folder), withIntermediateDirectories: false)
        try desk.folder.write("", to: "\(folder)/journal.sqlite")
        try desk.folder.write(Payroll(Self.others).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 0)
        #expect(try Self.dated(desk, "payees") == [folder])
        #expect(desk.folder.exists("\(folder)/valid.csv"))
      }
    }

    @Test("An unfinished run of the name comes first: 65, and its own words say what to do")
    func unfinishedDated() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv").code == 1)
        try desk.folder.write(Payroll(Self.others).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let dated = try Self.dated(desk, "payees")
        try desk.folder.write(Payroll(Payee.people(3, seed: 95)).text, to: "payees.csv")
        let end = try await desk.run("payees.csv")
        #expect(end.code == 65, "\(end.errors)")
        #expect(end.errors.contains("resume \(desk.folder.path(dated[0]))"), "\(end.errors)")
        #expect(try Self.dated(desk, "payees") == dated)
      }
    }

    @Test("Standard input too, and an unfinished run keeps what it was given")
    func standardInput() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        let arguments = desk.runArguments("-", ["--no-wait"])
        #expect(try await desk.command(arguments, input: Payroll(Self.people).text).code == 2)
        let other = try await desk.command(arguments, input: Payroll(Self.others).text)
        #expect(other.code == 65, "\(other.errors)")
        #expect(
          try desk.folder.text(of: "standard-input.qualifica/standard-input")
            == Payroll(Self.people).text)
        #expect(try await desk.resume("standard-input.qualifica").code == 1)
        let next = try await desk.command(
          desk.runArguments("-"), input: Payroll(Self.others).text)
        #expect(next.code == 0, "\(next.errors)")
        #expect(try Self.dated(desk, "standard-input").count == 1)
      }
    }

    @Test("The run of a fix.csv goes on after its parent wrote another one")
    func copyOfFix() async throws {
      try await Desk.withSimulator({ $0.pace = Pace() }) { desk in
        let wrong = Self.others.enumerated().map { $0 > 1 ? $1.withWrongDocument() : $1 }
        try desk.folder.write(Payroll(wrong).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        var fix = try desk.folder.text(of: "payees.qualifica/fix.csv")
        for (wrong, right) in zip(wrong, Self.others) {
          fix = fix.replacing(wrong.document, with: right.document)
        }
        try desk.folder.write(fix, to: "payees.qualifica/fix.csv")
        #expect(try await desk.run("payees.qualifica/fix.csv", "--no-wait").code == 2)
        let child = "payees.qualifica/fix.qualifica"
        #expect(try desk.folder.mode(of: "\(child)/input-copy") == 0o600)
        #expect(try desk.folder.text(of: "\(child)/input-copy") == fix)
        #expect(try await desk.resume("payees.qualifica").code == 1)
        #expect(try desk.folder.text(of: "payees.qualifica/fix.edited.csv") == fix)
        let end = try await desk.resume(child)
        #expect(end.code == 0, "\(end.errors)")
        #expect(try await desk.run("payees.qualifica/fix.edited.csv").code == 0)
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }
  }
}
