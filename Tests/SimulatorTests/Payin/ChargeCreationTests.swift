import BrazilianBanking
import Foundation
import Testing

@testable import Simulator

@Suite("Charges: POST /v1/payin/payments/{chargeType}")
struct ChargeCreationTests {
  private static let members = [
    "amountCents", "barCodeNumber", "buyerDocument", "buyerName", "clientId", "clientName",
    "createdAt", "customNumber", "digitableLine", "discount", "expiresAt", "fine", "id", "key",
    "ourNumber", "paidAmountCents", "paidAt", "payinRefunds", "refundAmountCents", "refundMode",
    "sender", "splits", "status", "statusHistory", "typePayin",
  ]

  @Test("A Pix charge is answered with 201, a key of 64 digits and no bar code")
  func pix() async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let answer = try await api.charge(Bill(number: "FAT-1"))
      #expect(answer.status == 201)
      let charge = try answer.object()
      #expect(charge.keys.sorted() == Self.members)
      #expect(charge["id"] as? String == "100001" && charge["customNumber"] as? String == "FAT-1")
      #expect((charge["key"] as? String)?.count == 64 && charge["barCodeNumber"] is NSNull)
      #expect((charge["status"] as? [String: String])?["id"] == "1")
      #expect(charge["expiresAt"] as? String == "2026-12-31T23:59:59-03:00")
      #expect(charge["paidAt"] is NSNull && charge["amountCents"] as? Int == 15_000)
    }
  }

  @Test(
    "A boleto's line and bar code carry its amount and due date, and all check digits fit",
    arguments: [
      ("2026-12-31", 15_000), ("2026-03-02", 500), ("2049-10-13", 15_000_000),
      ("2028-02-29", 99_999),
    ])
  func boleto(due: String, cents: Int) async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let bill = Bill(number: "FAT-1", method: "boleto", cents: cents, due: due)
      let charge = try await api.charge(bill).object()
      let parts = due.split(separator: "-").compactMap { Int($0) }
      let day = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
      for name in ["digitableLine", "barCodeNumber"] {
        let text = charge[name] as? String ?? ""
        #expect(text.count == (name == "digitableLine" ? 47 : 44))
        let read = readBoleto(Array(text.utf8).span).boleto
        #expect(read?.disagreements(amountInCents: cents, dueDate: day) == [], "\(text)")
      }
      #expect(charge["ourNumber"] as? String == "00000100001")
    }
  }

  @Test(
    "What a rule forbids is refused with 422, the field named",
    arguments: [
      (Bill(number: ""), "customNumber"),
      (Bill(number: String(repeating: "9", count: 256)), "customNumber"),
      (Bill(number: "a", cents: 0), "title.amountInCents"),
      (Bill(number: "a", cents: 15_000_001), "title.amountInCents"),
      (Bill(number: "a", method: "boleto", cents: 499), "title.amountInCents"),
      (Bill(number: "a", due: "2026-12-31"), "title.expireDate"),
      (Bill(number: "a", due: "2026-02-30T10:00:00"), "title.expireDate"),
      (Bill(number: "a", due: "2026-03-02T08:59:59"), "title.expireDate"),
      (Bill(number: "a", method: "boleto", due: "2026-03-01"), "title.expireDate"),
      (Bill(number: "a", method: "boleto", due: "2049-10-14"), "title.expireDate"),
      (Bill(number: "a", name: " "), "buyer.name"),
      (Bill(number: "a", document: "5299822472"), "buyer.document"),
      (Bill(number: "a", method: "boleto", hasAddress: false), "buyer.address"),
      (Bill(number: "a", method: "boleto", hasSender: false), "sender"),
      (Bill(number: "a", callback: "no address"), "callbackUrl"),
      (Bill(number: "a", extra: #""fine":{"percent":2},"#), "fine"),
      (Bill(number: "a", method: "boleto", extra: #""fine":{"interest":21},"#), "fine"),
      (Bill(number: "a", method: "boleto", extra: #""discount":{"percent":5},"#), "discount.date"),
      (
        Bill(number: "a", method: "boleto", extra: #""discount":{"percent":5,"amountInCents":1},"#),
        "discount"
      ),
      (Bill(number: "a", extra: #""refundMode":"NOBODY","#), "refundMode"),
      (Bill(number: "a", extra: #""splits":[],"#), "splits"),
      (
        Bill(number: "a", extra: #""splits":[{"walletUUID":"x","percent":5}],"#),
        "splits.walletUUID"
      ),
      (Bill(number: "a", name: "Ana T86"), "buyer.name"),
    ])
  func refusals(bill: Bill, field: String) async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let answer = try await api.charge(bill)
      #expect(answer.status == 422)
      #expect(try answer.fields() == [field], "\(answer.text)")
      #expect(try await api.stats()["records"] as? Int == 0)
      #expect(try await api.stats()["refused_records"] as? Int == 1)
    }
  }

  @Test(
    "What is allowed is taken",
    arguments: [
      Bill(number: "a", hasAddress: false, hasSender: false), Bill(number: "ç 1/2", cents: 1),
      Bill(number: "a", document: "12ABC34501DE35"), Bill(number: "a", due: "2026-03-02T09:00:00"),
      Bill(number: "a", method: "boleto", due: "2026-03-02"),
      Bill(number: "a", method: "boleto", extra: #""fine":{"percent":2.0,"interest":1},"#),
      Bill(number: "a", method: "boleto", extra: #""discount":{"dailyAmountInCents":10},"#),
      Bill(
        number: "a", method: "boleto",
        extra: #""discount":{"percent":5.5,"date":"2026-12-30"},"clientId":12,"#),
    ])
  func taken(bill: Bill) async throws {
    try await withSimulator(.slow, clock: ManualClock()) { api in
      let answer = try await api.charge(bill)
      #expect(answer.status == 201, "\(answer.text)")
    }
  }

  @Test("A body that is no JSON object is 400, another charge type 404")
  func whole() async throws {
    try await withSimulator { api in
      let path = "\(Charges.path)/pix"
      for body in ["{", "[]", ""] {
        #expect(try await api.send(.post, path, body).status == 400, "\(body)")
      }
      let answer = try await api.charge(Bill(number: "a", method: "credit-card"))
      #expect(answer.status == 404)
    }
  }

  @Test("A number that is taken is refused and counted")
  func uniqueness() async throws {
    try await withSimulator { api in
      let statuses = [
        try await api.charge(Bill(number: "a")).status,
        try await api.charge(Bill(number: "a", method: "boleto")).status,
        try await api.charge(Bill(number: "b")).status,
      ]
      #expect(statuses == [201, 422, 201])
      let stats = try await api.stats()
      #expect(stats["repeated_submissions"] as? Int == 1 && stats["double_effects"] as? Int == 0)
      #expect(try await api.effects("charges") == ["a": 1, "b": 1])
    }
  }

  @Test("Without uniqueness a number is charged twice, and the report says so")
  func doubleEffects() async throws {
    try await withSimulator(.with { $0.uniqueness = false }) { api in
      for _ in 1...2 { _ = try await api.charge(Bill(number: "a")) }
      #expect(try await api.invoices("?invoice=a").count == 2)
      #expect(try await api.effects("charges") == ["a": 2])
      let stats = try await api.stats()
      #expect(stats["double_effects"] as? Int == 1 && stats["repeated_submissions"] as? Int == 1)
      #expect(stats["doubled_custom_codes"] as? [String] == ["a"])
    }
  }

  @Test("An answer of 400 does not always mean that nothing was stored")
  func denied() async throws {
    try await withSimulator { api in
      let failing = try await api.charge(Bill(number: "a", document: "76145193026"))
      #expect(failing.status == 400)
      #expect(try failing.message() == "Failed to send payin to processor")
      let denied = try await api.charge(Bill(number: "b", name: "Ana T87"))
      #expect(denied.status == 400 && denied.body == failing.body)
      #expect(try await api.invoices("") == ["b"])
    }
  }

  @Test("A charge of one test payer carries the bar code of another amount")
  func wrongBarCode() async throws {
    try await withSimulator { api in
      let bill = Bill(number: "a", method: "boleto", name: "Ana T88")
      let line = try await api.charge(bill).object()["digitableLine"] as? String ?? ""
      let read = readBoleto(Array(line.utf8).span).boleto
      #expect(read?.disagreements(amountInCents: 15_000, dueDate: nil) == .amount)
    }
  }
}

@Suite("BoletoCode and PixCode: published vectors")
struct PaymentCodeTests {
  @Test("The due factor begins again at 1000 on 2025-02-22")
  func factors() {
    for (day, factor) in [(20_140, "9999"), (20_141, "1000"), (29_140, "9999")] {
      let code = BoletoCode(amountInCents: 1, dueDay: day, ourNumber: "00000000001")
      #expect(code.digitableLine.suffix(14) == "\(factor)0000000001")
    }
  }

  @Test("The checksum of a Pix text is CRC-16/CCITT")
  func checksum() {
    let text = PixCode.text(key: String(repeating: "a", count: 64), amountInCents: 1005)
    #expect(text.hasPrefix("000201010212") && text.contains("540510.05"))
    var crc: UInt16 = 0xFFFF
    for byte in text.dropLast(4).utf8 {
      for bit in (0..<8).reversed() {
        let isSet = (byte >> bit & 1 == 1) != (crc & 0x8000 != 0)
        crc = isSet ? crc << 1 ^ 0x1021 : crc << 1
      }
    }
    #expect(text.suffix(4) == String(crc, radix: 16, uppercase: true).leftPadded)
  }
}

extension String {
  fileprivate var leftPadded: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}
