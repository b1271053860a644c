import BrazilianBanking
import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Simulator

@Suite("Charges: faults, callbacks, the store file")
struct ChargeFaultTests {
  private static func settings(_ rules: [FaultRule]) -> SimulatorSettings {
    .with { $0.faults = FaultPlan(rules: rules) }
  }

  @Test(
    "A lost answer leaves the charge, or nothing, as the fault says",
    arguments: [
      (FaultKind.dropAfterStoring, ["a"]), (.dropBeforeStoring, []), (.errorAfterStoring, ["a"]),
      (.errorBeforeStoring, []), (.throttle, []), (.tokenRefused, []), (.html, ["a"]),
      (.truncated, ["a"]), (.refuseRecords, []),
    ])
  func lostAnswers(kind: FaultKind, stored: [String]) async throws {
    try await withSimulator(Self.settings([FaultRule(.post, Fault(kind), at: [1])])) { api in
      let status = try? await Caller.onNewConnection(port: api.port) {
        try await $0.charge(Bill(number: "a")).status
      }
      #expect(status != 201)
      let found = try await api.invoices("")
      #expect(found == stored)
    }
  }

  @Test("Cancellations are struck like every other write")
  func cancellations() async throws {
    var settings = Self.settings([FaultRule(.post, Fault(.errorAfterStoring), at: [2])])
    settings.pace.payment = nil
    settings.cancellationAge = .zero
    try await withSimulator(settings) { api in
      let id = try await api.chargeID(Bill(number: "a"))
      #expect(try await api.cancelCharge(id).status == 500)
      #expect(try await api.status(ofCharge: id) == 2)
      let stats = try await api.stats()
      #expect(stats["posts"] as? Int == 2)
      #expect(stats["faults"] as? [String: Int] == ["error_after_storing": 1])
    }
  }

  @Test("Reads do not show a new charge for a while")
  func listLag() async throws {
    let clock = try ManualClock()
    let fault = Fault(.listLag, delayMilliseconds: 1000)
    try await withSimulator(Self.settings([FaultRule(.post, fault, at: [1])]), clock: clock) {
      api in
      let id = try await api.chargeID(Bill(number: "a"))
      #expect(try await api.invoices("?invoice=a").isEmpty)
      #expect(try await api.send(.get, "\(Charges.path)/id/\(id)").status == 404)
      #expect(try await api.charge(Bill(number: "a")).status == 422)
      clock.advance(milliseconds: 1000)
      #expect(try await api.invoices("?invoice=a") == ["a"])
    }
  }

  @Test("Lies: another amount, another bar code, a filter that was not heeded")
  func lies() async throws {
    let rules = [
      FaultRule(.post, Fault(.lyingAmounts), at: [1]),
      FaultRule(.post, Fault(.lyingBarCodes), at: [2]),
      FaultRule(.get, Fault(.filterIgnored), at: [1]),
      FaultRule(.get, Fault(.lyingAmounts), at: [2]),
    ]
    try await withSimulator(Self.settings(rules)) { api in
      let first = try await api.charge(Bill(number: "a", method: "boleto")).object()
      #expect(first["amountCents"] as? Int == 15_001)
      let second = try await api.charge(Bill(number: "b", method: "boleto")).object()
      let line = second["digitableLine"] as? String ?? ""
      #expect(readBoleto(Array(line.utf8).span).boleto?.amountInCents == 15_100)
      #expect(try await api.invoices("?invoice=c") == ["b", "a"])
      let listed = try await api.send(.get, Charges.newerPath).records()
      #expect(listed.compactMap { $0["amount"] as? Int } == [15_001, 15_001])
      let honest = try await api.send(.get, Charges.newerPath).records()
      #expect(honest.compactMap { $0["amount"] as? Int } == [15_000, 15_000])
    }
  }

  @Test("The signature is over id, key, original amount and API key")
  func signature() throws {
    let kit = SimulatorKit(
      settings: .slow, now: { Moment(milliseconds: 1_772_452_800_000) }, sleep: { _ in })
    let payin = try Payin(kit: kit)
    let body = try JSONValue(
      Array(
        Bill(number: "a", cents: 1005, name: "Ana T84", callback: "http://127.0.0.1:9/x").json.utf8)
    )
    _ = payin.books.change(token: "FF98") { _ throws(Refusal) in
      [PayinEvent(kind: .charge, method: .pix, body: body)]
    } reply: { _, _ in
      Reply(body: [])
    }
    var callbacks: [Callback] = []
    while let entry = payin.callbacks.takeDue(at: Moment(milliseconds: .max)) {
      callbacks += [try #require(payin.callback(for: entry))]
    }
    let bodies = try callbacks.map {
      try #require(JSONSerialization.jsonObject(with: Data($0.body)) as? [String: Any])
    }
    #expect(bodies.map { ($0["status"] as? [String: String])?["id"] } == ["3", "4"])
    #expect(bodies.map { $0["paidAmountCents"] as? Int } == [1026, 1026])
    let key = bodies[0]["key"] as? String ?? ""
    let hash = SHA256.hash(data: Data("100001\(key)10.05FF98".utf8))
    let expected = Callback.Signature(
      header: "x-webhook-wp-signature",
      value: "Bearer " + hash.map { String(format: "%02x", $0) }.joined())
    #expect(callbacks.map { $0.signature(token: "FF98") } == [expected, expected])
  }

  @Test("Callbacks are sent, and those of a payment that a cancellation undid are not")
  func callbacks() async throws {
    try await Receiver.withRunning { receiver, url in
      let clock = try ManualClock()
      var settings = SimulatorSettings.slow
      settings.cancellationAge = .zero
      try await withSimulator(settings, clock: clock) { api in
        let id = try await api.chargeID(Bill(number: "b", callback: url))
        _ = try await api.cancelCharge(id)
        while try await api.stats()["callbacks_delivered"] as? Int != 1 {}
        _ = try await api.charge(Bill(number: "c", callback: url))
        clock.advance(milliseconds: 60_000)
        while try await api.stats()["callbacks_delivered"] as? Int != 3 {}
      }
      #expect(receiver.letters.count == 3)
      #expect(receiver.letters.allSatisfy { $0.authorization == nil })
      #expect(receiver.letters.allSatisfy { $0.payinSignature?.hasPrefix("Bearer ") == true })
      #expect(receiver.letters[0].body.contains(#""status":{"id":"2""#))
    }
  }

  /// What stands before the links, which name the port.
  private static func charges(_ page: String) -> Substring {
    page.prefix(upTo: page.range(of: #""links""#)?.lowerBound ?? page.startIndex)
  }

  @Test("A killed simulator takes up its charges, those of both families from one file")
  func storeFile() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = SimulatorSettings.unpaid
    settings.storeFile = folder.appending(path: "store").path
    let first = try await withSimulator(settings) { api in
      _ = try await api.charge(Bill(number: "ç\\\"1"))
      _ = try await api.create([Payee(code: "q")])
      let id = try await api.chargeID(Bill(number: "b", method: "boleto"))
      _ = try await api.cancelCharge(id)
      return try await api.send(.get, Charges.newerPath).text
    }
    let second = try await withSimulator(settings) { api in
      #expect(try await api.get("").codes() == ["q"])
      #expect(try await api.charge(Bill(number: "b")).status == 422)
      return try await api.send(.get, Charges.newerPath).text
    }
    #expect(Self.charges(first) == Self.charges(second))
    #expect(first.contains(#""total":2"#))
  }
}
