import FuzzInvariants
import Spreadsheets

@main
struct WorkbookFuzzer {
  static func main() {
    unsafe fuzz(testOneInput)
  }
}

/// The first byte chooses: the bytes are a file, or a part of a workbook that is whole otherwise. The
/// checksums of a ZIP file would keep a fuzzer away from what is in it.
private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes = unsafe bytes, count > 1 else { return 0 }
  let content = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  let file = workbook(of: Array(content[1...]), choice: content[0])
  unsafe file.withUnsafeBufferPointer { bytes in
    let file = unsafe FuzzedFile(bytes)
    unsafe check(file, choice: Int(content[count / 2]))
  }
  return 0
}

private func workbook(of bytes: [UInt8], choice: UInt8) -> [UInt8] {
  let parts = [
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
  ]
  guard Int(choice % 8) < parts.count else { return bytes }
  var file = WorkbookFile(
    [
      .init(
        "S",
        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>12</v></c><c t=\"s\"><v>0</v></c></row></sheetData>"
      )
    ], styles: "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>",
    strings: "<si><t>a;b</t></si><si><t>c</t></si>")
  for index in file.parts.indices where file.parts[index].name == parts[Int(choice % 8)] {
    file.parts[index].content = bytes
  }
  return file.bytes
}

private func check(_ file: FuzzedFile, choice: Int) {
  do throws(SpreadsheetError) {
    let opened = try InputFile(path: file.path)
    guard try TabularFormat.detect(opened).isFromWorkbook else { return }
    let workbook = try Workbook(opened, folder: "/dev/shm")
    guard let sheet = workbook.sheets.first(where: \.isTable) else { return }
    _ = try workbook.firstRows(of: sheet)
    let first = try rows(of: workbook.spool(sheet, width: choice % 5, headerRow: choice % 3), 64)
    let again = try rows(of: workbook.spool(sheet, width: choice % 5, headerRow: choice % 3), 4096)
    precondition(first == again, "other rows")
  } catch {
    precondition(!error.description.isEmpty)
  }
}

private func rows(
  of sheet: SpooledSheet, _ blockBytes: Int
) throws(SpreadsheetError) -> [[[UInt8]]] {
  let reader = try RowReader(
    sheet.rows, format: .workbookRows, limits: ReadingLimits(blockBytes: blockBytes))
  var block = RowBlock()
  var rows: [[[UInt8]]] = []
  while try reader.next(into: &block) {
    for index in 0..<block.rowCount {
      let row = block.row(index)
      rows.append((0..<row.fieldCount).map { Array(block.bytes[block.fieldRange($0, of: row)]) })
    }
  }
  return rows
}
