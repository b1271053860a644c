import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Whatever the API says becomes one harmless line.
struct PlainSentenceTests {
  @Test(
    "One line that no program obeys",
    arguments: [
      ("two\nlines\r\nand\ta tab", "two lines and a tab"), ("\u{0}a\u{1B}[31mb", "a [31mb"),
      ("a\u{2028}b\u{202E}c\u{200B}d", "a b c d"), ("  much   room  ", "much room"), ("", ""),
      ("a;=1+1", "a;'=1+1"), ("a, =1", "a, '=1"), ("say \"-1\"", "say \"'-1\""),
      ("1 - 2 = x", "1 - 2 = x"),
      ("a|＝1", "a|'＝1"), ("a;\t@b", "a; '@b"),
    ])
  func oneLineThatNoProgramObeys(_ text: String, _ plain: String) {
    #expect(PlainSentence.text(text) == plain)
  }

  @Test("A megabyte is cut and nothing personal is left at the cut")
  func aMegabyteIsCutAndNothingPersonalIsLeftAtTheCut() {
    let payee = Payees.payee(1)
    let text = String(repeating: "\(payee.name) \(payee.document) ", count: 40_000)
    let masked = Masking.message(text, about: payee.payeeWords)
    #expect(masked.unicodeScalars.count <= PlainSentence.longest)
    for word in payee.name.split(separator: " ") where word.count > 2 {
      #expect(!masked.contains(word.prefix(3)))
    }
  }

  @Test("Endless accents are cut too")
  func endlessAccentsAreCutToo() {
    let text = PlainSentence.text("a" + String(repeating: "\u{301}", count: 100_000))
    #expect(text.unicodeScalars.count == PlainSentence.longest)
  }
}
