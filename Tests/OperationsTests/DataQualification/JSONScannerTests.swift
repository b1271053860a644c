import Testing

@testable import Operations

/// The scanner takes the documented kinds of values and nothing else.
struct JSONScannerTests {
  @Test(
    "Whole numbers are read",
    arguments: [("7", 7), (" 0", 0), ("123456789012345678", 123_456_789_012_345_678)])
  func wholeNumbersAreRead(_ text: String, _ expected: Int) throws {
    var scanner = JSONScanner(Array("[\(text)]".utf8))
    var numbers: [Int] = []
    try scanner.array { (scanner) throws(OtherShape) in
      numbers.append(try scanner.wholeNumber())
    }
    #expect(numbers == [expected])
  }

  @Test(
    "Numbers that are not whole are not read as such",
    arguments: ["-1", "1.0", "1e2", "", "1234567890123456789", "\"1\"", "null"])
  func otherNumbersAreNot(_ text: String) {
    var scanner = JSONScanner(Array("\(text) ".utf8))
    #expect(throws: OtherShape.self) { try scanner.wholeNumber() }
  }

  @Test(
    "Any value can be skipped",
    arguments: [
      "null", "true", "-1.5e+3", #""a\"]""#, "[]", "{}", #"{"a":[1,{"b":null}],"c":"d"}"#,
    ])
  func anyValueCanBeSkipped(_ text: String) throws {
    var scanner = JSONScanner(Array(" \(text) ".utf8))
    try scanner.skip()
    try scanner.end()
  }

  @Test(
    "What is not JSON cannot",
    arguments: ["nul", "x", "[1,]", "[1 2]", #"{"a"}"#, #"{a:1}"#, #""a"#, "[", "", "1.2.3"])
  func whatIsNotJSONCannot(_ text: String) {
    var scanner = JSONScanner(Array(text.utf8))
    #expect(throws: OtherShape.self) { try scanner.skip() }
  }

  @Test("Nesting is bounded", arguments: [(32, true), (33, false), (100_000, false)])
  func nestingIsBounded(_ depth: Int, _ isRead: Bool) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    var scanner = JSONScanner(Array(text.utf8))
    let isSkipped = (try? scanner.skip()) != nil
    #expect(isSkipped == isRead)
  }
}
