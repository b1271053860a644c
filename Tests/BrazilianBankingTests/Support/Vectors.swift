import Foundation
import Testing

/// Files beside the test targets, read by the path of this source file.
enum VectorFile {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Vectors")

  static func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }
}

/// One line of `vectors.csv`.
struct Vector: Sendable, CustomTestStringConvertible {
  var line: Int
  var kind: String
  var bank: String
  var branch: String
  var branchDigit: String
  var type: String
  var account: String
  var accountDigit: String
  var key: String
  var expected: String

  var testDescription: String { "line \(line)" }

  static let all: [Vector] = {
    guard let data = try? VectorFile.bytes("vectors.csv") else { return [] }
    let lines = String(decoding: data, as: UTF8.self)
      .replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().dropFirst().compactMap { number, line in
      // Only the last column, the source, is ever quoted.
      let fields = line.split(separator: ",", maxSplits: 9, omittingEmptySubsequences: false)
        .map(String.init)
      guard fields.count == 10 else { return nil }
      return Vector(
        line: number + 1, kind: fields[0], bank: fields[1], branch: fields[2],
        branchDigit: fields[3], type: fields[4], account: fields[5], accountDigit: fields[6],
        key: fields[7], expected: fields[8])
    }
  }()

  static func of(_ kinds: String...) -> [Vector] { all.filter { kinds.contains($0.kind) } }
}
