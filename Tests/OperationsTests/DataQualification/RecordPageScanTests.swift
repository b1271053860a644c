import BulkEngine
import Testing

@testable import Operations

/// The quick reading of a page gives what the patient one gives, or nothing.
struct RecordPageScanTests {
  private static let sample = #"""
    {"id": 123, "batch_code": "abc101-00001", "custom_code": "cc102",
     "data_qualification_service_name": "Data validation", "status_flow_data_qualification_id": 5,
     "data_qualification_status_flow_name": "Valid \"data\"", "description_status": "V\u00e1lido",
     "name": "João \\ Inventado", "document": "12345678909", "bank_code": "104",
     "bank_branch": "0123", "bank_branch_digit": null, "account": "123456", "account_digit": "1",
     "account_type_name": "Checking account", "amount": -1.10e0, "is_new": true,
     "created_at": "2021-12-14 10:00:00", "updated_at": null, "merchant": {"id": 477, "name": []}}
    """#

  private static func page(_ records: String, meta: String = #""last_page":7,"total":650"#)
    -> String
  {
    #"{"data":[\#(records)],"links":{"first":"x","last":null},"meta":{\#(meta)}}"#
  }

  @Test(
    "The expected shape is read alike by both",
    arguments: [
      page(sample), page("\(sample),\(sample)"), page(""), page("", meta: ""),
      page(#"{"id":1,"custom_code":"ç","status_flow_data_qualification_id":999}"#),
    ])
  func theExpectedShapeIsReadAlikeByBoth(_ text: String) throws {
    let body = Array(text.utf8)
    let scanned = try #require(RecordPageScan.page(in: body))
    #expect(scanned.records.allSatisfy { $0.id != "123" || $0.batchCode == "abc101-00001" })
    #expect(scanned == decoded(RecordPageMessage.self, from: body)?.page)
  }

  @Test(
    "Another shape is left to the patient reader",
    arguments: [
      "", "[]", "null", "{}", "[\(sample)]", sample, page(sample) + "x", page("1"), page("null"),
      page(#"{"id":1,"status_flow_data_qualification_id":5}"#),
      page(#"{"id":1,"custom_code":"","status_flow_data_qualification_id":5}"#),
      page(#"{"id":1,"custom_code":17,"status_flow_data_qualification_id":5}"#),
      page(#"{"id":1,"custom_code":"c","status_id":5}"#),
      page(#"{"id":1,"custom_code":"c","status_flow_data_qualification_id":"5"}"#),
      page(#"{"id":1,"custom_code":"\u0063","status_flow_data_qualification_id":5}"#),
      page(#"{"id":1,"custom\u005fcode":"c","status_flow_data_qualification_id":5}"#),
      #"{"data":[],"last_page":7}"#, #"{"data":{}}"#, page("", meta: #""last_page":"7""#),
    ])
  func anotherShapeIsLeftToThePatientReader(_ text: String) {
    #expect(RecordPageScan.page(in: Array(text.utf8)) == nil)
  }

  @Test("Every truncation is left to the patient reader")
  func everyTruncationIsLeftToThePatientReader() {
    let body = Array(Self.page(Self.sample).utf8)
    #expect(body.indices.allSatisfy { RecordPageScan.page(in: Array(body[..<$0])) == nil })
  }

  @Test("Bytes that are not UTF-8 are left to the patient reader")
  func bytesThatAreNotUTF8AreLeftToThePatientReader() {
    let record = #"{"id":1,"custom_code":"?","status_flow_data_qualification_id":5}"#
    let body = Self.page(record).utf8.map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
    #expect(RecordPageScan.page(in: body) == nil)
  }
}
