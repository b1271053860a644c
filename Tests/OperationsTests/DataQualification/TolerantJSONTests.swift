import Testing

@testable import Operations

/// Replies are read within bounds.
struct TolerantJSONTests {
  @Test("Nesting is bounded", arguments: [(32, true), (33, false), (100_000, false)])
  func nestingIsBounded(_ depth: Int, _ isRead: Bool) {
    let inner = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
    let body = Array(#"{"message":"m","other":\#(inner)}"#.utf8)
    #expect((decoded(SubmissionReplyMessage.self, from: body) != nil) == isRead)
  }

  @Test("Brackets in texts are no nesting")
  func bracketsInTextsAreNoNesting() {
    let brackets = String(repeating: #"[{\"\\"#, count: 50)
    let body = Array(#"{"message":"\#(brackets)"}"#.utf8)
    #expect(decoded(SubmissionReplyMessage.self, from: body) != nil)
  }

  @Test("A number may be a text", arguments: [("17", 17), (#""17""#, 17), ("-1", -1), ("5.0", 5)])
  func aNumberMayBeAText(_ text: String, _ expected: Int) {
    #expect(decoded([NumberOrText].self, from: Array("[\(text)]".utf8))?.first?.number == expected)
  }

  @Test(
    "Another value is no number",
    arguments: ["1.5", "\"\"", "\"x\"", "null", "true", "[]", "1e400", "99999999999999999999"])
  func anotherValueIsNoNumber(_ text: String) {
    #expect(decoded([NumberOrText].self, from: Array("[\(text)]".utf8)) == nil)
  }

  @Test("A text may be a number", arguments: [("17", "17"), (#""17""#, "17"), (#""""#, "")])
  func aTextMayBeANumber(_ text: String, _ expected: String) {
    #expect(decoded([TextOrNumber].self, from: Array("[\(text)]".utf8))?.first?.text == expected)
  }

  @Test("What is tolerant has no value instead of failing")
  func whatIsTolerantHasNoValueInsteadOfFailing() {
    let values = decoded([Tolerant<Int>].self, from: Array(#"[1,"x",null,{}]"#.utf8))
    #expect(values?.map(\.value) == [1, nil, nil, nil])
  }
}
