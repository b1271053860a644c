@testable import BrazilianBanking
import QualificaTestKit
import Testing

/// Covers ShortCode.swift, Weights.swift.
struct ShortCodeTests {
  @Test("Keeps up to twenty characters")
  func keepsUpToTwentyCharacters() throws {
    let text = "ABCDEFGHIJ0123456789"
    let code = try #require(ShortCode(text))
    #expect(code.description == text)
    #expect(code.count == 20)
    #expect(code[8] == 0x49 && code[16] == 0x36)
    #expect(ShortCode(text + "0") == nil)
  }

  @Test("Refuses anything but ASCII")
  func refusesAnythingButASCII() {
    #expect(ShortCode("é") == nil)
    #expect(ShortCode("é".utf8.span) == nil)
  }

  @Test("Is equal and hashes by its characters")
  func isEqualAndHashesByItsCharacters() {
    #expect(ShortCode("0123") == ShortCode("0123"))
    #expect(ShortCode("0123") != ShortCode("123"))
    #expect(Set([ShortCode("7"), ShortCode("7"), ShortCode("8")]).count == 2)
  }

  @Test("Writes its characters")
  func writesItsCharacters() {
    var output: [UInt8] = [0x3D]
    ShortCode("12X")?.append(to: &output)
    #expect(output == Array("=12X".utf8))
  }

  @Test(
    "Loads digits of any length",
    arguments: ["1", "12", "123", "1234", "12345678", "123456789", "1234567890123456"])
  func loadsDigitsOfAnyLength(_ text: String) {
    #expect(ShortCode(digits: text.utf8.span)?.description == text)
  }

  @Test("Loads nothing but digits")
  func loadsNothingButDigits() {
    for length in 1...16 {
      for position in 0..<length {
        for byte: UInt8 in [0x00, 0x20, 0x2F, 0x3A, 0x41, 0x7F, 0x80, 0xB5, 0xFF] {
          var bytes = [UInt8](repeating: 0x39, count: length)
          bytes[position] = byte
          #expect(ShortCode(digits: bytes.span) == nil, "\(byte) at \(position) of \(length)")
        }
      }
    }
    #expect(ShortCode(digits: "".utf8.span) == nil)
    #expect(ShortCode(digits: "12345678901234567".utf8.span) == nil)
  }

  @Test("Knows digits in all its words")
  func knowsDigitsInAllItsWords() {
    #expect(ShortCode("12345678901234567890")?.isDigitsOnly == true)
    #expect(ShortCode("1234567890123456789A")?.isDigitsOnly == false)
    #expect(ShortCode("12345678901A34567890")?.isDigitsOnly == false)
    #expect(ShortCode().isDigitsOnly)
  }

  @Test("Cuts, pads and counts")
  func cutsPadsAndCounts() throws {
    let code = try #require(ShortCode("0012"))
    #expect(code.firstSignificant == 2)
    #expect(code.number == 12)
    #expect(code.padded(to: 6).description == "000012")
    #expect(code.suffix(from: 2).description == "12")
    #expect(code.prefix(3).description == "001")
    #expect(ShortCode("1234567890")?.number == nil)
  }

  @Test("Every place of a row has its weight")
  func everyPlaceOfARowHasItsWeight() throws {
    let weights = Weights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0)
    for position in 0..<16 {
      let one = try #require(ShortCode("9"))
      #expect(weights.sum(one, at: position) == UInt32((position + 1) % 16 * 9))
    }
  }

  @Test("Luhn sums agree with adding digit by digit")
  func luhnSumsAgreeWithAddingDigitByDigit() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let text = generator.digits(Int.random(in: 1...16, using: &generator))
      let row = DigitRow(try #require(ShortCode(text)))
      #expect(
        "\(Character(Unicode.Scalar(tenComplement(row.luhnSum))))" == ReferenceArithmetic.luhn(text)
      )
    }
  }
}

/// Codes as numbers, and without the zeros that never count.
@Suite("ShortCodeWords")
struct ShortCodeWordsTests {
  @Test(
    "zeros in front are left out, all others stay",
    arguments: [
      "", "0", "7", "07", "0000000", "00000000", "000000000", "0012345X", "00000001", "000000001",
      "0000000000000000", "00000000000000001", "00000000000000000000", "00000000000000000009",
      "0123456789012345", "01234567890123456789", "98765432100000000000", "100", "0X",
    ])
  func withoutLeadingZeros(text: String) throws {
    let code = try #require(ShortCode(text))
    #expect(code.withoutLeadingZeros.description == String(text.drop { $0 == "0" }))
    #expect(code.withoutLeadingZeros == ShortCode(String(text.drop { $0 == "0" })))
  }

  @Test("the words hold every character in its place")
  func words() throws {
    let code = try #require(ShortCode("ABCDEFGHIJKLMNOPQRST"))
    #expect(code.firstWord & 0xFF == 0x41)
    #expect(code.firstWord >> 56 == 0x48)
    #expect(code.secondWord & 0xFF == 0x49)
    #expect(code.secondWord >> 56 == 0x50)
    #expect(code.lastWord == 0x5453_5251)
    let short = try #require(ShortCode("AB"))
    #expect(short.firstWord == 0x4241)
    #expect((short.secondWord, short.lastWord) == (0, 0))
  }
}
