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

@Suite("RecordSelection")
struct RecordSelectionTests {
  private static let day = Moment.millisecondsPerDay

  /// Records 0…9, two a day, with descending codes and three merchants.
  private let store = QualificationStore.holding(
    (0..<10).map { number in
      .sample(
        code: "c\(9 - number)", name: number == 4 ? "Ana T81" : "Ana Souza",
        storedAtMilliseconds: Int64(number / 2) * Self.day
      ) {
        $0.facts.merchantID = number % 3
        $0.facts.serviceID = number < 5 ? 1 : 2
        $0.texts[.batchCode] = "b\(number % 2)"
        if number == 3 { $0.texts[.document] = "11222333000181" }
      }
    })
  private let clock = StatusClock(
    now: Moment(milliseconds: 5 * Self.day),
    pace: Pace(received: .seconds(86_400), processing: .zero))

  private func select(_ parameters: [String: String]) throws -> RecordSelection {
    let query = try ListQuery(perPageDefault: 100, perPageMaximum: 100) { parameters[$0] }
    return RecordSelection(query, in: store, clock: clock)
  }

  @Test("pages in both directions cover everything once")
  func pages() throws {
    for sort in ["asc", "desc"] {
      var seen: [Int] = []
      for page in 1...4 {
        let selection = try select(["per_page": "3", "page": "\(page)", "sort": sort])
        #expect(selection.total == 10)
        seen += selection.records
      }
      #expect(seen == (sort == "asc" ? Array(0..<10) : (0..<10).reversed()))
    }
    let beyond = try select(["page": "9223372036854775807"])
    #expect(beyond.records.isEmpty && beyond.total == 10)
  }

  @Test(
    "each filter lets through what it should",
    arguments: [
      (["custom_code": "c2"], [7]), (["custom_code": "none"], []),
      (["document": "11222333000181"], [3]), (["created_at": "1970-01-02"], [2, 3]),
      (["created_at": "1971-01-01"], []), (["merchant_id": "1"], [1, 4, 7]),
      (["data_qualification_service_id": "2"], [5, 6, 7, 8, 9]),
      (["status_flow_data_qualification_id": "6"], [4]),
      (["status_flow_data_qualification_id": "1"], []),
      (["merchant_id": "1", "created_at": "1970-01-03"], [4]),
      (["custom_code": "c2", "merchant_id": "2"], []),
    ])
  func filters(parameters: [String: String], records: [Int]) throws {
    #expect(try select(parameters).records == records)
    #expect(try select(parameters).total == records.count)
  }

  @Test(
    "each order, ties by arrival",
    arguments: [
      ("id", Array(0..<10)), ("created_at", Array(0..<10)),
      ("custom_code", (0..<10).reversed()),
      ("batch_code", [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]),
      ("merchant.name", [0, 3, 6, 9, 1, 4, 7, 2, 5, 8]),
      ("data_qualification_service_name", [5, 6, 7, 8, 9, 0, 1, 2, 3, 4]),
      ("description_status", [4, 0, 1, 2, 3, 5, 6, 7, 8, 9]),
    ])
  func orders(order: String, records: [Int]) throws {
    #expect(try select(["order_by": order]).records == records)
  }

  @Test("a hidden record is in no list and not counted")
  func hidden() throws {
    var store = store
    store.hide(2, until: Moment(milliseconds: 6 * Self.day))
    let query = try ListQuery(perPageDefault: 100, perPageMaximum: 100) { _ in nil }
    let selection = RecordSelection(query, in: store, clock: clock)
    #expect(selection.total == 9 && !selection.records.contains(2))
  }
}
