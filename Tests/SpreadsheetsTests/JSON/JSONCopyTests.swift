import Foundation
import Testing

@testable import Spreadsheets

/// What is copied out of JSON is JSON, and what was none is told.
@Suite("OriginalColumns, JSONLinesTokenizer, JSONEnvelopeTail")
struct JSONCopyTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func copies(_ text: String) throws -> [String] {
    let path = try folder.file(text)
    let reader = try RowReader(path: path, format: TabularFormat.detect(path: path))
    var block = RowBlock()
    var copies: [String] = []
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount {
        var copy = ByteBuffer()
        _ = copy.appendOriginalMembers(block.row(index), of: block, dropping: [])
        copies.append(copy.text + "}")
      }
    }
    return copies
  }

  @Test(
    "every copy is JSON",
    arguments: [
      #"{"a":007,"b":[01,-02,{"c":0}],"d":0.5,"e":"01"}"#, #"{"a":"x\\","b":00}"#,
      #"{"a":1}{"a":2}"#, #"{"a":NaN}"#, #"{"a":["\q"]}"#, #"{"a":1},"#, "{\"a\":\"\u{1F}\"}",
      #"{"a":{"b":{"c":010}}}"#, #"{"a":1,"a":02}"#,
    ])
  func copiesAreJSON(line: String) throws {
    for copy in try copies(line + "\n" + #"{"a":3}"# + "\n") {
      #expect(throws: Never.self, "\(copy)") {
        try JSONSerialization.jsonObject(with: Data(copy.utf8))
      }
    }
  }

  @Test("zeros in front are kept, as text")
  func zeros() throws {
    #expect(
      try copies(#"{"a":007,"b":[-02, 0, 0.5,"03"]}"# + "\n")
        == [#"{"a":"007","b":["-02", 0, 0.5,"03"]}"#])
  }

  @Test(
    "two objects on a line are one row that says so",
    arguments: [#"{"a":1}{"a":2}"#, #"{"a":1} {"a":2}"#, #"{"a":1},{"a":2}"#, #"{"a":1}{"#])
  func severalObjects(line: String) throws {
    let rows = try readAll(folder.file(line + "\n" + #"{"a":3}"# + "\n")).rows
    #expect(rows.map(\.flags) == [.severalObjects, []])
    #expect(rows[0].raw == line)
  }

  @Test(
    "a value that is none behind the records of an envelope is told",
    arguments: ["NaN", "[1,tru]", "{\"a\":01x}", "undefined"])
  func envelopes(value: String) throws {
    let good = "{\"data\":[{\"a\":1}],\"x\":null,\"y\":[-1.5e3,\"NaN\"]}"
    #expect(try readAll(folder.file(good)).rows.map(\.flags) == [[]])
    let bad = "{\"data\":[{\"a\":1}],\"x\":\(value)}"
    #expect(try readAll(folder.file(bad)).rows.map(\.flags) == [[], .malformed])
  }
}
