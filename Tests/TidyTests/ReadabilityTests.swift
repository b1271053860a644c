import Foundation
import Testing

/// A file reads from top to bottom: it is short, and its comments are plain (subject, verb, positive,
/// what first).
struct ReadabilityTests {
  static let modules = ["BrazilianBanking", "CallbackServer", "Simulator", "Spreadsheets"]

  /// Words that `repair`, a plain verb or a positive sentence replaces.
  static let words = [
    "mended", "mends", "whoever", "nobody", "is told", "are told", "of which nothing",
    "stands behind", "taken apart",
  ]

  /// Lists of data.
  static let lists: Set<String> = ["Banks/BundledBankList.swift", "CNAB/CNABTable.swift"]

  @Test("No file has more than 300 lines", arguments: ["Sources", "Tests"])
  func noFileHasMoreThan300Lines(_ folder: String) throws {
    for (path, text) in try Self.files(in: folder)
    where !Self.lists.contains(where: path.hasSuffix) {
      let lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lineCount <= 300, "\(folder)/\(path)")
    }
  }

  @Test("Comments use plain words", arguments: modules)
  func commentsUsePlainWords(_ module: String) throws {
    for (path, text) in try Self.files(of: module) {
      for line in text.split(separator: "\n") {
        guard let start = line.firstRange(of: "//")?.lowerBound else { continue }
        let comment = line[start...].lowercased()
        for word in Self.words where comment.contains(word) {
          Issue.record("\(module)/\(path) says \"\(word)\": \(comment)")
        }
      }
    }
  }

  @Test("Every test is named by a sentence")
  func everyTestIsNamedByASentence() throws {
    let mark = "@" + "Test"
    for (path, text) in try Self.files(in: "Tests") {
      for part in text.components(separatedBy: "\n").joined(separator: " ")
        .components(separatedBy: mark).dropFirst()
      {
        let name = part.prefixMatch(of: /\(\s*"[^"]*\w[^"]*"|[^\s(]/)
        if name == nil {
          Issue.record("\(path): write \(mark)(\"A sentence\"), not \(part.prefix(60))")
        }
      }
    }
  }

  private static func files(of module: String) throws -> [(path: String, text: String)] {
    try files(in: "Sources/\(module)")
  }

  private static func files(in folder: String) throws -> [(path: String, text: String)] {
    let root = SourceTree.project.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }
    #expect(!paths.isEmpty)
    return try paths.map {
      ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
    }
  }
}
