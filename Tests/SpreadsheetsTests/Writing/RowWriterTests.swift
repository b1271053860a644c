import Testing

@testable import Spreadsheets

@Suite("RowWriter, OriginalColumns, CSVField")
struct RowWriterTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Copies every row of a file behind its first one, with its line number and a message.
  private func copied(
    _ path: String, message: String = "ok", dropped: Set<Int> = [], guardsFormulas: Bool = false,
    encoding: TextEncoding? = nil, output: (TabularFormat) -> TabularFormat = { $0 }
  ) throws -> [UInt8] {
    let format = try TabularFormat.detect(path: path, encoding: encoding)
    let reader = try RowReader(path: path, format: format)
    var writer = try RowWriter(
      path: folder.path + "/out", format: output(format), ownColumns: ["q_line", "q_message"],
      guardsFormulas: guardsFormulas)
    var block = RowBlock()
    var isHeader = format.dialect != nil
    while try reader.next(into: &block) {
      for index in 0..<block.rowCount {
        let row = block.row(index)
        if isHeader {
          try writer.writeHeader(
            copying: row, of: block, inputDelimiter: format.dialect?.delimiter, dropped: dropped)
          isHeader = false
          continue
        }
        writer.beginRow(copying: row, of: block)
        writer.append(number: row.line)
        writer.append(message)
        try writer.endRow()
      }
    }
    try writer.commit()
    return try folder.bytes(of: "out")
  }

  private func copiedText(_ text: String, message: String = "ok", dropped: Set<Int> = []) throws
    -> String
  {
    String(
      decoding: try copied(folder.file(text), message: message, dropped: dropped), as: UTF8.self)
  }

  @Test("original columns are copied byte for byte, own columns follow, the last line end is added")
  func byteForByte() throws {
    #expect(
      try copiedText("nome ;\"v\"\r\n\" a\"\"b\" ; 1 \r\n\r\nx;\"p\r\nq\"")
        == "nome ;\"v\";q_line;q_message\r\n\" a\"\"b\" ; 1 ;2;ok\r\nx;\"p\r\nq\";4;ok\r\n")
  }

  @Test("short rows are filled up, empty surplus is cut, filled surplus joins the last column")
  func ragged() throws {
    #expect(
      try copiedText("a;b;c\n1\n1;2;3;;\n1;2;3;\"4\";5\n1;2;3\n")
        == "a;b;c;q_line;q_message\n1;;;2;ok\n1;2;3;3;ok\n1;2;\"3;\"\"4\"\";5\";4;ok\n1;2;3;5;ok\n")
  }

  @Test("a row whose quote never closes cannot swallow the own columns")
  func unclosedQuote() throws {
    #expect(
      try copiedText("a;b;c\n1;\"x;2\n3;4;5\n")
        == "a;b;c;q_line;q_message\n1;\"x;2\";;2;ok\n3;4;5;3;ok\n")
    #expect(
      try copiedText("a;b;c\n \"1\" ;\"p\nq\";\"x\"y\r\n3;4;5\n")
        == "a;b;c;q_line;q_message\n \"1\" ;\"p\nq\";\"x\"\"y\";2;ok\n3;4;5;4;ok\n")
    let comma = try copied(folder.file("a;b\n1;\"x\n3;4\n")) { format in
      var format = format
      format.content = .delimited(Dialect(delimiter: 0x2C))
      return format
    }
    #expect(
      String(decoding: comma, as: UTF8.self)
        == "a,b,q_line,q_message\n\"1\",\"x\",2,ok\n3,4,3,ok\n")
  }

  @Test("dropped columns are left out of every row, the others stay byte for byte")
  func dropped() throws {
    #expect(
      try copiedText("q_line;a;q_x;b\n7; 1 ;z;\"2\"\n", dropped: [0, 2])
        == "a;b;q_line;q_message\n 1 ;\"2\";2;ok\n")
  }

  @Test(
    "own values are quoted only where needed",
    arguments: [
      ("a;b", "\"a;b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("l\nm", "\"l\nm\""),
      (" x", "\" x\""),
      ("plain, text", "plain, text"), ("", ""),
    ])
  func quoting(message: String, field: String) throws {
    #expect(try copiedText("a;b\n1;2\n", message: message).hasSuffix("1;2;2;\(field)\n"))
  }

  @Test("no own value becomes a formula", arguments: ["=1+1", "+x", "-x", "@x"])
  func formulas(message: String) throws {
    let path = try folder.file("a;b\n1;2\n")
    let bytes = try copied(path, message: message, guardsFormulas: true)
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(";'\(message)\n"))
  }

  @Test("every encoding is written back as it was read", arguments: TextEncoding.allCases)
  func encodings(encoding: TextEncoding) throws {
    var input = ByteBuffer()
    input.append(encoding == .utf8 ? [] : encoding.byteOrderMark)
    try input.append(Array("nome;v\r\nJosé ç;1\r\nÜber;2\r\n".utf8).span, in: encoding)
    var expected = ByteBuffer()
    expected.append(encoding == .utf8 ? [] : encoding.byteOrderMark)
    try expected.append(
      Array("nome;v;q_line;q_message\r\nJosé ç;1;2;não\r\nÜber;2;3;não\r\n".utf8).span, in: encoding
    )
    let path = try folder.file(input.bytes)
    #expect(try copied(path, message: "não", encoding: encoding) == expected.bytes)
  }

  @Test("a byte order mark is kept, also before a quoted header")
  func byteOrderMark() throws {
    let output = try copied(folder.file([0xEF, 0xBB, 0xBF] + Array("\"a\";b\n1;2\n".utf8)))
    #expect(output.starts(with: [0xEF, 0xBB, 0xBF] + Array("\"a\";b;q_line".utf8)))
  }

  @Test("a character that the encoding lacks is an error with line and column, and leaves no file")
  func unencodable() throws {
    let path = try folder.file("nome;v\n\nAna;\"日\"\n")
    #expect(
      throws: SpreadsheetError.unencodable(scalar: 0x65E5, .windows1252, line: 3, column: 2)
    ) {
      try copied(path) { input in
        var format = input
        format.encoding = .windows1252
        return format
      }
    }
    #expect(try folder.names() == ["payees.csv"])
  }

  @Test("another delimiter writes every field anew")
  func otherDelimiter() throws {
    let output = try copied(folder.file("a;b\n\"x;y\";1,5\n")) { input in
      var format = input
      format.content = .delimited(Dialect(delimiter: 0x2C))
      return format
    }
    #expect(
      String(decoding: output, as: UTF8.self) == "a,b,q_line,q_message\nx;y,\"1,5\",2,ok\n")
  }

  @Test("JSON objects keep their bytes on one line and lose members named like own columns")
  func json() throws {
    let text =
      "[{\"a\": 1.50,\r\n \"b\":{\"c\":\"x\\n\"}, \"q_line\":9},\n{},\n{\"a\":oops},\n{\"a\":2}]"
    let lines = try copiedText(text, message: "").split(separator: "\n").map(String.init)
    #expect(
      lines == [
        #"{"a": 1.50,"b":{"c":"x\n"},"q_line":1,"q_message":null}"#,
        #"{"q_line":3,"q_message":null}"#,
        #"{"source_text":"{\"a\":oops}","q_line":4,"q_message":null}"#,
        #"{"a":2,"q_line":5,"q_message":null}"#,
      ])
  }
}
