import Testing

@testable import WEpayments

/// A callback names a record and its status; the rest may be missing.
struct StatusCallbackTests {
  @Test func theDocumentedSampleIsRead() {
    let text = #"""
      {"id":"1","step":2,"status_id":5,"custom_code":"cc102","batch_code":"bc101","message":"",
       "name":"Maria Jose","document":"12345678909","bank_code":"104","account_type":"c","pix_key":""}
      """#
    let expected = StatusCallback(
      id: 1, statusID: 5, customCode: "cc102", batchCode: "bc101", message: "")
    #expect(StatusCallback(body: Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    #"{"id":1,"status_id":6,"custom_code":"c"}"#,
    #"{"id":"1","status_id":"6","custom_code":"c","batch_code":null,"message":null}"#,
    #"{"id":1,"status_id":6,"custom_code":"c","batch_code":[],"message":{},"step":"x"}"#,
  ])
  func numbersMayBeTextsAndTheRestMayBeAnything(_ text: String) {
    let expected = StatusCallback(id: 1, statusID: 6, customCode: "c")
    #expect(StatusCallback(body: Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    "", "[]", "{}", "null", "<html>", #"{"id":1,"status_id":6}"#, #"{"id":1,"custom_code":"c"}"#,
    #"{"status_id":6,"custom_code":"c"}"#, #"{"id":"x","status_id":6,"custom_code":"c"}"#,
    #"{"id":1,"status_id":6,"custom_code":""}"#, #"{"id":1,"status_id":6,"custom_code":"c""#,
  ])
  func withoutIDStatusOrCodeItIsNone(_ text: String) {
    #expect(StatusCallback(body: Array(text.utf8)) == nil)
  }
}
