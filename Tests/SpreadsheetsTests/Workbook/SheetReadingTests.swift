import QualificaTestKit
import Spreadsheets
import Testing

@Suite("The rows of a sheet")
struct SheetReadingTests {
  private static func sheet(_ rows: String, behind: String = "") -> WorkbookFile {
    WorkbookFile([.init("S", "<dimension ref=\"A1\"/><sheetData>\(rows)</sheetData>\(behind)")])
  }

  @Test("cells without a place are counted, rows have the numbers of the sheet")
  func places() throws {
    let rows = try Self.sheet(
      "<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>2</v></c></row><row r=\"9\"><c r=\"C9\"><v>1"
        + "</v></c><c><v>5</v></c></row><row><c r=\"B10\"><v>3</v></c><c r=\"A10\"><v>4</v></c></row>"
    ).rows()
    #expect(
      rows == [
        SheetLine(line: 1, fields: ["a", "2"]), SheetLine(line: 9, fields: ["", "", "1", "5"]),
        SheetLine(line: 10, fields: ["4", "3"]),
      ])
  }

  @Test("rows without a value are none, short ones are filled up to the header")
  func widths() throws {
    let rows = try Self.sheet(
      "<row r=\"1\"><c r=\"A1\" s=\"0\"/></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"F2\"/></row>"
        + "<row r=\"3\"><c r=\"E3\"><v>1</v></c></row>"
    ).rows(width: 3)
    #expect(
      rows == [
        SheetLine(line: 2, fields: ["1", "", ""]),
        SheetLine(line: 3, fields: ["", "", "", "", "1"]),
      ])
  }

  @Test("texts with delimiters, quotes and line ends come back as they are, however they are cut")
  func texts() throws {
    let texts = ["a;b", "\"", "a\"b", "x\ny", " z ", ";;", "\"\";\"", "ç"]
    let file = WorkbookFile([.init("S", rows: [texts, texts.reversed()])])
    for piece in [1, 7, 100_000] {
      let rows = try file.rows(limits: ReadingLimits(blockBytes: piece, pieceBytes: piece))
      #expect(rows.map(\.fields) == [texts, texts.reversed()])
    }
  }

  @Test("strict files and any prefixes are read alike")
  func dialects() throws {
    var file = WorkbookFile([.init("S", rows: [["a"]])])
    file.change("xl/worksheets/sheet1.xml") { _ in
      "<?xml version='1.0'?><x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
        + "<x:sheetData><!-- c --><x:row r='3'><x:c r='B3' t='inlineStr'><x:is><x:t>a<![CDATA[<b>]]>"
        + "&amp;</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    }
    file.change("xl/workbook.xml") {
      $0.replacing("xmlns:r=", with: "xmlns:q=").replacing("r:id", with: "q:id")
    }
    #expect(try file.rows() == [SheetLine(line: 3, fields: ["", "a<b>&"])])
  }

  @Test("a text that is not there rejects its row, and so does one that is too long")
  func unusableTexts() throws {
    let rows =
      "<row r=\"1\"><c t=\"s\"><v>7</v></c><c><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>x</v></c></row>"
      + "<row r=\"3\"><c><v>1</v></c><c t=\"s\"><v>0</v></c></row><row r=\"4\"><c t=\"s\"><v>1</v></c></row>"
    let long = String(repeating: "é", count: 32_768)
    let longest = String(repeating: "é", count: 32_767)
    let file = WorkbookFile(
      [.init("S", "<sheetData>\(rows)</sheetData>")],
      strings: "<si><t>\(long)</t></si><si><t>\(longest)</t></si>")
    #expect(
      try file.rows() == [
        SheetLine(line: 1, fields: ["", "1"], flags: .missingText),
        SheetLine(line: 2, fields: [""], flags: .missingText),
        SheetLine(line: 3, fields: ["1"], flags: .longText),
        SheetLine(line: 4, fields: [longest]),
      ])
  }

  @Test("a row of more than a megabyte is left out, the next one is not")
  func longRow() throws {
    let text = String(repeating: "x", count: 32_000)
    let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 40)
    let file = WorkbookFile(
      [
        .init(
          "S",
          "<sheetData><row>\(cells)</row><row><c><v>1</v></c></row></sheetData>")
      ], strings: "<si><t>\(text)</t></si>")
    #expect(
      try file.rows(width: 1) == [
        SheetLine(line: 1, fields: [""], flags: .tooLong), SheetLine(line: 2, fields: ["1"]),
      ])
  }

  @Test("cells covered by a merged one are marked, a merged title is not")
  func merges() throws {
    let rows = (1...4).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c></row>" }.joined()
    let merged =
      "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"A4:C4\"/></mergeCells>"
    let read = try Self.sheet(rows, behind: merged).rows(width: 3, headerRow: 1)
    #expect(read.map(\.marks) == [[:], [:], [1: .merged], [1: .merged, 2: .merged]])
  }

  @Test("hidden rows are read and counted, hidden columns named, sheets listed as they are")
  func hidden() throws {
    let folder = try TemporaryFolder()
    let content =
      "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c><v>1</v></c></row>"
      + "<row r=\"2\" hidden=\"1\"><c><v>2</v></c></row><row r=\"3\" hidden=\"true\"/></sheetData>"
    let file = WorkbookFile([
      .init("Um", content), .init("Dois", rows: [], state: "veryHidden"),
    ])
    let workbook = try Workbook(
      InputFile(path: try folder.file(file.bytes)), folder: folder.path)
    #expect(workbook.sheets.map(\.name) == ["Um", "Dois"])
    #expect(workbook.sheets.map(\.isHidden) == [false, true])
    let sheet = try workbook.spool(workbook.sheets[0], width: 5, headerRow: 1)
    #expect(sheet.hiddenRowCount == 1)
    #expect(sheet.hiddenColumns == [1, 2])
    #expect(try folder.names() == ["payees.csv"], "the rows are kept without a name")
  }

  @Test("cells in the last corner cost nothing, cells beyond the grid are refused")
  func corners() throws {
    let corner = Self.sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")
    #expect(try corner.rows().first?.fields.count == 16_384)
    for cell in [
      "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "<row r=\"1048577\"><c><v>1</v></c></row>",
      "<row r=\"0\"><c><v>1</v></c></row>", "<row r=\"1\"><c r=\"AAAAAAAA1\"><v>1</v></c></row>",
    ] {
      #expect(throws: SpreadsheetError.self) { try Self.sheet(cell).rows() }
    }
  }
}
