import Foundation
import Testing

/// The library as its users meet it: the examples of its page in a program of their own, linked
/// statically, with the standard library alone.
struct ClientTests {
  private static let root = VectorFile.folder.deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let sources = root.appending(path: "Sources/BrazilianBanking")

  /// Every Swift file of the library.
  private static var files: [URL] {
    let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }

  @Test("Nothing but the standard library is imported")
  func nothingButTheStandardLibraryIsImported() throws {
    #expect(Self.files.count > 20)
    for file in Self.files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let imports = text.split(separator: "\n").filter {
        $0.split(separator: " ").prefix(2).contains("import")
      }
      #expect(imports.isEmpty, "\(file.lastPathComponent)")
    }
  }

  /// Compiled with `-static-stdlib` by the compiler alone: no package, nothing to resolve.
  @Test("The examples of the page give what they say")
  func theExamplesOfThePageGiveWhatTheySay() throws {
    let page = try DocumentationPage(
      Self.sources.appending(path: "BrazilianBanking.docc/BrazilianBanking.md"))
    #expect(page.expectations.count > 30)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(page.program.utf8).write(to: folder.appending(path: "Client.swift"))
    try swiftc(
      ["-module-name", "BrazilianBanking", "-wmo", "-emit-module", "-c", "-o", "library.o"]
        + Self.files.map(\.path), in: folder)
    try swiftc(
      ["Client.swift", "library.o", "-I", ".", "-static-stdlib", "-o", "client"], in: folder)
    let output = try run(folder.appending(path: "client").path, [], in: folder)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (line, expectation) in zip(lines, page.expectations) {
      #expect(line == expectation.result, "\(expectation.expression)")
    }
    #expect(lines.count == page.expectations.count + 1)
  }

  private func swiftc(_ arguments: [String], in folder: URL) throws {
    _ = try run(
      "/usr/bin/env", ["swiftc", "-swift-version", "6", "-parse-as-library"] + arguments,
      in: folder)
  }

  private func run(_ path: String, _ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = output
    try process.run()
    let content = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: content, as: UTF8.self)
  }
}
