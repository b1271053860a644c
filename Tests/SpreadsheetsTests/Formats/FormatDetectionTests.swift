import Testing

@testable import Spreadsheets

@Suite("TabularFormat, TextEncoding, Dialect, FileKind: detection")
struct FormatDetectionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func detect(_ text: String) throws -> TabularFormat {
    try TabularFormat.detect(path: folder.file(text))
  }

  private func delimiter(_ text: String) throws -> Character? {
    try detect(text).dialect.map { Character(Unicode.Scalar($0.delimiter)) }
  }

  @Test(
    "the delimiter is the one that cuts all records alike, and ; wins a tie",
    arguments: [
      ("a;b;c\n1;2;3\n", ";"), ("a,b,c\n1,2,3\n", ","), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
      ("a;b,c\n1;2,3\n", ";"), ("nome;valor\nAna;1,50\nBia;2,50\n", ";"),
      ("n,v\n\"a;b\",1\n\"c;d\",2\n", ","), ("n,v\n\"x\ny;z\",1\n\n", ","),
      ("Folha, maio\n\na;b;c;d\n1;2;3;4\n1;2;3;4;5\n", ";"), ("nome\nAna\n", ";"),
      ("a;b;c;d\n1,5;2;3;4\n1,5;2;3\n1,5;2;3;4\n", ";"),
    ] as [(String, Character)])
  func delimiters(text: String, expected: Character) throws {
    #expect(try delimiter(text) == expected)
  }

  @Test(
    "however many titles stand above however few records",
    arguments: [";", ",", "\t", "|"] as [Character], [1, 4, 12])
  func titles(delimiter expected: Character, count: Int) throws {
    let titles = (0..<count).map { "Folha \($0)\n" }.joined()
    let rows = ["a", "1", "2"].map { cell in
      [String](repeating: cell, count: 7).joined(separator: String(expected)) + "\n"
    }
    #expect(try delimiter(titles + rows[0] + rows[1]) == expected)
    #expect(try delimiter(titles + rows.joined()) == expected)
    let others = [String](repeating: "Folha|de|pagto|mês|de|maio|de\n", count: count).joined()
    if expected != "|" { #expect(try delimiter(others + rows.joined()) == expected) }
  }

  @Test("the first line end counts", arguments: LineEnd.allCases)
  func lineEnds(lineEnd: LineEnd) throws {
    let end = String(decoding: lineEnd.bytes, as: UTF8.self)
    #expect(try detect("a;b\(end)1;2\(end)").dialect?.lineEnd == lineEnd)
  }

  @Test("quotes around every field are noticed")
  func quoting() throws {
    #expect(try detect("\"a\";\"b\"\n\"1\";\"\"\n").dialect?.quoting == .everyField)
    #expect(try detect("\"a\";\"b\"\n1;\"2\"\n").dialect?.quoting == .whereNeeded)
  }

  @Test(
    "a sep= line is obeyed, is no row, and counts as a line",
    arguments: ["sep=,\n", "SEP=,\r\n", "\"sep=,\"\n", "\u{FEFF}sep=,\n"])
  func separatorLine(first: String) throws {
    let path = try folder.file(first + "a;x,b\n1;x,2\n")
    let reading = try readAll(path)
    #expect(reading.rows.map(\.fields) == [["a;x", "b"], ["1;x", "2"]])
    #expect(reading.rows.map(\.line) == [2, 3])
    #expect(try readAll(path, at: reading.rows[1].position).rows == [reading.rows[1]])
  }

  @Test(
    "every encoding is recognised, with and without a byte order mark",
    arguments: TextEncoding.allCases.filter { ![.codePage850, .macRoman].contains($0) })
  func encodings(encoding: TextEncoding) throws {
    for mark in [[], encoding.byteOrderMark] {
      var bytes = ByteBuffer()
      bytes.append(mark)
      try bytes.append(Array("nome;valor\nJosé;1\nUrsão;2\n".utf8).span, in: encoding)
      let path = try folder.file(bytes.bytes)
      let format = try TabularFormat.detect(path: path)
      // ISO-8859-1 text is Windows-1252 text as well.
      #expect(format.encoding == (encoding == .latin1 ? .windows1252 : encoding))
      #expect(format.hasByteOrderMark == !mark.isEmpty)
      #expect(
        try readAll(path).rows.map(\.fields) == [
          ["nome", "valor"], ["José", "1"], ["Ursão", "2"],
        ])
    }
  }

  @Test("the first accent decides, however far behind the sample it stands")
  func lateAccent() throws {
    let filler = Array(String(repeating: "abc;def\n", count: 40_000).utf8)
    let utf8 = try folder.file(filler + Array("é;1\n".utf8))
    #expect(try TabularFormat.detect(path: utf8).encoding == .utf8)
    let windows = try folder.file(filler + [0xE9, 0x3B, 0x31, 0x0A])
    #expect(try TabularFormat.detect(path: windows).encoding == .windows1252)
    #expect(try readAll(windows).rows.last?.fields == ["é", "1"])
  }

  @Test("a stray byte makes no other encoding of a file that is UTF-8")
  func damagedUTF8() throws {
    let names = Array("nome;cidade\nJosé;São Paulo\nAna;Goiânia\n".utf8)
    let path = try folder.file(names + [0x4A, 0x6F, 0xE3, 0x6F, 0x3B, 0x0A])
    #expect(throws: SpreadsheetError.invalidText(.utf8, line: 4, byteOffset: 44)) {
      try TabularFormat.detect(path: path)
    }
    let windows = try folder.file(names.prefix(17) + [0xE9, 0x3B, 0xE3, 0x0A])
    #expect(try TabularFormat.detect(path: windows).encoding == .windows1252)
  }

  @Test("overrides are obeyed")
  func overrides() throws {
    let path = try folder.file([0x61, 0xE9, 0x2C, 0x62, 0x0A])
    let format = try TabularFormat.detect(path: path, encoding: .latin1, delimiter: 0x23)
    #expect(format.encoding == .latin1)
    #expect(format.dialect?.delimiter == 0x23)
  }

  @Test("bytes that the given encoding forbids are an error with line and byte")
  func invalidText() throws {
    let path = try folder.file([0x61, 0x0A, 0x0D, 0x62, 0xE9, 0x3B, 0x0A])
    #expect(throws: SpreadsheetError.invalidText(.utf8, line: 3, byteOffset: 4)) {
      try TabularFormat.detect(path: path, encoding: .utf8)
    }
  }

  @Test(
    "what is not read is named",
    arguments: [
      (UnsupportedFormat.zip, [0x50, 0x4B, 5, 6, 0] as [UInt8]),
      (.xls, [0xD0, 0xCF, 0x11, 0xE0, 0xA1]),
      (.pdf, Array("%PDF-1.7".utf8)), (.zip, [0x50, 0x4B, 7, 8]),
      (.markup, Array("\u{FEFF}\r\n<HTML><table>".utf8)), (.markup, Array("<?xml ".utf8)),
    ])
  func foreign(format: UnsupportedFormat, bytes: [UInt8]) throws {
    let path = try folder.file(bytes)
    #expect(throws: SpreadsheetError.unsupported(format, path: path)) {
      try TabularFormat.detect(path: path)
    }
  }

  @Test("files of nothing but blanks are empty", arguments: ["", "\n \r\n", "\u{FEFF}\n"])
  func empty(text: String) throws {
    let path = try folder.file(text)
    #expect(throws: SpreadsheetError.empty(path: path)) { try TabularFormat.detect(path: path) }
  }

  @Test(
    "JSON layouts are told apart",
    arguments: [
      ("[{\"a\":1}]", JSONShape.array), (" \n[", .array), ("{\"a\":1}\n{\"a\":2}", .lines),
      ("{\"x\":{\"data\":[]},\"data\": [", .envelope), ("{\"data\":1}\n", .lines),
      ("{\"a\":oops\n{\"a\":2}\n", .lines),
    ])
  func json(text: String, shape: JSONShape) throws {
    #expect(try detect(text).content == .json(shape))
  }

  @Test("one object over several lines is of no known shape")
  func unknownJSON() throws {
    let path = try folder.file("{\n\"a\": 1\n}\n")
    #expect(throws: SpreadsheetError.unknownJSONShape(path: path)) {
      try TabularFormat.detect(path: path)
    }
  }

  @Test("missing files and folders are told apart")
  func missing() throws {
    let none = folder.path + "/none.csv"
    #expect(throws: SpreadsheetError.notFound(path: none)) { try TabularFormat.detect(path: none) }
    #expect(throws: SpreadsheetError.notARegularFile(path: folder.path)) {
      try TabularFormat.detect(path: folder.path)
    }
  }

  @Test("encoding names are read as users write them")
  func encodingNames() {
    #expect(TextEncoding(name: "CP1252") == .windows1252)
    #expect(TextEncoding(name: "Latin1") == .latin1)
    #expect(TextEncoding(name: "klingon") == nil)
    for encoding in TextEncoding.allCases { #expect(TextEncoding(name: encoding.name) == encoding) }
  }
}
