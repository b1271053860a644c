import Foundation
import Testing

extension Promises {
  /// Copies that the command makes by itself are no way around the refusal of card data.
  @Suite("what is left of card data (GivenInput, StandardInputCopy, Seal, ProcessMemory)")
  struct CardDataLeftoverTests {
    @Test("An output that is fed back with a number typed into it is not copied")
    func fedBack() async throws {
      try await Desk.withSimulator { desk in
        var people = CardDataTests.people
        people[3] = people[3].withWrongDocument()
        try desk.folder.write(Payroll(people).text, to: "p.csv")
        #expect(try await desk.run("p.csv").code == 1)
        let fix = try desk.folder.text(of: "p.qualifica/fix.csv")
        try desk.folder.write(
          fix.replacing(people[3].name, with: CardDataTests.number), to: "p.qualifica/fix.csv")
        let end = try await desk.run("p.qualifica/fix.csv")
        #expect(end.code == 65 && end.errors.contains("card.data_present"), "\(end.errors)")
        try CardDataTests.expectNothingLeft(desk, but: ["p.qualifica/fix.csv"])
      }
    }

    @Test(
      "A process killed while a sheet comes in leaves none of it on the disk, in no dump either")
    func killed() async throws {
      let desk = try Desk()
      var people = Payee.people(4_000, seed: 907)
      people[0].name = CardDataTests.grouped
      let text = Data(CardDataTests.sheet("Notas", CardDataTests.number, people: people).utf8)
      let pipe = Pipe()
      let command = ["ulimit -c unlimited; exec \"$@\"", "sh", BuiltCommand.url.path, "check", "-"]
      let running = try RunningCommand(
        ["-c"] + command, home: desk.folder, source: pipe,
        executable: URL(fileURLWithPath: "/bin/sh"))
      // More than a pipe holds: the process has read the most of it when the last byte fits in.
      try pipe.fileHandleForWriting.write(contentsOf: text)
      let open = "/proc/\(running.processNumber)/fd"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: open)) ?? [] {
        let path = "\(open)/\(name)"
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
          target.hasPrefix("/"), !target.hasPrefix("/dev"),
          let bytes = FileManager.default.contents(atPath: path)
        else { continue }
        #expect(bytes.range(of: Data(CardDataTests.grouped.utf8)) == nil, "\(target)")
        #expect(bytes.range(of: Data(people[9].name.utf8)) == nil, "\(target)")
      }
      running.signal(SIGABRT)
      let end = await running.end()
      #expect(end.wasKilled)
      try CardDataTests.expectNothingLeft(desk, but: [])
    }
  }
}
