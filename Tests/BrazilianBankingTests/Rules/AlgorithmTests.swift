import QualificaTestKit
import Testing

@testable import BrazilianBanking

/// Covers DigitCheck.swift, Weights.swift, BranchTables.swift.
struct AlgorithmTests {
  @Test("Verhoeff agrees with the published tables")
  func verhoeffAgreesWithThePublishedTables() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<400 {
      let text = generator.digits(Int.random(in: 1...12, using: &generator))
      let digit = verhoeffDigit(try #require(ShortCode(text)), from: 0)
      #expect(String(digit) == ReferenceArithmetic.verhoeff(text))
    }
  }

  @Test("Verhoeff finds every changed digit and every exchange")
  func verhoeffFindsEveryChangedDigitAndEveryExchange() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let text = "1" + generator.digits(7)
      let right = verhoeffDigit(try #require(ShortCode(text)), from: 0)
      for position in 0..<7 {
        var digits = Array(text)
        digits.swapAt(position, position + 1)
        guard String(digits) != text else { continue }
        #expect(verhoeffDigit(try #require(ShortCode(String(digits))), from: 0) != right)
      }
    }
  }

  @Test("Weights repeat their cycle")
  func weightsRepeatTheirCycle() {
    #expect(Weights.twoToNine.cycle == [2, 3, 4, 5, 6, 7, 8, 9])
    #expect(Weights(2, 3, 4, 5, 6, 7, 4, 2, 3).cycle == [2, 3, 4, 5, 6, 7, 4, 2, 3])
    #expect(Weights(7).cycle == [7])
  }

  @Test("Laid out weights are those of their cycle")
  func laidOutWeightsAreThoseOfTheirCycle() {
    let firstOfCPF = Weights(0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 0, 0)
    let secondOfCPF = Weights(0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0)
    let firstOfCNPJ = Weights(0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 0, 0)
    let secondOfCNPJ = Weights(0, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 0, 0)
    #expect(DocumentDigits.firstOfCPF.cycle == firstOfCPF.cycle)
    #expect(DocumentDigits.secondOfCPF.cycle == secondOfCPF.cycle)
    #expect(DocumentDigits.firstOfCNPJ.cycle == firstOfCNPJ.cycle)
    #expect(DocumentDigits.secondOfCNPJ.cycle == secondOfCNPJ.cycle)
  }

  @Test("Branch tables are those of the rule file")
  func branchTablesAreThoseOfTheRuleFile() throws {
    let tables = try #require(ReferenceRules.shared).tables
    for number in 0..<130 {
      let branch = ReferenceArithmetic.pad(String(number), 3)
      let code = try #require(ShortCode(branch))
      #expect(BranchTables.bancoDoNordeste(code)?.description == tables["bnb_branch"]?[branch])
      #expect(BranchTables.banese(code)?.description == tables["banese_branch"]?[branch])
    }
  }

  @Test(
    "Banrisul controls are published", arguments: [("2664", "18"), ("9274", "22"), ("9194", "38")])
  func banrisulControlsArePublished(_ branch: String, _ digits: String) throws {
    #expect(BanrisulControl.digits(of: try #require(ShortCode(branch))).description == digits)
  }

  @Test("Banrisul controls agree for all branches")
  func banrisulControlsAgreeForAllBranches() throws {
    for number in 1...9999 {
      let branch = ReferenceArithmetic.pad(String(number), 4)
      let digits = BanrisulControl.digits(of: try #require(ShortCode(branch))).description
      #expect(digits == ReferenceArithmetic.banrisulBranch(branch))
    }
  }

  @Test("Caixa shares are those of the weights")
  func caixaSharesAreThoseOfTheWeights() throws {
    for (share, operation) in zip(CaixaOperations.classicSums, CaixaOperations.classic) {
      let code = try #require(ShortCode(ReferenceArithmetic.pad(String(operation.code), 3)))
      #expect(CaixaOperations.sum(code) == share)
      #expect(CaixaOperations.isClassic(code))
    }
    #expect(
      CaixaOperations.new.allSatisfy {
        CaixaOperations.isNew(ShortCode("\($0.code)") ?? ShortCode())
      })
    #expect(!CaixaOperations.isClassic(ShortCode("005") ?? ShortCode()))
    #expect(CaixaOperations.sum(ShortCode("001") ?? ShortCode()) == CaixaOperations.checkingSum)
    #expect(CaixaOperations.sum(ShortCode("013") ?? ShortCode()) == CaixaOperations.savingsSum)
  }
}
