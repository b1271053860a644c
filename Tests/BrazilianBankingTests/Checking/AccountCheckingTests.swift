import QualificaTestKit
import Testing

@testable import BrazilianBanking

/// Covers Accounts.swift.
struct AccountCheckingTests {
  @Test(
    "Accounts are read as people write them",
    arguments: [
      ("38219-7", "", "38219", "7", Repairs.digitSplit),
      ("00123456-X", "", "00123456", "X", .digitSplit),
      ("12.345-6", "", "12345", "6", [.digitSplit, .separatorsDropped]),
      ("12345", "p", "12345", "P", .upperCased), ("38219–7", "7", "38219", "7", .digitSplit),
      ("12345", "", "12345", "", []),
    ] as [(String, String, String, String, Repairs)])
  func accountsAreReadAsPeopleWriteThem(
    _ text: String, _ column: String, _ code: String, _ digit: String, _ repairs: Repairs
  ) {
    let reading = account(text, column)
    #expect(reading.account.description == code)
    #expect(reading.digit.description == digit)
    #expect(reading.repairs == repairs)
    #expect(reading.fault == nil && reading.operation.isEmpty)
  }

  @Test("A digit is never guessed")
  func aDigitIsNeverGuessed() {
    #expect(account("382197").digit.isEmpty)
    #expect(accountVerdict(341, "2545", "02366", "").fault == .digitMissing)
  }

  @Test("Contradictions are faults")
  func contradictionsAreFaults() {
    #expect(account("38219-7", "8").fault == .digitConflict)
    #expect(account("38219", "7-8").fault == .digitConflict)
    #expect(account("013.00012345-6", operation: "001", bank: 104).fault == .operationConflict)
    #expect(account("38_219").fault == .characters)
  }

  @Test(
    "Faults of an account are named",
    arguments: [
      ("", "1", AccountFault.empty), ("00000", "1", .zeros), ("0236A", "1", .characters),
      ("023661", "1", nil), ("123456", "1", .length), ("02366", "11", .digitShape),
      ("02366", "?", .digitShape), ("02366", "2", .digit),
    ])
  func faultsAreNamed(_ account: String, _ digit: String, _ fault: AccountFault?) {
    let verdict = accountVerdict(341, "2545", account, digit)
    if let fault { #expect(verdict.fault == fault && verdict.verdict == .invalid) }
  }

  @Test(
    "The right digit passes and every other is found",
    arguments: BankRules.all.filter { $0.account.enforcement == .hard && $0.compe != 104 }.map(
      \.compe))
  func theRightDigitPassesAndEveryOtherIsFound(_ compe: UInt16) throws {
    let rule = try #require(BankRules.entry(for: compe))
    var generator = SeededGenerator(seed: UInt64(compe))
    var wrongAccepted = 0
    for _ in 0..<300 {
      let (branch, account) = Self.number(rule, &generator)
      let verdicts = (0...9).map { accountVerdict(compe, branch, account, "\($0)").verdict }
      let letters = ["X", "P"].map { accountVerdict(compe, branch, account, $0).verdict }
      #expect((verdicts + letters).contains(.valid), "\(branch) \(account)")
      wrongAccepted += verdicts.count { $0 == .valid } - 1
      #expect(!verdicts.contains(.unknown))
    }
    // One digit each, but for BRB's accounts of at most six digits, which have two ways.
    let most = compe == 70 ? 200 : 0
    #expect(wrongAccepted <= most)
  }

  /// Weights 2…9 are not multiples of 11 and change with each place: modulo 11 finds every changed
  /// digit but for the results 10 and 11 that share a character: 2 × (1/11 × 1/10) = 1.8 %. Luhn,
  /// Verhoeff and Santander's weights (prime to 10) find every one. HSBC: remainders 0 and 10.
  @Test(
    "Changed digits are found at the promised rate",
    arguments: [
      (1, 0.02), (21, 0), (33, 0), (37, 0.03), (41, 0.03), (77, 0.03), (85, 0.03), (136, 0.03),
      (237, 0.02),
      (260, 0), (336, 0.03), (341, 0), (399, 0.03), (756, 0.03),
    ] as [(UInt16, Double)])
  func changedDigitsAreFoundAtThePromisedRate(_ compe: UInt16, _ most: Double) throws {
    let rule = try #require(BankRules.entry(for: compe))
    var generator = SeededGenerator(seed: 100 + UInt64(compe))
    var undetected = 0
    for _ in 0..<2_000 {
      let (branch, account) = Self.number(rule, &generator)
      let digit = try #require(
        (["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "P"].last {
          accountVerdict(compe, branch, account, $0).verdict == .valid
        }))
      var digits = Array(account)
      let position = Int.random(in: 1..<digits.count, using: &generator)
      let old = digits[position]
      repeat {
        digits[position] = generator.pick(Array("0123456789"))
      } while digits[position] == old
      if accountVerdict(compe, branch, String(digits), digit).verdict == .valid { undetected += 1 }
    }
    #expect(Double(undetected) / 2_000 <= most)
  }

