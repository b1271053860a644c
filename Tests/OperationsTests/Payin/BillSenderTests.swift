import BulkEngine
import Foundation
import Testing

@testable import Operations

/// What a journal keeps of the sender of bills.
struct BillSenderTests {
  private static let person = BillSender(
    name: "Benedita Quaresma", document: "52998224725", helpdesk: nil)

  private static func settings(_ sender: BillSender) -> ChargeSettings {
    var settings = ChargeSettings(begunAt: BrasiliaTime(Date(timeIntervalSince1970: 1_924_873_200)))
    settings.sender = sender
    return settings
  }

  @Test(
    "Only a CNPJ says that a sender is no person",
    arguments: [
      (BillSender(), false), (person, true), (BillSender(name: "Escola Inventada"), true),
      (BillSender(helpdesk: "(41) 98765-4321"), true),
      (BillSender(name: "Escola Inventada", document: "11444777000161"), false),
    ])
  func persons(_ sender: BillSender, _ isPersonal: Bool) {
    #expect(sender.isPersonal == isPersonal)
    #expect((Self.settings(sender).withoutPerson.sender == nil) == isPersonal)
  }

  @Test("Kept settings come back with the sender that they were made of, and with no other")
  func recalling() throws {
    let kept = Self.settings(Self.person).withoutPerson.stored
    #expect(!kept.json.contains("Benedita") && !kept.json.contains("52998224725"))
    let read = try ChargeSettings(kept)
    #expect(read.recalling(Self.person) == Self.settings(Self.person))
    for other in [
      BillSender(), BillSender(name: "Benedita Quaresma"),
      BillSender(name: "Benedita Quaresma", document: "31042797722"),
      BillSender(name: "Benedita Quaresma", document: "52998224725", helpdesk: "1"),
    ] {
      #expect(read.recalling(other) == nil)
    }
  }

  @Test("A mark is that of many, and the same in all runs")
  func mark() {
    #expect(Self.person.mark.count == 4 && Self.person.mark == Self.person.mark)
    let marks = Set((0..<2_000).map { BillSender(document: "\($0)").mark })
    #expect(marks.count > 1_900)
  }

  @Test("Settings of before are read, and a program of before reads none that withhold")
  func versions() throws {
    let earlier = OperationSettings(
      name: "charge", variant: "charge",
      json: #"{"begunAt":"2026-01-05T09:41","isSandbox":true,"repairs":true,"senderName":"Ana"}"#)
    #expect(try ChargeSettings(earlier).sender == BillSender(name: "Ana"))
    let kept = Self.settings(Self.person).withoutPerson.stored.json
    #expect(kept.contains(#""senderName":true"#) && kept.contains(#""senderDocument":true"#))
  }
}
