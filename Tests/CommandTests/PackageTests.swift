import Foundation
import Testing

extension Promises {
  /// What people install, made by `.ci/package` from the command under test.
  @Suite struct PackageTests {
    private static let project = BuiltCommand.project
    private static let canPack = ["/usr/bin/dpkg-deb", "/usr/bin/dpkg-shlibdeps", "/usr/bin/strip"]
      .allSatisfy(FileManager.default.isExecutableFile)

    @Test(
      "The Debian package has the command, man pages in both languages, completions and examples",
      .enabled(if: canPack))
    func package() async throws {
      let desk = try Desk()
      let end = try await Self.tool(
        "\(Self.project)/.ci/package",
        ["deb", "--executable", BuiltCommand.url.path, "--output", desk.folder.path("out")], desk,
        ["PACKAGE_COMPRESSION": "none"])
      #expect(end.code == 0, "\(end.errors)")
      let package = end.output.trimmingCharacters(in: .whitespacesAndNewlines)
      let listed = try await Self.tool("/usr/bin/dpkg-deb", ["--contents", package], desk)
      let files = listed.output.split(separator: "\n").compactMap {
        $0.split(separator: " ").last.map(String.init)
      }
      for file in [
        "bin/qualifica", "share/man/man1/qualifica.1.gz", "share/man/man1/qualifica-run.1.gz",
        "share/man/pt_BR/man1/qualifica-demo.1.gz", "share/bash-completion/completions/qualifica",
        "share/zsh/vendor-completions/_qualifica", "share/fish/vendor_completions.d/qualifica.fish",
        "share/doc/qualifica/copyright", "share/doc/qualifica/examples/config.json",
        "share/doc/qualifica/examples/crontab", "share/doc/qualifica/examples/qualifica-monthly",
      ] {
        #expect(files.contains("./usr/\(file)"), "\(file)")
      }
      let control = try await Self.tool("/usr/bin/dpkg-deb", ["--field", package], desk)
      for library in [
        "libcsv", "libexpat", "libsqlite3", "libxlsxwriter", "zlib1g", "libc6", "libpq5",
      ] {
        #expect(control.output.contains(library), "\(control.output)")
      }
    }

    @Test("The example configuration is taken as it is")
    func configuration() async throws {
      let desk = try Desk()
      let file = "\(Self.project)/.ci/debian/examples/config.json"
      let end = try await desk.command(
        ["config", "--lang", "en"], environment: ["QUALIFICA_CONFIG": file])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.output.contains("5%"), "\(end.output)")
    }

    @Test("The monthly script runs a sheet in a folder with the date, and goes on while it must")
    func monthly() async throws {
      let desk = try Desk()
      try FileManager.default.createSymbolicLink(
        atPath: desk.folder.path("qualifica"), withDestinationPath: BuiltCommand.url.path)
      for (sheet, wait, code) in [("july", "30s", 1), ("august", "1s", 1)] {
        try FileManager.default.copyItem(
          atPath: "\(Self.project)/samples/payroll.csv", toPath: desk.folder.path("\(sheet).csv"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let end = try await Self.tool(
          "\(Self.project)/.ci/debian/examples/qualifica-monthly", ["\(sheet).csv"], desk,
          [
            "PATH": "\(desk.folder.path):\(path)", "PAUSE": "0", "QUALIFICA_SIMULATE": "true",
            "QUALIFICA_WAIT": wait,
          ])
        #expect(end.code == code, "\(end.errors)")
        let folders = try desk.folder.names(in: ".").filter { $0.hasPrefix("\(sheet)-") }
        #expect(
          folders.count == 1 && folders[0].wholeMatch(of: /[a-z]+-\d{4}-\d\d-\d\d.qualifica/) != nil
        )
        #expect(try desk.table("\(folders[0])/payable.csv").rows.count == 8)
        #expect(end.output.contains("correct fix.csv"))
      }
    }

    private static func tool(
      _ path: String, _ arguments: [String], _ desk: Desk, _ environment: [String: String] = [:]
    ) async throws -> CommandEnd {
      try await RunningCommand(
        arguments, home: desk.folder, environment: environment,
        executable: URL(fileURLWithPath: path)
      ).end()
    }
  }
}
