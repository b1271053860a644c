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
    text = fill(text, finding.detail)
    if let addition = addition(finding.detail) {
      text += " " + (language == .english ? addition.english : addition.portuguese)
    }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func fill(_ text: String, _ detail: Finding.Detail) -> String {
    switch detail {
    case .counts(let found, let expected):
      text.replacing("{found}", with: String(found))
        .replacing("{expected}", with: String(expected))
    case .line(let line): text.replacing("{line}", with: String(line))
    case .none, .expectedDigit, .typingError, .lookAlike: text
    }
  }

  /// The sentence a detail adds to that of the code.
  private static func addition(_ detail: Finding.Detail) -> Pair? {
    switch detail {
    case .expectedDigit(let digit):
      Pair("The digit should be \(digit).", "O dígito deveria ser \(digit).")
    case .typingError:
      Pair("Check for a typing error.", "Procure um erro de digitação.")
    case .lookAlike(let position, let letter, let digit):
      lookAlike(position, Unicode.Scalar(letter), Unicode.Scalar(digit))
    case .none, .counts, .line: nil
    }
  }

  private static func lookAlike(
    _ position: Int, _ letter: Unicode.Scalar, _ digit: Unicode.Scalar
  ) -> Pair {
    Pair(
      "All would fit if character \(position) were the other of letter \(letter) and digit "
        + "\(digit), which look alike.",
      "Tudo conferiria se o caractere \(position) fosse o outro entre a letra \(letter) e o dígito "
        + "\(digit), que se parecem.")
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
