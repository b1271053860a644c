package import Spreadsheets

/// Names the findings of an operation for programs and for people: what is wrong and what to do.
///
/// The sentences of both languages are cut into pieces once; a finding is then written as bytes.
package final class FindingSentences: Sendable {
  package let layout: SheetLayout
  package let catalogue: FindingCatalogue
  private let codes: [String]
  /// Stable names by ordinal of the field.
  private let fieldNames: [String]
  private let english: Prepared
  private let portuguese: Prepared

  package init(_ layout: SheetLayout, _ catalogue: FindingCatalogue) {
    self.layout = layout
    self.catalogue = catalogue
    codes = Self.codes(layout, catalogue)
    fieldNames = layout.fields.map(\.name)
    english = Prepared(layout, catalogue, .english)
    portuguese = Prepared(layout, catalogue, .portuguese)
  }

  // MARK: Codes

  /// Stable, for `q_code` and `findings.csv`: the field first, `custom_code.required`.
  package func stableCode(_ finding: Finding) -> String {
    let place = finding.field.map { Int($0.ordinal) + 1 } ?? 0
    return codes[Int(finding.code.number) * (layout.fields.count + 1) + place]
  }

  /// Appends the stable code.
  func appendStableCode(_ finding: Finding, to buffer: inout ByteBuffer) {
    buffer.append(stableCode(finding))
  }

  /// The stable name of the field, empty for the whole row.
  func fieldName(_ finding: Finding) -> String {
    finding.field.map { fieldNames[Int($0.ordinal)] } ?? ""
  }

  /// The stable codes by number of the code, each for the whole row and for every field.
  private static func codes(_ layout: SheetLayout, _ catalogue: FindingCatalogue) -> [String] {
    catalogue.byNumber.flatMap { entry -> [String] in
      guard let entry else { return Array(repeating: "", count: layout.fields.count + 1) }
      let ofFields = layout.fields.map { field in
        entry.hasFieldPrefix ? "\(field.name).\(entry.name)" : entry.name
      }
      return [entry.name] + ofFields
    }
  }

  // MARK: Sentences

  /// One sentence without the person's value.
  package func text(_ finding: Finding, _ language: Language) -> String {
    var buffer = ByteBuffer(capacity: 256)
    append(finding, language, to: &buffer)
    return buffer.text
  }

  /// Appends the same sentence in UTF-8.
  package func append(_ finding: Finding, _ language: Language, to buffer: inout ByteBuffer) {
    let prepared = language == .english ? english : portuguese
    // A repair that is an error was forbidden and not made.
    let isForbidden = finding.code.severity == .repair && finding.severity == .error
    let code = isForbidden ? .needsRepair : finding.code
    let field = finding.field.map { prepared.fields[Int($0.ordinal)] }
    prepared.sentences[Int(code.number)]?.append(field: field, finding.detail, to: &buffer)
    Self.appendAddition(finding.detail, prepared, to: &buffer)
  }

  /// Appends the sentence a detail adds to that of the code.
  private static func appendAddition(
    _ detail: Finding.Detail, _ prepared: Prepared, to buffer: inout ByteBuffer
  ) {
    let addition: SentenceTemplate
    switch detail {
    case .expected: addition = prepared.expected
    case .typingError: addition = prepared.typingError
    case .lookAlike: addition = prepared.lookAlike
    case .counts(_, _, let hint), .line(_, let hint):
      guard hint != .none else { return }
      addition = prepared.hints[Int(hint.rawValue)]
    case .none, .character, .column, .day, .run: return
    }
    buffer.append(0x20)
    addition.append(field: nil, detail, to: &buffer)
  }

  /// The sentences of one language.
  private final class Prepared: Sendable {
    /// By number of the code.
    let sentences: [SentenceTemplate?]
    /// By ordinal of the field.
    let fields: [SentenceTemplate.Name]
    let expected, typingError, lookAlike: SentenceTemplate
    /// By raw value of the ``RowHint``.
    let hints: [SentenceTemplate]

    init(_ layout: SheetLayout, _ catalogue: FindingCatalogue, _ language: Language) {
      expected = Self.template(
        "the digit should be {digit}.", "o dígito deveria ser {digit}.", language)
      typingError = Self.template(
        "check for a typing error.", "procure um erro de digitação.", language)
      lookAlike = Self.template(
        """
        all would fit if character {position} were the other of letter {letter} and digit {digit}, \
        which look alike.
        """,
        """
        tudo conferiria se o caractere {position} fosse o outro entre a letra {letter} e o dígito \
        {digit}, que se parecem.
        """, language)
      hints = RowHint.allCases.map { SentenceTemplate($0.sentence.text(language)) }
      sentences = catalogue.byNumber.map { entry in
        entry.map { SentenceTemplate($0.sentence.text(language)) }
      }
      fields = layout.fields.map { SentenceTemplate.Name($0.words.text(language)) }
    }

    private static func template(
      _ english: String, _ portuguese: String, _ language: Language
    ) -> SentenceTemplate {
      SentenceTemplate(Bilingual(english, portuguese).text(language))
    }
  }
}

extension RowHint {
  fileprivate var sentence: Bilingual {
    switch self {
    case .none: Bilingual("", "")
    case .lineInQuotes:
      Bilingual(
        """
        the whole line stands in quotes as one cell: the file was opened with another delimiter and \
        saved again; export it anew.
        """,
        """
        a linha inteira está entre aspas, como uma célula só: o arquivo foi aberto com outro \
        delimitador e salvo de novo; exporte-o outra vez.
        """)
    case .cellsInQuotes:
      Bilingual(
        "several cells stand between two quotes as one: remove the quotes.",
        "várias células estão entre duas aspas, como uma só: retire as aspas.")
    case .quoteInCell:
      Bilingual(
        "a quote stands in the middle of a cell: double it or remove it.",
        "há uma aspa no meio de uma célula: duplique-a ou retire-a.")
    case .unusedMissing:
      Bilingual(
        """
        only cells of columns that are not used are missing at its end; if none has moved, add the \
        delimiters.
        """,
        """
        no fim só faltam células de colunas que não são usadas; se nenhuma saiu do lugar, acrescente \
        os delimitadores.
        """)
    }
  }
}
