import Testing

@testable import Simulator

@Suite("CreateRequest and its reader")
struct CreateRequestTests {
  @Test("every field the API keeps is read")
  func fields() throws {
    let body = Payee.batch(
      [Payee(code: "c", amount: 1.25, notificationURL: "http://127.0.0.1/x")], service: 4,
      merchant: 9)
    let request = try CreateRequestReader.read(Array(body.utf8))
    #expect(request.merchantID == 9)
    #expect(request.serviceID == 4)
    let record = try #require(request.records?.first)
    #expect(record.customCode == "c" && record.batchCode == "b-1" && record.amount == 1.25)
    #expect(record.notificationURL == "http://127.0.0.1/x")
    let beneficiary = try #require(record.beneficiary)
    #expect(beneficiary.name == "Ana Souza" && beneficiary.document == "11144477735")
    #expect(beneficiary.bankCode == "001" && beneficiary.bankBranch == "0123")
    #expect(beneficiary.bankBranchDigit == "" && beneficiary.accountType == "CHECKING")
    #expect(beneficiary.account == "12345600" && beneficiary.accountDigit == "5")
  }

  @Test("a field of the wrong kind counts as absent")
  func wrongKinds() throws {
    let body = #"{"service_id":"1","data":[{"custom_code":5,"beneficiary":[]},7]}"#
    let request = try CreateRequestReader.read(Array(body.utf8))
    #expect(request.serviceID == nil)
    #expect(request.records?.count == 2)
    #expect(request.records?.first?.customCode == nil)
    #expect(request.records?.first?.beneficiary == nil)
    let noArray = try CreateRequestReader.read(Array(#"{"data":{}}"#.utf8))
    #expect(noArray.records == nil)
  }
}
