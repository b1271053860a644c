import Foundation
import Testing

/// Foundation takes no path that is not UTF-8: whoever gives it a user's path loses such files.
@Suite struct PathSeamTests {
  /// What Foundation does with a path, and what stands in its place.
  private static let instead = [
    "URL(fileURLWithPath:": "SystemPath.absolute, .name, .folder, .stem, .fileExtension",
    "fileExists(atPath:": "SystemPath.exists", "contentsOfDirectory(": "SystemPath.entries",
    "removeItem(": "SystemPath.remove", "moveItem(": "SystemPath.rename",
    "attributesOfItem(": "SystemPath.status",
    "contents(atPath:": "SystemPath.plain around the path",
    "CommandLine.arguments": "SystemPath.arguments",
  ]
  /// The client's sources. The simulator is given plain paths.
  private static let modules = [
    "Spreadsheets", "BulkEngine", "SQLiteJournal", "VendorHTTP", "qualifica",
  ]
  /// Its only path is that of the folder for temporary files.
  private static let exempt = ["StandardInputCopy.swift"]

  @Test("No source gives Foundation a path that has not become plain", arguments: modules)
  func seam(module: String) throws {
    let root = "\(BuiltCommand.project)/Sources/\(module)"
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    #expect(!files.isEmpty)
    for file in files where file.hasSuffix(".swift") && !Self.exempt.contains(where: file.hasSuffix)
    {
      let text = try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
      for line in text.split(separator: "\n") where !line.contains("SystemPath.plain(") {
        for (call, replacement) in Self.instead where line.contains(call) {
          Issue.record(
            "\(module)/\(file): \(line.trimmingCharacters(in: .whitespaces)) — use \(replacement)")
        }
      }
    }
  }
}
