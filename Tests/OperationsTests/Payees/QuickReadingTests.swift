import BrazilianBanking
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What payroll systems write is read without memory, and as the long way reads it.
struct QuickReadingTests {
  @Test(
    "A bank with its name needs no repair",
    arguments: [
      "341 - Itaú Unibanco", "001-BB", "237 Bradesco S.A.", "104 - Caixa Econômica Federal",
      "341 - Ita\u{A0}u", "341 \u{2013} Itaú", "341 - Itau ", "341 - Banco 100", "341 - x.00",
      "341 - x,00", "341", "34 - x", "341E5", "341 - x\"", "341 - é", "341 - Banco 5",
      "341 \u{FEFF}x", "341 \u{3000}x", "341.00",
    ])
  func aBankWithItsNameNeedsNoRepair(_ cell: String) {
    let bytes = Array(cell.utf8)
    guard RecordChecker.isCodeWithName(bytes.span) else { return }
    let repaired = CellRepair.repair(bytes.span, as: .identifier)
    #expect(repaired.bytes == bytes && repaired.repairs.isEmpty && repaired.fault == nil)
  }

  @Test("The usual form is read")
  func theUsualFormIsRead() {
    for cell in ["341 - Itaú Unibanco", "001 - Banco do Brasil S.A.", "237-Bradesco"] {
      let isRead = RecordChecker.isCodeWithName(cell.utf8.span)
      #expect(isRead)
    }
    for cell in ["341", "341 - x ", "341 - Ita\u{A0}u", "34 - x", "341 - 100"] {
      let isRead = RecordChecker.isCodeWithName(cell.utf8.span)
      #expect(!isRead)
    }
  }

  @Test(
    "An account with its digit is read the same",
    arguments: ["53260259-5", "7766533-X", "0012-0", "1234567890123456-P"])
  func anAccountWithItsDigitIsReadTheSame(_ cell: String) throws {
    let bytes = Array(cell.utf8)
    let read = RecordChecker.accountWithDigit(bytes.span)
    let (account, digit) = try #require(read)
    for bank: UInt16 in [1, 237, 341] {
      let reading = readAccount(
        bytes.span, digit: [UInt8]().span, operation: [UInt8]().span, bank: bank)
      #expect(reading.account == account && reading.digit == digit)
      #expect(reading.repairs == .digitSplit && reading.fault == nil && reading.operation.isEmpty)
    }
  }

  @Test(
    "Other accounts take the long way",
    arguments: [
      "123-4", "12345-x", "12.345-6", "12345-67", "-5", "12345 -6", "12345678901234567-8", "",
    ])
  func otherAccountsTakeTheLongWay(_ cell: String) {
    let isRead = RecordChecker.accountWithDigit(cell.utf8.span) != nil
    #expect(!isRead)
  }

  @Test("The outline of a code does not depend on those before")
  func theOutlineOfACodeDoesNotDependOnThoseBefore() {
    var generator = SeededGenerator(seed: 12)
    let characters = Array("FUNCfunc2026-_01234567890".utf8)
    var outlines = CodeOutlines()
    var code: [UInt8] = []
    var wrong = 0
    for _ in 0..<20_000 {
      // Some begin like the one before.
      code = Array(code.prefix([0, 3, 8, 12, 16, 20].randomElement(using: &generator) ?? 0))
      for _ in 0..<Int.random(in: 1...20, using: &generator) {
        code.append(characters.randomElement(using: &generator) ?? 0x30)
      }
      var fresh = CodeOutlines()
      if outlines.outline(of: code.span) != fresh.outline(of: code.span) { wrong += 1 }
      let outline = fresh.outline(of: code.span)
      let mayTell = CodePersons.isPossible(
        digits: code.prefix(45).count { $0 &- 0x30 <= 9 },
        letters: code.prefix(45).count { CodePersons.letter($0) != 0 },
        hasLongNumber: CodePersons.mayHaveLongNumber(code.prefix(45)))
      if outline.mayTellOthers != mayTell { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test(
    "A word of a name that stands in the code is found, wherever it is in the name and however it is accented"
  )
  func wordsOfNames() {
    var generator = SeededGenerator(seed: 31)
    let parts = [
      "f", "u", "N", "c", "é", "Ü", "ã", "ç", " ", " ", "-", "'", "x", "º", "×", "€", "7",
      "func", "Unc", "aéi",
    ]
    var outlines = CodeOutlines()
    let code = Array("FUNC-AEIO-2026".utf8)
    let outline = outlines.outline(of: code.span)
    let (letters, runs) = (Set("funcaeio"), ["func", "aeio"])
    var (wrong, found) = (0, 0)
    for _ in 0..<20_000 {
      let name = (0..<Int.random(in: 1...24, using: &generator))
        .map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }.joined()
      let words = name.lowercased().map { character -> Character in
        let folded = ["é": "e", "ü": "u", "ã": "a", "ç": "c"][character] ?? character
        return "a"..."z" ~= folded ? folded : " "
      }.split(separator: " ")
      let isThere = words.contains { word in word.count > 2 && runs.contains { $0.contains(word) } }
      // Of a run of four letters, a word of three or four.
      let mayBe = words.contains { (3...4).contains($0.count) && letters.isSuperset(of: $0) }
      let isFound = outline.mayHoldWord(of: Array(name.utf8).span)
      if isFound ? !mayBe : isThere { wrong += 1 }
      found += isThere ? 1 : 0
    }
    #expect(wrong == 0)
    #expect(found > 1_000)
  }

  @Test("Every character of a code is looked at in every place")
  func everyCharacterOfACodeIsLookedAtInEveryPlace() {
    var wrong = 0
    for count in 1...20 {
      for place in 0..<count {
        for byte in UInt8.min...UInt8.max {
          var code = Array("a-Z_09z-A5b6c7d8e9f0".utf8.prefix(count))
          code[place] = byte
          if CustomCode.isPlain(code.span) != CustomCode.isAllowed(byte) { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }
}
