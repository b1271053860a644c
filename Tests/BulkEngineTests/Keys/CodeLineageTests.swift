import QualificaTestKit
import Testing

@testable import BulkEngine

/// Codes of later generations: new ones, always the same, and recognised as the record's own.
struct CodeLineageTests {
  static let codes = [
    "a", "code-1", "1001", "-", String(repeating: "z", count: 45), "x-abcdefghjkmnpq",
    CustomCode.Derivation(inputSHA256: "00ff", variant: "1").code(ofRecord: 12),
  ]

  @Test("The successor is always the same, new and allowed", arguments: codes)
  func theSuccessorIsAlwaysTheSameNewAndAllowed(_ code: String) {
    let next = successor(code)
    #expect(next == successor(code))
    #expect(next != code)
    #expect(next.utf8.count <= CustomCode.longest)
    #expect(next.utf8.allSatisfy(CustomCode.isAllowed))
  }

  @Test("All generations belong to the first code and never circle", arguments: codes)
  func allGenerationsBelongToTheFirstCodeAndNeverCircle(_ first: String) {
    let lineage = CodeLineage(of: first.utf8)
    var code = first
    var seen: Set<String> = []
    for _ in 0..<100 {
      #expect(seen.insert(code).inserted)
      #expect(CodeLineage(of: code.utf8) == lineage)
      code = successor(code)
    }
  }

  @Test("Another correction of the same record gets another code")
  func anotherCorrectionOfTheSameRecordGetsAnotherCode() {
    let corrections = (1...200).map { successor("1001", payee: "52998224725|341|\($0)") }
    #expect(Set(corrections).count == corrections.count)
  }

  @Test("Capitals make no other record")
  func capitalsMakeNoOtherRecord() {
    #expect(CodeLineage.isOne(Array("AbC".utf8), Array("aBc".utf8)))
    let next = successor("1001")
    #expect(CodeLineage.isOne(Array("1001".utf8), Array(next.utf8)))
    #expect(CodeLineage.isOne(Array("1001".utf8), Array(next.uppercased().utf8)))
    #expect(!CodeLineage.isOne(Array("1001".utf8), Array("1002".utf8)))
  }

  @Test(
    "The same correction under the code in other letters gets the same code",
    arguments: codes + ["AbC-1", "x-ABCDEFGHJKMNPQ"])
  func theSameCorrectionUnderTheCodeInOtherLettersGetsTheSameCode(_ code: String) {
    let next = successor(code)
    #expect(successor(code.uppercased()) == next)
    #expect(successor(code.lowercased()) == next)
    #expect(successor(next.uppercased()) == successor(next))
    #expect(CodeLineage.isOne(Array(code.utf8), Array(next.utf8)))
  }

  @Test("Long codes that begin alike keep apart")
  func longCodesThatBeginAlikeKeepApart() {
    let stem = String(repeating: "z", count: 44)
    #expect(successor(stem + "1") != successor(stem + "2"))
    #expect(CodeLineage(of: (stem + "1").utf8) != CodeLineage(of: (stem + "2").utf8))
  }

  @Test("Nothing of the payee stands in the code")
  func nothingOfThePayeeStandsInTheCode() {
    #expect(!successor("1001", payee: "52998224725|341|2545|2366|1").contains("52998"))
  }
}

private func successor(_ code: String, payee: String = "someone") -> String {
  String(decoding: CodeLineage.code(after: code.utf8, record: payee), as: UTF8.self)
}
