import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The API names somebody of another batch: a batch was halved, or the sheet has several.
struct NameWordsTests {
  private static let sentences: ForeignSentences = {
    var words = NameWords()
    for name in ["CONCEIÇÃO D'ÁVILA MÜLLER", "Sebastião Quaresma", "Banco Conta Certa Ltda", "Eva"]
    {
      words.insert(name: Array(name.utf8)[...])
    }
    return ForeignSentences(of: [Payees.payee(1).payeeWords], others: words)
  }()

  @Test(
    "A name of another batch is known in every writing",
    arguments: [
      "CONCEICAO D'AVILA MULLER", "müller, conceição", #"Concei\u00e7\u00e3o"#,
      "Concei%C3%A7%C3%A3o", "conceicaomuller", "S e b a s t i ã o  Q u a r e s m a",
      "S e b a s t i ã o Q. M ü l l e r", "U2ViYXN0acOjbyBRdWFyZXNtYQ==", "sebastiao_quaresma",
      "xxQuaresmayy", "0Sebastião", "<b>Q</b><b>u</b>aresma", #"\u{51}uaresma"#, "%u0051uaresma",
    ])
  func aNameOfAnotherBatchIsKnownInEveryWriting(_ written: String) {
    let masked = Self.sentences.masked("Holder \(written) is another.")
    let plain = UndisguisedText(masked, layers: 0)?.letters.map(\.byte) ?? []
    let text = String(decoding: plain, as: UTF8.self)
    for word in ["conceic", "davila", "muller", "sebasti", "quaresma"] {
      #expect(!text.contains(word), "\(masked)")
    }
    #expect(masked.hasPrefix("Holder ") && masked.hasSuffix("another."), "\(masked)")
  }

  @Test(
    "What stands in front of the sign of another row's address is known, and its street",
    arguments: ["b e n e d i t a", "benedita.quirino", "be-ne-di-ta", "Rua J a n g a d e i r o s"])
  func addressesAndStreetsOfOthersAreKnown(_ written: String) {
    var words = NameWords()
    for text in ["benedita.quirino@example.org", "Rua Jangadeiros"] {
      words.insert(name: Array(text.utf8)[...])
    }
    let masked = ForeignSentences(of: [], others: words).masked("Rua: \(written) is another.")
    let letters = masked.lowercased().filter(\.isLetter)
    for word in ["benedita", "quirino", "jangadeiros"] {
      #expect(!letters.contains(word), "\(masked)")
    }
    #expect(masked.hasPrefix("Rua: ") && masked.hasSuffix("another."), "\(masked)")
    #expect(ForeignSentences(of: [], others: words).masked("example org") == "example org")
  }

  @Test("Words of any message stay although a company is called so")
  func wordsOfAnyMessageStayAlthoughACompanyIsCalledSo() {
    let sentence = "Conta inválida: banco não encontrado."
    #expect(Self.sentences.masked(sentence) == sentence)
    #expect(Self.sentences.masked("Eva tem outra conta") == "E. tem outra conta")
  }

  @Test("Where the input cannot be read any word may be a name")
  func whereTheInputCannotBeReadAnyWordMayBeAName() {
    let sentences = ForeignSentences(of: [Payees.payee(1).payeeWords], others: .all)
    #expect(sentences.masked("Conta de Quaresma inválida") == "Conta de Q. inválida")
  }

  @Test(
    "A stranger's number spelled or coded is hidden",
    arguments: [
      "3, 1, 8, 4, 0, 2, 9, 5, 7", "3 | 1 | 8 | 4 | 0 | 2 | 9",
      "3.......1.......8.......4.......0.......2.......9",
      "0x33 0x31 0x38 0x34 0x30 0x32 0x39", "MzE4NDAyOTU3MzI=", "TXpFNE5EQXlPVFUzTXpJPQ==",
      "GMYTQNBQGI4TKNZTGI======",
    ])
  func aStrangersNumberSpelledOrCodedIsHidden(_ written: String) {
    let masked = Self.sentences.masked("It is \(written).")
    #expect(masked.contains("*"), "\(masked)")
  }
}
