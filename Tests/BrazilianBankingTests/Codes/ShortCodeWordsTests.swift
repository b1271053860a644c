import Testing

@testable import BrazilianBanking

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
