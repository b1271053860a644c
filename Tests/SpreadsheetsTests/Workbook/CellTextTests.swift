import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("What a cell shows")
struct CellTextTests {
  @Test(
    "a number is its shortest decimal with a point",
    arguments: [
      ("12345", "12345"), ("1234.56", "1234.56"), ("1234.5", "1234.5"), ("0", "0"), ("-0", "0"),
      ("1E5", "100000"), ("1.0", "1"), ("007", "7"), ("1e-05", "0.00001"), ("-12.5", "-12.5"),
      ("0.30000000000000004", "0.30000000000000004"), ("123456789012345", "123456789012345"),
      ("1234567890123456", "1.234567890123456E+15"), ("1E+20", "1E+20"),
      ("1.2345678901234E+16", "1.2345678901234E+16"), ("1.5E3", "1500"), ("-1E+16", "-1E+16"),
    ])
  func number(onDisk: String, shown: String) throws {
    #expect(try WorkbookFile.texts("<c r=\"A1\"><v>\(onDisk)</v></c>") == [shown])
  }

  @Test(
    "a format of zeros and literals gives back what people see",
    arguments: [
      ("00000", "12345", "12345"), ("0000000", "12345", "0012345"), ("00000", "1234567", "1234567"),
      ("000\".\"000\".\"000\"-\"00", "1234567890", "012.345.678-90"),
      ("0000\\-0", "12345", "1234-5"),
      ("000-0", "45", "004-5"), ("\"C\"000", "7", "C007"), ("[$-416]0000", "12", "0012"),
      (
        "[<=99999999999]000\\.000\\.000\\-00;00\\.000\\.000\\/0000\\-00", "1234567890",
        "012.345.678-90"
      ),
      (
        "[<=99999999999]000\\.000\\.000\\-00;00\\.000\\.000\\/0000\\-00", "6990590000123",
        "06.990.590/0001-23"
      ),
      ("00000;-00000", "-12", "-00012"), ("00000", "-12", "-00012"), ("00000;@", "12", "00012"),
      ("[Red]000_-", "7", "007"),
    ])
  func zeros(format: String, onDisk: String, shown: String) throws {
    let sheet = WorkbookFile.Sheet(
      "S", "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(onDisk)</v></c></row></sheetData>")
    let rows = try WorkbookFile([sheet], styles: WorkbookFile.style(format)).rows()
    #expect(rows == [SheetLine(line: 1, fields: [shown], marks: [0: .shownZeros])])
  }

  @Test(
    "any other format leaves the number as it is, and a fraction is marked, never rounded away",
    arguments: [
      ("0", "12345"), ("0.00", "1234.5"), ("#,##0", "1234"), ("00000", "12.5"), ("0%", "0.5"),
      ("General", "12"), ("@", "12"), ("#####-#", "123456"), ("000", "1E+16"),
    ])
  func otherFormats(format: String, onDisk: String) throws {
    let sheet = WorkbookFile.Sheet(
      "S", "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(onDisk)</v></c></row></sheetData>")
    let rows = try WorkbookFile([sheet], styles: WorkbookFile.style(format)).rows()
    let marks: [Int: CellMark.Kind] = onDisk.contains(".") ? [0: .decimalNumber] : [:]
    #expect(rows == [SheetLine(line: 1, fields: [onDisk], marks: marks)])
  }

  @Test(
    "a date is day, month and year, from either first day",
    arguments: [
      ("dd/mm/yyyy", "45323", "", "01/02/2024"), ("d\"/\"m", "45323.75", "", "01/02/2024"),
      ("yyyy-mm-dd", "60", "", "29/02/1900"), ("yyyy-mm-dd", "61", "", "01/03/1900"),
      ("yyyy-mm-dd", "1", "", "01/01/1900"), ("m/d/yy", "43861", "date1904=\"1\"", "01/02/2024"),
      ("[h]:mm", "0.5", "", "12:00:00"), ("hh:mm", "0.25", "date1904=\"true\"", "06:00:00"),
      ("dd/mm/yyyy", "-5", "", "-5"), ("dd/mm/yyyy", "2958465", "", "31/12/9999"),
    ])
  func dates(format: String, onDisk: String, properties: String, shown: String) throws {
    #expect(
      try WorkbookFile.texts(
        "<c r=\"A1\" s=\"1\"><v>\(onDisk)</v></c>", styles: WorkbookFile.style(format),
        properties: properties) == [shown])
  }

  @Test("built-in date formats and dates as text are dates")
  func otherDates() throws {
    let styles = "<cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"1\"/></cellXfs>"
    let cells =
      "<c r=\"A1\"><v>45323</v></c><c r=\"B1\" t=\"d\"><v>2024-02-01T10:00:00</v></c>"
      + "<c r=\"C1\" s=\"1\"><v>45323</v></c><c r=\"D1\" s=\"99\"><v>45323</v></c>"
    #expect(
      try WorkbookFile.texts(cells, styles: styles)
        == ["01/02/2024", "01/02/2024", "45323", "45323"])
  }

  @Test("errors stand as on disk, flags as words, formulas as their last result")
  func otherTypes() throws {
    let cells =
      "<c r=\"A1\" t=\"e\"><v>#N/A</v></c><c r=\"B1\" t=\"b\"><v>1</v></c><c r=\"C1\" t=\"str\"><f>TEXT"
      + "(A2,\"0000000\")</f><v>0012345</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>7</v></c>"
    #expect(try WorkbookFile.texts(cells) == ["#N/A", "TRUE", "0012345", "7"])
  }

  @Test("a formula that nobody calculated is marked, one with an empty text is not")
  func uncalculated() throws {
    let cells =
      "<c r=\"A1\"><f>1+1</f><v></v></c><c r=\"B1\"><f>A1</f></c><c r=\"C1\" t=\"str\"><f>A1</f><v></v></c>"
    let rows = try WorkbookFile([
      .init("S", "<sheetData><row r=\"1\">\(cells)</row></sheetData>")
    ]).rows(width: 3)
    #expect(
      rows == [
        SheetLine(
          line: 1, fields: ["", "", ""], marks: [0: .uncalculated, 1: .uncalculated])
      ])
  }

  @Test("shared texts, plain and in runs, come without the readings above Japanese words")
  func shared() throws {
    let strings =
      "<si><t>Ana</t></si><si><r><t>00</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">7 7</t></r></si>"
      + "<si><t>漢字</t><rPh sb=\"0\" eb=\"2\"><t>カンジ</t></rPh><phoneticPr fontId=\"1\"/></si><si/>"
      + "<si><t>a_x000D_b_x005F_x0041_ _xZZZZ_ _x00</t></si>"
    let cells = (0..<5).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined()
    #expect(
      try WorkbookFile.texts(cells, strings: strings)
        == ["Ana", "007 7", "漢字", "", "a\rb_x0041_ _xZZZZ_ _x00"])
  }

  @Test("amounts are rounded to cents where they are as good as that, and only there")
  func amounts() throws {
    let cells = ["1234.5600000001", "0.30000000000000004", "1.005", "99.99999999", "1234.5"]
      .map { "<c><v>\($0)</v></c>" }.joined()
    #expect(
      try WorkbookFile.texts(cells, amounts: [0, 1, 2, 3, 4])
        == ["1234.56", "0.3", "1.005", "100", "1234.5"])
    #expect(try WorkbookFile.texts(cells)[0] == "1234.5600000001")
  }
}
