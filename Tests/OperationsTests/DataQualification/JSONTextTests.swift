import Foundation
import Testing

@testable import Operations

/// A text becomes a JSON string whose size is known beforehand.
struct JSONTextTests {
  @Test(
    "What must be escaped is",
    arguments: [
      ("", #""""#), ("abc", #""abc""#), ("é/", #""é/""#), ("\"", #""\"""#), ("\\", #""\\""#),
      ("\n", #""\u000a""#), ("\u{1F}", #""\u001f""#), ("\u{7F}", "\"\u{7F}\""),
    ])
  func whatMustBeEscapedIs(_ text: String, _ expected: String) {
    #expect(string(text) == expected)
    #expect(JSONText.size(ofString: text) == expected.utf8.count)
  }

  @Test("Every character of the first blocks comes back")
  func everyCharacterOfTheFirstBlocksComesBack() throws {
    let text = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))
    let decoded = try JSONDecoder().decode([String].self, from: Data("[\(string(text))]".utf8))
    #expect(decoded == [text])
    #expect(JSONText.size(ofString: text) == string(text).utf8.count)
  }

  @Test("A literal is appended as it is")
  func aLiteralIsAppendedAsItIs() {
    var bytes: [UInt8] = []
    JSONText.append(literal: #"{"a":"#, to: &bytes)
    #expect(bytes == Array(#"{"a":"#.utf8))
  }

  private func string(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(string: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
