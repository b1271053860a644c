import Testing

@testable import Operations

/// Amounts of the API become cents.
struct DecimalAmountTests {
  @Test(
    "An amount as the API writes it is read",
    arguments: [
      ("1.1", Int64(110)), ("1.10", 110), ("1", 100), ("0", 0), ("1500.0", 150_000),
      ("1e3", 100_000),
      ("150000.00", 15_000_000), ("0.29", 29), ("1.15", 115), ("R$43.34", 4_334),
      ("R$ 1.234,56", 123_456), ("1,234.56", 123_456), ("12,50", 1_250),
    ])
  func anAmountAsTheAPIWritesItIsRead(_ text: String, _ cents: Int64) {
    #expect(DecimalAmount.cents(text) == cents)
  }

  @Test(
    "A text of another form is no amount",
    arguments: ["", "-1", "1.005", "1.234", "abc", "nan", "1e300", "R$", "1.2.3"])
  func anythingElseIsNoAmount(_ text: String) {
    #expect(DecimalAmount.cents(text) == nil)
  }
}
