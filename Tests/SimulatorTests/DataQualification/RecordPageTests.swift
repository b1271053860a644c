import Foundation
import Testing

@testable import Simulator

@Suite("RecordPage, RecordEncoder, NamedList, QualificationService")
struct RecordPageTests {
  private func page(_ parameters: [String: String], count: Int) throws -> [String: Any] {
    let store = QualificationStore.holding((0..<count).map { .sample(code: "c\($0)") })
    let clock = StatusClock(now: Moment(milliseconds: 0), pace: .immediate)
    let query = try ListQuery(perPageDefault: 2, perPageMaximum: 100) { parameters[$0] }
    let page = RecordPage(
      query: query, selection: RecordSelection(query, in: store, clock: clock),
      path: "http://h/p", otherParameters: "sort=asc")
    let json = try JSONSerialization.jsonObject(with: Data(page.body(store: store, clock: clock)))
    return json as? [String: Any] ?? [:]
  }

  @Test("meta and links of a middle page")
  func middle() throws {
    let body = try page(["page": "2"], count: 5)
    let meta = try #require(body["meta"] as? [String: Any])
    #expect(meta["current_page"] as? Int == 2 && meta["last_page"] as? Int == 3)
    #expect(meta["from"] as? Int == 3 && meta["to"] as? Int == 4)
    #expect(meta["per_page"] as? Int == 2 && meta["total"] as? Int == 5)
    let links = try #require(body["links"] as? [String: Any])
    #expect(links["first"] as? String == "http://h/p?sort=asc&page=1")
    #expect(links["prev"] as? String == "http://h/p?sort=asc&page=1")
    #expect(links["next"] as? String == "http://h/p?sort=asc&page=3")
    #expect(links["last"] as? String == "http://h/p?sort=asc&page=3")
  }

  @Test("an empty list has one page, from and to null, no neighbours")
  func empty() throws {
    let body = try page([:], count: 0)
    let meta = try #require(body["meta"] as? [String: Any])
    #expect(meta["last_page"] as? Int == 1 && meta["total"] as? Int == 0)
    #expect(meta["from"] is NSNull && meta["to"] is NSNull)
    let links = try #require(body["links"] as? [String: Any])
    #expect(links["prev"] is NSNull && links["next"] is NSNull)
  }

  @Test("known bytes of a record")
  func record() {
    let store = QualificationStore.holding([
      .sample(code: "cc-1", account: "123456", storedAtMilliseconds: 1_700_000_000_000)
    ])
    let clock = StatusClock(
      now: Moment(milliseconds: 1_700_000_001_500), pace: Pace(received: .seconds(1)))
    var encoder = RecordEncoder(store: store, clock: clock)
    var writer = JSONWriter()
    encoder.write(0, to: &writer)
    #expect(
      writer.bytes.text == #"""
        {"id":1,"batch_code":"b-1","custom_code":"cc-1",\#
        "data_qualification_service_name":"Data qualification manually",\#
        "status_flow_data_qualification_id":5,\#
        "data_qualification_status_flow_name":"Valid data","description_status":"Dados válidos",\#
        "name":"Ana Souza","document":"11144477735","bank_code":"001","bank_branch":"0123",\#
        "bank_branch_digit":"9","account":"123456","account_digit":"5",\#
        "account_type_name":"Checking account","amount":10.5,\#
        "created_at":"2023-11-14 22:13:20","updated_at":"2023-11-14 22:13:21",\#
        "merchant":{"id":477,"name":"Merchant 477"}}
        """#)
  }

  @Test("services and statuses are bare arrays; paging cuts the statuses")
  func namedLists() throws {
    #expect(NamedList.services().text.hasPrefix(#"[{"id":1,"name":"Data qualification manually"}"#))
    #expect(QualificationService.identifiers.count == 5)
    let names = try JSONSerialization.jsonObject(
      with: Data(NamedList.statuses(page: nil, perPage: nil)))
    let identifiers = (names as? [[String: Any]])?.compactMap { $0["id"] as? Int }
    #expect(identifiers == [1, 5, 6, 7, 9, 999])
    let cut =
      #"[{"id":7,"name":"Validation not possible on this step"},{"id":9,"name":"Awaiting"}]"#
    #expect(NamedList.statuses(page: 2, perPage: 3).text.hasPrefix(cut.dropLast()))
    #expect(NamedList.statuses(page: 9, perPage: 3).text == "[]")
    #expect(NamedList.statuses(page: .max, perPage: .max).text == "[]")
  }
}
