import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("RawFields, QuoteClosing, LibcsvParser")
struct RawFieldsTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Text made of the bytes on which reading depends.
  private func hostileText(_ generator: inout SeededGenerator, count: Int) -> [UInt8] {
    let alphabet = Array("\"\"\"\";;;\n\n\r \tab\0é".utf8)
    return (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
      .filter { $0 < 0x80 }
  }

  @Test("raw fields are as many as libcsv reads, in any text", arguments: [UInt64](1...300))
  func agreement(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = hostileText(&generator, count: 200)
    let reading = try readAll(folder.file(text), format: csv())
    for row in reading.rows where row.flags.isDisjoint(with: .openQuote) {
      let raw = Array(row.raw.utf8)
      let fields = RawFields(of: raw.span, from: 0, delimiter: 0x3B)
      #expect(fields.end == raw.count)
      #expect(fields.bounds.count == row.fields.count, "\(row.raw.debugDescription)")
    }
  }

  @Test(
    "hostile text gives the same rows however it is cut and wherever reading begins",
    arguments: [UInt64](1...60))
  func robustness(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 977)
    let path = try folder.file(hostileText(&generator, count: 400))
    let limits = ReadingLimits(blockBytes: 4096, recordBytes: 40)
    let whole = try readAll(path, format: csv(), limits: limits)
    for size in [1, 2, 3, 5, 17, 64] {
      let small = ReadingLimits(blockBytes: size, recordBytes: 40, readBytes: size)
      #expect(try readAll(path, format: csv(), limits: small) == whole)
    }
    for (index, row) in whole.rows.enumerated() {
      let rest = try readAll(path, format: csv(), at: row.position, limits: limits)
      #expect(rest.rows == Array(whole.rows[index...]))
    }
  }

  @Test(
    "the closing quote is found by libcsv's rules",
    arguments: [
      ("a\";", QuoteClosing.closed(at: 1)), ("a\"\"b\" \n", .closed(at: 4)),
      ("a\"b\"", .closed(at: 3)),
      ("a\"b", .neverCloses(searchedUpTo: 3)), ("a\" \" x\";", .closed(at: 6)),
    ])
  func closing(text: String, expected: QuoteClosing) {
    let bytes = Array(text.utf8)
    #expect(
      closingQuote(
        in: bytes.span, from: 0, limit: 100, delimiter: 0x3B, isAtEnd: true,
        allowsBareQuotes: true) == expected)
  }
}
