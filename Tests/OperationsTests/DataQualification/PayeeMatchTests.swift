import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// The API's record is ours when document and account agree, however they are written.
struct PayeeMatchTests {
  @Test("The same data matches")
  func theSameDataMatches() {
    #expect(isSamePayee(remote(), payee()))
  }

  @Test(
    "Masks and leading zeros do not matter",
    arguments: [
      remote(document: "529.982.247-25"), remote(bankCode: "33"), remote(bankCode: "0033"),
      remote(bankBranch: "123"), remote(bankBranch: "00123"), remote(account: "123456"),
      remote(account: "000000123456"), remote(account: "123.456"),
    ])
  func masksAndLeadingZerosDoNotMatter(_ remote: RemoteRecord) {
    #expect(isSamePayee(remote, payee()))
  }

  @Test(
    "What the API leaves out is not held against it",
    arguments: [
      remote(bankCode: nil), remote(bankBranch: nil), remote(account: nil),
      remote(accountDigit: nil),
      remote(bankCode: nil, bankBranch: nil, account: nil, accountDigit: nil), remote(bankCode: ""),
    ])
  func whatTheAPILeavesOutIsNotHeldAgainstIt(_ remote: RemoteRecord) {
    #expect(isSamePayee(remote, payee()))
  }

  @Test(
    "Another payee does not match",
    arguments: [
      remote(document: nil), remote(document: ""), remote(document: "12345678909"),
      remote(document: "052998224725"), remote(bankCode: "104"), remote(bankBranch: "1230"),
      remote(account: "1234560"), remote(account: "0"), remote(accountDigit: "2"),
      remote(accountDigit: "X"),
    ])
  func anotherPayeeDoesNotMatch(_ remote: RemoteRecord) {
    #expect(!isSamePayee(remote, payee()))
  }

  @Test(
    "The digit ten has many forms", arguments: ["X", "x", "P", "p", "0"], ["X", "x", "P", "p", "0"])
  func theDigitTenHasManyForms(_ theirs: String, _ ours: String) {
    #expect(isSamePayee(remote(accountDigit: theirs), payee(accountDigit: ours)))
  }

  @Test("A document that was a number gets its zeros back")
  func aDocumentThatWasANumberGetsItsZerosBack() {
    let ours = payee(document: "01234567890")
    #expect(isSamePayee(remote(document: "1234567890"), ours))
    #expect(!isSamePayee(remote(document: "0001234567890"), ours))
  }

  @Test("Letters of a document may be small")
  func lettersOfADocumentMayBeSmall() {
    let ours = payee(document: "12ABC34501DE35", documentType: .cnpj)
    #expect(isSamePayee(remote(document: "12.abc.345/01de-35"), ours))
  }
}

private func remote(
  document: String? = "52998224725", bankCode: String? = "033", bankBranch: String? = "0123",
  account: String? = "0123456", accountDigit: String? = "1"
) -> RemoteRecord {
  RemoteRecord(
    id: 1, customCode: "cc102", statusID: 1, document: document, bankCode: bankCode,
    bankBranch: bankBranch, account: account, accountDigit: accountDigit)
}
