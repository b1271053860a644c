import Foundation

/// A folder of its own for one test, removed with its content afterwards.
package final class TemporaryFolder: Sendable {
  /// Absolute.
  package let path: String

  /// - Throws: when it cannot be made.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/qualification-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file of UTF-8 text and gives its path.
  ///
  /// - Throws: when it cannot be written.
  package func file(_ text: String, name: String = "payees.csv") throws -> String {
    try file(Array(text.utf8), name: name)
  }

  /// Writes a file and gives its path.
  ///
  /// - Throws: when it cannot be written.
  package func file(_ bytes: [UInt8], name: String = "payees.csv") throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// The text of a file in it.
  ///
  /// - Throws: when it cannot be read.
  package func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// What is in it, sorted.
  ///
  /// - Throws: when it cannot be looked at.
  package func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
