import QualificaTestKit
import Testing

@testable import BulkEngine

/// Codes that are the same for the same file, and tell nothing about a person.
struct CustomCodeTests {
  @Test("The same file always gives the same codes")
  func theSameFileAlwaysGivesTheSameCodes() {
    // Fixed for ever: a journal may get lost long after its run.
    #expect(derivation().code(ofRecord: 1) == "9efsys45p7vwzw2kfd5jkcf0000000001")
    #expect(derivation() == CustomCode.Derivation(inputSHA256: hash, variant: "1", generation: 1))
  }

  @Test("Another file, service or generation gives others")
  func anotherFileServiceOrGenerationGivesOthers() {
    let codes = [
      derivation(), CustomCode.Derivation(inputSHA256: "00" + hash.dropFirst(2), variant: "1"),
      CustomCode.Derivation(inputSHA256: hash, variant: "2"),
      CustomCode.Derivation(inputSHA256: hash, variant: "1", generation: 2),
    ].map { $0.code(ofRecord: 7) }
    #expect(codes.isWithoutRepetition)
  }

  @Test(
    "Every code is allowed and short enough",
    arguments: [1, 2, 999_999_999, 1_000_000_000, Int.max])
  func everyCodeIsAllowedAndShortEnough(_ number: Int) {
    let code = derivation().code(ofRecord: number)
    #expect(isAllowed(code))
  }

  @Test("Letters, digits, hyphen and underscore are allowed")
  func lettersDigitsHyphenAndUnderscoreAreAllowed() {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for byte in UInt8.min...UInt8.max {
      #expect(CustomCode.isAllowed(byte) == allowed.contains(byte))
    }
  }
}

private let hash = String(repeating: "0a1b", count: 16)

private func derivation() -> CustomCode.Derivation {
  CustomCode.Derivation(inputSHA256: hash, variant: "1")
}

private func isAllowed(_ code: String) -> Bool {
  !code.isEmpty && code.utf8.count <= CustomCode.longest
    && code.utf8.allSatisfy(CustomCode.isAllowed)
}
