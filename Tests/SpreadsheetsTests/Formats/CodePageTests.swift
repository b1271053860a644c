import QualificaTestKit
import Testing

@testable import Spreadsheets

@Suite("CodePageEvidence, code pages 850 and Mac Roman")
struct CodePageTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func detect(_ text: String, as encoding: TextEncoding) throws -> TabularFormat {
    var bytes = ByteBuffer()
    try bytes.append(Array(text.utf8).span, in: encoding)
    return try TabularFormat.detect(path: folder.file(bytes.bytes))
  }

  static let sheets = [
    "Código;Nome\n1;JOÃO DA CONCEIÇÃO\n", "Nome;Agência\nJosé Antônio;1\n", "n;v\nInês;2\n",
    "nome;valor\nÂNGELA GONÇALVES;1\nÉlcio Peçanha;2\n", "DÍGITO;X\nÚRSULA NUÑEZ;1\n",
    "n;v\nANDRÉ;1\n",
  ]

  @Test(
    "accents that make sense in another code page only name that one",
    arguments: sheets, [TextEncoding.codePage850, .macRoman])
  func otherCodePages(sheet: String, encoding: TextEncoding) throws {
    let format = try detect(sheet, as: encoding)
    #expect(format.encoding == .windows1252)
    #expect(format.likelierEncoding == encoding)
  }

  @Test(
    "one accent tells code page 850 where its word cannot have the other letter",
    arguments: [
      "JOÃO", "SEBASTIÃO", "SÃO PAULO", "GALVÃO", "IRMÃOS LTDA", "FALCÃO", "GUIMARÃES", "MAGALHÃES",
      "BRANDÃO", "PATRÍCIA", "MAURÍCIO", "LÍDIA", "VINÍCIUS", "CÍNTIA", "LUÍS", "HELOÍSA",
      "ANTÔNIO",
      "MÔNICA", "JOSÉ", "ÁLVARO", "SÔNIA", "LÚCIA", "CÂNDIDO",
    ])
  func oneAccent(name: String) throws {
    let format = try detect("n;v\n\(name);1\n", as: .codePage850)
    #expect(format.likelierEncoding == .codePage850)
    #expect(try detect("n;v\n\(name);1\n", as: .windows1252).likelierEncoding == nil)
  }

  @Test(
    "a cedilla or a German letter in Windows-1252 is no other letter of code page 850",
    arguments: [
      "LOURENÇO", "GONÇALVES", "PREÇO", "MOÇO", "SERVIÇO", "ENDEREÇO", "CRESÇA", "CONCEPÇOES",
      "MARIA DA CONCEIÇ", "LOURENÇ", "FRANÇIELE", "MARÇELO", "ÇELIK", "CONÇEIÇAO", "ALVAÇÃ",
      "MARÇAL", "PEDRO GARÇES",
      "SCHRÖDER", "KÖNIG", "JÖRG", "KÖHLER", "ÖZIL", "GRÖSS", "SCHÖN", "VÖLKER",
    ])
  func oneCedilla(name: String) throws {
    #expect(try detect("n;v\n\(name);1\n", as: .windows1252).likelierEncoding == nil)
  }

  @Test("Windows-1252 and UTF-8 are what they are", arguments: sheets)
  func usual(sheet: String) throws {
    #expect(try detect(sheet, as: .windows1252).likelierEncoding == nil)
    #expect(try detect(sheet, as: .windows1252).encoding == .windows1252)
    #expect(try detect(sheet, as: .utf8).likelierEncoding == nil)
  }

  @Test(
    "marks and prices in Windows-1252 are no other code page",
    arguments: [
      "nome;obs\nANA D’ÁVILA;“ok”\n", "nome;obs\nJOÃO;5 €\n", "n;o\nLOURENÇO;nº 5, 1ª via\n",
      "n;o\nAna;5 – 7\n", "n;o\nAna;15°\n", "n;o\nMARÇAL MÜLLER;x\n", "n;o\nAna;“ok”\n",
      "n;o\nCopo d’água;Sant’Anna\n", "n;o\nRUA 1ª;Nº 5\n", "n;o\nAna;n° 5 – fim…\n",
      "n;o\nAnaïs;x\n",
    ])
  func marks(sheet: String) throws {
    #expect(try detect(sheet, as: .windows1252).likelierEncoding == nil)
  }

  @Test("the first accent may stand far behind the beginning")
  func farAccent() throws {
    let plain = String(repeating: "Ana;1\n", count: 60_000)
    let format = try detect(plain + "João;2\nInês;3\n", as: .codePage850)
    #expect(format.likelierEncoding == .codePage850)
    #expect(try detect(plain + "João;2\n", as: .windows1252).likelierEncoding == nil)
  }

  @Test(
    "what was named is read and written so",
    arguments: [
      ("cp850", TextEncoding.codePage850), ("Macintosh", .macRoman), ("IBM850", .codePage850),
    ]
  )
  func named(name: String, encoding: TextEncoding) throws {
    #expect(TextEncoding(name: name) == encoding)
    let text = "Código;Nome\n1;JOÃO DA CONCEIÇÃO\n"
    var bytes = ByteBuffer()
    try bytes.append(Array(text.utf8).span, in: encoding)
    let path = try folder.file(bytes.bytes)
    let format = try TabularFormat.detect(path: path, encoding: encoding)
    #expect(format.likelierEncoding == nil)
    #expect(try readAll(path, format: format).rows.last?.fields == ["1", "JOÃO DA CONCEIÇÃO"])
  }
}
