import BrazilianBanking
import QualificaTestKit
import Testing

@testable import Qualification

/// Repetitions among accepted records, held against a plain model with sets: `DuplicateIndex` with the
/// fingerprints of `Fingerprinting`.
struct DuplicateIndexTests {
  @Test func theSamePayeeTwiceIsADuplicate() {
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 10)
    #expect(index.find(record(), customCode: [], line: 2) == nil)
    #expect(
      index.find(record(), customCode: [], line: 5)
        == Finding(.duplicatePayee, detail: .line(2)))
  }

  @Test func anotherAmountOrTypeIsAnotherPayee() {
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 10)
    #expect(index.find(record(), customCode: [], line: 2) == nil)
    #expect(index.find(record(amount: 5), customCode: [], line: 3) == nil)
    #expect(index.find(record(type: .savings), customCode: [], line: 4) == nil)
  }

  @Test func leadingZerosMakeNoDifference() {
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 10)
    #expect(index.find(record(account: "0012345"), customCode: [], line: 2) == nil)
    #expect(
      index.find(record(account: "12345"), customCode: [], line: 3)?.code == .duplicatePayee)
  }

  @Test func withOwnCodesARepeatedPayeeIsAWarningAndIsSent() {
    var index = DuplicateIndex(hasOwnCodes: true, expecting: 10)
    #expect(index.find(record(), customCode: Array("a".utf8), line: 2) == nil)
    let found = index.find(record(), customCode: Array("b".utf8), line: 3)
    #expect(found == Finding(.repeatedPayee, severity: .warning, detail: .line(2)))
  }

  @Test func theSameCodeTwiceIsADuplicateWhoeverItNames() {
    var index = DuplicateIndex(hasOwnCodes: true, expecting: 10)
    #expect(index.find(record(), customCode: Array("a".utf8), line: 2) == nil)
    let found = index.find(record(account: "99999"), customCode: Array("a".utf8), line: 3)
    #expect(found == Finding(.duplicateCode, severity: .error, detail: .line(2)))
  }

  @Test func theSameAccountUnderAnotherDocumentIsAWarning() {
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 10)
    #expect(index.find(record(), customCode: [], line: 2) == nil)
    let found = index.find(record(document: "11144477735"), customCode: [], line: 3)
    #expect(
      found == Finding(.sameAccountOtherDocument, severity: .warning, detail: .line(2)))
  }

  /// A collision of fingerprints would be a person not paid.
  @Test func thousandsOfPeopleWithOneAccountAndAmountAreAllPaid() {
    var generator = SeededGenerator(seed: 7)
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 3_000)
    let documents = Set((0..<3_000).map { _ in Payees.cpf(&generator) })
    var repetitions = 0
    for (line, document) in documents.enumerated() {
      let found = index.find(
        record(document: document, amount: 100), customCode: [], line: line + 2)
      if found?.code == .duplicatePayee { repetitions += 1 }
    }
    #expect(repetitions == 0)
  }

  @Test func thousandsOfAmountsForOnePersonAreAllPaid() {
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 5_000)
    var repetitions = 0
    for amount in 1...5_000 as ClosedRange<Int64> {
      let found = index.find(record(amount: amount), customCode: [], line: Int(amount))
      if found != nil { repetitions += 1 }
    }
    #expect(repetitions == 0)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func itAgreesWithAModelOfSets(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let documents = (0..<40).map { _ in Payees.cpf(&generator) }
    // A wrong estimate makes the table grow.
    var index = DuplicateIndex(hasOwnCodes: false, expecting: 1)
    var firstLines: [String: Int] = [:]
    var accounts: [String: Set<String>] = [:]
    for line in 2..<4_000 {
      let document = documents.randomElement(using: &generator) ?? ""
      let account = String(Int.random(in: 10_000...10_060, using: &generator))
      let amount = Int64.random(in: 1...2, using: &generator)
      let found = index.find(
        record(document: document, account: account, amount: amount), customCode: [], line: line)
      let key = "\(document)|\(account)|\(amount)"
      if let first = firstLines[key] {
        #expect(found == Finding(.duplicatePayee, detail: .line(first)))
      } else {
        let hasOther = accounts[account]?.contains { $0 != document } ?? false
        #expect(found?.code == (hasOther ? .sameAccountOtherDocument : nil))
        firstLines[key] = line
      }
      accounts[account, default: []].insert(document)
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func codesAgreeWithAModelOfSets(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var index = DuplicateIndex(hasOwnCodes: true, expecting: 1)
    var firstLines: [String: Int] = [:]
    for line in 2..<4_000 {
      let length = Int.random(in: 1...20, using: &generator)
      let code = String(
        (0..<length).map { _ in "ab".randomElement(using: &generator) ?? "a" })
      let found = index.find(
        record(account: String(100_000 + line)), customCode: Array(code.utf8), line: line)
      #expect(found == firstLines[code].map { Finding(.duplicateCode, detail: .line($0)) })
      firstLines[code] = firstLines[code] ?? line
    }
  }
}

private func record(
  document: String = "52998224725", account: String = "12345", amount: Int64? = nil,
  type: Qualification.AccountType = .checking
) -> Record {
  var record = Record()
  record.document = readDocument(Array(document.utf8).span, declared: nil).document
  record.bank = 341
  record.branch = shortCode("0123")
  record.account = shortCode(account)
  record.accountDigit = shortCode("7")
  record.accountType = type
  record.amountInCents = amount
  return record
}

private func shortCode(_ text: String) -> ShortCode { ShortCode(text) ?? ShortCode() }

extension DuplicateIndex {
  /// Looks a record up by its fingerprint.
  fileprivate mutating func find(_ record: Record, customCode: [UInt8], line: Int) -> Finding? {
    (customCode.isEmpty ? nil : find(code: fingerprinting.code(customCode.span), line: line))
      ?? find(payee: fingerprinting.payee(record), line: line)
  }
}
