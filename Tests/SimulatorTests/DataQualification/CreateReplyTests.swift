import Foundation
import Testing

@testable import Simulator

@Suite("CreateReply")
struct CreateReplyTests {
  private let records = [SubmittedRecord.sample(code: "a"), .sample(code: "b"), .sample(code: "c")]

  @Test("known bytes of a mixed outcome")
  func bytes() {
    let body = CreateReply.body(
      records: records,
      receptions: [.refused(message: "No"), .taken, .serviceChanged(message: "Moved")])
    #expect(
      body.text == #"""
        {"message":"Some records were not processed as sent","info":{\#
        "errors":[{"line":1,"batch_code":"b-1","custom_code":"a","message":"No"}],\#
        "uploadSuccess":[{"line":2,"batch_code":"b-1","custom_code":"b"}],\#
        "uploadChangeService":[{"line":3,"batch_code":"b-1","custom_code":"c","message":"Moved"}]}}
        """#)
  }

  @Test("all taken is a message, unless lists are forced")
  func allTaken() {
    let receptions = [Intake.Reception](repeating: .taken, count: 3)
    #expect(
      CreateReply.body(records: records, receptions: receptions).text
        == #"{"message":"All records processed successfully"}"#)
    let forced = CreateReply.body(
      records: records, receptions: receptions, form: .init(alwaysLists: true))
    #expect(forced.text.contains(#""errors":[]"#))
  }

  @Test("lying lines are never right", arguments: 1...4)
  func lyingLines(count: Int) throws {
    let records = (1...count).map { SubmittedRecord.sample(code: "\($0)") }
    let body = CreateReply.body(
      records: records, receptions: .init(repeating: .taken, count: count),
      form: .init(alwaysLists: true, liesAboutLines: true))
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let info = object?["info"] as? [String: Any]
    let entries = try #require(info?["uploadSuccess"] as? [[String: Any]])
    #expect(entries.count == count)
    for entry in entries {
      let line = try #require(entry["line"] as? Int)
      #expect(String(line) != entry["custom_code"] as? String)
    }
  }
}
