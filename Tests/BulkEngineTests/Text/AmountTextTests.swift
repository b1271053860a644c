import Spreadsheets
import Testing

@testable import BulkEngine

/// Amounts become texts digit by digit.
struct AmountTextTests {
  @Test(
    "Cents become two decimals",
    arguments: [
      (Int64(0), "0.00"), (1, "0.01"), (9, "0.09"), (10, "0.10"), (99, "0.99"), (100, "1.00"),
      (110, "1.10"), (999, "9.99"), (1000, "10.00"), (15_000_000, "150000.00"),
      (9_007_199_254_740_993, "90071992547409.93"), (.max, "92233720368547758.07"),
    ])
  func centsBecomeTwoDecimals(_ cents: Int64, _ expected: String) {
    #expect(AmountText.decimal(cents) == expected)
    #expect(AmountText.decimalLength(cents) == expected.count)
  }

  @Test(
    "People read them in the form of their language",
    arguments: [
      (Int64(0), "R$ 0.00", "R$ 0,00"), (123_456, "R$ 1,234.56", "R$ 1.234,56"),
      (100_000_005, "R$ 1,000,000.05", "R$ 1.000.000,05"), (99_999, "R$ 999.99", "R$ 999,99"),
      (-150, "-R$ 1.50", "-R$ 1,50"),
      (.min, "-R$ 92,233,720,368,547,758.08", "-R$ 92.233.720.368.547.758,08"),
    ])
  func peopleReadThemInTheFormOfTheirLanguage(
    _ cents: Int64, _ english: String, _ portuguese: String
  ) {
    #expect(AmountText.money(cents, .english) == english)
    #expect(AmountText.money(cents, .portuguese) == portuguese)
  }
}
