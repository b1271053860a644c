import QualificaTestKit
import Testing

@testable import Spreadsheets

/// Rows copied as they stand are the same as rows built column by column, whatever the input.
@Suite("WholeRows, RowEnding, AtomicFile")
struct WholeRowsTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "the short way and the long way write the same bytes",
    arguments: [
      "a;b;c\n1;2;3\n4;5;6\n", "a;b\r\n\"x;y\";2\r\n\r\n3;4", "a;b;c\n1\n1;2;3;;\n1;2;3;4\n",
      "a;b\n1;\"x\n2;3\n", "\"a\";\"b\"\n\"1\";\"2\"\n", "a,b\n1,2\n", "a;b\n1;\u{0}2\n",
      "{\"a\":1}\n{\"a\":2}\n",
    ])
  func sameBytes(text: String) throws {
    let path = try folder.file(text)
    try expectSameBytes(path)
  }

  @Test(
    "in other encodings, too, and with quotes around every field",
    arguments: [TextEncoding.windows1252, .utf16LittleEndian, .utf16BigEndian, .utf8],
    ["a;b;c\n1;é;3\nÀ;;\n", "\"á\";\"b\"\r\n\"1\";\"x;\"\"y\"\r\n\"2\";\"\"\r\n\"3\";4\r\n"])
  func sameBytesEncoded(encoding: TextEncoding, text: String) throws {
    var bytes = ByteBuffer()
    bytes.append(encoding.byteOrderMark)
    try bytes.append(Array(text.utf8).span, in: encoding)
    try expectSameBytes(try folder.file(bytes.bytes))
  }

  private func expectSameBytes(_ path: String) throws {
    for (code, note) in [("", ""), ("x", "é | \u{2713}; \"é\""), ("FUNC_2026-17", "=1")] {
      #expect(
        try copied(path, short: true, code: code, note: note)
          == copied(path, short: false, code: code, note: note))
    }
  }

  @Test(
    "a file of many rows is the same as the memory it went through", arguments: [1, 9, 100_000])
  func manyRows(count: Int) throws {
    let text = "a;b\n" + (0..<count).map { "\($0);x\n" }.joined()
    let output = try copied(folder.file(text), short: true, code: "A-1")
    let expected =
      "a;b;q_line;q_status;q_code;q_custom_code;q_api_id;q_attempts\n"
      + (0..<count).map { "\($0);x;\($0 + 2);ready;;A-1;;\n" }.joined()
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }

  @Test(
    "numbers are written in decimal digits",
    arguments: [
      0, 9, 10, 99, 100, 12_345, 999_999, 1_000_000, 99_999_999, 100_000_000, 100_000_001,
      10_000_000_000_000_007, .max,
    ])
  func decimals(number: Int) {
    var buffer = ByteBuffer()
    buffer.append(decimal: number)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == String(number))
  }

  @Test("the texts of numbers in a row are those of each alone, also where they jump")
  func sequences() {
    var sequence = DecimalSequence()
    var wrong: [Int] = []
    let jumps = [7, 8, 9, 10, 11, 10, 10, 0, 1, 2, 99_999_998, 99_999_999, 0, 1]
    for number in Array(0...12_000) + jumps + Array(99_990...100_120) {
      let text = sequence.text(of: number)
      let expected = Array(String(number).utf8)
      let word = text.significant
      let digits = (0..<text.significantCount).map { UInt8(word >> UInt64($0 * 8) & 0xFF) }
      if digits != expected { wrong.append(number) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("every number up to a hundred thousand, and random ones of every length")
  func manyDecimals() {
    var generator = SeededGenerator(seed: 7)
    let random = (0..<20_000).map { Int.random(in: 0...(1 << ($0 % 62)), using: &generator) }
    var buffer = ByteBuffer()
    var wrong: [Int] = []
    for number in Array(0...100_000) + random {
      buffer.removeAll()
      buffer.append(decimal: number)
      if buffer.bytes != Array(String(number).utf8) { wrong.append(number) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("the bytes of a text in its own encoding are counted eight at a time")
  func encodedLengths() {
    let letters = ["a", "é", "€", "\u{1F600}", "ç", "x"]
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        letters.randomElement(using: &generator) ?? ""
      }.joined()
      let bytes = Array(text.utf8)
      let lengths = [TextEncoding.windows1252, .utf16LittleEndian, .utf8].map {
        encodedLength(of: bytes.span, in: $0)
      }
      #expect(lengths == [text.unicodeScalars.count, 2 * text.utf16.count, bytes.count])
    }
  }

  private func copied(
    _ path: String, short: Bool, code: String = "", note: String = ""
  ) throws -> [UInt8] {
    let format = try TabularFormat.detect(path: path)
    let reader = try RowReader(path: path, format: format)
    var writer = try RowWriter(
      path: folder.path + "/out", format: format,
      ownColumns: ["q_line", "q_status", "q_code", "q_custom_code", "q_api_id", "q_attempts"],
      guardsFormulas: true)
    var block = RowBlock()
    var isHeader = format.dialect != nil
    var (ending, endings) = (RowEnding?.none, RowEndings())
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount {
        let row = block.row(index)
        if isHeader {
          try writer.writeHeader(copying: row, of: block)
          isHeader = false
          ending = writer.ending(
            before: [Array("ready".utf8), Array(note.utf8)], behind: [[], []], in: &endings)
        } else if short, let ending,
          try writer.appendRow(
            copying: row, of: block, number: row.line, code: code.utf8.span, ending, in: endings)
        {
          continue
        } else {
          writer.beginRow(copying: row, of: block)
          writer.append(number: row.line)
          writer.append("ready")
          writer.append(note)
          writer.append(code)
          writer.appendEmpty(count: 2)
          try writer.endRow()
        }
      }
    }
    let rows = writer.rowCount
    try writer.commit()
    #expect(rows > 0)
    return try folder.bytes(of: "out")
  }
}
