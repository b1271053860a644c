import Foundation
import Testing

/// States and stores are told in one place each.
struct StateTests {
  /// Words of data qualification's verdicts that no other word contains.
  private static let verdicts = [
    "awaiting_balance", "awaitingBalance", "not_verifiable", "notVerifiable",
  ]
  /// Reads words of files that are fed back; moves to the operations with the check of payees.
  private static let known: Set<String> = ["EarlierRun.swift"]

  @Test(
    "No verdict is told outside its operation",
    arguments: ["Sources/BulkEngine", "Sources/SQLiteJournal"])
  func noVerdictIsToldOutsideItsOperation(_ folder: String) throws {
    for (name, text) in try texts(of: folder) where !Self.known.contains(name) {
      // Formats 1 to 3 of the journal have them for states.
      guard name != "FormerFormats.swift" else { continue }
      for verdict in Self.verdicts where text.contains(verdict) {
        Issue.record("\(folder)/\(name): \(verdict)")
      }
    }
  }

  /// Beside the two factories: who looks after the ledger's file, and what is said when that fails.
  private static let keepers: Set<String> = [
    "LedgerCommand.swift", "LedgerReports.swift", "LedgerSentence.swift",
  ]

  @Test("Commands name no store")
  func commandsNameNoStore() throws {
    let naming = try texts(of: "Sources/qualifica").filter { $0.text.contains("SQLiteJournal") }
    let factories = naming.map(\.name).filter { !Self.keepers.contains($0) }
    #expect(factories == ["RunFolder.swift", "RunLedger.swift"])
  }

  @Test("A seam has at most five requirements")
  func aSeamHasAtMostFiveRequirements() throws {
    for (name, text) in try texts(of: "Sources/BulkEngine/Seams") {
      for declaration in text.matches(of: /protocol (\w+)[^{]*\{\n(.*?)\n\}/.dotMatchesNewlines()) {
        let requirements = declaration.2.split(separator: "\n").filter {
          $0.hasPrefix("  func ") || $0.hasPrefix("  var ")
        }
        #expect(requirements.count <= 5, "\(name): \(declaration.1)")
      }
    }
  }

  private func texts(of folder: String) throws -> [(name: String, text: String)] {
    let root = SourceTree.project.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { path in
        let url = root.appending(path: path)
        return (url.lastPathComponent, try String(contentsOf: url, encoding: .utf8))
      }
  }
}
