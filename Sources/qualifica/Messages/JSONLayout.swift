import Foundation

extension Encodable {
  /// What a command answers to programs: members in the order of their names, indented.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return JSONLayout.withPlainColons(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// How JSON is laid out for its reader.
enum JSONLayout {
  /// Without the blank that Foundation puts before each colon: `"name": 1`.
  static func withPlainColons(_ json: String) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(json.utf8.count)
    for line in json.utf8.split(separator: newline, omittingEmptySubsequences: false) {
      if line.startIndex > json.startIndex { text.append(newline) }
      guard let blank = blankAfterName(in: line) else {
        text += line
        continue
      }
      text += line[..<blank]
      text += line[line.index(after: blank)...]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The blank before the colon of a line that begins with a member's name.
  private static func blankAfterName(in line: Substring.UTF8View) -> Substring.UTF8View.Index? {
    guard let quote = line.firstIndex(where: { $0 != blank }), line[quote] == doubleQuote else {
      return nil
    }
    var isEscaped = false
    var index = line.index(after: quote)
    while index < line.endIndex, isEscaped || line[index] != doubleQuote {
      isEscaped = !isEscaped && line[index] == backslash
      index = line.index(after: index)
    }
    guard index < line.endIndex else { return nil }
    let rest = line[line.index(after: index)...]
    return rest.starts(with: [blank, colon]) ? rest.startIndex : nil
  }

  private static let newline = UInt8(ascii: "\n")
  private static let blank = UInt8(ascii: " ")
  private static let colon = UInt8(ascii: ":")
  private static let doubleQuote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
}
