import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("PlainLine: lines that libcsv need not read")
struct PlainLineTests {
  private static let behind = Array("\n;a; b;c;d;\"behind\"\n;;;;;".utf8)

  /// The fields of `line` as one of the two ways of splitting leaves them in a block, and whether a row ended;
  /// nil when the line is libcsv's.
  private func split(
    _ line: [UInt8], by delimiter: UInt8, isPlain: Bool
  ) -> (fields: [[UInt8]], hasEndedRow: Bool)? {
    let parser = LibcsvParser(delimiter: delimiter)
    let text = line + Self.behind
    var bytes = [UInt8](repeating: 0, count: text.count + plainLineSlack)
    var bounds = [Int32](repeating: -1, count: text.count + plainLineSlack + 4)
    var isTaken = true
    parser.writeFields(into: &bytes, bounds: &bounds) {
      if isPlain {
        isTaken = parser.parsePlain(text.span, 0..<line.count)
      } else {
        parser.parse(text.span.extracting(0..<line.count + 1))
      }
    }
    guard isTaken else { return nil }
    let fields = (0..<parser.fieldCount).map { Array(bytes[Int(bounds[$0])..<Int(bounds[$0 + 1])]) }
    #expect(parser.byteCount == fields.reduce(0) { $0 + $1.count })
    return (fields, parser.hasEndedRow)
  }

  @Test(
    "a line without quotes has the fields that libcsv finds in it, whatever else stands there",
    arguments: [UInt64](1...400))
  func agreement(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let delimiter = Array(";,\t|".utf8)[Int.random(in: 0..<4, using: &generator)]
    let alphabet = [
      delimiter, delimiter, 0x20, 0x09, 0x00, 0x1F, 0x21, 0x3A, 0x61, 0x80, 0xC3, 0xFF,
    ]
    for _ in 0..<40 {
      let common = UInt8.random(in: 0x30...0x39, using: &generator)
      let line = (0..<Int.random(in: 0...70, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? common : alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      let plain = try #require(split(line, by: delimiter, isPlain: true))
      let read = try #require(split(line, by: delimiter, isPlain: false))
      #expect(plain.fields == read.fields, "\(line)")
      #expect(plain.hasEndedRow == read.hasEndedRow, "\(line)")
    }
  }

  @Test("a line with a quote anywhere is left to libcsv", arguments: 0..<24)
  func quotes(position: Int) {
    var line = Array("abc; d ;efgh;12,50;;x y;z".utf8)
    line[position] = UInt8(ascii: "\"")
    #expect(split(line, by: UInt8(ascii: ";"), isPlain: true) == nil)
  }

  @Test("a line at the very end of a text is left to libcsv: no words can be moved there")
  func room() {
    let parser = LibcsvParser(delimiter: UInt8(ascii: ";"))
    let text = Array("a;b\n".utf8)
    var bytes = [UInt8](repeating: 0, count: 64)
    var bounds = [Int32](repeating: 0, count: 64)
    parser.writeFields(into: &bytes, bounds: &bounds) {
      let isTaken = parser.parsePlain(text.span, 0..<3)
      #expect(!isTaken)
    }
  }
}
