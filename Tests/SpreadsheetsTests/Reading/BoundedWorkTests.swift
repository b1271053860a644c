import Testing

@testable import Spreadsheets

/// Memory and work are bounded by what a file holds, whatever it holds. Work is counted, never timed.
@Suite("RowReader, ObjectLineSearch, JSONColumnTable, RawFields: bounds")
struct BoundedWorkTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "a block of the shortest rows stays as small as any other",
    arguments: ["a\n", "1\r", "\"\"\n", "\"a\n", "{}\n", "[]\n", "x\n{}\n"])
  func shortRows(row: String) throws {
    let isJSON = row.contains("{") || row.contains("[")
    let path = try folder.file("a\n" + String(repeating: row, count: 60_000))
    let reader = try RowReader(
      InputFile(path: path), format: isJSON ? TabularFormat(content: .json(.lines)) : csv(),
      limits: ReadingLimits(blockBytes: 4096))
    var block = RowBlock()
    var largest = 0
    while try reader.next(into: &block) { largest = max(largest, block.raw.count) }
    // JSON fills a block with 16,384 rows, however small the block is.
    #expect(largest <= (isJSON ? 1 << 18 : 4 * 4096))
  }

  @Test("damaged objects on one line are passed over in one search")
  func damagedObjects() {
    let object = "{x},"
    let text = Array(String(repeating: object, count: 5_000).utf8)
    var lines = ObjectLineSearch()
    for start in stride(from: 0, to: text.count, by: object.utf8.count) {
      let next = resumption(in: text.span, start: start, fault: start + 1, lines: &lines)
      #expect(next == JSONResumption(index: start + 3, isCertain: false))
    }
    #expect(lines.byteCount <= 2 * text.count)
  }

  @Test(
    "a search that goes on finds what one from the beginning finds",
    arguments: ["{x},{y}\n \n\t{z}", "{x}\n,{y}\n{z}", "{x},{y},\r\n{z}", "{x},{y} {z}"])
  func resumedSearch(text: String) {
    let bytes = Array(text.utf8)
    for cut in 5..<bytes.count {
      var lines = ObjectLineSearch()
      _ = lines.next(in: bytes.span.extracting(0..<cut), from: 0, isLineStart: false)
      var fresh = ObjectLineSearch()
      let expected = fresh.next(in: bytes.span, from: 4, isLineStart: false)
      #expect(lines.next(in: bytes.span, from: 4, isLineStart: false) == expected)
    }
  }

  @Test("a key is found among hundreds by one comparison, in whatever order they come")
  func keys() {
    let keys = (0..<400).map { Array("\(String(repeating: "k", count: 200))\(1000 + $0)".utf8) }
    var table = JSONColumnTable()
    for key in keys { #expect(table.node(named: key.span, in: JSONColumnTable.root) != nil) }
    let before = table.comparisonCount
    for key in keys.reversed() {
      #expect(table.node(named: key.span, in: JSONColumnTable.root) != nil)
    }
    for number in 5000..<6000 {
      let stranger = Array("\(String(repeating: "k", count: 200))\(number)".utf8)
      _ = table.node(named: stranger.span, in: JSONColumnTable.root)
    }
    // The likely one, then the right one.
    #expect(table.comparisonCount - before <= 2 * (keys.count + 1000))
  }

  @Test("a key longer than any column's name is none, and flags its record")
  func longKeys() throws {
    let key = String(repeating: "k", count: JSONLimits.keyBytes + 1)
    let path = try folder.file("{\"a\":1}\n{\"\(key)\":1}\n{\"a\":2}\n")
    let reading = try readAll(path, format: TabularFormat(content: .json(.lines)))
    #expect(reading.rows.map(\.flags) == [[], .tooComplex, []])
  }

  @Test("a zero byte flags its own row only, wherever the next one stands")
  func zeroBytes() throws {
    let reading = try readAll(folder.file("a;1\nb;\0\nc;3\n\0;4\nd;5"), format: csv())
    #expect(reading.rows.map(\.flags) == [[], .nulByte, [], .nulByte, []])
  }

  @Test("a character that is missing in a column that is left out is no fault of the next one")
  func unencodable() throws {
    let path = try folder.file("✓✓✓;a\n✓✓;✗\n")
    let reader = try RowReader(path: path, format: csv())
    var block = RowBlock()
    #expect(try reader.next(into: &block))
    let faults = block.rows.map {
      block.unencodable(in: $0, .windows1252, delimiter: 0x3B, dropped: [0])
    }
    #expect(
      faults == [nil, .unencodable(scalar: 0x2717, .windows1252, line: 2, column: 2)])
  }
}
