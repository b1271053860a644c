import Testing

@testable import Simulator

@Suite("ListQuery")
struct ListQueryTests {
  private func query(_ parameters: [String: String]) throws(InvalidParameter) -> ListQuery {
    try ListQuery(perPageDefault: 15, perPageMaximum: 100) { parameters[$0] }
  }

  @Test("defaults: first page of 15, by id, ascending")
  func defaults() throws {
    let query = try query([:])
    #expect(query.page == 1 && query.perPage == 15)
    #expect(query.order == .id && !query.isDescending && query.filter == RecordFilter())
    #expect(!query.filter.looksIntoRecords)
  }

  @Test("every documented parameter is read")
  func everyParameter() throws {
    let query = try query([
      "page": "3", "per_page": "20", "order_by": "merchant.name", "sort": "desc",
      "created_at": "2026-03-02", "custom_code": "a", "document": "11144477735",
      "data_qualification_service_id": "4", "merchant_id": "7",
      "status_flow_data_qualification_id": "999",
    ])
    #expect(query.page == 3 && query.perPage == 20 && query.isDescending)
    #expect(query.order == .merchantName)
    #expect(
      query.filter
        == RecordFilter(
          customCode: "a", document: "11144477735", createdOn: Moment(dateText: "2026-03-02"),
          serviceID: 4, merchantID: 7, status: 999))
    #expect(query.filter.looksIntoRecords)
  }

  @Test("0 means the default, more than the maximum means the maximum")
  func bounds() throws {
    let zero = try query(["page": "0", "per_page": "0"])
    #expect(zero.page == 1 && zero.perPage == 15)
    let many = try query(["per_page": "1000"])
    #expect(many.perPage == 100)
  }

  @Test(
    "what has no meaning is named",
    arguments: [
      "page", "per_page", "order_by", "sort", "created_at", "data_qualification_service_id",
      "merchant_id", "status_flow_data_qualification_id",
    ])
  func invalid(name: String) {
    #expect(throws: InvalidParameter(name: name)) { try query([name: "nonsense"]) }
  }
}
