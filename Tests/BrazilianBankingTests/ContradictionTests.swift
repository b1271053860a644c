import BrazilianBanking
import QualificaTestKit
import Testing

/// One test for each numbered contradiction between sources (rule sheet, section 7) and the side taken.
struct ContradictionTests {
  @Test("Banco 001 accepts zero for x")
  func banco001AcceptsZeroForX() {
    #expect(accountVerdict(1, "0229", "12351", "X").verdict == .valid)
    let zero = accountVerdict(1, "0229", "12351", "0")
    #expect(zero.verdict == .valid && zero.remarks == .zeroForLetter)
    #expect(accountVerdict(1, "0229", "12351", "P").verdict == .invalid)
  }

  /// Numbers 2, 3 and 4: P for remainder 1, 0 for remainder 0, weights 2 to 7.
  @Test("Bradesco accepts p and zero for remainder one alone")
  func bradescoAcceptsPAndZeroForRemainderOneAlone() {
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<500 {
      let text = "1" + generator.digits(6)
      let remainder = ReferenceArithmetic.weighted(text, fromRight: [2, 3, 4, 5, 6, 7]) % 11
      let letter = accountVerdict(237, "1425", text, "P")
      let zero = accountVerdict(237, "1425", text, "0")
      #expect((letter.verdict == .valid) == (remainder == 1))
      #expect((zero.verdict == .valid) == (remainder < 2))
      #expect(zero.remarks.contains(.zeroForLetter) == (remainder == 1))
    }
  }

  @Test("Banrisul adds one at a tie")
  func banrisulAddsOneAtATie() {
    #expect(branchVerdict(41, "9194", "38").verdict == .valid)
    #expect(branchVerdict(41, "9194", "48").verdict == .invalid)
  }

  @Test("Banrisul control is optional and may be its first digit")
  func banrisulControlIsOptionalAndMayBeItsFirstDigit() {
    #expect(branchVerdict(41, "2664").verdict == .valid)
    #expect(branchVerdict(41, "2664", "1").verdict == .valid)
    #expect(branchVerdict(41, "2664", "8").verdict == .invalid)
  }

  @Test("Caixa has two generations")
  func caixaHasTwoGenerations() {
    #expect(accountVerdict(104, "1234", "00123456", "4", operation: "001").verdict == .valid)
    #expect(accountVerdict(104, "0001", "583456789", "0", operation: "1288").verdict == .valid)
  }

  /// Numbers 8, 10 and 11: two published ways, either accepted; a mismatch is only unknown where they
  /// differ.
  @Test("Either of two published ways is accepted")
  func eitherOfTwoPublishedWaysIsAccepted() {
    for (bank, branch, account) in [
      (745, "1234", "1234567891"), (756, "1234", "1234567891"), (4, "0102", "1234567"),
    ] as [(UInt16, String, String)] {
      let verdicts = (0...9).map { accountVerdict(bank, branch, account, "\($0)").verdict }
      #expect((1...2).contains(verdicts.count { $0 == .valid }))
      #expect(!verdicts.contains(.invalid))
    }
  }

  @Test("Safra is modulo eleven with eleven to one")
  func safraIsModuloElevenWithElevenToOne() {
    #expect(accountVerdict(422, "0123", "123456", "1").verdict == .valid)
  }

  @Test("Unicred branch takes x for zero")
  func unicredBranchTakesXForZero() {
    let branches = (1000...1100).map(String.init)
    let zeros = branches.filter { branchVerdict(136, $0, "0").verdict == .valid }
    #expect(!zeros.isEmpty)
    #expect(zeros.allSatisfy { branchVerdict(136, $0, "X").verdict == .valid })
    #expect(branches.allSatisfy { branchVerdict(136, $0, "X").remarks == [] })
  }

  @Test("Nubank ignores leading zeros")
  func nubankIgnoresLeadingZeros() {
    #expect(accountVerdict(260, "0001", "0000005216125", "0").verdict == .valid)
  }

  @Test("Inter is hard up to eight digits")
  func interIsHardUpToEightDigits() {
    #expect(accountVerdict(77, "0001", "12345678", "1").verdict == .invalid)
    #expect(accountVerdict(77, "0001", "1123456789", "1").verdict == .unknown)
  }

  @Test("Santander gives zero for a full ten")
  func santanderGivesZeroForAFullTen() {
    let digits = (0...9).map(String.init)
    for account in 1_000_000...1_000_050 {
      #expect(digits.contains { accountVerdict(33, "1234", "\(account)", $0).verdict == .valid })
    }
  }

  @Test("A branch digit where there is none is ignored and remarked")
  func aBranchDigitWhereThereIsNoneIsIgnoredAndRemarked() {
    let verdict = branchVerdict(77, "0001", "9")
    #expect(verdict.verdict == .valid && verdict.remarks == .branchDigitIgnored)
  }

  @Test("Documents and keys take the wider side")
  func documentsAndKeysTakeTheWiderSide() {
    // Letters O and U (17), lower case (18), UUID of version 1 (19).
    let example = pix("123e4567-e89b-12d3-a456-426655440000")
    #expect(example.verdict == .valid && example.kind == .random)
    #expect(document("12abc34501de35").repairs == .upperCased)
  }

  @Test("Santander types are only remarked")
  func santanderTypesAreOnlyRemarked() {
    func verdicts(_ type: String) -> [AccountVerdict] {
      (0...9).map { accountVerdict(33, "2006", "008407", "\($0)", operation: type) }
    }
    #expect(verdicts("01")[4].verdict == .valid && verdicts("01")[4].remarks == [])
    #expect(verdicts("77").contains { $0.verdict == .valid && $0.remarks == [] })
    #expect(verdicts("88").contains { $0.verdict == .valid && $0.remarks == .unlistedOperation })
  }

  @Test("Banco do Brasil savings have nine digits or the variation apart")
  func bancoDoBrasilSavingsHaveNineDigitsOrTheVariationApart() {
    #expect(accountVerdict(1, "3477", "510012345", "0").verdict != .unknown)
    let whole = (0...9).map { accountVerdict(1, "3477", "510012345", "\($0)").verdict }
    let apart = (0...9).map { accountVerdict(1, "3477", "12345", "\($0)", operation: "51").verdict }
    let plain = (0...9).map { accountVerdict(1, "3477", "12345", "\($0)").verdict }
    for digit in 0...9 {
      let either = whole[digit] == .valid || plain[digit] == .valid
      #expect((apart[digit] == .valid) == either)
    }
    #expect(accountVerdict(1, "3477", "12345678901", "1").verdict == .unknown)
  }
}
