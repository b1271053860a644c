import BrazilianBanking
import Testing

/// Covers NumberGrammar.swift: a branch or account is read, or refused; never put together from what a
/// spreadsheet, or a hand, left of it.
struct NumberGrammarTests {
  @Test(
    "Accounts as people write them are read and what is left out is listed",
    arguments: [
      ("12345", "12345", "", []), ("12345-6", "12345", "6", .digitSplit),
      ("12345 6", "12345", "6", .digitSplit), ("12345 - 6", "12345", "6", .digitSplit),
      ("12345\u{2013}6", "12345", "6", .digitSplit), ("00123456-X", "00123456", "X", .digitSplit),
      ("12.345", "12345", "", .separatorsDropped), ("1.234.567", "1234567", "", .separatorsDropped),
      ("12 345 678", "12345678", "", .separatorsDropped),
      ("12.345-6", "12345", "6", [.digitSplit, .separatorsDropped]),
      ("123.000-4", "123000", "4", [.digitSplit, .separatorsDropped]),
      ("12\u{202F}345", "12345", "", .separatorsDropped),
      ("12345\u{200B}-6", "12345", "6", .digitSplit),
    ] as [(String, String, String, Repairs)])
  func accountsAsPeopleWriteThemAreReadAndWhatIsLeftOutIsListed(
    _ text: String, _ number: String, _ digit: String, _ repairs: Repairs
  ) {
    let reading = account(text, bank: 748)
    #expect(reading.fault == nil)
    #expect(reading.account.description == number && reading.digit.description == digit)
    #expect(reading.repairs == repairs)
  }

  @Test(
    "Signs that are not in the grammar are refused",
    arguments: [
      "12345.6", "12345/6", "12345--6", "12.345 6", "123.45", "1.2345", "12345.678", "1234.567",
      "0.123", "1.234.56", "12345.678-9", "12-345", "1234-56-7", "-12345", ".12345", "12345.",
      "12345-67",
      "12 34 5", "1 2 3 4 5", "013.00012345-6", "0711-12345-6", "12.345.6", "123.000",
      "35.079834.0",
      "01.012345", "1234/5", "40/03", "12345-",
    ])
  func signsThatAreNotInTheGrammarAreRefused(_ text: String) {
    #expect(account(text, bank: 748).fault == .separators)
  }

  @Test(
    "Characters that no number has are refused",
    arguments: [
      "12,345", "12_345", "12:345", "12a45", "CC 12345", "12345X", "12*345", "x", "\u{7}1",
    ])
  func charactersThatNoNumberHasAreRefused(_ text: String) {
    #expect(account(text, bank: 748).fault == .characters)
  }

  @Test(
    "Dates are told",
    arguments: [
      "12/03", "12/03/2024", "1/2/24", "mar/21", "3-abr", "03-mai-21", "12-mar", "12.03.1945",
      "12 03 1945",
      "12-03-45", "12-03-1945", "1945-03-12", "1945/03/12", "3.12.24", "12-03", "12-45", "03/2024",
      "2024-03",
      "12.03", "1945-03-12 00:00:00", "1945-03-12T00:00:00", "12/03/1945 00:00",
      "12 de março de 1945",
      "Mar 12, 1945", "12/3",
    ])
  func datesAreTold(_ text: String) {
    for bank: UInt16 in [1, 33, 41, 104, 461, 748] {
      #expect(account(text, bank: bank).fault == .date)
    }
  }

  @Test(
    "What only looks like a date is a number",
    arguments: ["12-3", "2012-5", "12345-6", "12.345.678", "1234-5"])
  func whatOnlyLooksLikeADateIsANumber(_ text: String) {
    #expect(account(text, bank: 748).fault == nil)
  }

  @Test(
    "A branch in front of its account is taken off and listed",
    arguments: [
      ("0710 12345", "6"), ("0710-12345", "6"), ("0710.12345-6", ""), ("0710 / 12345", "6"),
      ("0710-12345-6", ""), ("0710/12345-6", ""), ("710-12345", "6"), ("0710 12.345-6", ""),
    ])
  func aBranchInFrontOfItsAccountIsTakenOffAndListed(_ text: String, _ digit: String) {
    let reading = account(text, digit, branch: "0710")
    #expect(reading.account.description == "12345" && reading.digit.description == "6")
    #expect(reading.repairs.contains(.branchDropped) && reading.fault == nil)
  }

