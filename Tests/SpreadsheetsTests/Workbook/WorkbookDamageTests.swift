import QualificaTestKit
import Spreadsheets
import Testing

@Suite("Damaged and hostile workbooks")
struct WorkbookDamageTests {
  private static let whole = WorkbookFile([.init("S", rows: [["a", "b"], ["c", "d"]])])

  private static func fault(_ bytes: [UInt8]) throws -> WorkbookFault? {
    let folder = try TemporaryFolder()
    let path = try folder.file(bytes)
    do {
      let file = try InputFile(path: path)
      guard try TabularFormat.detect(file).isFromWorkbook else { return nil }
      let workbook = try Workbook(file, folder: folder.path)
      _ = try workbook.spool(workbook.sheets[0], width: 0, headerRow: 0)
      return nil
    } catch SpreadsheetError.damagedWorkbook(let fault, path: _) {
      return fault
    }
  }

  @Test("sizes behind the parts, and 64-bit numbers, are read")
  func variants() throws {
    var file = Self.whole
    file.hasDescriptors = true
    #expect(try file.rows().count == 2)
    file.isLarge = true
    #expect(try file.rows().count == 2)
  }

  @Test("a workbook that breaks off says so, wherever it does")
  func truncated() throws {
    let bytes = Self.whole.bytes
    for count in stride(from: 4, to: bytes.count - 1, by: 97) {
      #expect(try Self.fault(Array(bytes[..<count])) == .truncated)
    }
  }

  @Test("a wrong checksum, an encrypted and a missing part are named")
  func parts() throws {
    var file = Self.whole
    file.damagedParts = ["xl/worksheets/sheet1.xml"]
    #expect(try Self.fault(file.bytes) == .damagedPart("xl/worksheets/sheet1.xml"))
    file = Self.whole
    file.lockedParts = ["xl/worksheets/sheet1.xml"]
    #expect(try Self.fault(file.bytes) == .lockedPart("xl/worksheets/sheet1.xml"))
    file = Self.whole
    file.parts.removeAll { $0.name == "xl/worksheets/sheet1.xml" }
    #expect(try Self.fault(file.bytes) == .missingPart("xl/worksheets/sheet1.xml"))
    file = Self.whole
    file.parts.append(file.parts[4])
    #expect(try Self.fault(file.bytes) == .contradictory)
  }

  @Test("no document type is taken: entities neither grow nor fetch files")
  func documentType() throws {
    var file = Self.whole
    file.change("xl/worksheets/sheet1.xml") {
      $0.replacing(
        "<worksheet", with: "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet")
    }
    #expect(try Self.fault(file.bytes) == .strangeXML("xl/worksheets/sheet1.xml"))
  }

  @Test("elements that nest without end, or do not end, are refused")
  func endless() throws {
    var file = Self.whole
    file.change("xl/worksheets/sheet1.xml") {
      $0.replacing("</sheetData>", with: "</sheetData>" + String(repeating: "<a>", count: 40))
    }
    #expect(try Self.fault(file.bytes) == .strangeXML("xl/worksheets/sheet1.xml"))
    file = Self.whole
    file.change("xl/worksheets/sheet1.xml") {
      $0.replacing(
        "<sheetData>", with: "<sheetData a=\"\(String(repeating: "x", count: 600_000))\">")
    }
    #expect(try Self.fault(file.bytes) == .strangeXML("xl/worksheets/sheet1.xml"))
  }

  @Test("broken XML is told with part and line")
  func brokenXML() throws {
    var file = Self.whole
    file.change("xl/worksheets/sheet1.xml") { $0.replacing("</sheetData>", with: "\n</oops>") }
    #expect(try Self.fault(file.bytes) == .brokenXML("xl/worksheets/sheet1.xml", line: 2))
  }

  @Test("what claims to unpack to more than any workbook holds is refused before it is unpacked")
  func bomb() throws {
    var bytes = Self.whole.bytes
    // The directory's size of the first part.
    let entry = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes.replaceSubrange(entry + 24..<entry + 28, with: [0, 0, 0, 0x70])
    #expect(try Self.fault(bytes) == .bomb)
  }

  @Test("one long text in many cells fills no memory and rejects its rows")
  func amplification() throws {
    let text = String(repeating: "x", count: 30_000)
    let rows = String(
      repeating: "<row>" + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 50) + "</row>",
      count: 200)
    let file = WorkbookFile(
      [.init("S", "<sheetData>\(rows)</sheetData>")], strings: "<si><t>\(text)</t></si>")
    #expect(try file.rows().allSatisfy { $0.flags == .tooLong })
  }

  @Test("kinds of workbooks that are not read are told apart")
  func kinds() throws {
    let folder = try TemporaryFolder()
    func kind(_ bytes: [UInt8]) throws -> UnsupportedFormat? {
      do {
        _ = try TabularFormat.detect(path: try folder.file(bytes))
        return nil
      } catch SpreadsheetError.unsupported(let kind, path: _) { return kind }
    }
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let padding = [UInt8](repeating: 0, count: 3_000)
    let stream = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    #expect(try kind(compound + padding) == .xls)
    #expect(try kind(compound + padding + stream + padding) == .encrypted)
    var binary = Self.whole
    binary.change("[Content_Types].xml") {
      $0.replacing(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        with: "application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    }
    #expect(try kind(binary.bytes) == .xlsb)
    var macros = Self.whole
    macros.change("[Content_Types].xml") {
      $0.replacing(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        with: "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    }
    #expect(try kind(macros.bytes) == nil)
    var document = WorkbookFile()
    document.parts = [("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))]
    #expect(try kind(document.bytes) == .ods)
    document.parts = [("payees.csv", Array("nome;cpf".utf8))]
    #expect(try kind(document.bytes) == .zip)
  }

  @Test("whatever bytes of a workbook change, reading it ends with rows or an error")
  func mutations() throws {
    var random = SeededGenerator(seed: 12)
    let whole = WorkbookFile(
      [.init("S", rows: [["nome", "conta"], ["Ana", "0012"]])],
      styles: WorkbookFile.style("000"), strings: "<si><t>x</t></si>"
    ).bytes
    for _ in 0..<2_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try? Self.fault(bytes)
    }
  }
}
