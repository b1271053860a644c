import Foundation
import Simulator
import Testing

extension Promises {
  /// Whatever the READMEs and the reference tell people to type works as they say.
  @Suite struct ReadmeTests {
    private static let english = Documented("README.md")
    private static let portuguese = Documented("README.pt-BR.md")

    @Test(
      "The commands of the READMEs do what is said behind them", arguments: [english, portuguese])
    func commands(_ readme: Documented) async throws {
      try await Desk.withSimulator { desk in
        try readme.prepare(desk)
        for line in readme.commands {
          if line.text.contains("fix.csv") { try Documented.correctFix(on: desk) }
          let end = try await desk.command(
            line.words, environment: ["QUALIFICA_BASE_URL": "http://127.0.0.1:\(desk.port ?? 0)"])
          #expect(end.code == line.code, "\(line.text): \(end.errors)")
          if let file = line.redirection { try desk.folder.write(end.output, to: file) }
        }
      }
    }

    @Test("Both READMEs have the same commands, and the same pages of reference")
    func same() throws {
      let names = ["folha": "payroll", "chave": "key", "meu": "own"]
      func translated(_ text: String) -> String {
        names.reduce(text) { $0.replacing($1.key, with: $1.value) }
      }
      #expect(
        Self.portuguese.commands.map { translated($0.text) } == Self.english.commands.map(\.text))
      #expect(Self.portuguese.commands.map(\.code) == Self.english.commands.map(\.code))
      #expect(Self.portuguese.shellCommands.map(translated) == Self.english.shellCommands)
      let paired = Self.portuguese.links.map { Documented.originals[$0] ?? $0 }
      #expect(paired == Self.english.links)
    }

    @Test(
      "A page in Portuguese has the files, the codes and the options of the English one",
      arguments: Documented.originals.keys.sorted())
    func translated(_ name: String) throws {
      let (page, english) = (Documented(name), Documented(Documented.originals[name] ?? ""))
      #expect(!page.text.isEmpty && Self.portuguese.links.contains(name))
      #expect(page.headingCount == english.headingCount)
      // What stands first in a row of a table is a file, a status or a code.
      #expect(page.firstCells == english.firstCells)
      #expect(page.options.subtracting(english.options).isSubset(of: ["--token-file"]))
      #expect(!page.text.contains(/\b(the|and|with|what|where|is|are)\b/))
    }

    @Test("Every page that a README names is there", arguments: [english, portuguese])
    func links(_ readme: Documented) {
      #expect(readme.links.count > 5)
      for link in readme.links + readme.pictures {
        #expect(
          FileManager.default.fileExists(atPath: "\(BuiltCommand.project)/\(link)"), "\(link)")
      }
    }

    @Test("Every command line of the reference parses", arguments: Documented.reference)
    func parses(_ page: Documented) async throws {
      let desk = try Desk()
      for line in page.commands {
        // The parser looks for help only where the words before it are understood.
        let end = try await desk.command(line.words + ["--help"], environment: [:])
        #expect(end.code == 0, "\(line.text): \(end.errors)")
      }
    }

    @Test(
      "The picture of the terminal is what the command says",
      arguments: [("en", "payroll", english), ("pt-BR", "folha", portuguese)])
    func picture(_ language: String, _ sheet: String, _ readme: Documented) async throws {
      let desk = try Desk()
      try FileManager.default.copyItem(
        atPath: "\(BuiltCommand.project)/samples/payroll.csv",
        toPath: desk.folder.path("\(sheet).csv"))
      let end = try await desk.command(
        ["run", "\(sheet).csv", "--simulate", "--lang", language], environment: [:])
      let said = end.errors.replacing("\(desk.folder.path)/", with: "").split(separator: "\n")
        .map(String.init)
      let path = try #require(readme.pictures.first)
      let picture = try String(contentsOfFile: "\(BuiltCommand.project)/\(path)", encoding: .utf8)
      let drawn = picture.matches(of: /<text [^>]*>(.*)<\/text>/).map {
        String($0.1).replacing("&#160;", with: " ").replacing("&amp;", with: "&")
      }
      #expect(drawn == ["$ qualifica run \(sheet).csv --simulate"] + said, "run .ci/picture")
    }
  }
}

/// A page of documentation and the command lines in its code blocks.
struct Documented: Sendable, CustomTestStringConvertible {
  /// A line that calls the command.
  struct Line: Sendable {
    let text: String
    /// Expected; said behind it as `# 1: …` where it is not 0.
    let code: Int
    /// The file that takes what it says.
    let redirection: String?

