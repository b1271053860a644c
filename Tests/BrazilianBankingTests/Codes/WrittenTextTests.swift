import Testing

@testable import BrazilianBanking

/// Covers WrittenText.swift.
struct WrittenTextTests {
  static let masks = [
    ".", "-", "/", " ", "\t", "\u{A0}", "\u{2003}", "\u{202F}", "\u{200B}", "\u{200D}", "\u{2060}",
    "\u{FEFF}", "\u{2010}", "\u{2013}", "\u{2015}", "\u{2212}",
  ]

  @Test("Masks are stripped", arguments: masks)
  func masksAreStripped(_ mask: String) {
    #expect(document("390\(mask)533447\(mask)05\(mask)").document != nil)
    #expect(ignorableLength(mask.utf8.span, at: 0) == mask.utf8.count)
  }

  @Test(
    "Other characters than masks are not stripped",
    arguments: ["=", "_", "\u{663}", "\u{FF13}", "é", "\u{2022}"])
  func otherCharactersAreNot(_ other: String) {
    #expect(document("39053344705\(other)").fault == .characters)
  }

  @Test("A cut character is no mask")
  func aCutCharacterIsNoMask() {
    let bytes: [UInt8] = Array("39053344705".utf8) + [0xE2, 0x80]
    #expect(readDocument(bytes.span, declared: nil).fault == .characters)
  }

  @Test("Dashes and blanks are told apart")
  func dashesAndBlanksAreToldApart() {
    #expect(dashLength("\u{2013}".utf8.span, at: 0) == 3)
    #expect(dashLength(" ".utf8.span, at: 0) == 0)
    #expect(blankLength("\u{A0}".utf8.span, at: 0) == 2)
    #expect(blankLength("\u{2013}".utf8.span, at: 0) == 0)
  }
}
