import BrazilianBanking
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Repetitions among accepted records, held against a plain model with sets: `DuplicateIndex` with the
/// fingerprints of `Fingerprinting`.
struct DuplicateIndexTests {
  @Test("The same payee twice is a duplicate")
  func theSamePayeeTwiceIsADuplicate() throws {
    var index = Index(hasOwnCodes: false, expecting: 10)
    #expect(try index.look(record(), customCode: [], line: 2) == nil)
    #expect(
      try index.look(record(), customCode: [], line: 5)
        == Finding(.duplicatePayee, detail: .line(2)))
  }

  @Test("Another amount or type is another payee")
  func anotherAmountOrTypeIsAnotherPayee() throws {
    var index = Index(hasOwnCodes: false, expecting: 10)
    #expect(try index.look(record(), customCode: [], line: 2) == nil)
    #expect(try index.look(record(amount: 5), customCode: [], line: 3) == nil)
    #expect(try index.look(record(type: .savings), customCode: [], line: 4) == nil)
  }

  @Test("Leading zeros make no difference")
  func leadingZerosMakeNoDifference() throws {
    var index = Index(hasOwnCodes: false, expecting: 10)
    #expect(try index.look(record(account: "0012345"), customCode: [], line: 2) == nil)
    #expect(
      try index.look(record(account: "12345"), customCode: [], line: 3)?.code == .duplicatePayee)
  }

  /// Banks take `0` for a letter, so both spellings are one account.
  @Test("A letter and its zero are the same digit", arguments: ["X", "P"])
  func aLetterAndItsZeroAreTheSameDigit(_ letter: String) throws {
    var index = Index(hasOwnCodes: false, expecting: 10)
    #expect(try index.look(record(digit: letter), customCode: [], line: 2) == nil)
    #expect(
      try index.look(record(digit: "0"), customCode: [], line: 3)?.code == .duplicatePayee)
    #expect(try index.look(record(digit: "1"), customCode: [], line: 4) == nil)
  }

  @Test("With own codes a repeated payee is a warning and is sent")
  func withOwnCodesARepeatedPayeeIsAWarningAndIsSent() throws {
    var index = Index(hasOwnCodes: true, expecting: 10)
    #expect(try index.look(record(), customCode: Array("a".utf8), line: 2) == nil)
    let found = try index.look(record(), customCode: Array("b".utf8), line: 3)
    #expect(found == Finding(.repeatedPayee, severity: .warning, detail: .line(2)))
  }

  @Test("The same code twice is a duplicate whoever it names")
  func theSameCodeTwiceIsADuplicateWhoeverItNames() throws {
    var index = Index(hasOwnCodes: true, expecting: 10)
    #expect(try index.look(record(), customCode: Array("a".utf8), line: 2) == nil)
    let found = try index.look(record(account: "99999"), customCode: Array("a".utf8), line: 3)
    #expect(found == Finding(.duplicateCode, severity: .error, detail: .line(2)))
  }

  /// The API may not tell capitals apart.
  @Test(
    "Codes that differ in capitals only are one",
    arguments: [
      ("abc", "ABC"), ("Funcionario_0001-A", "funcionario_0001-a"), ("z", "Z"),
      ("PAYROLL1", "payroll1"),
    ])
  func codesThatDifferInCapitalsOnlyAreOne(_ first: String, _ second: String) throws {
    var index = Index(hasOwnCodes: true, expecting: 10)
    #expect(try index.look(record(), customCode: Array(first.utf8), line: 2) == nil)
    let found = try index.look(
      record(account: "99999"), customCode: Array(second.utf8), line: 3)
    #expect(found?.code == .duplicateCode)
  }

  @Test(
    "Nothing else makes two codes one",
    arguments: [("a-b", "a_b"), ("a0", "aP"), ("abc", "abcd"), ("", " ")])
  func nothingElseMakesTwoCodesOne(_ first: String, _ second: String) throws {
    var index = Index(hasOwnCodes: true, expecting: 10)
    #expect(try index.look(record(), customCode: Array(first.utf8), line: 2) == nil)
    let found = try index.look(
      record(account: "99999"), customCode: Array(second.utf8), line: 3)
    #expect(found?.code != .duplicateCode)
  }

  @Test("The same account under another document is a warning")
  func theSameAccountUnderAnotherDocumentIsAWarning() throws {
    var index = Index(hasOwnCodes: false, expecting: 10)
    #expect(try index.look(record(), customCode: [], line: 2) == nil)
    let found = try index.look(record(document: "11144477735"), customCode: [], line: 3)
    #expect(
      found == Finding(.sameAccountOtherDocument, severity: .warning, detail: .line(2)))
  }

  /// A collision of fingerprints would be a person not paid.
  @Test("Thousands of people with one account and amount are all paid")
  func thousandsOfPeopleWithOneAccountAndAmountAreAllPaid() throws {
    var generator = SeededGenerator(seed: 7)
    var index = Index(hasOwnCodes: false, expecting: 3_000)
    let documents = Set((0..<3_000).map { _ in Payees.cpf(&generator) })
    var repetitions = 0
    for (line, document) in documents.enumerated() {
      let found = try index.look(
        record(document: document, amount: 100), customCode: [], line: line + 2)
      if found?.code == .duplicatePayee { repetitions += 1 }
    }
    #expect(repetitions == 0)
  }

  @Test("Thousands of amounts for one person are all paid")
  func thousandsOfAmountsForOnePersonAreAllPaid() throws {
    var index = Index(hasOwnCodes: false, expecting: 5_000)
    var repetitions = 0
    for amount in 1...5_000 as ClosedRange<Int64> {
      let found = try index.look(record(amount: amount), customCode: [], line: Int(amount))
      if found != nil { repetitions += 1 }
    }
    #expect(repetitions == 0)
  }

  @Test("It agrees with a model of sets", arguments: 0..<12 as Range<UInt64>)
  func itAgreesWithAModelOfSets(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let documents = (0..<40).map { _ in Payees.cpf(&generator) }
    // A wrong estimate makes the table grow.
    var index = Index(hasOwnCodes: false, expecting: 1)
    var firstLines: [String: Int] = [:]
    var accounts: [String: Set<String>] = [:]
    for line in 2..<4_000 {
      let document = documents.randomElement(using: &generator) ?? ""
      let account = String(Int.random(in: 10_000...10_060, using: &generator))
      let amount = Int64.random(in: 1...2, using: &generator)
      let found = try index.look(
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

  @Test("Codes agree with a model of sets", arguments: 0..<6 as Range<UInt64>)
  func codesAgreeWithAModelOfSets(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var index = Index(hasOwnCodes: true, expecting: 1)
    var firstLines: [String: Int] = [:]
    for line in 2..<4_000 {
      let length = Int.random(in: 1...20, using: &generator)
      let code = String(
        (0..<length).map { _ in "ab".randomElement(using: &generator) ?? "a" })
      let found = try index.look(
        record(account: String(100_000 + line)), customCode: Array(code.utf8), line: line)
      #expect(found == firstLines[code].map { Finding(.duplicateCode, detail: .line($0)) })
      firstLines[code] = firstLines[code] ?? line
    }
  }
}

private func record(
  document: String = "52998224725", account: String = "12345", amount: Int64? = nil,
  type: Operations.AccountType = .checking, digit: String = "7"
) -> Record {
  var record = Record()
  record.document = readDocument(Array(document.utf8).span, declared: nil).document
  record.bank = 341
  record.branch = shortCode("0123")
  record.account = shortCode(account)
  record.accountDigit = shortCode(digit)
  record.accountType = type
  record.amountInCents = amount
  return record
}

private func shortCode(_ text: String) -> ShortCode { ShortCode(text) ?? ShortCode() }

private typealias Index = DuplicateIndex<WholeEntry, WholeEntry>

extension DuplicateIndex {
  fileprivate init(hasOwnCodes: Bool, expecting records: Int) {
    self.init(
      FindingCatalogue.payees.repetitions, hasOwnCodes: hasOwnCodes, expecting: records)
  }

  /// Looks a record up by its fingerprints.
  fileprivate mutating func look(_ record: Record, customCode: [UInt8], line: Int) throws
    -> Finding?
  {
    if !customCode.isEmpty,
      let found = try find(code: fingerprinting.code(customCode.span), number: line)
    {
      return found
    }
    return try find(identity: fingerprinting.payee(record), number: line)
  }
}
