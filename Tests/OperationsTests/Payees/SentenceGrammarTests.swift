import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// Findings read as a person who speaks the language would write them.
@Suite struct SentenceGrammarTests {
  private static let fields = SheetLayout.payees.allFields
  private static let details: [Finding.Detail] = [
    .none, .expected(0x33, 0), .counts(found: 3, expected: 4), .line(7), .column(2),
    .character(0x200B), .number(1),
  ]

  /// Every sentence that a finding of a sheet of payees can have, without those whose detail is not
  /// the one that belongs to them.
  private static func sentences(_ language: Language) -> [String] {
    FindingCode.allCases.flatMap { code in
      fields.flatMap { field in
        details.map { Finding(code, field, detail: $0).text(language) }
      }
    }.filter { !$0.contains("{") }
  }

  @Test("Article, ending and field agree, whatever the field")
  func agreement() {
    let sentences = Self.sentences(.portuguese)
    #expect(sentences.count > 1_000)
    for sentence in Set(sentences) {
      let words = sentence.lowercased()
      #expect(
        !words.contains(
          /\b(o|do|no|um|outro) (conta|agência|chave|operação|planilha|linha|célula)\b/),
        "\(sentence)")
      #expect(
        !words.contains(
          /\b(a|da|na|uma|outra) (banco|nome|cpf\/cnpj|código|dígito|tipo|valor)\b/), "\(sentence)")
      #expect(
        !words.contains(/^(a )?(conta|agência|chave pix) [a-z ]*(passado|lido|cortado|ignorado)/),
        "\(sentence)")
      #expect(
        !words.contains(/\b(repostos em|retirad[oa]s? de|separado de|reduzidos em|junto de)\b/),
        "\(sentence)")
    }
  }

  @Test("The field stands with its article, in front and within")
  func article() {
    #expect(Finding(.required, .account).text(.portuguese) == "Falta a conta.")
    #expect(Finding(.required, .document).text(.portuguese) == "Falta o CPF/CNPJ.")
    #expect(Finding(.upperCased, .account).text(.portuguese) == "Conta passada para maiúsculas.")
    #expect(
      Finding(.digitSplit, .bankBranch).text(.portuguese)
        == "Dígito verificador separado da agência.")
    #expect(
      Finding(.zeros, .bankBranch).text(.portuguese) == "A agência só tem zeros: informe a correta."
    )
    #expect(Finding(.zeros, .account).text(.english) == "Account is all zeros: enter the real one.")
  }

  @Test("Where a bank uses one branch only, the sentence says which")
  func branch() {
    let finding = Finding(.unexpectedBranch, .bankBranch, detail: .number(1))
    #expect(
      finding.text(.portuguese)
        == "Este banco usa outra agência: compare com o original. Deveria ser 0001.")
    #expect(
      finding.text(.english)
        == "This bank uses another branch: compare it with the original. It should be 0001.")
  }

  @Test("No sentence has a word of the other language")
  func languages() {
    let english = /\b(the|of|and|with|which|this|that|is|are|was|not|has|from|record|row|missing)\b/
    let portuguese = /\b(não|são|está|foi|uma|com|para|dos|das|registro|linha|falta)\b/
    for sentence in Set(Self.sentences(.portuguese)) {
      #expect(!sentence.contains(english), "\(sentence)")
    }
    for sentence in Set(Self.sentences(.english)) {
      #expect(!sentence.lowercased().contains(portuguese), "\(sentence)")
    }
  }
}
