import QualificaTestKit
import Testing

@testable import Qualification

/// Codes that are the same for the same file, and tell nothing about a person.
struct CustomCodeTests {
  @Test func theSameFileAlwaysGivesTheSameCodes() {
    // Fixed for ever: a journal may get lost long after its run.
    #expect(derivation().code(ofRecord: 1) == "9efsys45p7vwzw2kfd5jkcf0000000001")
    #expect(derivation() == CustomCode.Derivation(inputSHA256: hash, service: 1, generation: 1))
  }

  @Test func anotherFileServiceOrGenerationGivesOthers() {
    let codes = [
      derivation(), CustomCode.Derivation(inputSHA256: "00" + hash.dropFirst(2), service: 1),
      CustomCode.Derivation(inputSHA256: hash, service: 2),
      CustomCode.Derivation(inputSHA256: hash, service: 1, generation: 2),
    ].map { $0.code(ofRecord: 7) }
    #expect(codes.isWithoutRepetition)
  }

  @Test(arguments: [1, 2, 999_999_999, 1_000_000_000, Int.max])
  func everyCodeIsAllowedAndShortEnough(_ number: Int) {
    let code = derivation().code(ofRecord: number)
    #expect(isAllowed(code))
  }

  @Test func theSuccessorOfACodeIsAlwaysTheSameAndAllowed() {
    for code in ["a", "code-1", String(repeating: "z", count: 45)] {
      let next = successor(code)
      #expect(next == successor(code))
      #expect(next != code)
      #expect(isAllowed(next))
    }
  }

  @Test func longCodesThatBeginAlikeHaveDifferentSuccessors() {
    let stem = String(repeating: "z", count: 44)
    #expect(successor(stem + "1") != successor(stem + "2"))
  }

  @Test func successorsNeverCircle() {
    var code = "start"
    var seen: Set<String> = []
    for _ in 0..<200 {
      #expect(seen.insert(code).inserted)
      code = successor(code)
    }
  }

  @Test func lettersDigitsHyphenAndUnderscoreAreAllowed() {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for byte in UInt8.min...UInt8.max {
      #expect(CustomCode.isAllowed(byte) == allowed.contains(byte))
    }
  }
}

private let hash = String(repeating: "0a1b", count: 16)

private func derivation() -> CustomCode.Derivation {
  CustomCode.Derivation(inputSHA256: hash, service: 1)
}

private func successor(_ code: String) -> String {
  String(decoding: CustomCode.next(after: Array(code.utf8)), as: UTF8.self)
}

private func isAllowed(_ code: String) -> Bool {
  !code.isEmpty && code.utf8.count <= CustomCode.longest
    && code.utf8.allSatisfy(CustomCode.isAllowed)
}
