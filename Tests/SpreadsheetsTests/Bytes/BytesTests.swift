import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("ByteSearch, ByteBuffer, Characters, TextEncoder")
struct BytesTests {
  @Test("the first zero byte or byte beyond ASCII is found at every place")
  func unusualBytes() {
    for count in 0..<100 {
      for place in 0..<count {
        for byte: UInt8 in [0, 0x80, 0xFF] {
          var bytes = [UInt8](repeating: 0x01, count: count)
          bytes[place] = byte
          #expect(firstUnusualByte(in: bytes.span, from: 0) == place)
          #expect(firstUnusualByte(in: bytes.span, from: place) == place)
        }
      }
      let plain = [UInt8](repeating: 0x7F, count: count)
      #expect(firstUnusualByte(in: plain.span, from: 0) == count)
    }
  }

  @Test("line ends of all kinds are told apart, and a last CR waits for what follows")
  func lines() {
    let text = Array("a\r\nb\rc\n\r".utf8)
    var scanner = LineScanner()
    #expect(
      scanner.line(from: 0, in: text.span, isAtEnd: false) == PhysicalLine(contentEnd: 1, end: 3))
    #expect(
      scanner.line(from: 3, in: text.span, isAtEnd: false) == PhysicalLine(contentEnd: 4, end: 5))
    #expect(
      scanner.line(from: 5, in: text.span, isAtEnd: false) == PhysicalLine(contentEnd: 6, end: 7))
    #expect(scanner.line(from: 7, in: text.span, isAtEnd: false) == nil)
    #expect(
      scanner.line(from: 7, in: text.span, isAtEnd: true) == PhysicalLine(contentEnd: 7, end: 8))
    #expect(lineEndCount(in: text.span) == 3)
  }

  @Test("UTF-8 is judged as the standard library judges it", arguments: [UInt64](1...200))
  func validation(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let edges: [UInt8] =
      [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF]
      + [0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        edges[Int.random(in: 0..<edges.count, using: &generator)]
      }
      var sawNUL = false
      let isValid = validateUTF8(bytes.span, from: 0, sawNUL: &sawNUL) == .valid(incomplete: 0)
      #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
      #expect(!sawNUL)
    }
  }

  @Test(
    "every byte of a one-byte encoding survives the way there and back",
    arguments: TextEncoding.allCases.filter(\.isSingleByte))
  func singleBytes(encoding: TextEncoding) {
    for byte in UInt8.min...UInt8.max {
      let isOwn = byte >= 0x80 && !encoding.upperHalf.isEmpty
      let scalar = isOwn ? encoding.upperHalf[Int(byte) - 0x80] : UInt32(byte)
      #expect(singleByte(for: scalar, in: encoding) == byte)
    }
    #expect(singleByte(for: 0x20AC, in: .windows1252) == 0x80)
    #expect(singleByte(for: 0x20AC, in: .latin1) == nil)
    #expect(singleByte(for: 0x65E5, in: encoding) == nil)
  }

  @Test(
    "scalars are written and read as UTF-8",
    arguments: ["a", "é", "€", "😀"] as [Unicode.Scalar])
  func scalars(scalar: Unicode.Scalar) {
    var buffer = ByteBuffer()
    buffer.append(scalar: scalar.value)
    #expect(buffer.bytes == Array(String(scalar).utf8))
    let read = utf8Scalar(in: buffer.bytes.span, at: 0)
    #expect(read.scalar == scalar.value)
    #expect(read.length == buffer.count)
  }

  @Test("UTF-16 has surrogate pairs")
  func surrogates() throws {
    var buffer = ByteBuffer()
    try buffer.append(Array("a😀".utf8).span, in: .utf16BigEndian)
    #expect(buffer.bytes == [0, 0x61, 0xD8, 0x3D, 0xDE, 0x00])
  }

  @Test("a buffer grows, shrinks and keeps what it should")
  func buffer() {
    var buffer = ByteBuffer(capacity: 2)
    buffer.append("abc")
    buffer.append([0x64, 0x65])
    buffer.truncate(to: 4)
    buffer.append(buffer)
    #expect(buffer.bytes == Array("abcdabcd".utf8))
    buffer.removeAll()
    #expect(buffer.bytes.isEmpty)
  }
}
