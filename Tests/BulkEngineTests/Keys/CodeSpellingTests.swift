import Testing

@testable import BulkEngine

/// A code in other letters may be ours; one that is exactly ours is.
struct CodeSpellingTests {
  private let spelling = CodeSpelling(["ab-1", "AB-1", "cd-2"])

  @Test("A code of ours stands for itself", arguments: ["ab-1", "AB-1", "cd-2"])
  func aCodeOfOursStandsForItself(_ code: String) {
    #expect(spelling.ours(for: code) == code)
  }

  @Test("Other letters may mean ours")
  func otherLettersMayMeanOurs() {
    #expect(spelling.ours(for: "CD-2") == "cd-2")
    #expect(spelling.ours(for: "Ab-1") == "AB-1")
  }

  @Test("Any other spelling is another code", arguments: ["", "cd2", "cd-22", " cd-2"])
  func anythingElseIsAnotherCode(_ code: String) {
    #expect(spelling.ours(for: code) == nil)
  }
}
