import Foundation
import BulkEngine
import Testing

@testable import Operations

/// A submission is the documented JSON, byte for byte the same every time.
struct SubmissionBodyTests {
  @Test("The smallest body has only what is needed")
  func theSmallestBodyHasOnlyWhatIsNeeded() {
    let body = SubmissionBody(serviceID: 1, merchantID: nil, notificationURL: nil)
    let expected =
      #"{"service_id":1,"data":[{"custom_code":"cc102","batch_code":"b-1","beneficiary":{"#
      + #""name":"Maria José","bank_code":"033","bank_branch":"0123","account":"0123456","#
      + #""account_digit":"1","account_type":"CHECKING","document":"52998224725","#
      + #""document_type":"cpf"}}]}"#
    #expect(text(of: body, [payee()]) == expected)
  }

  @Test("The largest body has everything")
  func theLargestBodyHasEverything() {
    let body = SubmissionBody(serviceID: 4, merchantID: 477, notificationURL: "https://x.org/h?a=1")
    let record = payee(
      name: "A \"B\" \\ C", document: "11222333000181", documentType: .cnpj, bankBranchDigit: "7",
      accountDigit: "X", accountType: .savings, amountInCents: 110)
    let expected =
      #"{"merchant_id":477,"service_id":4,"data":[{"amount":1.10,"custom_code":"cc102","#
      + #""batch_code":"b-1","notification_url":"https://x.org/h?a=1","beneficiary":{"#
      + #""name":"A \"B\" \\ C","bank_code":"033","bank_branch":"0123","bank_branch_digit":"7","#
      + #""account":"0123456","account_digit":"X","account_type":"SAVINGS","#
      + #""document":"11222333000181","document_type":"cnpj"}}]}"#
    #expect(text(of: body, [record]) == expected)
  }

  @Test("The amount stays at home where the service has none", arguments: 1...3)
  func theAmountStaysAtHomeWhereTheServiceHasNone(_ serviceID: Int) {
    let body = SubmissionBody(serviceID: serviceID, merchantID: nil, notificationURL: nil)
    #expect(!text(of: body, [payee(amountInCents: 110)]).contains("amount"))
  }

  @Test(
    "The size is the bytes of the longest batch code", arguments: 1...5,
    [nil, "https://x.org/hook/\"é\""])
  func theSizeIsTheBytesOfTheLongestBatchCode(_ serviceID: Int, _ url: String?) {
    let body = SubmissionBody(serviceID: serviceID, merchantID: 1, notificationURL: url)
    let records = [
      payee(amountInCents: 1), payee(name: "Ç\u{1}\t\"", amountInCents: 15_000_000),
      payee(documentType: .cnpj, bankBranchDigit: "0", accountType: .savings, amountInCents: 99),
    ]
    let longest = String(repeating: "b", count: SubmissionBody.longestBatchCode)
    let size = records.reduce(body.envelopeSize) { $0 + body.size(of: $1) }
    // The last record has no comma.
    #expect(body.bytes(of: records, batchCode: longest).count == size - 1)
  }

  @Test("Any name gives readable JSON")
  func anyNameGivesReadableJSON() throws {
    let body = SubmissionBody(serviceID: 1, merchantID: nil, notificationURL: nil)
    let names = ["", "\u{0}\u{1F}\u{7F}", "\\\"/", "João 👩‍👩‍👧", "\u{2028}", "a\r\n\tb"]
    for name in names {
      let bytes = body.bytes(of: [payee(name: name)], batchCode: "b")
      let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      let record = (object?["data"] as? [[String: Any]])?.first
      let beneficiary = record?["beneficiary"] as? [String: Any]
      #expect(beneficiary?["name"] as? String == name)
    }
  }

  private func text(of body: SubmissionBody, _ records: [OutgoingRecord]) -> String {
    String(decoding: body.bytes(of: records, batchCode: "b-1"), as: UTF8.self)
  }
}
