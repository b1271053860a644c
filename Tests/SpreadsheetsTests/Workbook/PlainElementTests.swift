import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("PlainElement: markup that expat need not read")
struct PlainElementTests {
  /// Notes all it is told, texts that follow each other as one.
  private final class Recording: XMLHandler {
    private(set) var events: [String] = []
    private var text: [UInt8] = []
    var fault: WorkbookFault? { nil }
    var isDone: Bool { false }

    private func note(_ event: String) {
      if !text.isEmpty { events.append("text \(String(decoding: text, as: UTF8.self))") }
      text = []
      events.append(event)
    }

    func start(_ tag: XMLTag) { note("start \(tag)") }
    func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {
      note("\(tag) \(name.text)=\(value.text)")
    }
    func text(_ text: Span<UInt8>) { for index in text.indices { self.text.append(text[index]) } }
    func end(_ tag: XMLTag) { note("end \(tag)") }
  }

  /// What a handler is told of a document that comes in pieces, and how it ended.
  private func events(
    _ document: [UInt8], inPiecesOf size: Int, readsPlain: Bool = true
  ) -> [String] {
    let recording = Recording()
    let reading = XMLReading(recording, part: "sheet1.xml", readsPlain: readsPlain)
    var (held, next): ([UInt8], Int) = ([], 0)
    do {
      repeat {
        let end = min(document.count, next + size)
        held += document[next..<end]
        next = end
        let taken = try reading.take(
          held.span, isAtEnd: next == document.count, isFull: held.count > 8 * size + 40,
          for: recording)
        held.removeFirst(taken)
      } while next < document.count
    } catch {
      return recording.events + ["\(error)"]
    }
    return recording.events
  }

  /// What stands in a sheet: mostly plain, and everything that is not.
  private static let pieces = [
    #"<c r="A1" t="s"><v>12</v></c>"#, #"<c r="B1"><v>1234.5</v></c>"#, #"<c r="C1" s="3"/>"#,
    #"<c r="D1" t="inlineStr"><is><t>João da Silva</t></is></c>"#,
    #"<c r="E1" t="inlineStr"><is><t xml:space="preserve"> a  b </t></is></c>"#,
    #"<c r="F1" s="1" t="str"><f>TEXT(A2)</f><v>0012</v></c>"#, #"<c r="G1" />"#,
    #"<c r="H1"><v>a &amp; b</v></c>"#, #"<c r='I1'><v>1</v></c>"#, #"<c  r="J1"><v>1</v></c>"#,
    #"<c r="K1"><v><![CDATA[1]]></v></c>"#, #"<c r="L1"><!-- 1 --><v>1</v></c>"#,
    #"<x:c r="M1"><x:v>1</x:v></x:c>"#, "<c r=\"N1\">\n  <v>1</v>\r\n</c>",
    #"<c r="O1" r="P1"><v>1</v></c>"#, #"<c r="Q1"><v>1</v></d>"#, #"<c r="R1"><v>]]></v></c>"#,
    #"<c r="S1"><v>]</v></c>"#, "<c r=\"T1\"><v>\u{FFFE}</v></c>", "<c r=\"U1\"><v>\u{1}</v></c>",
    #"<c r="V1"><v>&#233;&lt;</v></c>"#, #"<c r="W1"><?a b?></c>"#, #"<c r="X<1"/>"#,
    #"<c r="Y1"><v>𝄞 € ñ</v></c>"#, #"<c r="Z1" b="c"></c>"#, #"<c 1="2"/>"#, "<c r=/>", "</row>",
    "<a><b><c><d><e><f><g><h><i><j/></i></h></g></f></e></d></c></b></a>", "text",
  ]

  private static let between = ["", "\n", " ", "\r\n", "<!-- <row> -->"]
  private static let declarations = [
    "", #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    #"<?xml version="1.0" encoding="ISO-8859-1"?>"#,
  ]

  private func sheet(_ generator: inout SeededGenerator) -> [UInt8] {
    let rows = (0..<Int.random(in: 0...6, using: &generator)).map { row in
      let isOdd = Int.random(in: 0..<4, using: &generator) == 0
      let cells = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        Self.pieces[Int.random(in: 0..<(isOdd ? Self.pieces.count : 7), using: &generator)]
      }
      return #"<row r="\#(row + 1)" x14ac:dyDescent="0.25">\#(cells.joined())</row>"#
    }
    let between = Self.between[Int.random(in: 0..<Self.between.count, using: &generator)]
    let declaration = Self.declarations[
      Int.random(in: 0..<Self.declarations.count, using: &generator)]
    let text =
      declaration + #"<worksheet xmlns="main"><dimension ref="A1"/><sheetData>"#
      + rows.joined(separator: between) + "</sheetData><mergeCells/></worksheet>"
    return Array(text.utf8)
  }

  @Test(
    "a sheet is read as expat alone reads it, to the line of its fault, however it is cut",
    arguments: [UInt64](1...300))
  func agreement(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var document = sheet(&generator)
    if seed % 3 == 0 {
      let position = Int.random(in: 0..<document.count, using: &generator)
      document[position] = UInt8.random(in: 0...255, using: &generator)
    }
    let expected = events(document, inPiecesOf: document.count, readsPlain: false)
    for size in [document.count, 64, 17, 7, 1] {
      #expect(
        events(document, inPiecesOf: size) == expected,
        "\(size): \(String(decoding: document, as: UTF8.self))")
    }
  }

  @Test(
    "a document of two bytes a character needs no declaration, however it is cut",
    arguments: [true, false], [true, false])
  func twoBytes(isBigEndian: Bool, hasMark: Bool) {
    let rows = (1...3).map { #"<row r="\#($0)"><c r="A\#($0)"><v>\#($0)</v></c></row>"# }
    let text =
      #"<worksheet xmlns="main"><sheetData>"# + rows.joined(separator: "\n ")
      + "</sheetData></worksheet>"
    let document = ((hasMark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
    let expected = events(Array(text.utf8), inPiecesOf: text.utf8.count, readsPlain: false)
    for size in 1...document.count {
      #expect(events(document, inPiecesOf: size) == expected, "\(size)")
    }
  }

  @Test("plain rows and texts are read without expat", arguments: pieces[0..<7])
  func plain(cell: String) {
    var element = PlainElement()
    let row = Array(#"<row r="1" spans="1:2">\#(cell)</row><row"#.utf8)
    let outcome = element.read(row.span, from: 0)
    #expect(outcome == .plain(end: row.count - 4))
  }

  @Test("whatever else may mean something is expat's", arguments: pieces[7...])
  func other(cell: String) {
    var element = PlainElement()
    let row = Array("<row>\(cell)</row>".utf8)
    // The end of a row in a row ends it: what follows is for expat again.
    let isOther =
      cell != "</row>" && cell != "text" && !cell.contains("𝄞") && !cell.contains("b=\"c\"")
    let outcome = element.read(row.span, from: 0)
    #expect((outcome == .other) == isOther)
  }
}
