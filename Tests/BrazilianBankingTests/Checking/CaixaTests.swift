import Testing

@testable import BrazilianBanking

/// Covers Caixa.swift: the same account in every way it is written.
struct CaixaTests {
  /// Operation 001, account 00123456 of branch 1234.
  @Test(arguments: ["00100123456", "100123456", "0000100123456"])
  func theOperationMayStandInFront(_ account: String) {
    #expect(accountVerdict(104, "1234", account, "4").verdict == .valid)
  }

  @Test func theOperationMayStandApart() {
    for account in ["123456", "00123456", "00100123456"] {
      #expect(accountVerdict(104, "1234", account, "4", operation: "001").verdict == .valid)
      #expect(accountVerdict(104, "1234", account, "4", operation: "1").verdict == .valid)
    }
    let wrong = accountVerdict(104, "1234", "123456", "5", operation: "001")
    #expect(wrong.verdict == .invalid && wrong.expectedDigit?.description == "4")
  }

  @Test func aMaskKeepsTheOperation() {
    let reading = account("001.00123456-4", bank: 104)
    #expect(reading.operation.description == "001")
    #expect(reading.account.description == "00123456")
    #expect(reading.repairs == [.digitSplit, .operationKept])
    let new = account("1288.583456789-0", bank: 104)
    #expect(new.operation.description == "1288")
    #expect(account("12.345-6", bank: 104).operation.isEmpty)
    #expect(account("001.00123456-4", bank: 341).operation.isEmpty)
  }

  @Test func elevenDigitsWithALeadingZeroAreOperationAndAccount() {
    // Stripped of zeros this would be nine digits whose digit of the new generation is 2.
    let verdicts = (0...9).map { accountVerdict(104, "1234", "00100123456", "\($0)").verdict }
    #expect(verdicts.filter { $0 == .valid }.count == 1)
  }

  @Test func theNewGenerationNeedsNoBranch() {
    #expect(accountVerdict(104, "", "583456789", "0", operation: "1288").verdict == .valid)
    #expect(accountVerdict(104, "", "1288583456789", "0").verdict == .valid)
    #expect(accountVerdict(104, "", "583456789", "0").verdict == .valid)
  }

  @Test func shortAccountsWithoutOperationAreValidUnknownOrInvalid() {
    let checking = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", type: .checking) }
    let savings = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", type: .savings) }
    #expect(checking[4].verdict == .valid)
    #expect(checking.contains { $0.fault == .otherOperation && $0.verdict == .unknown })
    #expect(checking.allSatisfy { $0.expectedDigit == nil })
    #expect(savings.filter { $0.verdict == .valid }.count <= 2)
  }

  @Test func anUnlistedOperationIsRemarkedNotRejected() {
    let verdicts = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", operation: "099") }
    #expect(verdicts.filter { $0.verdict == .valid }.count == 1)
    #expect(
      verdicts.allSatisfy { $0.remarks.contains(.unlistedOperation) && $0.expectedDigit == nil })
  }

  @Test func nineDigitsUnderAnOldOperationAreNotCalledValid() {
    let right = accountVerdict(104, "1234", "583456789", "0", operation: "013")
    #expect(right.verdict == .unknown && right.fault == .otherOperation)
    #expect(accountVerdict(104, "1234", "583456789", "1", operation: "013").verdict == .invalid)
  }

  @Test func noKnownShapeIsInvalid() {
    #expect(accountVerdict(104, "1234", "123456789012", "1").fault == .length)
    #expect(accountVerdict(104, "1234", "00100000000", "1").fault == .zeros)
    #expect(accountVerdict(104, "1234", "1234567890", "1", operation: "001").fault == .length)
    #expect(accountVerdict(104, "1234", "123456", "1", operation: "12345").fault == .length)
    #expect(accountVerdict(104, "1234", "123456", "X").verdict == .invalid)
    #expect(accountVerdict(104, "1234", "123456", "12").fault == .digitShape)
  }

  @Test func withoutABranchOnlyTheNewGenerationCanBeTold() {
    #expect(accountVerdict(104, "", "00100123456", "4").fault == .branchNeeded)
  }
}

/// One number whatever parts it was written in.
struct CaixaAccountNumberTests {
  @Test(arguments: [
    ("12431", "013", "01300012431"), ("00012431", "13", "01300012431"),
    ("01300012431", "013", "01300012431"), ("12345", "1288", "1288000012345"),
    ("0000123456789", "3701", "3701123456789"), ("1300012431", "", "01300012431"),
    ("01300012431", "", "01300012431"), ("123456789", "", "123456789"), ("12345", "", "12345"),
    ("123456789", "013", "013123456789"), ("12345", "12345", "12345"),
  ])
  func operationAndAccountAreOneNumber(_ account: String, _ operation: String, _ number: String) {
    let joined = caixaAccountNumber(
      account: ShortCode(account) ?? ShortCode(), operation: ShortCode(operation) ?? ShortCode())
    #expect(joined.description == number)
  }
}
