/// Shows what kind of value a cell holds and never whose.
package enum SampleMasking {
  /// Longest sample in characters.
  private static let longest = 40

  /// - Parameters:
  ///   - text: the cell.
  ///   - field: what the column holds; nil when it holds no known field.
  package static func masked(_ text: String, _ field: Field?) -> String {
    let beginning = String(text.prefix(longest))
    let masked =
      switch field {
      case .name: Masking.name(beginning)
      case .document: document(beginning)
      case .account, .pixKey, .customCode, .earlierCustomCode: Masking.tail(beginning)
      case .bankCode, .bankBranch, .operation: shortNumber(beginning)
      case .bankBranchDigit, .accountDigit: beginning.count <= 2 ? beginning : shape(beginning)
      case .accountType, .documentType, .earlierStatus:
        words.contains(HeaderFolding.fold(beginning)) ? beginning : shape(beginning)
      case .amount, nil: shape(beginning)
      }
    return PlainSentence.text(masked)
  }

  /// A CPF or CNPJ, masked as everywhere; anything else as its shape, for a wrong column may hold it.
  private static func document(_ text: String) -> String {
    let code = text.filter { $0.isLetter || $0.isNumber }
    let isDocument = code.allSatisfy(\.isASCII) && (8...14).contains(code.count)
    return isDocument && code.suffix(2).allSatisfy(\.isNumber)
      ? Masking.document(code) : shape(text)
  }

  /// Numbers of up to four digits tell nothing about a person.
  private static func shortNumber(_ text: String) -> String {
    let digits = text.count(where: \.isNumber)
    if digits > 4 { return Masking.tail(text) }
    return String(text.map { $0.isLetter ? letter($0) : $0 })
  }

  /// `9` for every digit, `a` or `A` for every letter: `99/99/9999`, `Aaaa 99`.
  static func shape(_ text: String) -> String {
    String(text.map { $0.isNumber ? "9" : $0.isLetter ? letter($0) : $0 })
  }

  private static func letter(_ character: Character) -> Character {
    character.isUppercase ? "A" : "a"
  }

  /// Words that stand in type columns of half the country.
  private static let words: Set<String> = [
    "cpf", "cnpj", "pf", "pj", "f", "j", "fisica", "juridica", "pessoa fisica", "pessoa juridica",
    "c", "cc", "p", "cp", "s", "corrente", "conta corrente", "poupanca", "conta poupanca",
    "checking", "savings", "salario", "conta salario", "pagamento", "conta pagamento",
    "conta de pagamento", "01", "02", "1", "2",
  ]
}
