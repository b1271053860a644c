import Testing

@testable import BrazilianBanking

/// Covers Caixa.swift: the same account in every way it is written.
struct CaixaTests {
  /// Operation 001, account 00123456 of branch 1234.
  @Test(
    "The operation may stand in front", arguments: ["00100123456", "100123456", "0000100123456"])
  func theOperationMayStandInFront(_ account: String) {
    #expect(accountVerdict(104, "1234", account, "4").verdict == .valid)
  }

  @Test("The operation may stand apart")
  func theOperationMayStandApart() {
    for account in ["123456", "00123456", "00100123456"] {
      #expect(accountVerdict(104, "1234", account, "4", operation: "001").verdict == .valid)
      #expect(accountVerdict(104, "1234", account, "4", operation: "1").verdict == .valid)
    }
    let wrong = accountVerdict(104, "1234", "123456", "5", operation: "001")
    #expect(wrong.verdict == .invalid && wrong.expectedDigit?.description == "4")
  }

  @Test("A mask keeps the operation")
  func aMaskKeepsTheOperation() {
    let reading = account("001.00123456-4", bank: 104)
    #expect(reading.operation.description == "001")
    #expect(reading.account.description == "00123456")
    #expect(reading.repairs == [.digitSplit, .operationKept])
    let new = account("1288.583456789-0", bank: 104)
    #expect(new.operation.description == "1288")
    #expect(account("12.345-6", bank: 104).operation.isEmpty)
    #expect(account("001.00123456-4", bank: 341).operation.isEmpty)
  }

  @Test("Eleven digits with a leading zero are operation and account")
  func elevenDigitsWithALeadingZeroAreOperationAndAccount() {
    // Stripped of zeros this would be nine digits whose digit of the new generation is 2.
    let verdicts = (0...9).map { accountVerdict(104, "1234", "00100123456", "\($0)").verdict }
    #expect(verdicts.filter { $0 == .valid }.count == 1)
  }

