import BulkEngine
import Testing

@testable import Operations

/// What the API says about a submission is taken as far as it can be read, and never further.
struct SubmissionReplyMessageTests {
  @Test("A message alone names no records")
  func aMessageAloneNamesNoRecords() {
    #expect(
      reply(#"{"message": "All records processed successfully"}"#)
        == SubmissionReply(message: "All records processed successfully"))
  }

  @Test("The documented mix is read")
  func theDocumentedMixIsRead() {
    let text = #"""
      {"message": "Error message.", "info": {
        "errors": [{"line": 1, "batch_code": "b", "custom_code": "c1", "message": "Name invalid"}],
        "uploadSuccess": [{"line": 2, "batch_code": "b", "custom_code": "c2"}],
        "uploadChangeService": [
          {"line": 3, "batch_code": "b", "custom_code": "c3", "message": "By system"}]}}
      """#
    let lists = SubmissionLists(
      errors: [.init(customCode: "c1", message: "Name invalid")],
      accepted: [.init(customCode: "c2")],
      acceptedUnderOtherService: [.init(customCode: "c3", message: "By system")])
    #expect(reply(text) == SubmissionReply(message: "Error message.", answers: lists.answers))
  }

  @Test(
    "Info without lists names no records",
    arguments: [
      "null", "[]", "{}", #"{"errors": null}"#, #"{"errors": null, "uploadSuccess": null}"#,
      #"{"other": [1]}"#,
    ])
  func infoWithoutListsNamesNoRecords(_ info: String) {
    #expect(reply(#"{"message":"m","info":\#(info)}"#) == SubmissionReply(message: "m"))
  }

  @Test(
    "Info that names nobody readably accepts nobody",
    arguments: [
      "true", "5", #""Name invalid""#, #"{"errors": []}"#, #"{"errors": {}}"#,
      #"{"errors": "c1"}"#, #"{"errors": {"data.0.name": []}}"#,
    ])
  func infoThatNamesNobodyReadablyAcceptsNobody(_ info: String) {
    let expected = SubmissionReply(message: "m", answers: [])
    #expect(reply(#"{"message":"m","info":\#(info)}"#) == expected)
  }

  @Test(
    "Entries without a code are not overlooked",
    arguments: [
      "[1]", #"[{"custom_code":"c1"}]"#, #"{"uploadSuccess": [{"line": 1}]}"#,
      #"{"errors": [null, {"custom_code": null}, {"custom_code": ""}]}"#,
      #"{"errors": {"3": {"line": 3, "message": "Name format invalid"}}}"#,
    ])
  func entriesWithoutACodeAreNotOverlooked(_ info: String) {
    let expected = SubmissionReply(message: "m", answers: [], hasNamelessAnswers: true)
    #expect(reply(#"{"message":"m","info":\#(info)}"#) == expected)
  }

  @Test("A list with gaps is an object")
  func aListWithGapsIsAnObject() {
    let text = #"{"info": {"errors": {"1": {"custom_code": "c2", "message": "Name invalid"}}}}"#
    let lists = SubmissionLists(errors: [.init(customCode: "c2", message: "Name invalid")])
    #expect(reply(text) == SubmissionReply(message: nil, answers: lists.answers))
  }

  @Test("Codes may stand alone in a list")
  func codesMayStandAloneInAList() {
    let text = #"{"info": {"uploadSuccess": ["c1", 17]}}"#
    let lists = SubmissionLists(accepted: [.init(customCode: "c1"), .init(customCode: "17")])
    #expect(reply(text) == SubmissionReply(message: nil, answers: lists.answers))
  }

  @Test("Lists beside the message are not overlooked")
  func listsBesideTheMessageAreNotOverlooked() {
    let text = #"{"message": "m", "errors": [{"custom_code": "c1", "message": "no"}]}"#
    let lists = SubmissionLists(errors: [.init(customCode: "c1", message: "no")])
    #expect(reply(text) == SubmissionReply(message: "m", answers: lists.answers))
  }

  @Test("A framework's validation map names no records")
  func aFrameworksValidationMapNamesNoRecords() {
    let text = #"""
      {"message": "m.", "errors": {"data.0.custom_code": ["It is taken."], "data.1.name": [
      "It is long.", null, 1], "data.2.name": ["It is empty."], "data.3.name": ["No."]}}
      """#
    let message = "m. It is taken. It is long. It is empty."
    #expect(
      reply(text)
        == SubmissionReply(message: message, speaksOfRepetition: true, answers: []))
  }

  @Test("Readable entries are kept beside others")
  func readableEntriesAreKeptBesideOthers() {
    let text = #"""
      {"info": {"uploadSuccess": [{"custom_code": 17}, {"line": 2}, null, {"custom_code": "c3",
      "message": {"a": 1}}]}}
      """#
    let lists = SubmissionLists(accepted: [.init(customCode: "17"), .init(customCode: "c3")])
    #expect(
      reply(text)
        == SubmissionReply(message: nil, answers: lists.answers, hasNamelessAnswers: true))
  }

  @Test(
    "Anything else is not the API's message",
    arguments: [
      "", " ", "null", "true", "5", "\"message\"", "[]", "{}", "[{\"message\":\"m\"}]",
      "<html><body>message</body></html>", #"{"message": null}"#, #"{"message": {"a": 1}}"#,
      #"{"error": "m"}"#, #"{"message": "m""#, #"{"message": "m"} x"#, #"{"info": null}"#,
    ])
  func anythingElseIsNotTheAPIsMessage(_ text: String) {
    #expect(reply(text) == nil)
  }

  @Test("Every truncation of a message is unreadable")
  func everyTruncationOfAMessageIsUnreadable() {
    let text = #"{"message":"m","info":{"errors":[{"custom_code":"c1"}]}}"#
    for length in 0..<text.count { #expect(reply(String(text.prefix(length))) == nil) }
    #expect(reply(text) != nil)
  }

  @Test(
    "A refusal whose lists forget the one record that was sent leaves it to a look-up",
    arguments: [
      #"{"errors": [], "uploadSuccess": [], "uploadChangeService": []}"#,
      #"{"uploadSuccess": []}"#, #"{"errors": null, "uploadChangeService": []}"#,
    ], [400, 422])
  func listsThatForgetTheOneRecord(_ info: String, _ status: Int) {
    let reply = reply(info, status, to: 1)
    #expect(
      reply?.answers == [.init(customCode: "c0", .unclear, code: "api.refused", message: "m")])
  }

  @Test(
    "Other refusals are of the request as a whole",
    arguments: [
      (#"{"errors": [], "uploadSuccess": []}"#, 422, 2), (#"{"errors": []}"#, 422, 1),
      (#"{"errors": [], "uploadSuccess": []}"#, 401, 1), (#"{"uploadSuccess": null}"#, 400, 1),
      (#"{"errors": {"data.0.amount": ["No."]}}"#, 422, 1), ("[]", 400, 1), ("null", 422, 1),
    ])
  func otherRefusals(_ info: String, _ status: Int, _ records: Int) {
    let reply = reply(info, status, to: records)
    #expect(reply?.message?.hasPrefix("m") == true && reply?.judgesRecords == false)
  }

  private func reply(_ info: String, _ status: Int, to count: Int) -> SubmissionReply? {
    let records = (0..<count).map { number in
      OutgoingRecord(number: number + 1, customCode: "c\(number)", values: [])
    }
    return DataQualification(serviceID: 1).submissionReply(
      in: Reply(status: status, body: Array(#"{"message":"m","info":\#(info)}"#.utf8)),
      to: records)
  }

  private func reply(_ text: String) -> SubmissionReply? {
    DataQualification(serviceID: 1).submissionReply(
      in: Reply(status: 200, body: Array(text.utf8)))
  }
}