  @Test(
    "An account that only looks like its branch is left alone",
    arguments: [
      ("1234-5", "1234"), ("12.345-6", "0012"), ("12 345-6", "0012"), ("0710123456", "0710"),
      ("12345-6", "1234"),
    ])
  func anAccountThatOnlyLooksLikeItsBranchIsLeftAlone(_ text: String, _ branch: String) {
    let reading = account(text, branch: branch)
    #expect(reading.fault == nil && !reading.repairs.contains(.branchDropped))
  }

  @Test("A branch with a digit of its own in front is refused")
  func aBranchWithADigitOfItsOwnInFrontIsRefused() {
    #expect(account("1584-9 210169-6", branch: "1584").fault == .branchInFront)
    #expect(account("0711-12345-6", branch: "0710").fault == .separators)
    #expect(account("0710-12345-6").fault == .separators)
  }

  @Test("A last hyphen is taken off where the digit has a column")
  func aLastHyphenIsTakenOffWhereTheDigitHasAColumn() {
    #expect(account("12345-", "6").repairs == .separatorsDropped)
    #expect(account("12345-", "6").account.description == "12345")
    #expect(account("12345-").fault == .separators)
  }

  @Test("Types in front are read at the banks that have them")
  func typesInFrontAreReadAtTheBanksThatHaveThem() {
    #expect(account("01.012345-6", bank: 33).account.description == "01012345")
    #expect(account("01 012345", "6", bank: 33).repairs == .separatorsDropped)
    #expect(account("35.079834.0-1", bank: 41).account.description == "350798340")
    #expect(account("35.0798340-1", bank: 41).digit.description == "1")
    #expect(account("35.079834.0", bank: 33).fault == .separators)
  }

  @Test(
    "Caixa's operation is read in front",
    arguments: [
      ("013.00012345-6", "013", "00012345", []),
      ("0013.00012345-6", "0013", "00012345", .zerosDropped),
      ("13.00012345-6", "13", "00012345", .zerosRestored),
      ("013 12.345-6", "013", "12345", .separatorsDropped),
      ("1288.512345678-6", "1288", "512345678", []),
      ("0345.013.00012345-6", "013", "00012345", .branchDropped),
      ("0345/3701/512345678-6", "3701", "512345678", .branchDropped), ("013/5-6", "013", "5", []),
      ("099.00012345-6", "099", "00012345", []),
    ] as [(String, String, String, Repairs)])
  func caixasOperationIsReadInFront(
    _ text: String, _ operation: String, _ number: String, _ repairs: Repairs
  ) {
    let reading = account(text, bank: 104, branch: "0345")
    #expect(reading.fault == nil && reading.digit.description == "6")
    #expect(reading.operation.description == operation && reading.account.description == number)
    #expect(reading.repairs == repairs.union([.digitSplit, .operationKept]))
  }

  @Test(
    "What is no operation of Caixa is refused",
    arguments: ["3.12345-6", "1.1234-8", "13.7629-3", "099.1234-5", "1234.567-8", "12345.678"])
  func whatIsNoOperationOfCaixaIsRefused(_ text: String) {
    #expect(account(text, bank: 104).fault == .separators)
  }

  @Test("Branches are read by the same grammar")
  func branchesAreReadByTheSameGrammar() {
    #expect(branch("1.234").repairs == .separatorsDropped)
    #expect(branch("1.234-5").branch.description == "1234")
    #expect(branch("9194-38").digit.description == "38" && branch("2012-10").fault == nil)
    #expect(branch("1234 5").digit.description == "5")
    for text in ["0.123", "12.34", "1234/5", "-1234", "12345.6", "12 34", "45-67"] {
      #expect(branch(text).fault != nil)
    }
    for text in ["12/03", "mar/21", "12-03-45", "03/2024"] { #expect(branch(text).fault == .date) }
  }
}
