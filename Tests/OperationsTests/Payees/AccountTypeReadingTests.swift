import Testing

@testable import BulkEngine
@testable import Operations

/// Account types as sheets and systems write them.
struct AccountTypeReadingTests {
  @Test(
    "Words for a checking account are read",
    arguments: [
      "C", "CC", "c", "corrente", "Conta Corrente", "CORRENTE", "01", "checking", "CHECKING", "c/c",
    ])
  func checking(_ text: String) { #expect(read(text) == .type(.checking)) }

  @Test(
    "Words for a savings account are read",
    arguments: [
      "P", "CP", "poupança", "Poupanca", "CONTA POUPANÇA", "02", "S", "savings", "SAVINGS",
    ])
  func savings(_ text: String) { #expect(read(text) == .type(.savings)) }

  @Test(
    "Payment and salary accounts are other",
    arguments: [
      "pagamento", "Conta de Pagamento", "salário", "CONTA SALÁRIO", "salary", "payment",
    ])
  func paymentAndSalaryAccountsAreOther(_ text: String) { #expect(read(text) == .other) }

  @Test(
    "Any other word for an account type is unreadable",
    arguments: ["x", "99", "aplicação", "???", "CCC", "#N/D"])
  func anythingElseIsUnreadable(_ text: String) { #expect(read(text) == .unreadable) }

  @Test("Many spellings in one file are read alike")
  func manySpellingsInOneFileAreReadAlike() {
    var reading = AccountTypeReading()
    for number in 0..<100 {
      let text = Array("x\(number)".utf8)
      #expect(reading.read(text.span) == .unreadable)
    }
    for _ in 0..<2 {
      #expect(reading.read(Array("P".utf8).span) == .type(.savings))
      #expect(reading.read(Array("C".utf8).span) == .type(.checking))
    }
  }
}

private func read(_ text: String) -> AccountTypeReading.Result {
  var reading = AccountTypeReading()
  return reading.read(Array(text.utf8).span)
}
