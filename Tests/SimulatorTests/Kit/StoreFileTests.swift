import Foundation
import Testing

@testable import Simulator

@Suite("StoreFile, and StoreLine of Data Qualification")
struct StoreFileTests {
  @Test("a record is one line and comes back from it")
  func line() throws {
    let store = QualificationStore.holding([
      .sample(code: "çé\"\n", storedAtMilliseconds: 99) { $0.facts.isSavings = true }
    ])
    var writer = JSONWriter()
    StoreLine.write(store, 0, to: &writer)
    #expect(writer.bytes.last == UInt8(ascii: "\n"))
    #expect(writer.bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    let record = try StoreLine.read(writer.bytes.dropLast())
    #expect(record.texts == store.texts(of: 0))
    #expect(
      record.storedAt.milliseconds == 99 && record.facts.isSavings && record.facts.amount == 10.5)
    #expect(!writer.bytes.text.contains("test-token"))
  }

  @Test("a line that is no record is an error", arguments: ["{}", "x", #"{"stored_ms":1}"#])
  func brokenLine(text: String) {
    #expect(throws: JSONReadingError.self) { try StoreLine.read(Array(text.utf8)) }
  }

  @Test("the file is private, keeps its lines, and cuts a torn last one")
  func file() throws {
    try withTemporaryPath { path in
      try StoreFile(path: path).append(Array("one\ntwo\nto".utf8))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      var lines: [String] = []
      let file = try StoreFile(path: path)
      try file.load { lines.append($0.text) }
      try file.append(Array("three\n".utf8))
      #expect(lines == ["one", "two"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\ntwo\nthree\n")
    }
  }

  @Test("a broken line in the middle is named by its number")
  func brokenMiddle() throws {
    try withTemporaryPath { path in
      try Data("good\nbad\n".utf8).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: SimulatorError.self) {
        try StoreFile(path: path).load { (line) throws(JSONReadingError) in
          if line.text == "bad" { throw JSONReadingError(reason: "no", byteOffset: 0) }
        }
      }
      #expect(error?.description.contains("line 2") == true)
    }
  }

  @Test("a path that cannot be opened, or is a link, is an error")
  func unusablePaths() throws {
    #expect(throws: SimulatorError.self) { try StoreFile(path: "/nonexistent/store") }
    try withTemporaryPath { path in
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: path + ".target")
      #expect(throws: SimulatorError.self) { try StoreFile(path: path) }
    }
  }
}

/// A path in a folder of its own that is removed afterwards.
func withTemporaryPath<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.appending(path: "store.jsonl").path)
}

/// The same for a body that waits.
func withTemporaryPath<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "simulator-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.appending(path: "store.jsonl").path)
}
