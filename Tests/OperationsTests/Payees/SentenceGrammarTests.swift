import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// Findings read as a person who speaks the language would write them.
@Suite struct SentenceGrammarTests {
  private static let fields = SheetLayout.payees.allFields
  private static let details: [Finding.Detail] = [
    .none, .expected(0x33, 0), .counts(found: 3, expected: 4), .line(7), .column(2),
    .character(0x200B), .branch(1),
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
        !words.contains(/\b(conta|agência|chave pix) (passado|lido|cortado|ignorado)/),
        "\(sentence)")
      #expect(
        !words.contains(/\b(de|em) (conta|agência|banco|cpf\/cnpj|nome)\b/)
          || words.contains("número de conta"), "\(sentence)")
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
    let finding = Finding(.unexpectedBranch, .bankBranch, detail: .branch(1))
    #expect(
      finding.text(.portuguese)
        == "Este banco só usa a agência 0001: compare com o original.")
    #expect(
      finding.text(.english) == "This bank uses branch 0001 only: compare it with the original.")
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
