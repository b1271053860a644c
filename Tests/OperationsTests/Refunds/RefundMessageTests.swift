import BulkEngine
import Foundation
import Testing

@testable import Operations

/// What the API says of refunds, and of the charges before them.
struct RefundMessageTests {
  private static func state(_ text: String) throws -> String? {
    try #require(decoded(RefundMessage.self, from: Array(text.utf8))).state?.rawValue
  }

  @Test(
    "Both numberings are read by their form; a number that its name contradicts is not final",
    arguments: [
      (#"{"id":1,"payinId":2,"statusId":1}"#, "requested"),
      (#"{"id":1,"payinId":2,"statusId":2}"#, "paid"),
      (#"{"id":1,"payinId":2,"statusId":3}"#, "error"),
      (#"{"id":1,"payin_id":2,"status_id":2}"#, "requested"),
      (#"{"id":1,"payin_id":2,"status_id":4}"#, "paid"),
      (#"{"id":1,"payin_id":2,"status_id":5}"#, "error"),
      (#"{"id":1,"statusId":2,"statuses":[{"statusId":2,"name":"Pago"}]}"#, "paid"),
      (#"{"id":1,"statusId":2,"statuses":[{"statusId":2,"name":"REQUESTED"}]}"#, nil),
      (#"{"id":1,"status_id":2,"status_history":[{"status_id":2,"name":"Paid"}]}"#, nil),
      (#"{"id":1,"statusId":9}"#, nil),
    ] as [(String, String?)])
  func bothNumberings(_ text: String, _ state: String?) throws {
    #expect(try Self.state(text) == state)
    #expect(!Refunds.statuses.verdict(ofStatus: "unknown").isFinal)
  }

  @Test("A mark is the code in brackets at the end of a reason")
  func mark() {
    #expect(RefundMessage.mark(in: "Devolução [r7k2-0001]") == "r7k2-0001")
    #expect(RefundMessage.mark(in: "[a] depois") == nil)
    #expect(RefundMessage.mark(in: "texto [com espaço]") == nil)
    #expect(RefundMessage.mark(in: nil) == nil)
  }

  @Test("A time without an offset is the later of what it may be, and never in the future")
  func moments() throws {
    let now = Date(timeIntervalSince1970: 1_796_094_000)
    let utc = PayinMoment.past("2026-12-01T02:59:00", now: now)
    #expect(utc == now.addingTimeInterval(-60))
    let brasilia = PayinMoment.past("2026-11-30 23:59:00", now: now)
    #expect(brasilia == now.addingTimeInterval(-60))
    #expect(PayinMoment.past("2026-11-30T23:59:00Z", now: now) == now.addingTimeInterval(-10_860))
    #expect(PayinMoment.past("ontem", now: now) == nil)
  }
}
