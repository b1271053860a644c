import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// No sentence of the API names anybody of the batch, however it writes them.
struct ForeignSentencesTests {
  private static let batch: [OutgoingRecord] = {
    var first = Payees.payee(1)
    (first.name, first.document) = ("Conceição D'Ávila Müller", "52998224725")
    (first.account, first.accountDigit, first.bankBranch) = ("1234567", "8", "4321")
    var second = Payees.payee(2)
    (second.name, second.document) = ("Sebastião Quaresma", "12ABC34501DE35")
    (second.account, second.accountDigit, second.bankBranch) = ("987", "0", "0987")
    return [first, second]
  }()

  private static let sentences = ForeignSentences(of: batch.map(\.payeeWords))

  @Test(
    "A number is known in every writing",
    arguments: [
      "529.982.247-25", "529 982 247 25", "529,982,247,25", "529·982·247·25", "529'982'247'25",
      "5 2 9 9 8 2 2 4 7 2 5", "529\u{200B}982\u{AD}24725", "５２９９８２２４７２５", "٥٢٩٩٨٢٢٤٧٢٥",
      "&#53;2998224725", "529982247&#x32;5", "%35%32%39982247%32%35", #"\u0035\u0032998224725"#,
      "5²9982247²5", "5\u{301}29\u{301}98224725", "(529) 982-24725", "529, 982, 247, 25",
      "CPF:529_982_247_25", "52998\n224725", "⑤②⑨982247②5", "529-982-247", "12 3456 7-8",
      "123.456.78", "1.234.567", "l234567", "12ABC34501DE35", "12.abc.345/01de-35",
      "12 ABC 345 O1DE 35", "1 2 3 4 5 6 7",
      "NTI5OTgyMjQ3MjU=", "3532393938323234373235", "%31%32%33%34%35%36%37",
    ])
  func aNumberIsKnownInEveryWriting(_ written: String) {
    let masked = Self.sentences.masked("It is \(written).")
    let digits = masked.unicodeScalars.filter { $0.properties.numericType != nil }
    #expect(digits.count <= 4, "\(masked)")
    #expect(masked.hasPrefix("It is "), "\(masked)")
  }

  @Test(
    "A name of the batch is known in every writing",
    arguments: [
      "ConceiÃ§Ã£o MÃ¼ller", "ConceiÃƒÂ§ÃƒÂ£o", "SebastiÃ£o Quaresma", #"Concei\xC3\xA7\xC3\xA3o"#,
      "CONCEICAO D'AVILA MULLER", "müller, conceição", "Concei\u{E7}\u{E3}o",
      "Conceic\u{327}a\u{303}o",
      "Concei&ccedil;&atilde;o", #"Concei\u00e7\u00e3o"#, "Concei%C3%A7%C3%A3o", "Con\u{AD}ceição",
      "Ｃｏｎｃｅｉｃａｏ", "Cоnceiçãо", "conceicaomuller", "ConceiçãoMüller", "conceicao.muller",
      "S e b a s t i ã o Q u a r e s m a", "S.E.B.A.S.T.I.A.O", "Seba stiã o Quar\nesma",
      "C,o,n,c,e,i,ç,ã,o", "U2ViYXN0acOjbyBRdWFyZXNtYQ==", "53656261737469616f",
      "sebastiao_quaresma", "QUARESMA SEBASTIAO", "Sebasti&#227;o", #"Sebasti\\u00e3o"#,
      "Con/cei/ção", "Concei-ção", "Q.ua.r.es.ma", "Quares ma", "oãitsabeS amseruaQ",
      "Fronfgvãb Dhnerfzn",
      "Concei??o", "Concei\u{FFFD}\u{FFFD}o",
      "U+0053 U+0065 U+0062 U+0061 U+0073 U+0074 U+0069 U+00E3 U+006F",
      "UwBlAGIAYQBzAHQAaQDjAG8A", "5300650062006100730074006900e3006f00",
      "nzferenhD", #";e9EHF*),)D]ho"@<,q#D.*"#, "Q)Oadb98B8Zy-^1VRB`2ZD9",
    ])
  func aNameOfTheBatchIsKnownInEveryWriting(_ written: String) {
    let masked = Self.sentences.masked("Holder \(written) is another.")
    let plain = UndisguisedText(masked, layers: 0)?.letters.map(\.byte) ?? []
    let text = String(decoding: plain, as: UTF8.self)
    for word in ["conceic", "davila", "muller", "sebasti", "quaresma"] {
      #expect(!text.contains(word), "\(masked)")
    }
    #expect(masked.hasPrefix("Holder ") && masked.hasSuffix("another."), "\(masked)")
  }

  @Test(
    "A short name is known in pieces",
    arguments: ["Jo/sé", "J.o.s.é", "J-o/s_é", "Jo sé", "Jo|sé", "ésoJ", "Wbfr"])
  func aShortNameIsKnownInPieces(_ written: String) {
    var record = Payees.payee(1)
    record.name = "José Lima"
    let masked = ForeignSentences(of: [record.payeeWords]).masked("Holder \(written) is another.")
    #expect(["Holder J. is another.", "Holder *** is another."].contains(masked), "\(masked)")
  }

