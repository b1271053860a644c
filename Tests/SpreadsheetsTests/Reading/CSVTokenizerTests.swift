import Testing

@testable import Spreadsheets

@Suite("CSVTokenizer, RowTokenizer")
struct CSVTokenizerTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(_ text: String, _ delimiter: Character = ";", limit: Int = 1 << 20) throws
    -> Reading
  {
    try readAll(
      folder.file(text), format: csv(delimiter), limits: ReadingLimits(recordBytes: limit))
  }

  @Test(
    "the fields of every delimiter and line end are told apart",
    arguments: [";", ",", "\t", "|"] as [Character], ["\n", "\r\n", "\r"])
  func fields(delimiter: Character, lineEnd: String) throws {
    let d = String(delimiter)
    let text = ["nome" + d + "valor", "Ana" + d + "\"1\(d)5\"", d + "x"].joined(separator: lineEnd)
    let reading = try rows(text, delimiter)
    #expect(reading.rows.map(\.fields) == [["nome", "valor"], ["Ana", "1\(d)5"], ["", "x"]])
    #expect(reading.rows.map(\.line) == [1, 2, 3])
  }

  @Test("line numbers are physical across blank lines and quoted line ends")
  func physicalLines() throws {
    let reading = try rows("a;b\n\n\"x\r\ny\nz\";1\n   \n;;\nlast;2")
    #expect(reading.rows.map(\.line) == [1, 3, 8])
    #expect(reading.rows.map(\.fields) == [["a", "b"], ["x\r\ny\nz", "1"], ["last", "2"]])
    #expect(reading.blankLines == 2)
    #expect(reading.emptyRows == 1)
  }

  @Test("raw bytes are kept without the line end, blanks and quotes included")
  func rawBytes() throws {
    let reading = try rows("  a ; \"b\" \r\n\"c;\"\"d\";e\"f\n")
    #expect(reading.rows.map(\.raw) == ["  a ; \"b\" ", "\"c;\"\"d\";e\"f"])
    #expect(reading.rows.map(\.fields) == [["a", "b"], ["c;\"d", "e\"f"]])
    #expect(reading.rows.map(\.byteOffset) == [0, 12])
  }

  @Test("an unclosed quote costs its own line only and is reported where it opened")
  func unclosedQuote() throws {
    let reading = try rows("h;i\n\"m\nn\";\"open\n1;2\n3;4\n")
    #expect(reading.rows.map(\.line) == [1, 2, 4, 5])
    #expect(reading.rows.map(\.faultLine) == [1, 3, 4, 5])
    #expect(reading.rows.map(\.flags) == [[], .openQuote, [], []])
    #expect(reading.rows[1].raw == "\"m\nn\";\"open")
    #expect(reading.rows.dropFirst(2).map(\.fields) == [["1", "2"], ["3", "4"]])
  }

  @Test(
    "a note that opens a quote swallows no record, whatever closes it further on",
    arguments: [
      // The quote opens in the last column, and a note two rows below closes it.
      [
        "Ana;31020000023;001;1234;1000000;3;\"ver com RH",
        "Bia;310.207.919-93;237;0450;1012347;P;ok",
        "Caio;31021583820;341;0912;10642;4;confirmado\"",
      ],
      // The next row closes it.
      [
        "Ana;31020000023;001;1234;1000000;3;\"ver com RH",
        "Bia;310.207.919-93;237;0450;1012347;2;confirmado\"",
      ],
      // Both stand in the name: the record behind the first name is inside the quote.
      [
        "\"Ana;31020000023;001;1234;1000000;3;ok", "Bia\";310.207.919-93;237;0450;1012347;2;ok",
      ],
      // In the middle of both rows.
      [
        "Ana;31020000023;\"001;1234;1000000;3;ok", "Bia;31020791993;237\";0450;1012347;2;ok",
      ],
    ])
  func swallowedRecords(lines: [String]) throws {
    let reading = try rows("n;d;b;a;c;g;o\n" + lines.joined(separator: "\n") + "\n")
    #expect(reading.rows.map(\.line) == Array(1...lines.count + 1))
    #expect(reading.rows[1].flags == .openQuote)
    #expect(reading.rows.dropFirst(2).allSatisfy { $0.flags == [] && $0.fields.count == 7 })
  }

  @Test("a note of several lines is one cell, lists and numbers in it too")
  func notesOfSeveralLines() throws {
    let note = "Rua das Acácias, 12; ap. 3; bloco 4; 01310-100\nfone 11 99999-0000; ramal 12"
    let reading = try rows("h;i\n\"\(note)\";1\nx;2\n")
    #expect(reading.rows.map(\.fields) == [["h", "i"], [note, "1"], ["x", "2"]])
  }

  @Test(
    "a stray quote does not swallow the records up to the next quoted field",
    arguments: [
      "\"Ana;1\nBia;2\n\"C; D\";3\n", "Ana;\"1\nBia;2\n\"C; D\";3\n",
      "\"A\";\"1\n\"Bia\";\"2\"\n\"C; D\";\"3\"\n",
    ])
  func strayQuote(text: String) throws {
    let reading = try rows(text)
    #expect(reading.rows.map(\.flags) == [.openQuote, [], []])
    #expect(reading.rows.dropFirst().map(\.fields) == [["Bia", "2"], ["C; D", "3"]])
  }

  @Test("a quote that closes beyond the record limit counts as unclosed")
  func farClosingQuote() throws {
    let filler = (1...20).map { "r\($0);x\n" }.joined()
    let reading = try rows("\"open;1\n" + filler + "z\";1\n", limit: 64)
    #expect(reading.rows.first?.flags == .openQuote)
    #expect(reading.rows.count == 22)
    #expect(reading.rows.dropFirst().allSatisfy { $0.fields.count == 2 && $0.flags.isEmpty })
  }

  @Test("a line beyond the record limit is flagged, left out, and the next one is read")
  func tooLong() throws {
    let reading = try rows("a;b\n" + String(repeating: "x", count: 200) + ";1\nc;d\n", limit: 64)
    #expect(reading.rows.map(\.flags) == [[], .tooLong, []])
    #expect(reading.rows.map(\.line) == [1, 2, 3])
    #expect(reading.rows[2].fields == ["c", "d"])
  }

  @Test("a row with a zero byte is flagged, the others are not")
  func zeroByte() throws {
    let reading = try rows("a;b\nc\0;d\ne;f\n")
    #expect(reading.rows.map(\.flags) == [[], .nulByte, []])
  }

  @Test("many open quotes in a row are read in one pass")
  func openQuotesEverywhere() throws {
    let text = (1...50_000).map { "\"n\($0);1\n" }.joined()
    let reading = try rows(text)
    #expect(reading.rows.count == 50_000)
    #expect(reading.rows.allSatisfy { $0.flags == .openQuote })
  }

  @Test("the same bytes give the same rows however they are cut")
  func cuts() throws {
    let path = try folder.file(damagedText)
    let whole = try readAll(path, format: csv(), limits: ReadingLimits(recordBytes: 96))
    #expect(whole.rows.count == 14)
    for size in 1...64 {
      let limits = ReadingLimits(blockBytes: size, recordBytes: 96, readBytes: size)
      #expect(try readAll(path, format: csv(), limits: limits) == whole, "blocks of \(size) bytes")
    }
  }

  @Test("reading from any row on gives the rest of the rows")
  func resuming() throws {
    let path = try folder.file(damagedText)
    let limits = ReadingLimits(blockBytes: 256, recordBytes: 96)
    let whole = try readAll(path, format: csv(), limits: limits)
    for (index, row) in whole.rows.enumerated() {
      let rest = try readAll(path, format: csv(), at: row.position, limits: limits)
      #expect(rest.rows == Array(whole.rows[index...]))
    }
  }
}

/// Every kind of damage in one text, for a record limit of 96 bytes.
let damagedText = """
  nome;cpf;conta\r
  "Ana ""a"" Lima";529;1\r
  \r
  José;"x\r
  y";2
  ;;
  \("Bia;\u{0}3;4")
  "aberta;1;2
  Caio;5;6\rDavi;7;8
  "q";"r
  s";"nunca fecha
  Eva;9;10
  \(String(repeating: "longa", count: 30));1;2
  "" "a";"b" x;c
  "fim;1
  "ok";2;3
  Última;11;12
  """
