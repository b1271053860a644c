import Testing

@testable import Simulator

@Suite("TestPayee")
struct TestPayeeTests {
  @Test(
    "the last word of the name decides the outcome",
    arguments: [
      ("Ana Souza T81", Outcome.invalid), ("Ana T82", .notVerifiable),
      ("ANA SOUZA T83", .awaitingBalance), ("ana souza t84", .fundedLater),
      ("Conceição T85", .undocumentedStatus), ("T81", .invalid), ("Ana T86", .valid),
      ("Ana T87", .valid), ("Ana T88", .valid),
    ])
  func outcomes(name: String, outcome: Outcome) {
    #expect(TestPayee.outcome(ofName: name) == outcome)
  }

  @Test(
    "no other name meets one by chance",
    arguments: [
      "", "1", "81", "Ana Souza", "Ana 81", "Ana T80", "Ana T89", "Ana T8", "Ana T181", "AnaT81",
      "Ana ST81", "Ana T81 Souza", "Ana T-81", "Ana T81ª", "Ana.T81", "Frota 1981", "Ana Ť81",
    ])
  func others(name: String) {
    #expect(TestPayee.outcome(ofName: name) == .valid)
    #expect(TestPayee.reception(ofName: name) == .taken)
  }

  @Test("and what the create answer says")
  func receptions() {
    #expect(TestPayee.reception(ofName: "Ana T86") == .refused(message: "Name format invalid"))
    #expect(TestPayee.reception(ofName: "Ana t87") == .serviceChanged)
    #expect(TestPayee.reception(ofName: "Ana T88") == .listedTwice)
    #expect(TestPayee.reception(ofName: "Ana T81") == .taken)
  }
}
