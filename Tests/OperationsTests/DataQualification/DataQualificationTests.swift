import BulkEngine
import QualificaTestKit
import Testing
@testable import Operations

/// What the engine learns about this operation.
struct DataQualificationTests {
  @Test(
    "Services differ in money and amount",
    arguments: [
      (1, false, false), (2, true, false), (3, true, false), (4, true, true), (5, true, true),
    ])
  func servicesDifferInMoneyAndAmount(_ serviceID: Int, _ movesMoney: Bool, _ needsAmount: Bool) {
    let operation = DataQualification(serviceID: serviceID)
    #expect(operation.movesMoney == movesMoney)
    #expect(operation.traits.needsAmount == needsAmount)
  }

  @Test(
    "A status has a verdict",
    arguments: [
      ("1", RecordState.taken("pending")), ("5", .settled("valid")), ("6", .settled("invalid")),
      ("7", .settled("not_verifiable")), ("9", .taken("awaiting_balance")),
      ("999", .taken("pending")), ("0", .taken("pending")), ("2", .taken("pending")),
      ("8", .taken("pending")), ("-1", .taken("pending")), ("", .taken("pending")),
    ])
  func aStatusHasAVerdict(_ status: String, _ expected: RecordState) {
    #expect(DataQualification(serviceID: 1).statuses.verdict(ofStatus: status).state == expected)
  }

  @Test("Every code of the engine that a person must understand has a sentence")
  func everyCodeOfTheEngineThatAPersonMustUnderstandHasASentence() {
    let sentences = DataQualification.statuses.sentences
    #expect(Set(sentences.refusals.keys) == [APICode.collision, APICode.earlierCode])
    #expect(Set(sentences.doubts.keys) == [APICode.identityTaken, APICode.amountUnknown])
    #expect(Set(sentences.alterations.keys) == ["api.service_changed"])
  }

  @Test(
    "Only a known name tells another service",
    arguments: [
      ("Automatic validation + deposit", false), ("Data qualification manually", true),
      ("Automatic validation + micro deposit", true), ("Data validation", false), (nil, false),
    ])
  func onlyAKnownNameTellsAnotherService(_ name: String?, _ isOther: Bool) {
    let remote = RemoteRecord(id: 1, customCode: "c", statusID: 1, treatment: name)
    #expect(DataQualification(serviceID: 4).isAltered(remote) == isOther)
  }

  @Test("The probe only reads")
  func theProbeOnlyReads() {
    #expect(
      DataQualification(serviceID: 5).probe
        == Request(.get, "/v1/payout/data-qualification/services"))
  }

  @Test("A look-up is the list filtered by code")
  func aLookUpIsTheListFilteredByCode() {
    #expect(
      DataQualification(serviceID: 1, merchantID: 477).lookUp(customCode: "cc102")
        == Request(
          .get, "/v1/payout/data-qualification",
          query: [.init("custom_code", "cc102"), .init("merchant_id", "477")]))
  }

  /// The API does not say what it means by 404.
  @Test("A page that is not found proves nothing")
  func aPageThatIsNotFoundProvesNothing() {
    let body = Array(#"{"data":[]}"#.utf8)
    let operation = DataQualification(serviceID: 1)
    #expect(operation.page(in: Reply(status: 200, body: body)) == RemotePage(records: []))
    #expect(operation.page(in: Reply(status: 404, body: body)) == nil)
  }

  @Test("A listing has the newest hundred first")
  func aListingHasTheNewestHundredFirst() {
    let query: [Request.QueryItem] = [
      .init("page", "3"), .init("per_page", "100"), .init("order_by", "id"), .init("sort", "desc"),
    ]
    #expect(
      DataQualification(serviceID: 1).listing(page: 3)
        == Request(.get, "/v1/payout/data-qualification", query: query))
    #expect(
      DataQualification(serviceID: 1, merchantID: 2).listing(page: 3)?.query
        == query + [.init("merchant_id", "2")])
  }

  @Test("A submission is one post with the same bytes each time")
  func aSubmissionIsOnePostWithTheSameBytesEachTime() {
    let operation = DataQualification(serviceID: 1)
    let request = operation.submission(of: [payee(), payee(number: 2)], batchCode: "b-1")
    #expect(request.method == .post)
    #expect(request.path == "/v1/payout/data-qualification")
    #expect(request == operation.submission(of: [payee(), payee(number: 2)], batchCode: "b-1"))
  }

  @Test("A planned batch is never larger than planned")
  func aPlannedBatchIsNeverLargerThanPlanned() {
    let operation = DataQualification(serviceID: 4, merchantID: 1, notificationURL: "https://x.org")
    let records = (1...50).map { payee(number: $0, amountInCents: Int64($0) * 977) }
    let planned = records.reduce(operation.envelopeSize) { $0 + operation.encodedSize(of: $1) }
    let body = operation.submission(of: records, batchCode: "7k2m-0001").body
    #expect((body?.count ?? .max) <= planned)
  }

  @Test("A record of the API is compared with ours")
  func aRecordOfTheAPIIsComparedWithOurs() {
    let operation = DataQualification(serviceID: 1)
    let remote = RemoteRecord(id: 1, customCode: "cc102", statusID: 1, document: "52998224725")
    #expect(operation.matches(remote, payee()))
    #expect(!operation.matches(remote, payee(document: "11144477735")))
  }
}
