import Foundation

extension Encodable {
  /// What a command answers to programs: members in the order of their names, indented.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return JSONLayout.withPlainColons(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// How JSON is laid out for whoever reads it.
enum JSONLayout {
  /// Without the blank that Foundation puts before each colon: `"name": 1`.
  static func withPlainColons(_ json: String) -> String {
    json.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let colon = line.firstMatch(of: /^ *"(?:[^"\\]|\\.)*"( ):/) else { return line }
      return line[..<colon.output.1.startIndex] + line[colon.output.1.endIndex...]
    }.joined(separator: "\n")
  }
}
