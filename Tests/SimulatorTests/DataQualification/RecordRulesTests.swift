import Testing

@testable import Simulator

@Suite("RecordRules: what the simulator demands of a record")
struct RecordRulesTests {
  @Test("a record in order is taken")
  func inOrder() {
    #expect(RecordRules.refusal(of: .sample(), serviceID: 1) == nil)
  }

  @Test("a code has 1 to 45 characters")
  func customCode() {
    for (code, message) in [
      (nil, "Custom code format invalid"), ("", "Custom code format invalid"),
      (String(repeating: "x", count: 45), nil),
      (String(repeating: "x", count: 46), "Custom code format invalid"),
    ] {
      let record = SubmittedRecord.sample { $0.customCode = code }
      #expect(RecordRules.refusal(of: record, serviceID: 1) == message)
    }
  }

  @Test("services 4 and 5 need an amount in range, the others none")
  func amount() {
    for (amount, taken) in [
      (nil, false), (0, false), (0.009, false), (0.01, true), (150_000, true), (150_000.01, false),
    ] as [(Double?, Bool)] {
      let record = SubmittedRecord.sample { $0.amount = amount }
      for service in [4, 5] {
        #expect((RecordRules.refusal(of: record, serviceID: service) == nil) == taken)
      }
      #expect(RecordRules.refusal(of: record, serviceID: 3) == nil)
    }
  }

  @Test(
    "documents are a CPF, or a CNPJ whose first twelve may be capitals",
    arguments: [
      ("11144477735", true), ("11222333000181", true), ("12ABC34501DE35", true),
      ("12ABC34501DEA5", false), ("12abc34501de35", false), ("111.444.777-35", false),
      ("1114447773", false), ("", false),
    ])
  func documents(document: String, taken: Bool) {
    let record = SubmittedRecord.sample { $0.beneficiary?.document = document }
    #expect((RecordRules.refusal(of: record, serviceID: 1) == nil) == taken)
  }

  @Test(
    "names are letters and the marks of names",
    arguments: [
      ("Ana Souza", true), ("José d'Ávila-Sá Jr.", true), ("3M & Cia (RJ)", true), ("12345", false),
      ("", false), ("Ana; Souza", false), ("@na", false),
      (String(repeating: "a", count: 151), false),
    ])
  func names(name: String, taken: Bool) {
    let record = SubmittedRecord.sample { $0.beneficiary?.name = name }
    #expect(
      RecordRules.refusal(of: record, serviceID: 1) == (taken ? nil : "Name format invalid"))
  }

  typealias Change = @Sendable (inout SubmittedRecord) -> Void

  private static let spoilt: [(change: Change, message: String)] = [
    ({ $0.batchCode = nil }, "Batch code format invalid"),
    ({ $0.beneficiary = nil }, "Beneficiary format invalid"),
    ({ $0.beneficiary?.bankCode = "1" }, "Bank code format invalid"),
    ({ $0.beneficiary?.bankBranch = "123456" }, "Bank branch format invalid"),
    ({ $0.beneficiary?.bankBranchDigit = "12" }, "Bank branch digit format invalid"),
    ({ $0.beneficiary?.account = "1234567890123456" }, "Account format invalid"),
    ({ $0.beneficiary?.account = "" }, "Account format invalid"),
    ({ $0.beneficiary?.accountDigit = "" }, "Account digit format invalid"),
    ({ $0.beneficiary?.accountType = "c" }, "Account type format invalid"),
  ]

  @Test("each field has its own message", arguments: spoilt.indices)
  func messages(position: Int) {
    let (change, message) = Self.spoilt[position]
    #expect(RecordRules.refusal(of: .sample(change: change), serviceID: 1) == message)
  }
}
