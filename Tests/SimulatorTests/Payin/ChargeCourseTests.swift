import Foundation
import Testing

@testable import Simulator

@Suite("Charge: statuses over time, test payers, cancellation")
struct ChargeCourseTests {
  private static func courseSettings() -> SimulatorSettings { .slow }

  @Test(
    "Payers pay by themselves, each in its way",
    arguments: [
      ("Ana Souza", "52998224725", [1, 1, 3, 4, 4]), ("Ana T81", "52998224725", [1, 7, 7, 7, 7]),
      ("Ana t82", "52998224725", [1, 1, 1, 1, 1]), ("Ana T83", "52998224725", [1, 1, 1, 1, 4]),
      ("Ana T84", "52998224725", [1, 1, 3, 4, 4]), ("Ana T85", "52998224725", [1, 6, 6, 3, 4]),
      ("Ana T89", "52998224725", [1, 1, 3, 3, 3]), ("Ana", "90836247060", [1, 7, 7, 7, 7]),
      ("Ana", "58713371126", [1, 1, 3, 4, 4]), ("Ana", "00741212439", [1, 1, 3, 4, 4]),
      ("Ana", "59730932395", [1, 1, 3, 4, 4]),
    ])
  func courses(name: String, document: String, expected: [Int]) async throws {
    let clock = try ManualClock()
    try await withSimulator(Self.courseSettings(), clock: clock) { api in
      let id = try await api.chargeID(Bill(number: "a", name: name, document: document))
      var statuses: [Int] = []
      for wait in [0, 500, 500, 1000, 10_000] {
        clock.advance(milliseconds: wait)
        statuses.append(try await api.status(ofCharge: id))
      }
      #expect(statuses == expected)
    }
  }

  @Test("Somebody who pays more has paid more, and the amount stays the original one")
  func paysMore() async throws {
    try await withSimulator { api in
      let answer = try await api.charge(Bill(number: "a", cents: 1000, name: "Ana T84"))
      let charge = try answer.object()
      #expect(charge["amountCents"] as? Int == 1000 && charge["paidAmountCents"] as? Int == 1021)
    }
  }

  @Test("What is not paid in time is canceled: a boleto at the end of its day in Brasília")
  func expiry() async throws {
    let clock = try ManualClock()
    try await withSimulator(.unpaid, clock: clock) { api in
      let id = try await api.chargeID(Bill(number: "a", method: "boleto", due: "2026-03-02"))
      clock.advance(milliseconds: 15 * 3_600_000 - 2000)
      #expect(try await api.status(ofCharge: id) == 1)
      clock.advance(milliseconds: 1000)
      #expect(try await api.status(ofCharge: id) == 2)
    }
  }

  @Test("The history has every status with its time")
  func history() async throws {
    let clock = try ManualClock()
    try await withSimulator(.slow, clock: clock) { api in
      _ = try await api.charge(Bill(number: "a"))
      clock.advance(milliseconds: 5000)
      let charge = try await api.send(.get, "\(Charges.path)/id/100001").object()
      let history = charge["statusHistory"] as? [[String: Any]] ?? []
      #expect(history.compactMap { ($0["status"] as? [String: Any])?["id"] as? Int } == [1, 3, 4])
      #expect(history.last?["updatedAt"] as? String == "2026-03-02T12:00:02Z")
      #expect(charge["paidAt"] as? String == "2026-03-02T12:00:01Z")
    }
  }

  @Test("A Pix of five minutes is canceled at once, and never twice")
  func cancelPix() async throws {
    let clock = try ManualClock()
    let settings = SimulatorSettings.with { $0.pace.payment = nil }
    try await withSimulator(settings, clock: clock) { api in
      let id = try await api.chargeID(Bill(number: "a"))
      clock.advance(milliseconds: 299_999)
      #expect(try await api.cancelCharge(id).status == 400)
      clock.advance(milliseconds: 1)
      let answer = try await api.cancelCharge(id)
      #expect(answer.status == 200)
      #expect(try answer.object()["status"] as? Bool == true)
      #expect(try await api.status(ofCharge: id) == 2)
      #expect(try await api.cancelCharge(id).status == 400)
      #expect(try await api.effects("cancellations") == ["\(id)": 1])
    }
  }

  @Test("A boleto of thirty minutes is written off first, then canceled")
  func cancelBoleto() async throws {
    let clock = try ManualClock()
    let settings = SimulatorSettings.with { $0.pace = Pace(payment: nil, settlement: .seconds(60)) }
    try await withSimulator(settings, clock: clock) { api in
      let id = try await api.chargeID(Bill(number: "a", method: "boleto"))
      clock.advance(milliseconds: 1_799_000)
      #expect(try await api.cancelCharge(id).status == 400)
      clock.advance(milliseconds: 1000)
      #expect(try await api.cancelCharge(id).status == 200)
      #expect(try await api.status(ofCharge: id) == 5)
      clock.advance(milliseconds: 60_000)
      #expect(try await api.status(ofCharge: id) == 2)
    }
  }

  @Test("Only a created charge can be canceled, and the body must name it")
  func cancelRules() async throws {
    var settings = SimulatorSettings.immediate
    settings.cancellationAge = .zero
    try await withSimulator(settings) { api in
      let credited = try await api.chargeID(Bill(number: "a"))
      #expect(try await api.cancelCharge(credited).status == 400)
      #expect(try await api.cancelCharge(7).status == 404)
      let open = try await api.chargeID(Bill(number: "b", name: "Ana T82"))
      let path = "\(Charges.path)/\(open)/request-cancel"
      for body in ["", "{}", #"{"cashInId":"\#(credited)"}"#] {
        #expect(try await api.send(.delete, path, body).status == 422)
      }
      #expect(try await api.send(.delete, path, #"{"cashInId":\#(open)}"#).status == 200)
    }
  }

  @Test("A payer who would pay after the cancellation does not pay")
  func noPaymentAfterwards() async throws {
    let clock = try ManualClock()
    let settings = SimulatorSettings.with {
      $0.pace = Pace(payment: .seconds(10), settlement: .zero)
      $0.cancellationAge = .zero
    }
    try await withSimulator(settings, clock: clock) { api in
      let id = try await api.chargeID(Bill(number: "a"))
      #expect(try await api.cancelCharge(id).status == 200)
      clock.advance(milliseconds: 60_000)
      #expect(try await api.status(ofCharge: id) == 2)
    }
  }
}
