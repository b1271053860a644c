import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// A callback names a record and its status; the rest may be missing.
struct StatusCallbackTests {
  @Test("The documented sample is read")
  func theDocumentedSampleIsRead() {
    let text = #"""
      {"id":"1","step":2,"status_id":5,"custom_code":"cc102","batch_code":"bc101","message":"",
       "name":"Maria Jose","document":"12345678909","bank_code":"104","bank_branch":"0123",
       "bank_branch_digit":"0","account":"123456","account_digit":"1","account_type":"c","pix_key":""}
      """#
    let expected = RemoteRecord(
      id: 1, customCode: "cc102", statusID: 5, document: "12345678909", bankCode: "104",
      bankBranch: "0123", account: "123456", accountDigit: "1", batchCode: "bc101")
    #expect(StatusCallback(body: Array(text.utf8))?.record == expected)
  }

  @Test(
    "Numbers may be texts and the rest may be anything",
    arguments: [
      #"{"id":1,"status_id":6,"custom_code":"c"}"#,
      #"{"id":"1","status_id":"6","custom_code":"c","document":null,"message":null}"#,
      #"{"id":1,"status_id":6,"custom_code":"c","document":[],"message":{},"step":"x"}"#,
    ])
  func numbersMayBeTextsAndTheRestMayBeAnything(_ text: String) {
    let expected = RemoteRecord(id: 1, customCode: "c", statusID: 6)
    #expect(StatusCallback(body: Array(text.utf8))?.record == expected)
  }

  @Test(
    "Without ID, status or code it is none",
    arguments: [
      "", "[]", "{}", "null", "<html>", #"{"id":1,"status_id":6}"#, #"{"id":1,"custom_code":"c"}"#,
      #"{"status_id":6,"custom_code":"c"}"#, #"{"id":"x","status_id":6,"custom_code":"c"}"#,
      #"{"id":1,"status_id":6,"custom_code":""}"#, #"{"id":1,"status_id":6,"custom_code":"c""#,
    ])
  func withoutIDStatusOrCodeItIsNone(_ text: String) {
    #expect(StatusCallback(body: Array(text.utf8)) == nil)
  }
}
