import Foundation
import Testing

/// Why a store is of no use is told in both languages.
struct StoreReasonTests {
  @Test("Every reason that a store gives is in the table of its Portuguese words")
  func everyReasonIsInTheTable() throws {
    let table = try String(
      contentsOf: SourceTree.project.appending(
        path: "Sources/BulkEngine/State/StoreReason.swift"), encoding: .utf8)
    let known = Set(table.matches(of: /(?m)^    "([^"]+)":/).map { String($0.1) })
    let given =
      /(?s)\.(?:damaged|notPermitted|diskFailed|unknownOutcome|other)\(\s*path: [^)]*?reason: "([^"\\]+)"/
    var reasons: [String] = []
    for folder in ["Sources/SQLiteJournal", "Sources/BulkEngine", "Sources/qualifica"] {
      for text in try Self.texts(of: folder) {
        reasons += text.matches(of: given).map { String($0.1) }
      }
    }
    #expect(reasons.count > 10)
    for reason in Set(reasons) { #expect(known.contains(reason), "\(reason)") }
  }

  private static func texts(of folder: String) throws -> [String] {
    let root = SourceTree.project.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: root.appending(path: $0), encoding: .utf8) }
  }
}
