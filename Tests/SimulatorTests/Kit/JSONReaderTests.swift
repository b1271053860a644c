import Testing

@testable import Simulator

@Suite("JSONReader and JSONReader+Scalars")
struct JSONReaderTests {
  @Test("members come in order, unknown values of every kind are skipped")
  func objects() throws {
    var reader = JSONReader(
      Array(#" {"a" : [1, {"b": null}, "x", -2.5e3, true] , "c":"end"} "#.utf8))
    var seen: [String] = []
    try reader.readObject { (key, reader) throws(JSONReadingError) in
      seen.append(key)
      if key == "c" { seen.append(try reader.readString()) } else { try reader.skipValue() }
    }
    try reader.expectEnd()
    #expect(seen == ["a", "c", "end"])
  }

  @Test(
    "strings come out as they were meant",
    arguments: [
      (#""""#, ""), (#""ação""#, "ação"), (#""a\"b\\c\/d""#, "a\"b\\c/d"),
      (#""\n\t\r\b\f""#, "\n\t\r\u{08}\u{0C}"), (#""\u00e7\u0041""#, "çA"),
      (#""\ud83d\ude00""#, "😀"), (#""\ud83d!""#, "\u{FFFD}!"),
    ])
  func strings(json: String, text: String) throws {
    var reader = JSONReader(Array(json.utf8))
    #expect(try reader.readString() == text)
  }

  @Test(
    "what is not JSON is an error",
    arguments: [
      "", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1}}", "{a:1}", "[1", "\"x",
      "\"\\", "\"\\u12\"", "\"\\q\"", "\"\u{01}\"", "{\"a\":-}", "{\"a\":nul}", "{\"a\":1 2}",
      String(repeating: "[", count: 100),
    ])
  func malformed(json: String) {
    #expect(throws: JSONReadingError.self) {
      var reader = JSONReader(Array(json.utf8))
      try reader.skipValue()
      try reader.expectEnd()
    }
  }

  @Test("bytes that are not UTF-8 are an error")
  func invalidUTF8() {
    #expect(throws: JSONReadingError.self) {
      var reader = JSONReader([0x22, 0xFF, 0x22])
      _ = try reader.readString()
    }
  }

  @Test("a value of another kind reads as absent")
  func otherKinds() throws {
    var text = JSONReader(Array("12".utf8))
    #expect(try text.readStringIfPresent() == nil)
    var number = JSONReader(Array("\"12\"".utf8))
    #expect(try number.readNumberIfPresent() == nil)
    var integer = JSONReader(Array("1.5".utf8))
    #expect(try integer.readIntegerIfPresent() == nil)
    var truth = JSONReader(Array("true".utf8))
    #expect(try truth.readBooleanIfPresent() == true)
  }
}
