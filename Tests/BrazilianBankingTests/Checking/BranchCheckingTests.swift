import BrazilianBanking
import Testing

/// Covers Branches.swift, NumberText.swift.
struct BranchCheckingTests {
  @Test(
    "Branches are read as people write them",
    arguments: [
      ("12", "", "0012", "", Repairs.zerosRestored), ("1234", "", "1234", "", []),
      ("1234-5", "", "1234", "5", .digitSplit), ("0001-X", "", "0001", "X", .digitSplit),
      ("3049", "x", "3049", "X", .upperCased), ("9194", "38", "9194", "38", []),
      ("1234-5", "5", "1234", "5", .digitSplit), ("12345", "", "12345", "", []),
      ("", "", "", "", []),
    ] as [(String, String, String, String, Repairs)])
  func branchesAreReadAsPeopleWriteThem(
    _ text: String, _ column: String, _ code: String, _ digit: String, _ repairs: Repairs
  ) {
    let reading = branch(text, column)
    #expect(reading.branch.description == code)
    #expect(reading.digit.description == digit)
    #expect(reading.repairs == repairs)
    #expect(reading.fault == nil)
  }

  @Test("Contradictions and foreign characters are faults")
  func contradictionsAndForeignCharactersAreFaults() {
    #expect(branch("1234-5", "6").fault == .digitConflict)
    #expect(branch("12_34").fault == .characters)
    #expect(branch("123456789012345678901").fault == .length)
  }

  @Test(
    "Wrong forms are invalid",
    arguments: [
      ("", "", BranchFault.empty), ("0000", "", .zeros), ("158A", "", .characters),
      ("123456", "", .length), ("12345", "", .fiveDigitsGlued), ("0012345", "", .fiveDigitsGlued),
      ("1584", "123", .digitShape), ("1584", "Z", .digitShape),
    ])
  func wrongFormsAreInvalid(_ branch: String, _ digit: String, _ fault: BranchFault) {
    let verdict = branchVerdict(341, branch, digit)
    #expect(verdict.fault == fault)
    #expect(verdict.verdict == .invalid && verdict.enforcement == .hard)
  }

  @Test("Leading zeros that cannot be a digit written with the branch do not count")
  func leadingZerosThatCannotBeADigitWrittenWithTheBranchDoNotCount() {
    #expect(branchVerdict(341, "00001").verdict == .valid)
    #expect(branchVerdict(341, "001234").verdict == .valid)
    #expect(branchVerdict(1, "01584", "9").verdict == .valid)
    #expect(branchVerdict(422, "12345").verdict == .valid)
  }

  /// 0158 has the digit 4 at Banco do Brasil and Sicoob: `01584` may be 0158-4. Nobody has to guess whether
  /// Inter's `00019` is its only branch with a digit.
  @Test("A last digit that fits is not taken for that of a branch filled up with zeros")
  func aLastDigitThatFitsIsNotTakenForThatOfABranchFilledUpWithZeros() {
    let fitting = (0...9).filter { branchVerdict(1, "0158\($0)").fault == .zeroOrDigit }
    #expect(fitting.count == 1)
    #expect(fitting == (0...9).filter { branchVerdict(1, "0158", "\($0)").fault == nil })
    #expect((0...9).filter { branchVerdict(756, "0158\($0)").fault == .zeroOrDigit } == fitting)
    #expect(branchVerdict(1, "0158\(fitting[0])", "9").fault != .zeroOrDigit)
    #expect((0...9).allSatisfy { branchVerdict(341, "0158\($0)").verdict == .valid })
    #expect(branchVerdict(77, "00019").fault == .zeroOrDigit)
    #expect(branchVerdict(77, "00001").verdict == .valid)
  }

  @Test("A hard digit is told where it is certain")
  func aHardDigitIsToldWhereItIsCertain() {
    let verdict = branchVerdict(1, "1584", "8")
    #expect(verdict.verdict == .invalid && verdict.fault == .digit)
    #expect(verdict.expectedDigit?.description == "9")
    #expect(branchVerdict(41, "9194", "48").expectedDigit?.description == "38")
  }

  @Test("A soft digit is only unknown and not told")
  func aSoftDigitIsOnlyUnknownAndNotTold() {
    let verdicts = (0...9).map { branchVerdict(756, "4027", "\($0)") }
    #expect(verdicts.filter { $0.verdict == .valid }.count == 1)
    #expect(verdicts.allSatisfy { $0.verdict != .invalid && $0.expectedDigit == nil })
  }

  @Test("Fixed branches are hard or soft")
  func fixedBranchesAreHardOrSoft() {
    #expect(branchVerdict(260, "0002").verdict == .invalid)
    #expect(branchVerdict(77, "0002").verdict == .unknown)
    #expect(branchVerdict(77, "0002").fault == .unexpectedBranch)
    #expect(branchVerdict(77, "1").verdict == .valid)
  }
}