    var words: [String] {
      text.split(separator: " ").map { $0.filter { $0 != "\"" && $0 != "'" } }
    }
  }

  let testDescription: String
  let text: String

  init(_ path: String) {
    testDescription = path
    text = (try? String(contentsOfFile: "\(BuiltCommand.project)/\(path)", encoding: .utf8)) ?? ""
  }

  /// The pages of `Documentation.docc` and the samples' README.
  static let reference: [Documented] = {
    let folder = "Sources/qualifica/Documentation.docc"
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(BuiltCommand.project)/\(folder)"))
      ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { Documented("\(folder)/\($0)") }
      + originals.keys.sorted().map { Documented($0) } + [Documented("samples/README.md")]
  }()

  /// Pages in Portuguese with those that they are made from.
  static let originals: [String: String] = {
    let folder = "Sources/qualifica/Documentation.docc"
    let names = [
      "CodigosDeSaida": "ExitCodes", "Configuracoes": "Settings",
      "ControleDeAcesso": "AccessControl", "PastaDaExecucao": "Files",
      "Perfis": "Profiles", "RegistroDeEnvios": "Ledger", "VariasMaquinas": "SharedRuns",
    ]
    return Dictionary(
      uniqueKeysWithValues: names.map { ("\(folder)/pt-BR/\($0).md", "\(folder)/\($1).md") })
  }()

  var headingCount: Int { text.matches(of: /(?m)^#+\s/).count }

  /// The code in the first cell of each row of a table.
  var firstCells: [String] {
    text.matches(of: /(?m)^\| (`[^|]*`|[0-9]+) \|/).map { String($0.1) }
  }

  var options: Set<String> { Set(text.matches(of: /--[a-z][a-z-]+/).map { String($0.0) }) }

  private var code: [String] {
    var isCode = false
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("```") { isCode.toggle() }
      return isCode && !line.hasPrefix("```") ? String(line) : nil
    }
  }

  var commands: [Line] {
    code.filter { $0.hasPrefix("qualifica ") }.map { line in
      let parts = line.split(separator: "#", maxSplits: 1).map(String.init)
      let typed = parts[0].trimmingCharacters(in: .whitespaces)
      let ends = typed.split(separator: ">").map { $0.trimmingCharacters(in: .whitespaces) }
      let code = parts.count > 1 ? parts[1].firstMatch(of: /^ (\d+):/).map { Int($0.1) ?? 0 } : nil
      return Line(
        text: String(ends[0].dropFirst("qualifica ".count)), code: code ?? 0,
        redirection: ends.count > 1 ? ends[1] : nil)
    }
  }

  /// Other lines of code, without what is said behind them.
  var shellCommands: [String] {
    code.filter { !$0.hasPrefix("qualifica ") }.map {
      $0.split(separator: "#")[0].trimmingCharacters(in: .whitespaces)
    }
  }

  /// Files of the project that the page links to.
  var links: [String] {
    text.matches(of: /(?:^|[^!])\[[^\]]*\]\(([^):]+)\)/).map { String($0.1) }
      .filter { !$0.hasPrefix("README") }
  }

  var pictures: [String] { text.matches(of: /!\[[^\]]*\]\(([^):]+)\)/).map { String($0.1) } }

  /// The sheet and the key of the page's language, as a reader has them.
  func prepare(_ desk: Desk) throws {
    let sample = try String(
      contentsOfFile: "\(BuiltCommand.project)/samples/payroll.csv", encoding: .utf8)
    for sheet in ["payroll.csv", "folha.csv"] where text.contains(" \(sheet)") {
      try desk.folder.write(sample, to: sheet)
    }
    for key in ["key", "chave"] where text.contains("--token-file \(key)") {
      try desk.folder.write(Desk.token, to: key)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: desk.folder.path(key))
    }
  }

  /// What the READMEs ask the reader to do: correct the two wrong cells.
  static func correctFix(on desk: Desk) throws {
    for run in ["payroll.qualifica", "folha.qualifica"] where desk.folder.exists("\(run)/fix.csv") {
      let text = try desk.folder.text(of: "\(run)/fix.csv")
      try desk.folder.write(
        text.replacing("310.455.333-54", with: "310.455.333-51").replacing(
          ";66778;6;", with: ";66778;3;"),
        to: "\(run)/fix.csv")
    }
  }
}
