import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("JSONScanning, JSONResumption, JSONRecordParser")
struct JSONParsingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func isObject(_ text: String) -> Bool {
    var parser = JSONRecordParser(columns: [])
    let bytes = Array(text.utf8)
    do {
      return try parser.parse(bytes.span, at: 0) == bytes.count
    } catch {
      return false
    }
  }

  @Test(
    "what JSON allows is read",
    arguments: [
      "{}", "{ }", #"{"a":-0.5E+10}"#, #"{"a":"\"\\\/\b\f\n\r\t\u00e9"}"#,
      "{\"a\"\n:\r\ntrue ,\t\"b\":[]}",
      #"{"a":{"b":{"c":null}}}"#,
    ])
  func allowed(text: String) {
    #expect(isObject(text))
  }

  @Test(
    "what JSON forbids is not",
    arguments: [
      "", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}",
      "{\"a\":-}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":NaN}", "{\"a\":\"\\x\"}",
      "{\"a\":\"\\u12\"}",
      "{\"a\":\"\\udc00\"}", "{\"a\":[\"\\x\"]}", "{\"a\":[{\"\\q\":1}]}", "{\"a\":[nul]}",
      "{\"a\":True}", "{\"a\":[\"\\ud800\"]}", "{\"a\":undefined}", "{\"a\":\"line\nend\"}",
      "{\"a\":\"open}",
    ])
  func forbidden(text: String) {
    #expect(!isObject(text))
  }

  @Test("numbers keep their source text and strings lose their escapes")
  func values() throws {
    var parser = JSONRecordParser(columns: [])
    let text = Array(#"{"a":0012345678901234567890.10,"b":"\ud83d\ude00\u0041"}"#.utf8)
    _ = try parser.parse(text.span, at: 0)
    #expect(
      parser.ranges.map { String(decoding: parser.values.bytes[$0], as: UTF8.self) }
        == ["0012345678901234567890.10", "😀A"])
  }

  @Test("strings written as JSON are read back")
  func strings() throws {
    let value = Array("a\"b\\c\u{1}\u{1F}\n é😀/".utf8)
    var json = ByteBuffer()
    json.appendJSONString(value.span)
    var back = ByteBuffer()
    try back.appendUnescaped(json.bytes.span, 1..<(json.count - 1))
    #expect(back.bytes == value)
  }

  @Test("columns keep their order when they are given from an earlier reading")
  func columns() throws {
    let known = [
      ColumnKey(components: ["b"]), ColumnKey(components: ["x", "y.z"]),
      ColumnKey(components: ["a"]),
    ]
    var parser = JSONRecordParser(columns: known)
    _ = try parser.parse(Array(#"{"a":1,"x":{"y.z":2},"c":3,"b":4}"#.utf8).span, at: 0)
    #expect(parser.table.columns == known + [ColumnKey(components: ["c"])])
    #expect(
      parser.ranges.map { String(decoding: parser.values.bytes[$0], as: UTF8.self) }
        == ["4", "2", "1", "3"])
  }

  @Test("hostile text gives the same rows however it is cut", arguments: [UInt64](1...60))
  func robustness(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 7919)
    let pieces = [
      "{", "}", "[", "]", "\"", "\\", ",", ":", "\n", "\r", " ", "1", "{\"a\":1}", "\"b\":",
    ]
    let text = (0..<120).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }
    for (shape, start) in [(JSONShape.lines, ""), (.array, "["), (.envelope, "{\"data\":[")] {
      let path = try folder.file(start + text.joined())
      let format = TabularFormat(content: .json(shape))
      let whole = try readAll(
        path, format: format, limits: ReadingLimits(blockBytes: 4096, recordBytes: 40))
      for size in [1, 2, 3, 5, 17, 64] {
        let small = ReadingLimits(blockBytes: size, recordBytes: 40, readBytes: size)
        #expect(try readAll(path, format: format, limits: small) == whole, "\(shape) \(size)")
      }
    }
  }
}
