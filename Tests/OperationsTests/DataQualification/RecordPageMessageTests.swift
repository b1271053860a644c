import Foundation
import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// A page of records is read in any of the shapes the API may have.
struct RecordPageMessageTests {
  private let sample = #"""
    {"id": 123, "batch_code": "abc101", "custom_code": "cc102",
     "data_qualification_service_name": "Data validation", "status_flow_data_qualification_id": 1,
     "data_qualification_status_flow_name": "Processing", "description_status": "Processando",
     "name": "Maria Jose", "document": "12345678909", "bank_code": "104", "bank_branch": "0123",
     "bank_branch_digit": "0", "account": "123456", "account_digit": "1",
     "account_type_name": "Checking account", "amount": 1.1,
     "created_at": "2021-12-14 10:00:00", "updated_at": "2021-12-14 10:00:00",
     "merchant": {"id": 477, "name": "Merchant Name"}}
    """#
  private let record = RemoteRecord(
    id: 123, customCode: "cc102", statusID: 1, serviceName: "Data validation",
    document: "12345678909", bankCode: "104", bankBranch: "0123", account: "123456",
    accountDigit: "1", createdAt: "2021-12-14 10:00:00", batchCode: "abc101",
    amountInCents: 110)

  @Test("A resource page is read")
  func aResourcePageIsRead() {
    let text = #"""
      {"data":[\#(sample)],"meta":{"current_page":1,"last_page":7,"total":650},
       "links":{"first":"x","last":null}}
      """#
    #expect(page(text) == RemotePage(records: [record], lastPage: 7, total: 650))
  }

  @Test("A page that was cut off anywhere is none")
  func aPageThatWasCutOffAnywhereIsNone() {
    let body = Array(#"{"data":[\#(sample)],"meta":{"last_page":7}}"#.utf8)
    #expect(
      body.indices.allSatisfy { decoded(RecordPageMessage.self, from: Array(body[..<$0])) == nil })
  }

  @Test("A flat paginator is read", arguments: ["7", #""7""#])
  func aFlatPaginatorIsRead(_ lastPage: String) {
    let text = #"{"current_page":1,"data":[\#(sample)],"last_page":\#(lastPage),"per_page":100}"#
    #expect(page(text) == RemotePage(records: [record], lastPage: 7))
  }

  @Test(
    "A page under a data of its own is read",
    arguments: [
      #"{"data":{"data":[%],"current_page":1,"last_page":7,"total":650}}"#,
      #"{"data":{"data":[%],"meta":{"last_page":7,"total":650}}}"#,
      #"{"data":{"data":[%]},"meta":{"last_page":"7","total":"650"}}"#,
    ])
  func aPageUnderADataOfItsOwnIsRead(_ text: String) {
    #expect(
      page(text.replacingOccurrences(of: "%", with: sample))
        == RemotePage(records: [record], lastPage: 7, total: 650))
  }

  /// PHP writes a list that was filtered as an object.
  @Test("A list with gaps is read in the order of its positions", arguments: ["%", #"{"data":%}"#])
  func aListWithGapsIsRead(_ frame: String) {
    let list = #"{"10":{"id":2,"custom_code":"b"},"9":{"id":1,"custom_code":"a"}}"#
    let codes = page(frame.replacingOccurrences(of: "%", with: list))?.records.map(\.customCode)
    #expect(codes == ["a", "b"])
  }

  @Test("No data is an empty page only where the list says that it has none")
  func noDataIsAnEmptyPageOnlyWhereTheListSaysSo() {
    #expect(page(#"{"data":null,"meta":{"total":0}}"#) == RemotePage(records: [], total: 0))
    #expect(page(#"{"data":null,"total":"0"}"#) == RemotePage(records: [], total: 0))
    #expect(page(#"{"data":null,"meta":{"total":1}}"#) == nil)
  }

  @Test("A bare array is read")
  func aBareArrayIsRead() {
    #expect(page("[\(sample),\(sample)]") == RemotePage(records: [record, record]))
    #expect(page("[]") == RemotePage(records: []))
  }

  @Test(
    "The last page may be unknown",
    arguments: [
      #"{"data":[]}"#, #"{"data":[],"meta":null}"#, #"{"data":[],"meta":[]}"#,
      #"{"data":[],"meta":{"last_page":null}}"#, #"{"data":[],"last_page":{}}"#,
    ])
  func theLastPageMayBeUnknown(_ text: String) {
    #expect(page(text) == RemotePage(records: []))
  }

  @Test("Numbers, texts and nulls are taken either way")
  func numbersTextsAndNullsAreTakenEitherWay() {
    let text = #"""
      [{"id":"9","custom_code":17,"status_flow_data_qualification_id":"5","document":12345678909,
        "bank_code":104,"bank_branch":null,"account":[1],"account_digit":0,"created_at":null}]
      """#
    let expected = RemoteRecord(
      id: 9, customCode: "17", statusID: 5, document: "12345678909", bankCode: "104",
      accountDigit: "0")
    #expect(page(text)?.records == [expected])
  }

  @Test("A single record may stand in place of the page", arguments: ["%", #"{"data": %}"#])
  func aSingleRecordMayStandInPlaceOfThePage(_ frame: String) {
    #expect(
      page(frame.replacingOccurrences(of: "%", with: sample)) == RemotePage(records: [record]))
  }

  @Test("The status may have the name of the callback")
  func theStatusMayHaveTheNameOfTheCallback() {
    #expect(page(#"[{"id":1,"custom_code":"c","status_id":"6"}]"#)?.records.first?.statusID == "6")
  }

  /// Where no record has a code under the known name, ours would pass for absent.
  @Test(
    "A page without any code is unreadable",
    arguments: [#"[{"id":1}]"#, #"{"data":[{"id":1,"customCode":"c"},{"id":2}]}"#])
  func aPageWithoutAnyCodeIsUnreadable(_ text: String) {
    #expect(page(text) == nil)
  }

  @Test("Records without code are left out")
  func recordsWithoutCodeAreLeftOut() {
    let text = #"[{"id":1},{"id":2,"custom_code":null},{"id":3,"custom_code":""},\#(sample)]"#
    #expect(page(text)?.records == [record])
  }

  @Test("A record with a code is never taken for absent")
  func aRecordWithACodeIsNeverTakenForAbsent() {
    let expected = RemoteRecord(id: 0, customCode: "c", statusID: 0)
    #expect(page(#"[{"custom_code":"c"}]"#)?.records == [expected])
    #expect(
      page(#"[{"custom_code":"c","id":{},"status_flow_data_qualification_id":"x"}]"#)?.records
        == [expected])
  }

  @Test(
    "A page of any other shape is unreadable",
    arguments: [
      "", "null", "{}", "<html></html>", #"{"message":"Unauthenticated."}"#, #"{"data":null}"#,
      #"{"data":{}}"#, #"{"data":"x"}"#, "[1]", "[null]", #"{"data":[[]]}"#,
      #"{"data":{"0":1}}"#, #"{"0":{},"1":{}}"#, "[{}",
      #"{"data":[{}]"#,
    ])
  func anythingElseIsUnreadable(_ text: String) {
    #expect(page(text) == nil)
  }

  private func page(_ text: String) -> RemotePage? {
    DataQualification(serviceID: 1).page(
      in: Reply(status: 200, body: Array(text.utf8)))
  }
}
