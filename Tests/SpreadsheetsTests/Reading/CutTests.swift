import Testing

@testable import Spreadsheets

/// The same bytes give the same rows however they are delivered.
@Suite("RowReader, cut everywhere")
struct CutTests {
  /// Shapes of quoting, with `|` for the line end.
  static let sheets = [
    "nome;v|Ana;1|Bia;2|", "\"nome\";\"v\"|\"José\";\"1\"|\"x;y\";\"2\"",
    "n;v|\"dois|três\";1||\"a \"\"b\"\" c\";2|;;|c;3|", "n;v|a\"b;1|\"aberta;2|\"é\" ;3|z;4|",
    "n;v|\"aberta|b;2|c;3", "n;v|'=\"01\";é|\"=\"\"0123\"\"\"; x |", "sep=;|n;v|\"a|\";b|",
  ]
  static let documents = [
    "{\"n\":\"Jos\\u00e9\",\"v\":1.50}|{\"n\":\"ção\",\"v\":{\"x\":[1,2]}}||{\"n\":null}|",
    "[|{\"n\":\"a\\\\\",\"v\":\"é\"},{\"n\":\"\\ud83d\\ude00\"}|,{\"n\":oops},|{\"n\":4}|]",
    "[{\"n\":1}]|[{\"n\":2}] x|", "[{\"n\":1},|",
    "{\"data\":[{\"n\":1}],\"x\":\"]}\"}|{\"data\":[{}]}|",
    "{\"a\":[1],\"data\":[{\"n\":\"1\"},|{\"n\":\"2\",|\"v\":-0.10},{|\"n\":\"ü\"}]}|",
    "{\"n\":1}|não|{\"n\":2}|{\"n\":\"x",
  ]
  static let lineEnds = ["\n", "\r\n", "\r"]

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "cut in two at every place, and in small pieces", arguments: sheets + documents,
    TextEncoding.allCases)
  func cuts(sheet: String, encoding: TextEncoding) throws {
    for lineEnd in Self.lineEnds {
      let text = sheet.replacing("|", with: lineEnd)
      for hasMark in Set([false, !encoding.byteOrderMark.isEmpty]) {
        var bytes = ByteBuffer()
        if hasMark { bytes.append(encoding.byteOrderMark) }
        try bytes.append(Array(text.utf8).span, in: encoding)
        try expectSameRows(bytes.bytes, encoding: encoding)
      }
    }
  }

  @Test("packed bytes likewise", arguments: sheets + documents)
  func packed(sheet: String) throws {
    let bytes = Array(sheet.replacing("|", with: "\r\n").utf8)
    let half = bytes.count / 2
    try expectSameRows(
      GzipFile.stored(Array(bytes[..<half])) + GzipFile.stored(Array(bytes[half...])),
      encoding: .utf8)
  }

  /// What stands about as far behind an opened quote as it may close.
  static let farEnds = [
    "\"", "\"|", "\";2|b;3|", "\" ", "\"  |b;3", "\"x;2|b;3", "\"\"", "\"\"|b;3|", "\"\"\"|b;\"3\"",
    "\";\"x|y\";z|b;3", "|\"b\";3|", "\" \"|b;3", "\"\"|\"b",
  ]

  @Test("a quote that closes about where it may close at the latest", arguments: farEnds)
  func farQuotes(end: String) throws {
    let limit = 40
    for lineEnd in Self.lineEnds {
      for distance in (limit - 8)...(limit + 3) {
        let filling = "\"é|" + String(repeating: "ab|", count: distance / 3 - 1)
        let opening = String((filling + "......").prefix(distance))
        let text = ("n;v|" + opening + end).replacing("|", with: lineEnd)
        for encoding in [TextEncoding.utf8, .windows1252] {
          var bytes = ByteBuffer()
          try bytes.append(Array(text.utf8).span, in: encoding)
          try expectSameRows(bytes.bytes, encoding: encoding, recordLimit: limit)
        }
      }
    }
  }

  private func expectSameRows(
    _ bytes: [UInt8], encoding: TextEncoding, recordLimit: Int = ReadingLimits().recordBytes
  ) throws {
    let path = try folder.file(bytes)
    let format = try TabularFormat.detect(path: path, encoding: encoding)
    var limits = ReadingLimits(recordBytes: recordLimit)
    let whole = try readAll(path, format: format, limits: limits)
    #expect(whole.rows.count > 1)
    for piece in [1, 2, 3, 7] {
      (limits.readBytes, limits.pieceBytes) = (piece, piece)
      #expect(try readAll(path, format: format, limits: limits) == whole, "pieces of \(piece)")
    }
    limits = ReadingLimits(recordBytes: recordLimit)
    for cut in 1..<max(2, bytes.count) {
      limits.firstPieceBytes = cut
      #expect(try readAll(path, format: format, limits: limits) == whole, "cut at \(cut)")
    }
  }
}
