import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// The files for operators of shared runs, tried on a server.
  @Suite(.enabled(if: PostgresServer.isWanted, Comment(rawValue: PostgresServer.missing)))
  struct OperatorFileTests {
    private static let samples = "\(BuiltCommand.project)/samples/shared-run"
    private static let people = Payee.people(6, seed: 84)

    private static func unit() throws -> [(name: String, value: String)] {
      try String(contentsOfFile: "\(samples)/qualifica-work@.service", encoding: .utf8)
        .split(separator: "\n").compactMap { line in
          guard !line.hasPrefix("#"), let place = line.firstIndex(of: "=") else { return nil }
          return (String(line[..<place]), String(line[line.index(after: place)...]))
        }
    }

    @Test("The systemd unit takes part in a run, and the questions for a monitor can be asked")
    func unit() async throws {
      let server = try PostgresServer.running()
      let database = try server.databaseName()
      let journal = server.address(of: database)
      let start = try #require(try Self.unit().first { $0.name == "ExecStart" }?.value)
      try await Desk.withSimulator { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        try desk.folder.write(Desk.token, to: "token")
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600], ofItemAtPath: desk.folder.path("token"))
        let run = try await desk.command(
          desk.runArguments("payees.csv", ["--journal", journal]))
        #expect(run.code == 0, "\(run.errors)")
        let code = run.errors.split(separator: "qualifica work ")[1].prefix { $0 != " " }
        let words = start.split(separator: " ").dropFirst().map { word in
          String(word).replacing("%i", with: code).replacing("${JOURNAL}", with: journal)
            .replacing("${INPUT}", with: "payees.csv").replacing("%d/", with: "")
        }
        let end = try await desk.command(words + ["--lang", "en"], environment: [:])
        #expect(end.code == 0, "\(end.errors)")
        let questions = try String(contentsOfFile: "\(Self.samples)/watch.sql", encoding: .utf8)
        try server.execute(questions, in: database)
      }
    }

    @Test("The unit starts again after what may pass, and not after what needs a person")
    func exitCodes() throws {
      let lines = try Self.unit()
      func codes(_ name: String) -> Set<Int> {
        Set(
          lines.first { $0.name == name }?.value.split(separator: " ").compactMap { Int($0) } ?? [])
      }
      #expect(codes("SuccessExitStatus") == [1, 2])
      #expect(codes("RestartPreventExitStatus") == [3, 64, 65, 66, 70, 73, 77, 78])
    }
  }
}
