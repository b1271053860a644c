import Foundation
import Testing

@testable import Simulator

@Suite("Refunds: POST and GET /v1/payin/payments/payin-refund/{id}")
struct RefundTests {
  private static func refund(
    _ api: Caller, _ charge: Int, _ cents: Int, _ more: String = ""
  ) async throws -> Caller.Answer {
    try await api.send(.post, "\(Refunds.path)/\(charge)", #"{"amountCents":\#(cents)\#(more)}"#)
  }

  @Test("The older form counts 1 requested, 2 paid, and is read by the refund's own id")
  func older() async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      let charge = try await api.chargeID(Bill(number: "a"))
      clock.advance(milliseconds: 2000)
      let answer = try await Self.refund(api, charge, 4000, #","reason":"Devolução [r7k2-0001]""#)
      #expect(answer.status == 201)
      let refund = try answer.object()
      #expect(refund["id"] as? Int == 900_000_001 && refund["payinId"] as? Int == charge)
      #expect(refund["statusId"] as? Int == 1 && refund["amountCents"] as? Int == 4000)
      #expect(refund["endToEndId"] is NSNull)
      clock.advance(milliseconds: 1000)
      let paid = try await api.send(.get, "\(Refunds.path)/900000001").object()
      #expect(paid["statusId"] as? Int == 2)
      #expect((paid["endToEndId"] as? String)?.hasPrefix("D") == true)
      #expect(paid["reason"] as? String == "Devolução [r7k2-0001]")
      #expect(try await api.send(.get, "\(Refunds.path)/\(charge)").status == 404)
    }
  }

  @Test("The newer form counts 2 requested, 4 paid, 5 error, for the same path")
  func newer() async throws {
    let clock = try ManualClock()
    var settings = SimulatorSettings.slow
    settings.answersInNewerForm = true
    try await withSimulator(settings, clock: clock) { api in
      let good = try await api.chargeID(Bill(number: "a"))
      let bad = try await api.chargeID(Bill(number: "b", name: "Ana T90"))
      clock.advance(milliseconds: 2000)
      let requested = try await Self.refund(api, good, 100).object()
      #expect(requested["status_id"] as? Int == 2 && requested["refund_amount"] as? Int == 100)
      _ = try await Self.refund(api, bad, 100)
      clock.advance(milliseconds: 1000)
      let statuses = [
        try await api.send(.get, "\(Refunds.path)/900000001").object()["status_id"] as? Int,
        try await api.send(.get, "\(Refunds.path)/900000002").object()["status_id"] as? Int,
      ]
      #expect(statuses == [4, 5])
    }
  }

