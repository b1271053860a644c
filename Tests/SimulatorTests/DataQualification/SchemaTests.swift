import Foundation
import QualificaTestKit
import Testing

@testable import Simulator

@Suite("schemas/: what the simulator takes and answers agrees with the published schemas")
struct SchemaTests {
  @Test("every kind of create answer")
  func createReplies() async throws {
    try await withSimulator { api in
      let reply = try SchemaSubset(named: "create-reply")
      let answers = [
        try await api.create([Payee(code: "a")]),
        try await api.create(
          ["86", "87", "88", "00"].map { Payee(code: $0, name: "Ana T" + $0) }),
        try await api.post("{"), try await api.post("{}"),
      ]
      for answer in answers { #expect(try reply.problems(in: answer.body) == []) }
    }
  }

  @Test("pages, records, and the links between them")
  func reads() async throws {
    try await withSimulator { api in
      let page = try SchemaSubset(named: "record-page")
      let record = try SchemaSubset(named: "record")
      for path in ["", "?page=9"] {
        let empty = try await api.get(path)
        #expect(try page.problems(in: empty.body) == [])
      }
      _ = try await api.create((0..<20).map { Payee(code: "\($0)") })
      _ = try await api.create([Payee(code: "amount", amount: 12)], service: 4)
      for path in ["", "?page=2", "?per_page=1&page=2"] {
        let answer = try await api.get(path)
        #expect(try page.problems(in: answer.body) == [])
      }
      for path in ["/1", "/21", "/custom-code/amount"] {
        let answer = try await api.get(path)
        #expect(try record.problems(in: answer.body) == [])
      }
    }
  }

  @Test("the report of what happened, empty and after faults")
  func statistics() async throws {
    let settings = SimulatorSettings.with {
      $0.uniqueness = false
      $0.faults = FaultPlan(rules: [FaultRule(.post, Fault(.lyingLines))])
    }
    try await withSimulator(settings) { api in
      let schema = try SchemaSubset(named: "simulator-stats")
      #expect(try await schema.problems(in: api.statsBody()) == [])
      for _ in 0..<2 { _ = try await api.create([Payee(code: "a")]) }
      _ = try await api.get("?custom_code=a")
      #expect(try await schema.problems(in: api.statsBody()) == [])
    }
  }

  @Test("a plan of faults is for the schema what it is for the reader")
  func faultPlans() throws {
    let schema = try SchemaSubset(named: "fault-plan")
    let sample = try SchemaSubset.sample(named: "faults.json")
    #expect(try schema.problems(in: sample) == [])
    #expect(try FaultPlan(json: sample).rules.count == 8)
    for kind in FaultKind.allCases {
      let method = kind.applies(to: .post) ? "post" : "get"
      let plan = #"{"rules":[{"on":"\#(method)","kind":"\#(kind.rawValue)"}]}"#
      #expect(try schema.problems(in: Array(plan.utf8)) == [])
      #expect(throws: Never.self) { try FaultPlan(json: Array(plan.utf8)) }
    }
    for plan in [
      #"{"rules":[{"on":"post","kind":"explode"}]}"#, #"{"rules":[{"kind":"late"}]}"#,
      #"{"rules":[{"on":"post","kind":"late","at":[0]}]}"#, #"{"rules":[],"rule":1}"#,
      #"{"rules":[{"on":"post","kind":"late","when":1}]}"#,
    ] {
      #expect(try schema.problems(in: Array(plan.utf8)) != [])
      #expect(throws: SimulatorError.self) { try FaultPlan(json: Array(plan.utf8)) }
    }
  }

  @Test("callbacks of every status")
  func callbacks() throws {
    let callback = try SchemaSubset(named: "callback")
    let store = QualificationStore.holding([.sample { $0.texts[.bankBranchDigit] = "" }])
    for status in QualificationStatus.documented + [QualificationStatus.undocumented] {
      let message = CallbackMessage(
        record: store.records[0], texts: store.texts(of: 0), id: 1, status: status)
      #expect(try callback.problems(in: message.body) == [])
    }
  }

  /// A payee and whether schema and simulator should take it.
  private static let payees: [(payee: Payee, isTaken: Bool)] = [
    (Payee(code: "ok"), true),
    (Payee(code: "cnpj", document: "12ABC34501DE35"), true),
    (Payee(code: "savings", accountType: "SAVINGS"), true),
    (Payee(code: String(repeating: "x", count: 45)), true),
    (Payee(code: String(repeating: "x", count: 46)), false),
    (Payee(code: ""), false),
    (Payee(code: "batch", batch: ""), false),
    (Payee(code: "name", name: ""), false),
    (Payee(code: "document", document: "123"), false),
    (Payee(code: "account", account: "1234567890123456"), false),
    (Payee(code: "dash", account: "1234-5"), false),
    (Payee(code: "type", accountType: "c"), false),
  ]

  @Test("what the request schema takes the simulator takes, and the other way round")
  func requests() async throws {
    try await withSimulator { api in
      let request = try SchemaSubset(named: "create-request")
      for (payee, isTaken) in Self.payees {
        let body = Payee.batch([payee])
        #expect(try request.problems(in: Array(body.utf8)).isEmpty == isTaken, "\(payee)")
        let answer = try await api.post(body)
        #expect(try (answer.codes(inList: "errors") == nil) == isTaken, "\(payee)")
      }
    }
  }

  @Test("a batch that is wrong as a whole is wrong for the schema too")
  func wholeBatches() throws {
    let request = try SchemaSubset(named: "create-request")
    for body in [
      "{}", #"{"service_id":1,"data":[]}"#, Payee.batch([Payee(code: "a")], service: 6),
      #"{"service_id":"1","data":[{}]}"#,
    ] {
      #expect(try request.problems(in: Array(body.utf8)).isEmpty == false)
    }
  }
}
