import Foundation
import Testing

extension Promises {
  /// Man pages and completions come from the catalogue of `--help`.
  @Suite struct ManualTests {
    @Test("Every command and option has its place in the man pages of both languages")
    func complete() async throws {
      let desk = try Desk()
      for language in ["en", "pt-BR"] {
        let tree = try await Self.tree(desk, language)
        try FileManager.default.createDirectory(
          atPath: desk.folder.path(language), withIntermediateDirectories: false)
        let end = try await desk.command(
          ["manual", language, "--lang", language], environment: [:])
        #expect(end.code == 0, "\(end.errors)")
        let pages = Self.pages(of: tree, below: [])
        #expect(try desk.folder.names(in: language) == pages.map(\.name).sorted())
        for page in pages {
          let text = try desk.folder.text(of: "\(language)/\(page.name)")
            .replacing("\\-", with: "-").replacing("\\e", with: "\\")
          for word in page.words {
            #expect(text.contains(word), "\(language) \(page.name): \(word)")
          }
        }
      }
    }

    @Test("No sentence of one language stands in the man pages of the other")
    func apart() async throws {
      let desk = try Desk()
      var texts: [String: String] = [:]
      for language in ["en", "pt-BR"] {
        try FileManager.default.createDirectory(
          atPath: desk.folder.path(language), withIntermediateDirectories: false)
        _ = try await desk.command(["manual", language, "--lang", language], environment: [:])
        texts[language] = try desk.folder.names(in: language)
          .map { try desk.folder.text(of: "\(language)/\($0)") }.joined()
      }
      for word in ["Show ", " the ", "Default", "OPTIONS", "(default"] {
        #expect(texts["pt-BR"]?.contains(word) == false, "\(word)")
      }
      for word in ["Mostra ", " uma ", "Padrão", "OPÇÕES"] {
        #expect(texts["en"]?.contains(word) == false, "\(word)")
      }
    }

    @Test("The formatter finds nothing wrong with a man page", .enabled(if: has("groff")))
    func wellFormed() async throws {
      let desk = try Desk()
      for language in ["en", "pt-BR"] {
        try FileManager.default.createDirectory(
          atPath: desk.folder.path(language), withIntermediateDirectories: false)
        _ = try await desk.command(["manual", language, "--lang", language], environment: [:])
        let pages = try desk.folder.names(in: language).map { "\(language)/\($0)" }
        let end = try await RunningCommand(
          ["-ww", "-z", "-Kutf8", "-Tutf8", "-man"] + pages, home: desk.folder,
          executable: try #require(Self.tool("groff"))
        ).end()
        #expect(end.errors.isEmpty, "\(end.errors)")
      }
    }

    // MARK: Completions

    @Test("The shell is told the values of every option that takes one of a few")
    func values() async throws {
      let desk = try Desk()
      let tree = try await Self.tree(desk, "en")
      let free: Set<String> = [
        "address", "addresses", "bytes", "character", "code", "column", "date", "duration",
        "field=column", "number", "name=value", "N|N%", "line,line…", "line=done|refused", "port",
        "sheet", "token", "url", "bank",
        "earlier", "later", "address:port", "company", "contact", "tax number",
      ]
      for command in Self.commands(of: tree) {
        for argument in command["arguments"] as? [[String: Any]] ?? []
        where argument["kind"] as? String != "flag" && argument["completionKind"] == nil {
          let name = argument["valueName"] as? String ?? ""
          #expect(
            free.contains(name),
            "\(command["commandName"] ?? ""): \(argument["names"] ?? "") \(name)")
        }
      }
    }

    @Test(
      "bash completes files and values",
      arguments: [
        (["run", "pay"], "payroll.csv"), (["run", "payroll.csv", "--lang", ""], "pt-BR"),
        (["run", "payroll.csv", "--output-format", "x"], "xlsx"),
        (["run", "payroll.csv", "--token-file", "ke"], "key"), (["de"], "demo"),
        (["profiles", "sen"], "senior"), (["check", "payroll.csv", "--digits", ""], "confident"),
      ])
    func bash(_ words: [String], _ expected: String) async throws {
      let desk = try Desk()
      let script = try await desk.command(
        ["--generate-completion-script", "bash"], environment: [:])
      try desk.folder.write(script.output, to: "completion")
      for file in ["payroll.csv", "key"] { try desk.folder.write("", to: file) }
      let typed = (["qualifica"] + words).map { "'\($0)'" }.joined(separator: " ")
      let line = (["qualifica"] + words).joined(separator: " ")
      try desk.folder.write(
        """
        source ./completion
        COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count); COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}
        _qualifica qualifica '\(words.last ?? "")' "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """, to: "ask")
      let end = try await RunningCommand(
        ["ask"], home: desk.folder, executable: URL(fileURLWithPath: "/bin/bash")
      ).end()
      #expect(end.output.split(separator: "\n").contains { $0 == expected }, "\(end)")
    }

    // MARK: What the parser knows

    private struct Page {
      let name: String
      /// What must stand on it.
      let words: [String]
    }

    private static func tree(_ desk: Desk, _ language: String) async throws -> [String: Any] {
      let end = try await desk.command(
        ["--experimental-dump-help"], environment: ["QUALIFICA_LANG": language])
      return try Desk.object(Data(end.output.utf8))["command"] as? [String: Any] ?? [:]
    }

    private static func shown(_ objects: Any?) -> [[String: Any]] {
      (objects as? [[String: Any]] ?? []).filter {
        $0["shouldDisplay"] as? Bool ?? true && $0["commandName"] as? String != "help"
      }
    }

    private static func commands(of command: [String: Any]) -> [[String: Any]] {
      [command] + shown(command["subcommands"]).flatMap(commands)
    }

    private static func pages(of command: [String: Any], below parents: [String]) -> [Page] {
      let path = parents + [command["commandName"] as? String ?? ""]
      let arguments = shown(command["arguments"]).flatMap { argument -> [String] in
        let names = (argument["names"] as? [[String: String]] ?? []).map {
          ($0["kind"] == "long" ? "--" : "-") + ($0["name"] ?? "")
        }
        return names.isEmpty ? [argument["valueName"] as? String ?? "?"] : names
      }
      let subcommands = shown(command["subcommands"])
      let words =
        [command["abstract"] as? String ?? "?"] + arguments
        + subcommands.compactMap { $0["commandName"] as? String }
      return [Page(name: path.joined(separator: "-") + ".1", words: words)]
        + subcommands.flatMap { pages(of: $0, below: path) }
    }

    private static func has(_ tool: String) -> Bool { self.tool(tool) != nil }

    private static func tool(_ name: String) -> URL? {
      ["/usr/bin", "/bin"].map { URL(fileURLWithPath: "\($0)/\(name)") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
  }
}