  /// Operation 013, account 00012345 of branch 0345, in the widths of files of fixed width.
  @Test(
    "Zeros in front of the operation are filling",
    arguments: [
      "01300012345", "001300012345", "0013000012345", "0000001300012345", "00000000001300012345",
    ])
  func zerosInFrontOfTheOperationAreFilling(_ account: String) {
    let right = (0...9).filter { accountVerdict(104, "0345", account, "\($0)").verdict == .valid }
    #expect(
      right
        == (0...9).filter {
          accountVerdict(104, "0345", "00012345", "\($0)", operation: "013").verdict == .valid
        })
  }

  @Test("An operation that is none is filling")
  func anOperationThatIsNoneIsFilling() {
    for digit in 0...9 {
      let short = accountVerdict(104, "0345", "12345678", "\(digit)").verdict
      #expect(accountVerdict(104, "0345", "00012345678", "\(digit)").verdict == short)
      #expect(accountVerdict(104, "0345", "00000000000012345678", "\(digit)").verdict == short)
      let nine = accountVerdict(104, "0345", "583456789", "\(digit)").verdict
      #expect(accountVerdict(104, "0345", "00583456789", "\(digit)").verdict == nine)
      #expect(accountVerdict(104, "0345", "0000000583456789", "\(digit)").verdict == nine)
    }
  }

  private func digits(
    of account: String, _ operation: String? = nil, _ verdict: Verdict = .valid
  ) -> [Int] {
    (0...9).filter {
      accountVerdict(104, "0345", account, "\($0)", operation: operation).verdict == verdict
    }
  }

  /// 007 is an operation, and a new account may begin with 7: in eleven digits nothing is filling.
  @Test("Eleven digits are read as written also where their last nine may be an account")
  func elevenDigitsAreReadAsWrittenAlsoWhereTheirLastNineMayBeAnAccount() {
    let classic = digits(of: "83456789", "007")
    #expect(digits(of: "00783456789") == classic)
    #expect(digits(of: "00783456789", nil, .invalid).count == 9)
    let nine = digits(of: "783456789")
    #expect(nine.count == 2 && Set(nine).isSuperset(of: classic))
    #expect(digits(of: "000783456789") == nine)
    #expect(digits(of: "00000000783456789") == nine)
  }

  @Test("Thirteen digits are read as written, four and nine")
  func thirteenDigitsAreReadAsWrittenFourAndNine() {
    let own = digits(of: "12345678", "013")
    let three = digits(of: "12345678", "130")
    #expect(own.count == 1 && own != three)
    #expect(digits(of: "0013012345678") == own)
    #expect(number("0013012345678", digit: own[0]) == "01312345678")
    // In other widths zeros in front are filling alone.
    #expect(digits(of: "013012345678") == three)
    #expect(digits(of: "00000013012345678") == three)
    #expect(digits(of: "006012345678") == digits(of: "12345678", "060"))
  }

  /// A spreadsheet takes the zeros of a repeated operation away; new accounts begin with 5, 7, 8 or 9.
  @Test("Nine digits under operation 007 repeat it or are a new account, as their digit says")
  func nineDigitsUnderOperation007RepeatItOrAreANewAccount() throws {
    let own = digits(of: "83456789", "007")
    let new = try #require(digits(of: "783456789").first { !own.contains($0) })
    for operation in ["007", "7"] {
      #expect(digits(of: "783456789", operation) == own)
      #expect(digits(of: "783456789", operation, .unknown) == [new])
      #expect(number("783456789", digit: own[0], operation) == "00783456789")
      #expect(number("783456789", digit: new, operation) == "007783456789")
    }
    #expect(digits(of: "00783456789", "007") == own)
    #expect(digits(of: "00783456789", "007", .unknown) == [])
    #expect(digits(of: "183456789", "001") == digits(of: "83456789", "001"))
    #expect(digits(of: "183456789", "001", .unknown) == [])
  }

  private func number(_ account: String, digit: Int, _ operation: String = "") -> String {
    caixaAccountNumber(
      account: ShortCode(account) ?? ShortCode(), operation: ShortCode(operation) ?? ShortCode(),
      branch: ShortCode("0345") ?? ShortCode(), digit: ShortCode("\(digit)") ?? ShortCode()
    ).description
  }

  @Test("The operation tells the type")
  func theOperationTellsTheType() {
    for (number, type): (String, AccountType) in [
      ("01300012345", .savings), ("00100012345", .checking), ("02200012345", .savings),
      ("03700012345", .checking), ("1288512345678", .savings), ("3701512345678", .checking),
      ("3700512345678", .unknown), ("512345678", .unknown), ("00012345", .unknown),
    ] {
      #expect(caixaAccountType(ShortCode(number) ?? ShortCode()) == type)
    }
  }

  @Test("The new generation needs no branch")
  func theNewGenerationNeedsNoBranch() {
    #expect(accountVerdict(104, "", "583456789", "0", operation: "1288").verdict == .valid)
    #expect(accountVerdict(104, "", "1288583456789", "0").verdict == .valid)
    #expect(accountVerdict(104, "", "583456789", "0").verdict == .valid)
  }

  @Test("Short accounts without operation are valid, unknown or invalid")
  func shortAccountsWithoutOperationAreValidUnknownOrInvalid() {
    let checking = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", type: .checking) }
    let savings = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", type: .savings) }
    #expect(checking[4].verdict == .valid)
    #expect(checking.contains { $0.fault == .otherOperation && $0.verdict == .unknown })
    #expect(checking.allSatisfy { $0.expectedDigit == nil })
    #expect(savings.filter { $0.verdict == .valid }.count <= 2)
  }

  @Test("An unlisted operation is remarked, not rejected")
  func anUnlistedOperationIsRemarkedNotRejected() {
    let verdicts = (0...9).map { accountVerdict(104, "1234", "123456", "\($0)", operation: "099") }
    #expect(verdicts.filter { $0.verdict == .valid }.count == 1)
    #expect(
      verdicts.allSatisfy { $0.remarks.contains(.unlistedOperation) && $0.expectedDigit == nil })
  }

  @Test("Nine digits under an old operation are not called valid")
  func nineDigitsUnderAnOldOperationAreNotCalledValid() {
    let right = accountVerdict(104, "1234", "583456789", "0", operation: "013")
    #expect(right.verdict == .unknown && right.fault == .otherOperation)
    #expect(accountVerdict(104, "1234", "583456789", "1", operation: "013").verdict == .invalid)
  }

  @Test("No known shape is invalid")
  func noKnownShapeIsInvalid() {
    #expect(accountVerdict(104, "1234", "123456789012", "1").fault == .length)
    #expect(accountVerdict(104, "1234", "00100000000", "1").fault == .zeros)
    #expect(accountVerdict(104, "1234", "1234567890", "1", operation: "001").fault == .length)
    #expect(accountVerdict(104, "1234", "123456", "1", operation: "12345").fault == .length)
    #expect(accountVerdict(104, "1234", "123456", "X").verdict == .invalid)
    #expect(accountVerdict(104, "1234", "123456", "12").fault == .digitShape)
  }

  @Test("Without a branch only the new generation can be told")
  func withoutABranchOnlyTheNewGenerationCanBeTold() {
    #expect(accountVerdict(104, "", "00100123456", "4").fault == .branchNeeded)
  }
}

/// One number whatever parts it was written in.
struct CaixaAccountNumberTests {
  @Test(
    "Operation and account are one number",
    arguments: [
      ("12431", "013", "01300012431"), ("00012431", "13", "01300012431"),
      ("01300012431", "013", "01300012431"), ("12345", "1288", "1288000012345"),
      ("0000123456789", "3701", "3701123456789"), ("1300012431", "", "01300012431"),
      ("01300012431", "", "01300012431"), ("123456789", "", "123456789"), ("12345", "", "12345"),
      ("123456789", "013", "013123456789"), ("12345", "12345", "12345"),
      ("001300012431", "", "01300012431"), ("00000000001300012431", "", "01300012431"),
      ("0013000012431", "", "01300012431"), ("00000012345", "", "00012345"),
      ("00512345678", "", "512345678"), ("00000512345678", "", "512345678"),
      ("00012345", "", "00012345"),
      ("001300012431", "013", "01300012431"), ("1300012431", "013", "01300012431"),
      ("0000000000012431", "013", "01300012431"),
    ])
  func operationAndAccountAreOneNumber(_ account: String, _ operation: String, _ number: String) {
    let joined = caixaAccountNumber(
      account: ShortCode(account) ?? ShortCode(), operation: ShortCode(operation) ?? ShortCode())
    #expect(joined.description == number)
  }
}
