import Testing

@testable import Spreadsheets

@Suite("TextSource: the mark by which DOS ends a file")
struct EndOfFileMarkTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "0x1A at the end is no text, however the file is read",
    arguments: [
      "n;v\nAna;1\n\u{1A}", "n;v\nAna;1\u{1A}", "n;v\nAna;\"1\"\u{1A}\u{1A}\u{1A}",
      "n;v\n\u{1A}\r\nAna;1\n" + String(repeating: "\u{1A}", count: 100),
      "{\"n\":\"Ana\",\"v\":\"1\"}\n\u{1A}", "[{\"n\":\"Ana\",\"v\":1}]\u{1A}",
      "{\"n\":\"Ana\",\"v\":1}\u{1A}",
    ], TextEncoding.allCases)
  func ends(text: String, encoding: TextEncoding) throws {
    var bytes = ByteBuffer()
    try bytes.append(Array(text.utf8).span, in: encoding)
    let path = try folder.file(bytes.bytes)
    let format = try TabularFormat.detect(path: path, encoding: encoding)
    let whole = try readAll(path, format: format)
    #expect(whole.rows.last?.fields == ["Ana", "1"])
    #expect(whole.rows.allSatisfy { $0.flags == [] })
    for size in [1, 2, 5] {
      let limits = ReadingLimits(readBytes: size, pieceBytes: size)
      #expect(try readAll(path, format: format, limits: limits) == whole)
    }
  }

  @Test("a single mark ends UTF-16, too")
  func oddMark() throws {
    var bytes = ByteBuffer()
    bytes.append(TextEncoding.utf16LittleEndian.byteOrderMark)
    try bytes.append(Array("n;v\nAna;1\n".utf8).span, in: .utf16LittleEndian)
    bytes.append(endOfFileMark)
    #expect(
      try readAll(folder.file(bytes.bytes)).rows.map(\.fields) == [["n", "v"], ["Ana", "1"]])
  }

  @Test("within a cell it stays")
  func within() throws {
    #expect(try readAll(folder.file("n;v\nA\u{1A}na;1\n")).rows.last?.fields == ["A\u{1A}na", "1"])
  }
}
