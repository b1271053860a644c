import Foundation
import Testing

extension Promises {
  /// Whatever the README tells people to type is understood.
  @Suite struct ReadmeTests {
    private static let commands: [String] = {
      let text = try? String(contentsOfFile: "\(BuiltCommand.project)/README.md", encoding: .utf8)
      return text.map(commandLines) ?? []
    }()

    @Test("Every command line of the README parses", .enabled(if: !commands.isEmpty))
    func commandLines() async throws {
      let desk = try Desk()
      for line in Self.commands {
        // The parser looks for help only where the words before it are understood.
        let end = try await desk.command(Self.words(line) + ["--help"])
        #expect(end.code == 0, "\(line): \(end.errors)")
      }
    }

    /// Lines of code blocks that call the command, prompt and redirections left out.
    static func commandLines(_ text: String) -> [String] {
      var isCode = false
      return text.split(separator: "\n").compactMap { line in
        if line.hasPrefix("```") { isCode.toggle() }
        guard isCode, let range = line.range(of: "qualifica ") else { return nil }
        let before = line[..<range.lowerBound]
        guard before.allSatisfy({ "$ ./".contains($0) }) || before.hasSuffix("/") else {
          return nil
        }
        return String(line[range.upperBound...].prefix { !"|>#;&".contains($0) })
      }
    }

    private static func words(_ line: String) -> [String] {
      line.split(separator: " ").map { $0.filter { $0 != "\"" && $0 != "'" } }
    }
  }
}
