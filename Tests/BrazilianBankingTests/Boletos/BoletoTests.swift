import BrazilianBanking
import Testing

private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
  CalendarDate(year: year, month: month, day: day)
}

/// Covers Boleto.swift, BoletoDigits.swift. The lines are published ones of public validators.
struct BoletoTests {
  static let bankLine = "34192220090000556638551012140003679060000100000"
  static let bankBarCode = "34196790600001000002220000005566385101214000"
  static let modulo10 = "836400000011331201380002812884627116080136181551"
  static let modulo11 = "858900004609524601791605607593050865831483000010"

  @Test("A bank's line tells bank, amount, due factor and bar code")
  func aBanksLineTellsBankAmountDueFactorAndBarCode() throws {
    let found = try #require(boleto(Self.bankLine).boleto)
    #expect(found.kind == .bank && found.bank == 341)
    #expect(found.amountInCents == 100_000)
    #expect(found.barCode == Self.bankBarCode)
    #expect(found.dueFactor == 7906)
    let other = try #require(boleto("23790448095616862379336011058009740430000124020").boleto)
    #expect(other.bank == 237 && other.amountInCents == 124_020)
  }

  @Test(
    "Line and bar code are one boleto, each made of the other",
    arguments: [bankLine, modulo10, modulo11])
  func lineAndBarCodeAreOneBoletoEachMadeOfTheOther(_ line: String) throws {
    let fromLine = try #require(boleto(line).boleto)
    #expect(fromLine.digitableLine == line)
    #expect(boleto(fromLine.barCode).boleto == fromLine)
  }

  @Test("The mask between the blocks is left out")
  func theMaskBetweenTheBlocksIsLeftOut() {
    let masked = "34192.22009 00005.566385 51012.140003 6 79060000100000"
    #expect(boleto(masked).boleto?.digitableLine == Self.bankLine)
    let blocks = "83640000001-1 33120138000-2 81288462711-6 08013618155-1"
    #expect(boleto(blocks).boleto?.digitableLine == Self.modulo10)
  }

  @Test("Collections have no bank, and their amount stands in the bar code")
  func collectionsHaveNoBankAndTheirAmountStandsInTheBarCode() throws {
    let energy = try #require(boleto(Self.modulo10).boleto)
    #expect(energy.kind == .collection && energy.bank == nil && energy.dueDates.isEmpty)
    #expect(energy.amountInCents == 13_312)
    #expect(boleto(Self.modulo11).boleto?.amountInCents == 4_605_246)
  }

  /// Every digit that is changed to every other: modulo 10 and the digit over all find each of them.
  @Test("No single mistyped digit passes", arguments: [bankLine, modulo10])
  func noSingleMistypedDigitPasses(_ line: String) {
    var digits = Array(line.utf8)
    for index in digits.indices {
      let right = digits[index]
      for wrong: UInt8 in 0x30...0x39 where wrong != right {
        digits[index] = wrong
        #expect(
          boleto(String(decoding: digits, as: UTF8.self)).boleto == nil,
          "digit \(index) as \(wrong)")
      }
      digits[index] = right
    }
  }

  @Test("The block of a mistyped digit is named", arguments: [(0, 1), (15, 2), (25, 3)])
  func theBlockOfAMistypedDigitIsNamed(_ index: Int, _ block: Int) {
    var digits = Array(Self.bankLine.utf8)
    digits[index] = digits[index] == 0x31 ? 0x32 : 0x31
    #expect(boleto(String(decoding: digits, as: UTF8.self)).fault == .blockDigit)
    #expect(boleto(String(decoding: digits, as: UTF8.self)).block == block)
  }

  @Test(
    "What is no boleto says why",
    arguments: [
      ("", BoletoFault.empty), (" . ", .empty), ("3419x", .characters), ("341/9", .characters),
      (String(repeating: "1", count: 46), .length), (String(repeating: "1", count: 48), .length),
      ("8" + String(repeating: "0", count: 46), .length),
      (String(repeating: "1", count: 200), .length),
      ("34191790600001000002220000005566385101214000", .checkDigit),
      ("81000000000000000000000000000000000000000000", .checkDigit),
    ])
  func whatIsNoBoletoSaysWhy(_ text: String, _ fault: BoletoFault) {
    #expect(boleto(text).fault == fault)
    #expect(boleto(text).boleto == nil)
  }

  @Test("The due factor began again in February 2025")
  func theDueFactorBeganAgainInFebruary2025() throws {
    let last = try #require(boleto(bankBarCode(factor: "9999")).boleto)
    #expect(last.dueDates.first == day(2025, 2, 21))
    let first = try #require(boleto(bankBarCode(factor: "1000")).boleto)
    #expect(first.dueDates == [day(2000, 7, 3), day(2025, 2, 22)].compactMap(\.self))
    let issued = try #require(day(2025, 2, 1))
    #expect(first.dueDate(issuedOn: issued) == day(2025, 2, 22))
    #expect(first.dueDate(issuedOn: try #require(day(2001, 1, 1))) == day(2000, 7, 3))
    let end = try #require(boleto(bankBarCode(factor: "9999")).boleto)
    #expect(end.dueDates.last == day(2049, 10, 13))
  }

  @Test("A factor of zeros is no due date, and no amount is an open one")
  func aFactorOfZerosIsNoDueDateAndNoAmountIsAnOpenOne() throws {
    let open = try #require(boleto(bankBarCode(factor: "0000", amount: "0000000000")).boleto)
    #expect(open.dueFactor == nil && open.dueDates.isEmpty && open.amountInCents == nil)
    #expect(open.dueDate(issuedOn: try #require(day(2026, 1, 1))) == nil)
  }

  @Test("A boleto that is not the charge's is told by what differs")
  func aBoletoThatIsNotTheChargesIsToldByWhatDiffers() throws {
    let found = try #require(boleto(bankBarCode(factor: "1001")).boleto)
    let due = try #require(day(2025, 2, 23))
    let later = try #require(day(2025, 2, 24))
    #expect(found.disagreements(amountInCents: 100_000, dueDate: due) == [])
    #expect(found.disagreements(amountInCents: 100_000, dueDate: nil) == [])
    #expect(found.disagreements(amountInCents: 100_001, dueDate: due) == .amount)
    #expect(found.disagreements(amountInCents: 1, dueDate: later) == [.amount, .dueDate])
  }

  /// The sample's bar code with other values, and the check digit that makes it hold.
  private func bankBarCode(factor: String, amount: String = "0000100000") -> String {
    let free = Self.bankBarCode.suffix(25)
    return (0...9).map { "3419\($0)\(factor)\(amount)\(free)" }
      .first { boleto($0).boleto != nil } ?? ""
  }
}
