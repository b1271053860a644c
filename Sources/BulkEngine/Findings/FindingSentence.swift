import BrazilianBanking
package import Spreadsheets

/// Turns findings into sentences for people: what is wrong and what to do.
///
/// The sentences of a language are taken apart once; a finding is then written as bytes.
package enum FindingSentence {
  /// One sentence without the person's value.
  package static func text(_ finding: Finding, _ language: Language) -> String {
    var buffer = ByteBuffer(capacity: 256)
    append(finding, language, to: &buffer)
    return buffer.text
  }

  /// Appends the same sentence in UTF-8.
  package static func append(
    _ finding: Finding, _ language: Language, to buffer: inout ByteBuffer
  ) {
    let prepared = prepared(language)
    // A repair that is an error was forbidden and not made.
    let isForbidden = finding.code.severity == .repair && finding.severity == .error
    let code = isForbidden ? .needsRepair : finding.code
    let field = finding.field.flatMap { prepared.fields[$0] }
    prepared.sentences[code]?.append(field: field, finding.detail, to: &buffer)
    appendAddition(finding.detail, prepared, to: &buffer)
  }

  /// Appends the sentence a detail adds to that of the code.
  private static func appendAddition(
    _ detail: Finding.Detail, _ prepared: Prepared, to buffer: inout ByteBuffer
  ) {
    let addition: SentenceTemplate
    switch detail {
    case .expectedDigit: addition = prepared.expectedDigit
    case .typingError: addition = prepared.typingError
    case .lookAlike: addition = prepared.lookAlike
    case .none, .counts, .line: return
    }
    buffer.append(0x20)
    addition.append(field: nil, detail, to: &buffer)
  }

  // MARK: Preparing

  /// The sentences of one language.
  private struct Prepared {
    var sentences: [FindingCode: SentenceTemplate] = [:]
    var fields: [Field: SentenceTemplate.Name] = [:]
    let expectedDigit, typingError, lookAlike: SentenceTemplate

    init(_ language: Language) {
      func template(_ pair: Pair) -> SentenceTemplate {
        SentenceTemplate(language == .english ? pair.english : pair.portuguese)
      }
      expectedDigit = template(
        .init("the digit should be {digit}.", "o dígito deveria ser {digit}."))
      typingError = template(.init("check for a typing error.", "procure um erro de digitação."))
      lookAlike = template(
        .init(
          "all would fit if character {position} were the other of letter {letter} and digit "
            + "{digit}, which look alike.",
          "tudo conferiria se o caractere {position} fosse o outro entre a letra {letter} e o dígito "
            + "{digit}, que se parecem."))
      for code in FindingCode.allCases {
        sentences[code] = template(FindingSentence.sentence(code))
      }
      for field in Field.allCases { fields[field] = .init(FindingSentence.name(field, language)) }
    }
  }

  private static let english = Prepared(.english)
  private static let portuguese = Prepared(.portuguese)

  private static func prepared(_ language: Language) -> Prepared {
    language == .english ? english : portuguese
  }

  /// A field as people call it.
  package static func name(_ field: Field, _ language: Language) -> String {
    let names: (String, String) =
      switch field {
      case .name: ("name", "nome")
      case .document: ("CPF/CNPJ", "CPF/CNPJ")
      case .documentType: ("document type", "tipo de documento")
      case .bankCode: ("bank", "banco")
      case .bankBranch: ("branch", "agência")
      case .bankBranchDigit: ("branch digit", "dígito da agência")
      case .account: ("account", "conta")
      case .accountDigit: ("account digit", "dígito da conta")
      case .accountType: ("account type", "tipo de conta")
      case .operation: ("operation", "operação")
      case .amount: ("amount", "valor")
      case .customCode: ("code", "código")
      case .pixKey: ("Pix key", "chave Pix")
      case .earlierCustomCode: ("q_custom_code", "q_custom_code")
      case .earlierStatus: ("q_status", "q_status")
      }
    return language == .english ? names.0 : names.1
  }
}
