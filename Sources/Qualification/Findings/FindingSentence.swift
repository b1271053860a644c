/// Turns findings into sentences for people: what is wrong and what to do.
package enum FindingSentence {
  /// One sentence without the person's value.
  package static func text(_ finding: Finding, _ language: Language) -> String {
    // A repair that is an error was forbidden and not made.
    let isForbidden = finding.code.severity == .repair && finding.severity == .error
    let sentence = sentence(isForbidden ? .needsRepair : finding.code)
    var text = language == .english ? sentence.english : sentence.portuguese
    let field = finding.field.map { name($0, language) } ?? ""
    text = text.replacing("{field}", with: field)
    switch finding.detail {
    case .none: break
    case .expectedDigit(let digit):
      let expected = String(Unicode.Scalar(digit))
      text +=
        language == .english
        ? " The digit should be \(expected)." : " O dígito deveria ser \(expected)."
    case .counts(let found, let expected):
      text = text.replacing("{found}", with: String(found))
        .replacing("{expected}", with: String(expected))
    case .line(let line): text = text.replacing("{line}", with: String(line))
    }
    return text.prefix(1).uppercased() + text.dropFirst()
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
