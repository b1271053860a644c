import Testing

@testable import Spreadsheets

@Suite("TextEncoder")
struct EncodabilityTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes one row into a file of another encoding, with `message` as our own column.
  private func written(
    _ row: String, message: String, encoding: TextEncoding, isForPeople: Bool = true,
    dropped: Set<Int> = []
  ) throws -> [UInt8] {
    let path = try folder.file("q;a;b\n\(row)\n")
    let input = try TabularFormat.detect(path: path)
    var format = input
    format.encoding = encoding
    var block = RowBlock()
    #expect(try RowReader(path: path, format: input).next(into: &block))
    var writer = try RowWriter(
      path: folder.path + "/out", format: format, ownColumns: ["q_message"],
      guardsFormulas: isForPeople)
    try writer.writeHeader(copying: block.row(0), of: block, dropped: dropped)
    writer.beginRow(copying: block.row(1), of: block)
    writer.append(message)
    try writer.endRow()
    try writer.commit()
    return try folder.bytes(of: "out")
  }

  @Test("what a foreign sentence says and the encoding lacks is written as its escape")
  func escapes() throws {
    let bytes = try written("1;é;x", message: "ok ✓ 😀 é", encoding: .windows1252)
    let text = String(decoding: bytes.map { $0 == 0xE9 ? UInt8(ascii: "E") : $0 }, as: UTF8.self)
    #expect(text == "q;a;b;q_message\n1;E;x;ok \\u2713 \\ud83d\\ude00 E\n")
  }

  @Test("in original columns and in files for machines it is an error that names line and column")
  func errors() throws {
    #expect(throws: SpreadsheetError.unencodable(scalar: 0x2713, .latin1, line: 3, column: 3)) {
      try written("1;é;\"x\n✓\"", message: "ok", encoding: .latin1)
    }
    #expect(throws: SpreadsheetError.unencodable(scalar: 0x2713, .latin1, line: 2, column: 2)) {
      try written("1;✓;x", message: "ok", encoding: .latin1, dropped: [0])
    }
    #expect(throws: SpreadsheetError.unencodable(scalar: 0x2713, .latin1, line: 2, column: 4)) {
      try written("1;a;x", message: "✓", encoding: .latin1, isForPeople: false)
    }
  }

  @Test(
    "no cell that we write begins like a formula",
    arguments: [
      "=1", "+1", "-1", "@a", " =1", "\t1", "\r=1", "\n1", "＝1", "＋1", "－1", "＠a",
    ])
  func formulas(_ message: String) throws {
    let text = String(
      decoding: try written("1;=2;-3", message: message, encoding: .utf8), as: UTF8.self)
    #expect(text.contains(";'\(message)") || text.contains(";\"'\(message)\""))
    #expect(text.contains("\n1;=2;-3;"))
    let plain = try written("1;=2;-3", message: message, encoding: .utf8, isForPeople: false)
    #expect(!String(decoding: plain, as: UTF8.self).contains("'"))
  }

  @Test("another delimiter keeps every field in quotes where the input had it so")
  func quotes() throws {
    let path = try folder.file("\"a\";\"b\"\n\"1,5\";\"\"\n")
    let input = try TabularFormat.detect(path: path)
    var format = input
    format.content = .delimited(Dialect(delimiter: 0x2C, quoting: .everyField))
    var block = RowBlock()
    #expect(try RowReader(path: path, format: input).next(into: &block))
    var writer = try RowWriter(path: folder.path + "/out", format: format, ownColumns: ["q"])
    try writer.writeHeader(copying: block.row(0), of: block, inputDelimiter: 0x3B)
    writer.beginRow(copying: block.row(1), of: block)
    writer.append("x")
    try writer.endRow()
    try writer.commit()
    #expect(try folder.text(of: "out") == "\"a\",\"b\",\"q\"\n\"1,5\",\"\",\"x\"\n")
  }
}
