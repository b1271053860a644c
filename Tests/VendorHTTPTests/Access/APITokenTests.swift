import BulkEngine
import Testing

@testable import VendorHTTP

/// The token is checked when it is taken and never shows itself.
struct APITokenTests {
  @Test(
    "A token is taken without its line end", arguments: ["abc.DEF-123_~+/=", "abc\n", "abc\r\n"])
  func aTokenIsTakenWithoutItsLineEnd(_ text: String) throws {
    let token = try APIToken(text)
    let expected = text.filter { !$0.isNewline }
    #expect(token.authorization(.bearer) == "Bearer \(expected)")
    #expect(token.bytes == Array(expected.utf8))
  }

  @Test(
    "A text that is no token is refused",
    arguments: [
      ("", APITokenError.empty), ("\n", .empty), ("a b", .hasForbiddenCharacters),
      (" a", .hasForbiddenCharacters), ("a\n\n", .hasForbiddenCharacters),
      ("a\nb", .hasForbiddenCharacters), ("a\u{7F}", .hasForbiddenCharacters),
      ("a\u{0}", .hasForbiddenCharacters), ("chave-é", .hasForbiddenCharacters),
      (String(repeating: "a", count: 8193), .tooLong),
    ])
  func anotherTextIsRefused(_ text: String, _ expected: APITokenError) {
    #expect(throws: expected) { try APIToken(text) }
  }

  @Test("The longest token is taken")
  func theLongestTokenIsTaken() throws {
    #expect(try APIToken(String(repeating: "a", count: 8192) + "\n").bytes.count == 8192)
  }

  @Test("Nothing that prints a token shows it")
  func nothingShowsIt() throws {
    let token = try APIToken("an-invented-key")
    var dumped = ""
    dump(token, to: &dumped)
    let shown = [
      "\(token)", String(reflecting: token), String(describing: [token]), dumped,
      "\(Mirror(reflecting: token).children.map { "\($0.value)" })",
    ]
    #expect(shown.allSatisfy { !$0.contains("invented") })
    #expect("\(token)" == "<redacted>")
  }

  @Test(
    "Every error says what happened and what to do",
    arguments: [
      APITokenError.empty, .tooLong, .hasForbiddenCharacters, .unreadableFile(path: "/x/token"),
      .openFile(path: "/x/token", mode: 0o644),
    ])
  func everyErrorSaysWhatHappenedAndWhatToDo(_ error: APITokenError) {
    for language in Language.allCases {
      #expect(error.explanation.what.text(language).hasSuffix("."))
      #expect(error.explanation.next.text(language).count > 5)
    }
  }
}
