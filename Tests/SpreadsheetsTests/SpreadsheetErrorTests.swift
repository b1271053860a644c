import Testing

@testable import Spreadsheets

@Suite("SpreadsheetError")
struct SpreadsheetErrorTests {
  @Test(
    "every message says where and what to do next",
    arguments: [
      (SpreadsheetError.notFound(path: "/x.csv"), "/x.csv"),
      (.cannotOpen(path: "/x.csv", code: 13), "Permission denied"),
      (.notARegularFile(path: "/x.csv"), "/x.csv"),
      (.readFailed(path: "/x.csv", code: 5), "/x.csv"),
      (.empty(path: "/x.csv"), "/x.csv"), (.unsupported(.xls, path: "/x.xlsx"), "Salvar como"),
      (.unknownJSONShape(path: "/x.json"), "one object per line"),
      (.invalidText(.utf8, line: 7, byteOffset: 99), "Line 7 (byte 99) is not valid utf-8"),
      (.cannotCreate(path: "/out", code: 2), "/out"), (.refusesToReplace(path: "/out"), "/out"),
      (.writeFailed(path: "/out", code: 28), "No space left"),
      (
        .unencodable(scalar: 0x20AC, .latin1, line: 3, column: 2),
        "Line 3, column 2: the character U+20AC"
      ),
    ])
  func messages(error: SpreadsheetError, part: String) {
    #expect(error.description.contains(part))
    #expect(error.description.hasSuffix("."))
    #expect(error.description.split(separator: ". ").count >= 2)
  }
}
