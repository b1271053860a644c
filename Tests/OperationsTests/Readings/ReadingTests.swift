import BulkEngine
import Foundation
import Testing

@testable import Operations

/// Lists of the API as rows.
struct ReadingTests {
  private static func page(_ json: String, headers: [String: String] = [:]) -> ReadingPage? {
    ReadingPage(Reply(status: 200, headers: headers, body: Array(json.utf8)))
  }

  private static func rows(
    _ reading: Reading, _ json: String, _ wishes: Reading.Wishes = Reading.Wishes()
  ) throws -> [[String: String]] {
    let page = try #require(
      ReadingPage(Reply(status: 200, body: Array(json.utf8)), isSingle: reading.isSingle))
    return reading.items(of: page, wishes).flatMap(\.rows).map { row in
      Dictionary(uniqueKeysWithValues: zip(reading.columns.map(\.name), row))
    }
  }

  @Test("A page is read in each of its forms")
  func forms() throws {
    let resource = try #require(
      Self.page(#"{"data":[{"id":1}],"meta":{"last_page":3,"total":250}}"#))
    #expect(resource.items.count == 1 && resource.lastPage == 3 && resource.total == 250)
    let flat = try #require(Self.page(#"{"data":[],"last_page":"2","total":"9"}"#))
    #expect(flat.lastPage == 2 && flat.total == 9)
    let items = try #require(Self.page(#"{"items":[{"id":"a"}],"has_more":true,"total":7}"#))
    #expect(items.hasMore == true && items.total == 7)
    let bare = try #require(
      Self.page("[{},{}]", headers: ["x-total-count": "12", "x-total-pages": "6"]))
    let last = try #require(Self.page("[{}]", headers: ["x-next-page": ""]))
    #expect(
      last.hasMore == false && Self.page("[{}]", headers: ["x-next-page": "2"])?.hasMore == true)
    #expect(bare.items.count == 2 && bare.total == 12 && bare.lastPage == 6)
  }

  @Test("What is no page is none", arguments: ["", "{", "{}", #"{"message":"x"}"#, "7", "<html>"])
  func noPage(_ text: String) {
    #expect(Self.page(text) == nil)
  }

  @Test(
    "Amounts are exact, in units with two decimals",
    arguments: [
      ("-15.05", "-15.05"), ("0.1", "0.10"), ("7", "7.00"), ("\"-3.5\"", "-3.50"),
      ("12345678901.23", "12345678901.23"), ("1.005", "1.005"), ("null", ""), ("\"abc\"", "abc"),
    ])
  func units(_ written: String, _ cell: String) throws {
    let rows = try Self.rows(.statement, #"[{"id":1,"amount":\#(written)}]"#)
    #expect(rows[0]["amount"] == cell)
  }

  @Test(
    "Cents become units",
    arguments: [
      ("1507", "15.07"), ("\"5\"", "0.05"), ("0", "0.00"), ("1050.0", "10.50"), ("10.5", "0.105"),
      ("-7", "-0.07"), ("\"1.2.3\"", "1.2.3"), ("\"12-5\"", "12-5"), ("\"15.07\"", "0.1507"),
      ("99999999999999999999", "999999999999999999.99"),
    ])
  func cents(_ written: String, _ cell: String) throws {
    let rows = try Self.rows(.charges, #"{"data":[{"id":1,"amount":\#(written)}]}"#)
    #expect(rows[0]["amount"] == cell)
  }

  @Test("The same numbers of a refund mean other things in its two forms")
  func refunds() throws {
    let rows = try Self.rows(
      .refunds,
      #"""
      {"data":[{"id":9,"invoice":"F-9","refunds":[
        {"id":1,"payin_id":9,"status_id":2,"refund_amount":150},
        {"id":2,"payinId":"9","statusId":2,"amountCents":50,"statuses":[{"name":"Pago"}]},
        {"id":3,"payin_id":9,"status_id":2,"status_history":[{"name":"PAID"}]}]}]}
      """#)
    #expect(rows.map { $0["status"] } == ["requested", "paid", ""])
    #expect(rows.map { $0["invoice"] } == ["F-9", "F-9", "F-9"])
    #expect(rows[1]["charge_id"] == "9" && rows[0]["amount"] == "1.50")
  }

  @Test("A charge that was refunded and does not show how is asked for by itself")
  func hiddenRefunds() throws {
    let page = try #require(
      Self.page(#"{"data":[{"id":9,"refunded_amount":100},{"id":10,"refunded_amount":0}]}"#))
    let items = Reading.refunds.items(of: page, Reading.Wishes())
    #expect(items.map { $0.detail?.path } == ["/v1/payin/payments/id/9", nil])
  }

  @Test(
    "Counts that cannot be any are not reckoned with",
    arguments: ["-1", "-9223372036854775808", "9223372036854775807", "1e400", "\"x\""])
  func impossibleCounts(_ number: String) throws {
    let page = Self.page(#"{"data":[{"id":9}],"meta":{"total":\#(number),"last_page":\#(number)}}"#)
    #expect(page.map { $0.total == nil && $0.lastPage == nil } ?? true)
    let remote = RemotePage(records: [], lastPage: Int(number), total: Int(number))
    #expect(remote.total == nil && remote.lastPage == nil)
  }

  @Test("A day more is asked for on both sides, and what is outside is left out")
  func days() throws {
    let wishes = Reading.Wishes(from: "2026-11-01", to: "2026-11-30", merchantID: 477)
    let request = Reading.charges.request(page: 2, wishes)
    #expect(request.query.contains(Request.QueryItem("created_at_start", "2026-10-31")))
    #expect(request.query.contains(Request.QueryItem("created_at_end", "2026-12-01")))
    #expect(request.query.contains(Request.QueryItem("sort_order", "asc")))
    let rows = try Self.rows(
      .charges,
      #"""
      {"data":[{"id":1,"created_at":"2026-10-31T23:00:00Z"},{"id":2,"created_at":"2026-11-01 00:00:00"},
      {"id":3,"created_at":"2026-11-30T23:59:59Z"},{"id":4,"created_at":"2026-12-01"},{"id":5}]}
      """#, wishes)
    #expect(rows.map { $0["id"] } == ["2", "3", "5"])
  }

  @Test("Days of the latest change choose charges, and refunds by what they show")
  func daysOfChange() throws {
    let wishes = Reading.Wishes(from: "2026-11-10", to: "2026-11-20", areDaysOfChange: true)
    let names = Reading.charges.request(page: 1, wishes).query.filter { $0.name.contains("_at_") }
    #expect(
      names == [
        Request.QueryItem("updated_at_start", "2026-11-09"),
        Request.QueryItem("updated_at_end", "2026-11-21"),
      ])
    // A charge that was refunded lately may be old, and no younger than the last day.
    let refunds = Reading.refunds.request(page: 1, wishes).query.filter { $0.name.contains("_at_") }
    #expect(refunds == [Request.QueryItem("created_at_end", "2026-11-21")])
    let rows = try Self.rows(
      .charges,
      #"""
      {"data":[{"id":1,"created_at":"2026-11-15","updated_at":"2026-11-30T10:00:00Z"},
      {"id":2,"created_at":"2025-01-01","updated_at":"2026-11-10 00:00:00"},
      {"id":3,"created_at":"2026-11-11"},{"id":4,"created_at":"2026-11-01"}]}
      """#, wishes)
    #expect(rows.map { $0["id"] } == ["2", "3"])
  }

  @Test(
    "Every list is asked for with GET and names its own columns once", arguments: Reading.allCases)
  func columns(_ reading: Reading) {
    let names = reading.columns.map(\.name)
    #expect(Set(names).count == names.count)
    let request = reading.request(page: 1, Reading.Wishes(from: "2026-11-01", merchantID: 2))
    #expect(request.method == .get && request.body == nil)
    let cells = [
      (Reading.StatementCell.amount, "amount"), (Reading.StatementCell.invoice, "invoice"),
      (Reading.StatementCell.entityID, "entity_id"),
    ]
    for (position, name) in cells where reading == .statement { #expect(names[position] == name) }
  }

  @Test("The client's balance is in cents, the account's in units")
  func balances() throws {
    #expect(try Self.rows(.balance, #"{"balance":1.5}"#)[0]["balance"] == "1.50")
    let client = try Self.rows(.balance, #"{"status":true,"data":{"balance":150}}"#)[0]
    #expect(client["balance"] == "1.50" && client["source"] == "payin_client")
  }
}
