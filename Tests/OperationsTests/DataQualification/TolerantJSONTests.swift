import Testing

@testable import Operations

/// Replies are read within bounds.
struct TolerantJSONTests {
  @Test(arguments: [(32, true), (33, false), (100_000, false)])
  func nestingIsBounded(_ depth: Int, _ isRead: Bool) {
    let inner = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
    let body = Array(#"{"message":"m","other":\#(inner)}"#.utf8)
    #expect((decoded(SubmissionReplyMessage.self, from: body) != nil) == isRead)
  }

  @Test func bracketsInTextsAreNoNesting() {
    let brackets = String(repeating: #"[{\"\\"#, count: 50)
    let body = Array(#"{"message":"\#(brackets)"}"#.utf8)
    #expect(decoded(SubmissionReplyMessage.self, from: body) != nil)
  }

  @Test(arguments: [("17", 17), (#""17""#, 17), ("-1", -1), ("5.0", 5)])
  func aNumberMayBeAText(_ text: String, _ expected: Int) {
    #expect(decoded([NumberOrText].self, from: Array("[\(text)]".utf8))?.first?.number == expected)
  }

  @Test(arguments: ["1.5", "\"\"", "\"x\"", "null", "true", "[]", "1e400", "99999999999999999999"])
  func anotherValueIsNoNumber(_ text: String) {
    #expect(decoded([NumberOrText].self, from: Array("[\(text)]".utf8)) == nil)
  }

  @Test(arguments: [("17", "17"), (#""17""#, "17"), (#""""#, "")])
  func aTextMayBeANumber(_ text: String, _ expected: String) {
    #expect(decoded([TextOrNumber].self, from: Array("[\(text)]".utf8))?.first?.text == expected)
  }

  @Test func whatIsTolerantHasNoValueInsteadOfFailing() {
    let values = decoded([Tolerant<Int>].self, from: Array(#"[1,"x",null,{}]"#.utf8))
    #expect(values?.map(\.value) == [1, nil, nil, nil])
  }
}
