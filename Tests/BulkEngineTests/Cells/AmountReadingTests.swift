import Testing

@testable import BulkEngine
@testable import Operations

/// Amounts as people write them; what has two readings has none.
struct AmountReadingTests {
  @Test(
    "Amounts are read in the forms that people write",
    arguments: [
      ("1.234,56", 123_456), ("R$ 1.234,56", 123_456), ("1234.56", 123_456), ("1234,56", 123_456),
      ("1,234.56", 123_456), ("1.234.567,89", 123_456_789), ("1.234.567", 123_456_700),
      ("1234", 123_400), ("0,01", 1), ("1,5", 150), ("R$1.234,56", 123_456), ("r$ 5", 500),
      ("R$\u{A0}1.234,56", 123_456), ("150000", 15_000_000), ("150000,01", 15_000_001), ("0", 0),
      ("0,00", 0), ("007,50", 750),
    ] as [(String, Int64)])
  func readable(_ text: String, _ cents: Int64) {
    #expect(read(text) == .cents(cents))
  }

  @Test(
    "What is no amount has a reason",
    arguments: [
      "1.234", "1,234", "12,345", "1.2345", "1234,567", ",50", "1,", "-5,00", "(5,00)", "12.34.56",
      "1,23,45", "1.234,5,6", "1.23,45", "1,2345.67", "abc", "12a", "5 000,00", "1e3", "R$", "5-",
      "123456789012345", "1234.567,89", "1.234.56",
    ])
  func unreadable(_ text: String) {
    #expect(read(text) == .unreadable(.form))
  }

  /// Units or hundredths: nobody can tell, and one of the two is a hundred times the other.
  @Test(
    "Whole numbers filled with zeros are ambiguous",
    arguments: ["000012079", "0000000100000", "00", "R$ 0001500", "01", "0.001.500"])
  func wholeNumbersFilledWithZerosAreAmbiguous(_ text: String) {
    #expect(read(text) == .unreadable(.zeroFilled))
  }

  @Test(
    "Whole numbers are hundredths where the sheet says so",
    arguments: [
      ("0000000100000", 100_000), ("1500", 1_500), ("00000000000000000099", 99), ("0", 0),
    ] as [(String, Int64)])
  func wholeNumbersAreHundredthsWhereTheSheetSaysSo(_ text: String, _ cents: Int64) {
    #expect(read(text, inCents: true) == .cents(cents))
  }

  @Test(
    "What is no whole number is not taken for hundredths",
    arguments: ["1500,00", "15.00", "R$ 1500", "1.500", "1500,0", "-1500", "1e3", "1 500"])
  func whatIsNoWholeNumberIsNotTakenForHundredths(_ text: String) {
    #expect(read(text, inCents: true) == .unreadable(.notWholeCents))
  }

  @Test("The API takes one cent to a hundred and fifty thousand")
  func theAPITakesOneCentToAHundredAndFiftyThousand() {
    #expect(RecordChecker.amounts == 1...15_000_000)
  }
}

private func read(_ text: String, inCents: Bool = false) -> AmountReading.Result {
  let bytes = Array(text.utf8)
  return AmountReading.read(bytes.span, inCents: inCents)
}
