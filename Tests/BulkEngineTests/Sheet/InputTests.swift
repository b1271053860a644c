import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// What a file is, before any of its records is looked at.
struct InputTests {
  @Test("A header row is found below titles")
  func aHeaderRowIsFoundBelowTitles() throws {
    let sheet = "Folha de maio;;;;;;\n;;;;;;\n" + PayeeSheet.text(Payees.payees(2))
    let input = try open(sheet)
    #expect(input.titleRows == 1)
    #expect(input.header?.line == 3)
    #expect(input.mapping.columns[.document] == 1)
  }

  @Test("A separator line is obeyed")
  func aSeparatorLineIsObeyed() throws {
    let text = PayeeSheet.text(Payees.payees(2)).replacing(";", with: "|")
    let input = try open("sep=|\n" + text)
    #expect(input.format.dialect?.delimiter == UInt8(ascii: "|"))
    #expect(input.header?.line == 2)
  }

  @Test(
    "A file without records is of no use",
    arguments: ["", "\n", PayeeSheet.header + "\n", PayeeSheet.header + "\n;;;;;;\n"])
  func aFileWithoutRecordsIsOfNoUse(_ text: String) {
    #expect(throws: (any Error).self) { try open(text) }
  }

  @Test("A file without a header is told")
  func aFileWithoutAHeaderIsTold() {
    let line = PayeeSheet.line(Payees.payee(1))
    #expect(
      throws: ColumnMappingError.noHeader(firstRow: line.split(separator: ";").map(String.init))
    ) {
      try open(line + "\n" + line + "\n")
    }
  }

  @Test("An amount column is required where it is sent")
  func anAmountColumnIsRequiredWhereItIsSent() {
    #expect(throws: ColumnMappingError.self) {
      try open(PayeeSheet.text(Payees.payees(1)), needsAmount: true)
    }
  }

  @Test("Wrong overrides are told")
  func wrongOverridesAreTold() {
    let text = PayeeSheet.text(Payees.payees(1))
    #expect(throws: InputError.unknownEncoding("ebcdic")) {
      try open(text, reading: ReadingSettings(encoding: "ebcdic"))
    }
    #expect(throws: InputError.badDelimiter(";;")) {
      try open(text, reading: ReadingSettings(delimiter: ";;"))
    }
  }

  @Test(
    "Delimiters are one character",
    arguments: [
      (";", 0x3B), ("tab", 0x09), ("TAB", 0x09), ("\\t", 0x09), ("\t", 0x09), ("|", 0x7C),
      ("\"", nil), ("", nil), ("é", nil), ("\n", nil),
    ] as [(String, UInt8?)])
  func delimitersAreOneCharacter(_ text: String, _ byte: UInt8?) {
    #expect(Input.delimiterByte(text) == byte)
  }

  @Test("JSON records may begin damaged")
  func jsonRecordsMayBeginDamaged() async throws {
    let payee = #"{"nome":"Ana","cpf":"52998224725","banco":341,"agencia":2545,"conta":"02366-1"}"#
    let text = "[{\"nome\":\"\(String(repeating: "A", count: 3 << 20))\"},\n\(payee)]"
    let rows = try await checkedRows(of: text)
    #expect(rows.map(\.errors) == [["row.too_long"], []])
  }

  @Test("The estimate of records is near")
  func theEstimateOfRecordsIsNear() throws {
    let input = try open(PayeeSheet.text(Payees.payees(1_000)))
    #expect((900...1_300).contains(input.estimatedRecords))
  }

  @Test("The hash and size are those of the file")
  func theHashAndSizeAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("abc")
    #expect(
      try InputHash.sha256(of: InputFile(path: path))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try FileSize.bytes(of: path) == 3)
    #expect(throws: (any Error).self) { try InputHash.sha256(of: InputFile(path: path + ".gone")) }
  }

  private func open(
    _ text: String, reading: ReadingSettings = ReadingSettings(), needsAmount: Bool = false
  ) throws -> Input {
    let folder = try TemporaryFolder()
    return try Input(
      path: try folder.file(text), reading: reading, needsAmount: needsAmount)
  }
}
