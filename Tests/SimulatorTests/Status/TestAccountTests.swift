import Testing

@testable import Simulator

@Suite("TestAccount")
struct TestAccountTests {
  @Test(
    "the last two digits decide the outcome",
    arguments: [
      ("12381", Outcome.invalid), ("82", .notVerifiable), ("983", .awaitingBalance),
      ("984", .fundedLater), ("985", .undocumentedStatus), ("986", .valid), ("987", .valid),
      ("988", .valid), ("8", .valid), ("8100", .valid), ("12X", .valid),
    ])
  func outcomes(account: String, outcome: Outcome) {
    #expect(TestAccount.outcome(ofAccount: account) == outcome)
  }

  @Test("and what the create answer says")
  func receptions() {
    #expect(TestAccount.reception(ofAccount: "186") == .refused(message: "Name format invalid"))
    #expect(TestAccount.reception(ofAccount: "187") == .serviceChanged)
    #expect(TestAccount.reception(ofAccount: "188") == .listedTwice)
    #expect(TestAccount.reception(ofAccount: "181") == .taken)
  }
}
