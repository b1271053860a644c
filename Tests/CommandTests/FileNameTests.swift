import Foundation
import Testing

extension PatientPromises {
  /// A name is bytes: those of old Windows shares are no UTF-8, and all of them are taken.
  @Suite struct FileNameTests {
    private static let people = Payee.people(3, seed: 25)

    /// Runs lines of bash in a new folder, `q` being the command; that verdicts are pending is no failure.
    private static func bash(_ script: String) async throws -> CommandEnd {
      let desk = try Desk()
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      let command = try RunningCommand(
        [
          "-c", "q() { c=0; \"$0\" \"$@\" || c=$?; [ $c -eq 2 ] && c=0; return $c; }\n\(script)",
          BuiltCommand.url.path,
        ],
        home: desk.folder,
        executable: URL(fileURLWithPath: "/bin/bash"))
      return await command.end()
    }

    private static let run = "run --simulate --no-wait --lang en"

    @Test(
      "A file of any name is inspected, checked, run, shown, exported and purged",
      arguments: [
        "$'folha\\xe7.csv'", "$'pasta\\xe7/folha\\xe7\\xff.csv'", "$'li\\nnha.csv'",
        "$'\\'\"$a b.csv'",
        "'100% #1?x=%41.csv'", "'~.csv'", "'😀.csv'", "$'jose\\xcc\\x81.csv'", "$'\\xcc\\x81a.csv'",
        "$'\\xf4\\x8f\\xba\\x80\\xe7.csv'", "-x.csv", "'file:a?mode=ro.csv'",
      ])
    func anyName(name: String) async throws {
      let end = try await Self.bash(
        """
        f=\(name); d=$(dirname -- "$f"); mkdir -p -- "$d"; mv payees.csv "./$f"; r="${f%.csv}.qualifica"
        set -e
        q inspect --lang en -- "$f" >/dev/null
        q check --lang en -- "$f"
        rm -rf -- "$r" "${f%.csv}.check"
        q \(Self.run) -- "$f"
        q status --lang en -- "$r" >/dev/null
        q resume --no-wait --lang en -- "$r"
        q export --lang en -- "$r"
        test -f "./$r/valid.csv"
        iconv -f utf-8 -t utf-8 "./$r/summary.json" >/dev/null
        q purge --yes --unfinished --lang en -- "$r"
        test -f "./$r/journal.sqlite" -a ! -e "./$r/valid.csv"
        """)
      #expect(end.code == 0, "\(end.errors)")
      #expect(!end.errors.unicodeScalars.contains { (0x10FE80...0x10FEFF).contains($0.value) })
    }

    @Test("The suggested command can be pasted")
    func pasteable() async throws {
      let end = try await Self.bash(
        """
        mv payees.csv $'folha\\xe7.csv'
        q run --simulate --no-wait --lang en $'folha\\xe7.csv' 2>errors
        next=$(sed -n 's/^Next: qualifica //p' errors | tail -1)
        eval "q ${next/resume/status --lang en}"
        """)
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test("The working folder, the output folder and the variables may be no UTF-8 either")
    func folders() async throws {
      let end = try await Self.bash(
        """
        set -e
        mkdir $'aqui\\xe7'; cd $'aqui\\xe7'; mv ../payees.csv .
        q \(Self.run) payees.csv
        q check --lang en -o $'sa\\xedda' payees.csv
        test -f $'sa\\xedda/results.csv'
        QUALIFICA_OUTPUT=$'fora\\xe7' q check --lang en payees.csv
        test -f $'fora\\xe7/results.csv'
        """)
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test("A name too long for the ending of its folder is cut")
    func longName() async throws {
      let name = String(repeating: "é", count: 125) + ".csv"
      let end = try await Self.bash(
        """
        set -e
        mv payees.csv '\(name)'
        q \(Self.run) '\(name)'
        test -f *.qualifica/valid.csv
        """)
      #expect(end.code == 0, "\(end.errors)")
    }

    @Test("Thousands of arguments are refused at once, not parsed for minutes")
    func manyArguments() async throws {
      let end = try await Self.bash(
        "q check payees.csv --lang en $(for i in {1..5000}; do echo --map name=nome; done)")
      #expect(end.code == 64 && end.lastWords.contains("10004"), "\(end.errors)")
    }

    @Test("A path too long for a journal is 73 with a sentence")
    func longPath() async throws {
      let folder = String(repeating: "d", count: 200)
      let path = [folder, folder, folder].joined(separator: "/")
      let end = try await Self.bash(
        "mkdir -p \(path); mv payees.csv \(path)\nq \(Self.run) \(path)/payees.csv")
      #expect(end.code == 73)
      #expect(end.lastWords.contains("too long") && end.lastWords.contains("--output"))
    }
  }
}