  @Test(
    "What stands in front of the sign of an address is known in pieces",
    arguments: [
      "b e n e d i t a q @ e x a m p l e . o r g", "b, e, n, e, d, i, t, a, q", "benedi|taq",
      "be\nne\ndi\nta\nq", "benedita-q", "qatideneb",
    ])
  func addressesAreKnownInPieces(_ written: String) {
    let sentences = ForeignSentences(of: [PersonalWords(numbers: ["benedita.q@example.org"])])
    let masked = sentences.masked("The address \(written) is taken.")
    let letters = masked.lowercased().filter(\.isLetter)
    #expect(!letters.contains("benedita") && !letters.contains("atideneb"), "\(masked)")
    #expect(masked.hasPrefix("The address "), "\(masked)")
  }

  @Test(
    "A random Pix key and the token of a card are hidden, however they are spelled",
    arguments: [
      "123e4567-e89b-12d3-a456-426614174000", "000471624166-654a-3d21-b98e-7654e321",
      "9f86d081884c7d659a2feaa0c55ad015", "9F86D081884C7D659A2FEAA0C55AD015",
    ],
    [nil, ", ", "_", " ", ".", "\n"])
  func randomKeysAreHidden(_ key: String, _ between: String?) {
    let written = between.map { key.map(String.init).joined(separator: $0) } ?? key
    let masked = ForeignSentences(of: []).masked("The key \(written) ; is another.")
    #expect(masked.hasPrefix("The key *") && masked.hasSuffix("; is another."), "\(masked)")
    #expect(masked.utf8.count < 64, "\(masked)")
  }

  @Test(
    "A stranger's address is hidden, spelled as well",
    arguments: [
      "q u a r t z o @ e x a m p l e . o r g", "q, u, a, r, t, z, o, @, e, x, a, m, p, ., o, r, g",
      "q\nu\na\nr\nt\nz\no\n@\ne\nx\na\nm\np\nl\ne", "q  u  a  r  t  z  o  @  e  x  a  m  p  l  e",
      "q\u{A0}u\u{A0}a\u{A0}r\u{A0}t\u{A0}z\u{A0}o\u{A0}@\u{A0}e\u{A0}x\u{A0}a",
    ])
  func addressesOfStrangersAreHiddenSpelled(_ written: String) {
    let masked = ForeignSentences(of: []).masked("The address \(written) ; is taken.")
    #expect(masked == "The address ***@*** ; is taken.")
    #expect(ForeignSentences(of: []).masked("Rates: 5 @ 3 or a @ b.") == "Rates: 5 @ 3 or a @ b.")
  }

  @Test("A name without its accented letters is known")
  func aNameWithoutItsAccentedLettersIsKnown() {
    var record = Payees.payee(1)
    record.name = "José Lima"
    #expect(
      ForeignSentences(of: [record.payeeWords]).masked("Jos? is another.") == "J.? is another.")
  }

  @Test(
    "So is a name of another batch",
    arguments: ["Eulá/lia", "Eu.lá.lia", "Eulá lia", "ailáluE", "Rhynyvn"])
  func soIsANameOfAnotherBatch(_ written: String) {
    var others = NameWords()
    others.insert(name: Array("Eulália Vilhena".utf8)[...])
    let masked = ForeignSentences(of: [], others: others).masked("Holder \(written) is another.")
    #expect(["Holder E. is another.", "Holder *** is another."].contains(masked), "\(masked)")
  }

  @Test(
    "Numbers and addresses are masked, other words stay",
    arguments: [
      ("Account 987 and 987-0 in branch 0987.", "Account *87 and **70 in branch **87."),
      ("maria@example.org or maria%40example.org", "***@*** or ***@***"),
      ("Call (11) 98765-4321 or +55 11 987654321.", "Call (*********21 or +***********21."),
      ("Pix 123e4567-e89b-12d3-a456-426614174000", "Pix ******************************00"),
      ("Status 5 of 7: try again in 30 s", "Status 5 of 7: try again in 30 s"),
      ("Bank branch invalid", "Bank branch invalid"), ("", ""),
    ])
  func othersAndShortNumbers(_ sentence: String, _ masked: String) {
    #expect(Self.sentences.masked(sentence) == masked)
  }

  @Test("Every sentence of a reply is masked")
  func everySentenceOfAReplyIsMasked() {
    let answer = SubmissionReply.Answer(
      customCode: "c-1", .refused, code: "x", message: "Quaresma 529.982.247-25")
    let masked = Self.sentences.masked(
      SubmissionReply(message: "Müller", answers: [answer, answer]))
    var clean = answer
    clean.message = "Q. *********25"
    #expect(masked == SubmissionReply(message: "M.", answers: [clean, clean]))
  }

  @Test("Secrets go first")
  func secretsGoFirst() {
    let sentences = ForeignSentences(of: []) { $0.replacing("k3y", with: "<redacted>") }
    #expect(sentences.masked("the k3y") == "the <redacted>")
  }

  @Test("Any sequence of scalars is borne")
  func anySequenceOfScalarsIsBorne() {
    var generator = SeededGenerator(seed: 5)
    let scalars: [Unicode.Scalar] = [
      "\\", "u", "0", "%", "&", "#", ";", "x", "D", "8", "@", "é", "\u{301}", "\u{202E}", " ", "9",
    ]
    for _ in 0..<2_000 {
      let length = Int.random(in: 0...24, using: &generator)
      let text = (0..<length).map { _ in scalars.randomElement(using: &generator) ?? " " }
      _ = Self.sentences.masked(String(String.UnicodeScalarView(text)))
    }
  }
}
