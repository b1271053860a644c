import Testing

@testable import Spreadsheets

@Suite("Mojibake, RowBlock")
struct MojibakeTests {
  /// The text as a program shows it that takes its UTF-8 for Windows-1252.
  private func misread(_ text: String) throws -> String {
    let folder = try TemporaryFolder()
    var format = csv()
    format.encoding = .windows1252
    return try readAll(folder.file(text), format: format).rows.first?.fields.first ?? ""
  }

  private func repaired(_ text: String) -> String? {
    Mojibake.repaired(Array(text.utf8).span).map { String(decoding: $0, as: UTF8.self) }
  }

  private func isFound(_ text: String) -> Bool {
    let isFound = Mojibake.isFound(in: Array(text.utf8).span)
    return isFound
  }

  @Test(
    "what was taken apart is put together again",
    arguments: [
      "João", "Conceição", "ÀÁÂÃÇÉÊÍÓÔÕÚÜ", "àáâãçéêíóôõúü", "Nº 1", "D’Ávila", "Jose\u{301}",
      "–", "ÃO", "a\u{A0}b",
    ])
  func thereAndBack(text: String) throws {
    let damaged = try misread(text)
    #expect(damaged != text)
    #expect(repaired(damaged) == text)
  }

  @Test(
    "what a program took for ISO-8859-1 is put together, too",
    arguments: ["JOÃO", "ANTÔNIO", "ÉRICA", "CONCEIÇÃO", "João", "D’Ávila"])
  func throughLatin1(text: String) {
    let damaged = String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    #expect(isFound(damaged))
    #expect(repaired(damaged) == text)
  }

  @Test(
    "what is right stays as it is",
    arguments: ["JOÃO", "João", "ÂNGELA", "Ã", "Â ", "Ana", "", "Ãb", "São Paulo – SP", "â€"])
  func right(text: String) {
    #expect(repaired(text) == nil)
    #expect(!isFound(text))
  }

  @Test(
    "pairs of Ã or Â are found, other marks are not enough",
    arguments: ["JoÃ£o", "1Âº", "xÃ\u{81}"])
  func found(text: String) {
    #expect(isFound(text))
    #expect(!isFound("â€™"))
  }

  @Test("a block of one row has the row's cells but for those replaced")
  func replacing() throws {
    let folder = try TemporaryFolder()
    let reader = try RowReader(path: folder.file("a;b;c\n1;2;3\n"), format: csv())
    var block = RowBlock()
    #expect(try reader.next(into: &block))
    let copy = RowBlock(copying: block.row(1), of: block, replacing: [1: Array("zwei".utf8)])
    #expect(copy.rowCount == 1)
    #expect(copy.texts(of: copy.row(0)) == ["1", "zwei", "3"])
    #expect(copy.row(0).line == 2)
    #expect(copy.raw[copy.row(0).rawRange].elementsEqual("1;2;3".utf8))
  }

  @Test("a block of one row knows what is to be said of the row's cells")
  func replacingBesideMarks() throws {
    let folder = try TemporaryFolder()
    let reader = try RowReader(path: folder.file("a;b\n1;2\n3;4\n5;6\n"), format: csv())
    var block = RowBlock()
    #expect(try reader.next(into: &block))
    block.marks = [
      CellMark(field: 3, kind: .merged), CellMark(field: 4, kind: .shownZeros),
      CellMark(field: 5, kind: .decimalNumber), CellMark(field: 6, kind: .merged),
    ]
    let copy = RowBlock(copying: block.row(2), of: block, replacing: [0: Array("drei".utf8)])
    #expect(
      Array(copy.marks(of: copy.row(0))) == [
        CellMark(field: 0, kind: .shownZeros), CellMark(field: 1, kind: .decimalNumber),
      ])
    #expect(copy.holdsDecimalNumber(in: 1, of: copy.row(0)))
  }
}
