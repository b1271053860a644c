import Foundation
import Testing

extension PatientPromises {
  /// `fix.csv`, corrected and fed back, as often as it takes: no code is sent twice, nobody is paid
  /// twice.
  @Suite("fix.csv fed back (EarlierRun, CodeLineage)") struct FeedBackTests {
    /// Two are settled well; one is invalid, one refused, one not verifiable, one rejected here.
    /// What is wrong is the account: corrections that differ in the name only are the same one.
    private static func payroll(seed: UInt64) -> (sent: [Payee], right: [Payee]) {
      let right = Payee.people(6, seed: seed)
      var sent = right
      sent[2] = sent[2].withAccountMoved(by: 1).ending(.invalid)
      sent[3] = sent[3].ending(.refused)
      sent[4] = sent[4].withAccountMoved(by: 1).ending(.notVerifiable)
      sent[5] = sent[5].withWrongDocument()
      return (sent, right)
    }

    @Test("Three generations, with codes of the file's own and without", arguments: [true, false])
    func generations(_ hasCodes: Bool) async throws {
      let (sent, right) = Self.payroll(seed: hasCodes ? 401 : 402)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent) { $0.hasCodes = hasCodes }.text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        // Fed back untouched: nothing can be better, and nothing may be worse.
        try desk.copy("first.qualifica/fix.csv", to: "second.csv")
        #expect(try await desk.run("second.csv").code == 1)
        let statuses = ["invalid", "refused", "not_verifiable", "rejected"]
        #expect(try desk.table("second.qualifica/fix.csv")["q_status"] == statuses)
        try desk.copy("second.qualifica/fix.csv", to: "third.csv", correcting: sent, as: right)
        let end = try await desk.run("third.csv")
        #expect(end.code == 0, "\(end.errors)")
        let codes = try ["first", "second", "third"].map {
          try desk.table("\($0).qualifica/results.csv")["q_custom_code"]
        }
        // Only the record that was never sent keeps its code.
        #expect(codes[1].last == codes[0].last && codes[2].last == codes[0].last)
        #expect(Set(codes.joined()).count == 6 + 3 + 3)
        let counted = try await desk.statistics()
        #expect(counted.doubleEffects == 0 && counted.repeatedSubmissions == 0)
      }
    }

    @Test("The first fix.csv corrected twice in two ways, after it was fed back uncorrected")
    func staleFile() async throws {
      let (sent, right) = Self.payroll(seed: 403)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Array(sent.prefix(3))).text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        try desk.copy("first.qualifica/fix.csv", to: "untouched.csv")
        #expect(try await desk.run("untouched.csv").code == 1)
        var stillWrong = sent
        stillWrong[2] = right[2].withAccountMoved(by: 2).ending(.notVerifiable)
        try desk.copy("first.qualifica/fix.csv", to: "wrong.csv", correcting: sent, as: stillWrong)
        #expect(try await desk.run("wrong.csv").code == 1)
        try desk.copy("first.qualifica/fix.csv", to: "right.csv", correcting: sent, as: right)
        #expect(try await desk.run("right.csv").code == 0)
        // The very same correction again: looked up, not paid again.
        try desk.copy("first.qualifica/fix.csv", to: "again.csv", correcting: sent, as: right)
        #expect(try await desk.run("again.csv").code == 0)
        #expect(try await desk.statistics().doubleEffects == 0)
      }
    }

    @Test("Results of the first and the third generation put together", arguments: [true, false])
    func generationsPutTogether(_ firstIsAbove: Bool) async throws {
      let (sent, right) = Self.payroll(seed: 408)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent) { $0.hasCodes = false }.text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 1)
        try desk.copy("first.qualifica/fix.csv", to: "second.csv")
        #expect(try await desk.run("second.csv", "--service", "4", "--yes").code == 1)
        try desk.copy("second.qualifica/fix.csv", to: "third.csv", correcting: sent, as: right)
        #expect(try await desk.run("third.csv", "--service", "4", "--yes").code == 0)
        try desk.copy("first.qualifica/fix.csv", to: "old.csv", correcting: sent, as: right)
        let (old, new) = (
          try desk.folder.text(of: "old.csv"),
          try desk.folder.text(of: "third.qualifica/results.csv")
        )
        let (above, below) = firstIsAbove ? (old, new) : (new, old)
        let rows = below.split(separator: "\n").dropFirst().joined(separator: "\n")
        try desk.folder.write(above + rows + "\n", to: "both.csv")
        let before = try await desk.statistics().records
        #expect(try await desk.run("both.csv", "--service", "4", "--yes").code == 1)
        #expect(try await desk.statistics().records == before)
      }
    }

    @Test("A correction fed back twice, the second time with its codes in capitals")
    func codesInCapitals() async throws {
      let (sent, right) = Self.payroll(seed: 407)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent).text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        try desk.copy("first.qualifica/fix.csv", to: "once.csv", correcting: sent, as: right)
        #expect(try await desk.run("once.csv").code == 0)
        let codes = try desk.table("first.qualifica/fix.csv")["q_custom_code"]
        var text = try desk.folder.text(of: "once.csv")
        for code in codes { text.replace(";\(code);", with: ";\(code.uppercased());") }
        try desk.folder.write(text, to: "twice.csv")
        #expect(try await desk.run("twice.csv").code == 0)
        let (once, twice) = (
          try desk.table("once.qualifica/results.csv")["q_custom_code"],
          try desk.table("twice.qualifica/results.csv")["q_custom_code"]
        )
        #expect(once == twice)
      }
    }

    @Test("results.csv fed back pays nobody twice")
    func resultsFedBack() async throws {
      let (sent, right) = Self.payroll(seed: 404)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent) { $0.hasCodes = false }.text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        try desk.copy("first.qualifica/results.csv", to: "all.csv", correcting: sent, as: right)
        #expect(try await desk.run("all.csv").code == 1)
        let results = try desk.table("all.qualifica/results.csv")
        let statuses = ["duplicate", "duplicate", "valid", "valid", "valid", "valid"]
        #expect(results["q_status"] == statuses)
        #expect(results["q_code"][0] == "custom_code.taken_earlier")
        #expect(try desk.table("all.qualifica/valid.csv").rows.count == 4)
        #expect(try desk.table("all.qualifica/fix.csv").rows.isEmpty)
      }
    }

    @Test("Two corrected files put together; rows copied and removed; columns removed")
    func editedByHand() async throws {
      let (sent, right) = Self.payroll(seed: 405)
      try await Desk.withSimulator { desk in
        try desk.folder.write(
          Payroll(Array(sent.prefix(3))) { $0.hasCodes = false }.text, to: "a.csv")
        try desk.folder.write(
          Payroll(Array(sent.suffix(3))) { $0.hasCodes = false }.text, to: "b.csv")
        #expect(try await desk.run("a.csv").code == 1)
        #expect(try await desk.run("b.csv").code == 1)
        try desk.copy("a.qualifica/fix.csv", to: "a.fixed.csv", correcting: sent, as: right)
        try desk.copy("b.qualifica/fix.csv", to: "b.fixed.csv", correcting: sent, as: right)
        let first = try desk.folder.text(of: "a.fixed.csv")
        let second = try desk.folder.text(of: "b.fixed.csv").split(separator: "\n")
        // The header once, the first row of b twice.
        let rows = second.dropFirst() + [second[1]]
        try desk.folder.write(first + rows.joined(separator: "\n") + "\n", to: "both.csv")
        #expect(try await desk.run("both.csv").code == 1)
        let results = try desk.table("both.qualifica/results.csv")
        #expect(results["q_status"] == ["valid", "valid", "valid", "valid", "duplicate"])
        #expect(try await desk.statistics().doubleEffects == 0)
        #expect(try await desk.statistics().repeatedSubmissions == 0)
      }
    }

    @Test("What a person corrected in its place is not written over")
    func correctedInPlace() async throws {
      let desk = try Desk()
      let (sent, right) = Self.payroll(seed: 407)
      try desk.folder.write(Payroll(sent).text, to: "first.csv")
      #expect(try await desk.command(["check", "first.csv"]).code == 1)
      // At once, and by a program that keeps the time of the file.
      let path = desk.folder.path("first.check/fix.csv")
      let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
      try desk.copy("first.check/fix.csv", to: "first.check/fix.csv", correcting: sent, as: right)
      try FileManager.default.setAttributes(
        [.modificationDate: try #require(time as? Date)], ofItemAtPath: path)
      let end = try await desk.command(["check", "first.csv", "--lang", "en"])
      #expect(end.errors.contains("kept as fix.edited.csv"))
      let kept = try desk.folder.text(of: "first.check/fix.edited.csv")
      #expect(kept.contains(right[5].document))
      #expect(try desk.folder.text(of: "first.check/fix.csv").contains(sent[5].document))
      // The new one was touched by nobody.
      #expect(try await desk.command(["check", "first.csv"]).code == 1)
      #expect(!desk.folder.exists("first.check/fix.edited-2.csv"))
      #expect(try await desk.command(["check", "first.check/fix.edited.csv"]).code == 0)
    }

    @Test(
      "Without both columns that tell a record's story it is a new one; without one nobody is sent",
      arguments: [
        (["q_status"], 1), (["q_custom_code"], 1), (["q_status", "q_custom_code", "q_line"], 0),
      ])
    func columnsRemoved(_ removed: [String], _ code: Int) async throws {
      let (sent, right) = Self.payroll(seed: 406)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent) { $0.hasCodes = false }.text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        try desk.copy("first.qualifica/fix.csv", to: "fixed.csv", correcting: sent, as: right)
        let table = try desk.table("fixed.csv")
        let header = table.columns.filter { !removed.contains($0) }
        let rows = [header] + table.without(removed)
        try desk.folder.write(
          rows.map { $0.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n" }.joined(),
          to: "fixed.csv")
        let sentBefore = try await desk.statistics().records
        let end = try await desk.run("fixed.csv")
        #expect(end.code == code, "\(end.errors)")
        #expect(try await desk.statistics().repeatedSubmissions == 0)
        guard code == 1 else { return }
        #expect(try await desk.statistics().records == sentBefore)
        #expect(end.errors.contains("no record is sent"))
      }
    }

    @Test(
      "Without money what comes back as it was is sent again, and that is said, in both languages")
    func saidWithoutMoney() async throws {
      let (sent, _) = Self.payroll(seed: 419)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent).text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        for (folder, language, words) in [
          ("en", "en", "came back uncorrected and will be sent again"),
          ("pt", "pt-BR", "voltaram sem correção e serão enviados de novo"),
        ] {
          let end = try await desk.run(
            "first.qualifica/fix.csv", "-o", folder, "--lang", language)
          #expect(end.code == 1, "\(end.errors)")
          #expect(end.errors.contains(words), "\(end.errors)")
        }
      }
    }

    @Test("Where money moves, what comes back as it was is held back; what was corrected is sent")
    func uncorrected() async throws {
      let (sent, right) = Self.payroll(seed: 409)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent).text, to: "first.csv")
        #expect(try await desk.run("first.csv", "--service", "4", "--yes").code == 1)
        let before = try await desk.statistics().records
        // Of four one is corrected.
        try desk.copy(
          "first.qualifica/fix.csv", to: "first.qualifica/fix.csv", correcting: [sent[2]],
          as: [right[2]])
        let end = try await desk.run("first.qualifica/fix.csv", "--service", "4", "--yes")
        #expect(end.code == 1, "\(end.errors)")
        let results = try desk.table("first.qualifica/fix.qualifica/results.csv")
        #expect(results["q_status"] == ["valid", "rejected", "rejected", "rejected"])
        #expect(results["q_code"][2] == "custom_code.not_corrected")
        #expect(try await desk.statistics().records == before + 1)
        // Held back once more, or looked up: no deposit either way.
        let again = try await desk.run(
          "first.qualifica/fix.qualifica/fix.csv", "--service", "4", "--yes")
        #expect(again.code == 1, "\(again.errors)")
        #expect(try await desk.statistics().doubleEffects == 0)
        #expect(try await desk.statistics().records == before + 1)
      }
    }

    @Test(
      "results.csv with damaged words sends nobody, and stays that way when it is fed back again",
      arguments: [("valid", "válido"), ("valid", "#NAME?"), ("invalid", "inválido"), ("valid", "")])
    func damagedWords(_ word: String, _ damaged: String) async throws {
      let (sent, _) = Self.payroll(seed: 408)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(sent) { $0.hasCodes = false }.text, to: "first.csv")
        #expect(try await desk.run("first.csv").code == 1)
        let before = try await desk.statistics().records
        let results = try desk.folder.text(of: "first.qualifica/results.csv")
        let header = results.prefix { $0 != "\n" }
        let rows = results.split(separator: "\n").filter { $0.contains(";\(word);") }
          .map { $0.replacing(";\(word);", with: ";\(damaged);") }
        #expect(!rows.isEmpty)
        try desk.folder.write(header + "\n" + rows.joined(separator: "\n") + "\n", to: "back1.csv")
        for number in 1...3 {
          #expect(try await desk.run("back\(number).csv").code == 1)
          let results = try desk.table("back\(number).qualifica/results.csv")
          #expect(results["q_status"].allSatisfy { $0 == "rejected" })
          try desk.copy("back\(number).qualifica/fix.csv", to: "back\(number + 1).csv")
        }
        #expect(try await desk.statistics().records == before)
      }
    }
  }
}

extension Desk {
  /// Copies a file of a run, with the cells of some payees replaced by those of others.
  fileprivate func copy(
    _ name: String, to copy: String, correcting wrong: [Payee] = [], as right: [Payee] = []
  ) throws {
    var text = try folder.text(of: name)
    for (wrong, right) in zip(wrong, right) {
      text = text.replacing(
        wrong.cells.dropFirst().joined(separator: ";"),
        with: right.cells.dropFirst().joined(separator: ";"))
    }
    try folder.write(text, to: copy)
  }
}
