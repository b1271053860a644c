import Testing

@testable import Spreadsheets

@Suite("RowReader, RowBlock, TextSource, ByteSource")
struct RowReaderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A file of accents and quoted line ends in the encoding.
  private func file(_ encoding: TextEncoding) throws -> String {
    let astral = encoding.isSingleByte ? "ÿ" : "😀"
    let text = "nome;v\r\n\"José\n\(astral)\";1\n\nÚlt\(astral)ma;ção\nx;é"
    var bytes = ByteBuffer()
    try bytes.append(Array(text.utf8).span, in: encoding)
    return try folder.file(bytes.bytes)
  }

  private func format(_ encoding: TextEncoding) -> TabularFormat {
    var format = csv()
    format.encoding = encoding
    return format
  }

  @Test("the same rows come however the encoded bytes are cut", arguments: TextEncoding.allCases)
  func cuts(encoding: TextEncoding) throws {
    let path = try file(encoding)
    let whole = try readAll(path, format: format(encoding))
    #expect(whole.rows.map(\.line) == [1, 2, 5, 6])
    for size in 1...64 {
      let limits = ReadingLimits(blockBytes: size, readBytes: size)
      #expect(try readAll(path, format: format(encoding), limits: limits) == whole)
    }
  }

  @Test("positions count bytes of the file in its encoding", arguments: TextEncoding.allCases)
  func resuming(encoding: TextEncoding) throws {
    let path = try file(encoding)
    let whole = try readAll(path, format: format(encoding))
    for (index, row) in whole.rows.enumerated() {
      let rest = try readAll(path, format: format(encoding), at: row.position)
      #expect(rest.rows == Array(whole.rows[index...]))
    }
  }

  @Test("invalid UTF-8 is an error with line and byte, wherever the blocks are cut")
  func invalidUTF8() throws {
    let path = try folder.file(Array("é;1\r\n\nab;2\n".utf8) + [0x63, 0xE9, 0x3B, 0x0A])
    for size in [1, 3, 16, 1000] {
      #expect(throws: SpreadsheetError.invalidText(.utf8, line: 4, byteOffset: 13)) {
        try readAll(path, format: csv(), limits: ReadingLimits(blockBytes: size, readBytes: size))
      }
    }
  }

  @Test(
    "a character cut off by the end of the file is an error",
    arguments: [
      (TextEncoding.utf8, [0x61, 0xC3] as [UInt8], 1), (.utf16LittleEndian, [0x61, 0, 0x62], 2),
      (.utf16LittleEndian, [0x61, 0, 0x00, 0xD8], 2), (.utf16BigEndian, [0, 0x61, 0xDC, 0], 2),
    ] as [(TextEncoding, [UInt8], Int64)])
  func cutOff(encoding: TextEncoding, bytes: [UInt8], offset: Int64) throws {
    let path = try folder.file(bytes)
    #expect(throws: SpreadsheetError.invalidText(encoding, line: 1, byteOffset: offset)) {
      try readAll(path, format: format(encoding))
    }
  }

  @Test("a line far beyond the limit does not grow the block")
  func boundedMemory() throws {
    let line = String(repeating: "abcdefgh", count: 50_000)
    let path = try folder.file("a;b\n\(line)\nc;d\n")
    let reader = try RowReader(
      InputFile(path: path), format: csv(), limits: ReadingLimits(blockBytes: 256, recordBytes: 512)
    )
    var block = RowBlock()
    var flags: [RowFlags] = []
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount { flags.append(block.row(index).flags) }
    }
    #expect(flags == [[], .tooLong, []])
    #expect(block.raw.count < 8192)
  }

  @Test("a stream gives the blocks of its reader in order and counts what was left out")
  func stream() async throws {
    let path = try folder.file((1...500).map { "r\($0);x\n\n;;\n" }.joined())
    let whole = try readAll(path, format: csv())
    let reader = try RowReader(
      InputFile(path: path), format: csv(), limits: ReadingLimits(blockBytes: 64))
    let stream = RowStream(reader)
    var lines: [Int] = []
    while let block = try await stream.next() {
      for index in 0..<block.rowCount { lines.append(block.row(index).line) }
      stream.reuse(block)
    }
    #expect(lines == whole.rows.map(\.line))
    #expect(await stream.skippedRowCount == 1000)
  }

  @Test("a file's bytes are delivered whole in blocks")
  func byteSource() throws {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var source = try ByteSource(path: folder.file(bytes), offset: 10, readLimit: 7)
    var buffer = [UInt8](repeating: 0, count: 64)
    var all: [UInt8] = []
    while case let count = try source.read(into: &buffer), count > 0 { all += buffer[0..<count] }
    #expect(all == Array(bytes[10...]))
  }

  @Test("a field behind the row's end is empty")
  func missingField() throws {
    let reader = try RowReader(path: folder.file("a;b\n1\n"), format: csv())
    var block = RowBlock()
    #expect(try reader.next(into: &block))
    #expect(block.fieldRange(1, of: block.row(1)).isEmpty)
    #expect(block.text(7, of: block.row(0)).isEmpty)
  }
}