  private static func number(
    _ rule: BankRule, _ generator: inout SeededGenerator
  ) -> (branch: String, account: String) {
    let branch =
      rule.branch.expected == 0
      ? "1" + generator.digits(3) : ReferenceArithmetic.pad("\(rule.branch.expected)", 4)
    return (branch, "1" + generator.digits(rule.account.provenUpTo - 1))
  }

  @Test("An account beyond the proven length is never invalid for its digit")
  func anAccountBeyondTheProvenLengthIsNeverInvalidForItsDigit() {
    let verdicts = (0...9).map { accountVerdict(756, "4027", "123456789", "\($0)") }
    #expect(verdicts.allSatisfy { $0.verdict != .invalid && $0.remarks == .beyondProvenLength })
    #expect(verdicts.contains { $0.verdict == .unknown && $0.enforcement == .soft })
    #expect(verdicts.allSatisfy { $0.expectedDigit == nil })
  }

  @Test("The expected digit is told only where the rule is hard and certain")
  func theExpectedDigitIsToldOnlyWhereTheRuleIsHardAndCertain() {
    #expect(accountVerdict(341, "2545", "02366", "2").expectedDigit?.description == "1")
    // Medium confidence.
    #expect(accountVerdict(422, "0045", "200345", "5").expectedDigit == nil)
    // Soft.
    #expect(accountVerdict(290, "0001", "1234567", "3").expectedDigit == nil)
  }

  @Test("A branch that cannot be read leaves the account unknown")
  func aBranchThatCannotBeReadLeavesTheAccountUnknown() {
    let verdict = accountVerdict(341, "", "02366", "1")
    #expect(verdict.verdict == .unknown && verdict.fault == .branchNeeded)
    #expect(accountVerdict(341, "123456", "02366", "1").fault == .branchNeeded)
    // Banco do Brasil calculates without the branch.
    #expect(accountVerdict(1, "", "00210169", "6").verdict == .valid)
    // Banco do Nordeste has no branch 065 in its table.
    #expect(accountVerdict(4, "0065", "1234567", "1").fault == .branchNeeded)
  }

  @Test(
    "Zeros beyond the longest account are taken off",
    arguments: [
      (341, "0000012345", "12345"), (341, "00000000000000012345", "12345"),
      (341, "012345", "12345"),
      (341, "12345", "12345"), (33, "00001100231", "01100231"), (237, "00002403", "0002403"),
      (1, "00000012345", "00000012345"), (1, "000000012345", "00012345"),
      (748, "0000000000012345", "12345"),
      (999, "0000000000012345", "000000012345"), (999, "1234567890123456", "1234567890123456"),
    ] as [(UInt16, String, String)])
  func zerosBeyondTheLongestAccountAreTakenOff(
    _ bank: UInt16, _ written: String, _ number: String
  ) throws {
    let account = try #require(ShortCode(written))
    #expect(accountWithoutPadding(account, bank: bank).description == number)
    let remarks = accountVerdict(bank, "0912", written, "1").remarks
    #expect(remarks.contains(.zeroPadded) == (written != number))
  }

  @Test("Legacy banks are remarked")
  func legacyBanksAreRemarked() {
    for bank: UInt16 in [356, 399, 745] {
      #expect(accountVerdict(bank, "1234", "123456", "0").remarks.contains(.legacyBank))
    }
    #expect(!accountVerdict(341, "2545", "02366", "1").remarks.contains(.legacyBank))
  }
}