  @Test("Parts are refunded up to what is left; what failed is left again")
  func parts() async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      let good = try await api.chargeID(Bill(number: "a", cents: 1000))
      let bad = try await api.chargeID(Bill(number: "b", cents: 1000, name: "Ana T90"))
      clock.advance(milliseconds: 2000)
      var statuses: [Int] = []
      for cents in [600, 401, 400, 1] {
        statuses.append(try await Self.refund(api, good, cents).status)
      }
      #expect(statuses == [201, 422, 201, 422])
      #expect(try await Self.refund(api, bad, 1000).status == 201)
      #expect(try await Self.refund(api, bad, 1000).status == 422)
      clock.advance(milliseconds: 1000)
      #expect(try await Self.refund(api, bad, 1000).status == 201)
      #expect(try await api.effects("refunds") == ["\(good)": 2, "\(bad)": 2])
      #expect(try await api.effects("refunded_cents")["\(good)"] == 1000)
    }
  }

  @Test("A charge shows its refunds with their reasons, in the form of its version")
  func shown() async throws {
    try await withSimulator { api in
      let charge = try await api.chargeID(Bill(number: "a", cents: 1000))
      _ = try await Self.refund(
        api, charge, 300, #","reason":"x [k1]","callbackUrl":"http://h/?k=1""#)
      let older = try await api.send(.get, "\(Charges.path)/id/\(charge)").object()
      let first = (older["payinRefunds"] as? [[String: Any]])?.first
      #expect(first?["reason"] as? String == "x [k1]" && first?["statusId"] as? Int == 2)
      #expect(older["refundAmountCents"] as? Int == 300)
      let newer = try await api.send(.get, "\(Charges.newerPath)/\(charge)").object()
      let second = (newer["refunds"] as? [[String: Any]])?.first
      #expect(second?["reason"] as? String == "x [k1]" && second?["status_id"] as? Int == 4)
      #expect(newer["refunded_amount"] as? Int == 300)
    }
  }

  @Test("Rules: Pix, credited, 90 days, the range, the texts, the wallet")
  func rules() async throws {
    let clock = try ManualClock()
    var settings = SimulatorSettings.slow
    settings.openingBalanceInCents = -14_500
    try await withSimulator(settings, clock: clock) { api in
      let pix = try await api.chargeID(Bill(number: "a", cents: 15_000))
      let boleto = try await api.chargeID(Bill(number: "b", method: "boleto", cents: 500))
      #expect(try await Self.refund(api, pix, 100).status == 422)
      clock.advance(milliseconds: 2000)
      for (charge, cents, more, status) in [
        (boleto, 100, "", 422), (pix, -1, "", 422), (pix, 10_000_001, "", 422), (9, 1, "", 404),
        (pix, 1, #","reason":"""#, 422), (pix, 1001, "", 422), (pix, 1000, "", 201),
        (pix, 1, #","reason":"\#(String(repeating: "r", count: 192))""#, 422), (pix, 1, "", 422),
      ] {
        let answer = try await Self.refund(api, charge, cents, more)
        #expect(answer.status == status, "\(cents) \(more) \(answer.text)")
      }
      clock.advance(milliseconds: 91 * 86_400_000)
      #expect(try await Self.refund(api, pix, 1).status == 422)
    }
  }

  @Test("The same reason twice for one charge is a double effect")
  func doubleEffect() async throws {
    try await withSimulator { api in
      let charge = try await api.chargeID(Bill(number: "a"))
      for reason in ["[k1]", "[k2]", "[k2]"] {
        _ = try await Self.refund(api, charge, 10, #","reason":"\#(reason)""#)
      }
      let stats = try await api.stats()
      #expect(stats["double_effects"] as? Int == 1)
      #expect(stats["doubled_custom_codes"] as? [String] == ["\(charge) [k2]"])
    }
  }

  @Test("A lost answer leaves the refund, which reads show late where the fault says so")
  func faults() async throws {
    let clock = try ManualClock()
    let plan = FaultPlan(rules: [
      FaultRule(.post, Fault(.errorAfterStoring), at: [2]),
      FaultRule(.post, Fault(.listLag, delayMilliseconds: 500), at: [2]),
    ])
    try await withSimulator(.with { $0.faults = plan }, clock: clock) { api in
      let charge = try await api.chargeID(Bill(number: "a"))
      #expect(try await Self.refund(api, charge, 10).status == 500)
      var counts: [Int?] = []
      for wait in [0, 500] {
        clock.advance(milliseconds: wait)
        let found = try await api.send(.get, "\(Charges.path)/id/\(charge)").object()
        counts.append((found["payinRefunds"] as? [Any])?.count)
      }
      #expect(counts == [0, 1])
    }
  }

  @Test("The callback of a refund comes unsigned, when it is paid")
  func callback() async throws {
    try await Receiver.withRunning { receiver, url in
      try await withSimulator { api in
        let charge = try await api.chargeID(Bill(number: "a"))
        _ = try await Self.refund(api, charge, 10, #","callbackUrl":"\#(url)""#)
        while try await api.stats()["callbacks_delivered"] as? Int != 1 {}
      }
      let letter = try #require(receiver.letters.first)
      #expect(letter.authorization == nil && letter.payinSignature == nil)
      #expect(letter.body.contains(#""statusId":2"#))
    }
  }
}
