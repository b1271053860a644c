import Testing

@testable import Spreadsheets

@Suite("JSONLinesTokenizer, JSONArrayTokenizer")
struct JSONTokenizerTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func json(_ shape: JSONShape) -> TabularFormat {
    TabularFormat(content: .json(shape))
  }

  private func read(_ text: String, _ shape: JSONShape, limit: Int = 1 << 20) throws -> Reading {
    try readAll(
      folder.file(text), format: json(shape), limits: ReadingLimits(recordBytes: limit))
  }

  @Test(
    "all three shapes give the same values under the same columns",
    arguments: [
      (JSONShape.lines, "{\"name\":\"Ana\",\"v\":1.50}\n{\"v\":2e3,\"name\":\"B\\u00eda\"}\n"),
      (.array, "[\n{\"name\":\"Ana\",\"v\":1.50},\n{\"v\":2e3,\"name\":\"B\\u00eda\"}\n]"),
      (
        .envelope,
        "{\"a\":[1,{}],\"data\":[{\"name\":\"Ana\",\"v\":1.50},{\"v\":2e3,\"name\":\"B\\u00eda\"}],\"z\":1}"
      ),
    ])
  func shapes(shape: JSONShape, text: String) throws {
    #expect(try TabularFormat.detect(path: folder.file(text)).content == .json(shape))
    #expect(try read(text, shape).rows.map(\.fields) == [["Ana", "1.50"], ["Bía", "2e3"]])
  }

  @Test("nested objects are flattened and keep their path, arrays stay text, null is empty")
  func nested() throws {
    let path = try folder.file(
      #"{"code":"A1","beneficiary":{"name":"Ana","document":null},"tags":[1, "x"],"ok":true}"#)
    let reader = try RowReader(path: path, format: json(.lines))
    var block = RowBlock()
    #expect(try reader.next(into: &block))
    #expect(
      block.columns.map(\.path)
        == ["code", "beneficiary.name", "beneficiary.document", "tags", "ok"])
    #expect(block.columns.map(\.name) == ["code", "name", "document", "tags", "ok"])
    #expect(block.texts(of: block.row(0)) == ["A1", "Ana", "", #"[1, "x"]"#, "true"])
  }

  @Test("a malformed line is a broken row with its raw bytes, and the next one is read")
  func malformedLine() throws {
    let reading = try read("{\"a\":1}\r\n{\"a\":oops}\r\n\r\n[1]\n{\"a\":2} x\n{\"a\":3}", .lines)
    #expect(reading.rows.map(\.flags) == [[], .malformed, .malformed, .malformed, []])
    #expect(reading.rows.map(\.line) == [1, 2, 4, 5, 6])
    #expect(reading.rows[1].raw == "{\"a\":oops}")
    #expect(reading.blankLines == 1)
  }

  @Test("a malformed object of an array costs itself only")
  func malformedElement() throws {
    let reading = try read("[\n{\"a\":1},\n{\"a\":\"x},\n{\"a\":2,\n{\"a\":3}\n]", .array)
    #expect(reading.rows.map(\.flags) == [[], .malformed, .malformed, []])
    #expect(reading.rows.map(\.line) == [2, 3, 4, 5])
    #expect(reading.rows.map(\.raw) == ["{\"a\":1}", "{\"a\":\"x}", "{\"a\":2", "{\"a\":3}"])
  }

  @Test("a malformed object of an array on one line is passed over by its brackets")
  func malformedInOneLine() throws {
    let reading = try read("[{\"a\":1},{\"a\" 2},7,{\"a\":3}]", .array)
    #expect(reading.rows.map(\.raw) == ["{\"a\":1}", "{\"a\" 2}", "7", "{\"a\":3}"])
    #expect(reading.rows.map(\.flags) == [[], .malformed, .malformed, []])
  }

  @Test("an array that is cut off gives one broken row")
  func cutOff() throws {
    let reading = try read("[{\"a\":1},{\"a\":", .array)
    #expect(reading.rows.map(\.flags) == [[], .malformed])
  }

  @Test(
    "an array that is not closed says so at its end, since records may be missing",
    arguments: [
      "[{\"a\":1}", "[{\"a\":1},\n", "{\"data\":[{\"a\":1}", "{\"data\":[{\"a\":1}]",
      "{\"data\":[{\"a\":1}],\"more\": ",
    ])
  func unclosed(text: String) throws {
    let shape: JSONShape = text.hasPrefix("[") ? .array : .envelope
    let reading = try read(text, shape)
    #expect(reading.rows.map(\.flags) == [[], .malformed])
    #expect(reading.rows.last?.raw == "")
  }

  @Test(
    "what stands behind the records is read or told, never left out",
    arguments: [
      (JSONShape.array, "[{\"a\":1}]\n[{\"a\":2}]\n", [[], []]),
      (.array, "[{\"a\":1}] oops", [[], .malformed]), (.array, "[{\"a\":1}] \n ", [[]]),
      (.array, "[{\"a\":1}],{\"a\":2}", [[], [], .malformed]),
      (.envelope, "{\"data\":[{\"a\":1}],\"n\":[{\"x\":\"]\"}]} ", [[]]),
      (.envelope, "{\"data\":[{\"a\":1}]}\n{\"x\":1,\"data\":[{\"a\":2}]}\n", [[], []]),
      (
        .envelope, "{\"data\":[{\"a\":1}],\"x\":1, \"data\" :[{\"a\":2},{\"a\":3}]}",
        [[], .repeatedKey, .repeatedKey]
      ),
      (.envelope, "{\"data\":[{\"a\":1}],\"n\":{\"data\":[{\"a\":2}]},\"m\":\"data\"}", [[]]),
      (.envelope, "{\"data\":[{\"a\":1}],\"dat\":[1],\"datas\":[2],\"da\\ta\":[3]}", [[]]),
      (.envelope, "{\"data\":[{\"a\":1}]}\n{\"dat\":[{\"a\":2}]}\n", [[], .malformed]),
    ] as [(JSONShape, String, [RowFlags])])
  func behindTheRecords(shape: JSONShape, text: String, flags: [RowFlags]) throws {
    #expect(try read(text, shape).rows.map(\.flags) == flags)
  }

  @Test(
    "a key that stands twice is told, whatever it holds",
    arguments: [
      "{\"a\":1,\"a\":2}", "{\"a\":null,\"b\":1,\"a\":2}", "{\"b\":{\"a\":1},\"b\":{\"a\":1}}",
    ])
  func repeatedKeys(text: String) throws {
    let reading = try read("\(text)\n{\"a\":1,\"b\":{\"a\":1}}\n", .lines)
    #expect(reading.rows.map(\.flags) == [.repeatedKey, []])
    #expect(reading.rows.first?.raw == text)
  }

  @Test(
    "an array in a cell is JSON all through, whatever its depth",
    arguments: [
      ("[]", true), ("[ ]", true), ("[1, {\"x\":[], \"y\" : {}}, \"]\"]", true),
      ("[null,[[-1.5e3]]]", true),
      ("[,]", false), ("[1,]", false), ("[1 2]", false), ("[}", false), ("[{]}", false),
      ("[oops]", false), ("[{\"a\"}]", false), ("[{\"a\":1,}]", false), ("[{1:2}]", false),
      (String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000), true),
    ])
  func nesting(array: String, isJSON: Bool) throws {
    let reading = try read("{\"a\":\(array)}\n{\"a\":1}\n", .lines)
    #expect(reading.rows.map(\.flags) == [isJSON ? [] : .malformed, []])
  }

  @Test("control characters belong in escapes", arguments: ["\t", "\0", "\u{1F}"])
  func controlCharacters(character: String) throws {
    let reading = try read("{\"a\":\"x\(character)y\"}\n{\"a\":1}", .lines)
    #expect(reading.rows.map(\.flags) == [.malformed, []])
  }

  @Test("deep nesting and long values are flagged and do not hide the next record")
  func bounded() throws {
    let deep = String(repeating: "{\"x\":", count: 40) + "1" + String(repeating: "}", count: 40)
    let long = "{\"a\":\"" + String(repeating: "y]", count: 400) + "\"}"
    for (shape, text) in [
      (JSONShape.lines, [deep, long, "{\"a\":2}"].joined(separator: "\n")),
      (.array, "[" + [deep, long, "{\"a\":2}"].joined(separator: ",") + "]"),
    ] {
      let reading = try read(text, shape, limit: 500)
      #expect(reading.rows.map(\.flags) == [.tooComplex, .tooLong, []])
      #expect(reading.rows.last?.raw == "{\"a\":2}")
    }
  }

  @Test("every record of a second member is flagged, also one that is too long")
  func longRepeated() throws {
    let long = "{\"a\":\"" + String(repeating: "y", count: 600) + "\"}"
    let text = "{\"data\":[{\"a\":1}],\"data\":[\(long),{\"a\":2}]}"
    let reading = try read(text, .envelope, limit: 500)
    #expect(reading.rows.map(\.flags) == [[], [.tooLong, .repeatedKey], .repeatedKey])
  }

  @Test("more keys than the limit flag the record")
  func manyKeys() throws {
    let members = (0..<300).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(try read("{\(members)}", .lines).rows.first?.flags == .tooComplex)
  }

  @Test(
    "the same bytes give the same rows however they are cut",
    arguments: [
      (JSONShape.lines, damagedLines), (.array, damagedArray), (.envelope, damagedEnvelope),
    ])
  func cuts(shape: JSONShape, text: String) throws {
    let path = try folder.file(text)
    let whole = try readAll(path, format: json(shape), limits: ReadingLimits(recordBytes: 120))
    #expect(whole.rows.count >= 6)
    for size in 1...64 {
      let limits = ReadingLimits(blockBytes: size, recordBytes: 120, readBytes: size)
      #expect(try readAll(path, format: json(shape), limits: limits) == whole, "blocks of \(size)")
    }
  }

  @Test(
    "reading from any row on gives the rest of the rows",
    arguments: [
      (JSONShape.lines, damagedLines), (.array, damagedArray), (.envelope, damagedEnvelope),
    ])
  func resuming(shape: JSONShape, text: String) throws {
    let path = try folder.file(text)
    let limits = ReadingLimits(blockBytes: 256, recordBytes: 120)
    let reader = try RowReader(InputFile(path: path), format: json(shape), limits: limits)
    var block = RowBlock()
    while try reader.next(into: &block) {}
    let whole = try readAll(path, format: json(shape), columns: reader.columns, limits: limits)
    for (index, row) in whole.rows.enumerated() {
      let rest = try readAll(
        path, format: json(shape), at: row.position, columns: reader.columns, limits: limits)
      #expect(rest.rows == Array(whole.rows[index...]), "from line \(row.line)")
    }
  }
}

private let damagedObjects = [
  #"{"name":"Ana \"A\" Lima","beneficiary":{"document":"529"}}"#,
  #"{"name":"José","b":[{"x":1},2]}"#,
  #"{"name":"#, #"{"name":"\ud83d\ude00"}"#, "{\"name\":\"\(String(repeating: "é", count: 90))\"}",
  #"{"name":"\ud83d"}"#, #"{"beneficiary":{"document":1.10},"name":null}"#,
]
let damagedLines = damagedObjects.joined(separator: "\r\n") + "\n\n \r{\"name\":\"fim\"}"
let damagedArray = " [\r\n" + damagedObjects.joined(separator: " ,\r\n") + "\r\n]\r\n"
let damagedEnvelope =
  "{\n\"merchant_id\":7,\r\"data\" : [\n" + damagedObjects.joined(separator: ",\n")
  + "],\"z\":\"]\"}\n"
