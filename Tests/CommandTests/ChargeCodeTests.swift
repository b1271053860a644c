import Foundation
import Testing

extension Promises {
  /// People get the text to pay by, which the API shows only when a charge is read again.
  @Suite("codes to pay by (CompletionPhase)") struct ChargeCodeTests {
    private static func run(
      _ count: Int, seed: UInt64, _ prepare: (BillingAPI) -> Void = { _ in },
      _ body: @escaping @Sendable (CSVTable, BillingAPI, CommandEnd) throws -> Void
    ) async throws {
      let api = BillingAPI()
      prepare(api)
      try await api.whileRunning { desk in
        try desk.folder.write(Bills(count, seed: seed).text, to: "bills.csv")
        let end = try await desk.command(
          desk.runArguments("bills.csv", ["--operation", "charge", "--yes"]))
        #expect(end.code == 0 && api.bills.values.allSatisfy { $0 == 1 }, "\(end.errors)")
        let results = try desk.table("bills.qualifica/results.csv")
        try body(results, api, end)
        let done = try desk.table("bills.qualifica/done.csv")
        #expect(done["qr_code"] == results["q_qr_code"])
        let finished = try await desk.command(
          desk.runArguments("bills.csv", ["--operation", "charge", "--yes"]))
        #expect(finished.code == 0 && api.posts == count)
      }
    }

    @Test("A few are asked for one by one", arguments: [1, 3])
    func few(_ count: Int) async throws {
      try await Self.run(count, seed: 951) { results, api, _ in
        #expect(results["q_qr_code"] == Array(repeating: "000201", count: count))
        #expect(results["q_status"].allSatisfy { $0 == "done" } && api.reads == count)
        #expect(results["q_payment_page"].allSatisfy { $0.hasPrefix("https://") })
      }
    }

    @Test("Many are read from the list")
    func many() async throws {
      try await Self.run(12, seed: 952) { results, api, _ in
        #expect(results["q_qr_code"] == Array(repeating: "000201", count: 12))
        #expect(api.reads == 0)
      }
    }

    @Test("What the list does not show is asked for one by one")
    func hidden() async throws {
      try await Self.run(7, seed: 953) {
        $0.show(false)
      } _: { results, api, _ in
        #expect(results["q_qr_code"] == Array(repeating: "000201", count: 7))
        #expect(api.reads == 7)
      }
    }

    @Test(
      "An API that does not show it, or fails, ends nothing and is not asked for ever",
      arguments: [404, 422, 500, 403])
    func missing(_ status: Int) async throws {
      try await Self.run(9, seed: 954) {
        $0.show(false)
        $0.setReadStatus(status)
      } _: { results, api, _ in
        #expect(results["q_qr_code"].allSatisfy { $0.isEmpty })
        #expect(results["q_status"].allSatisfy { $0 == "done" })
        #expect((1...12).contains(api.reads), "\(api.reads)")
      }
    }
  }
}
