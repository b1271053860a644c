package import BulkEngine

extension FindingCatalogue {
  /// Of sheets of payees.
  package static let payees = payees(and: [])

  /// Of sheets of payees that say more.
  static func payees(and own: [Entry]) -> FindingCatalogue {
    FindingCatalogue(
      documents + banks + numbers + types + codes + repetitions + repairs + hints + own,
      Repetitions(
        whole: .duplicatePayee, underOtherCode: .repeatedPayee,
        otherGroup: .sameAccountOtherDocument),
      hints: Hints(changed: .accountChanged, shared: .accountShared),
      columnClauses: payeeColumnClauses)
  }

  /// What is not written as a bank, a branch or an account, and names that are none.
  private static let numbers: [Entry] = [
    .init(
      .bankLength, "length",
      "{field}: a code has three digits, an ISPB eight; write the three-digit code.",
      "{field}: um código tem três dígitos e um ISPB, oito; escreva o código de três dígitos."),
    .init(
      .bankZeros, "zeros",
      """
      {field} is all zeros: write the three-digit code (001 for Banco do Brasil, whose ISPB is all zeros).
      """,
      """
      {o field} só tem zeros: escreva o código de três dígitos (001 para o Banco do Brasil, cujo ISPB só tem \
      zeros).
      """),
    .init(
      .unlistedISPB, "no_code",
      "eight digits are an ISPB, and this one is not in the list: write the bank's three-digit code.",
      "oito dígitos são um ISPB, e este não está na lista: escreva o código de três dígitos do banco."
    ),
    .init(
      .separators, "characters",
      """
      {field} has dots, hyphens, slashes or blanks where several numbers may be meant: write digits only, \
      and the check digit behind one hyphen or in its own column.
      """,
      """
      {o field} tem pontos, hifens, barras ou espaços e pode ser lid{o} como mais de um número: escreva só \
      dígitos, e o dígito verificador depois de um único hífen ou na coluna dele.
      """),
    .init(
      .zeroOrDigit, "zero_or_digit",
      """
      {field} has a zero in front and more than four digits, and the last one fits as its check digit: leave \
      out the zero, or set the check digit apart with a hyphen.
      """,
      """
      {o field} tem um zero à esquerda e mais de quatro dígitos, e o último serve como dígito verificador: \
      retire o zero, ou separe o dígito verificador com um hífen.
      """),
    .init(
      .digitBeside, "required",
      """
      {field} is missing; column {column}, which has no name that is known, seems to hold it: call it DV, or \
      use --map.
      """,
      """
      falta {o field}; a coluna {column}, que não tem um nome conhecido, parece contê-l{o}: chame-a de DV ou use \
      --map.
      """),
    .init(
      .operationOfOtherType, "not_of_operation",
      "{field} is not that of Caixa's operation in front of the account: compare both with the original.",
      "{o field} não é o da operação da Caixa que está na frente da conta: compare com o original."),
    .init(
      .nameIsNone, "placeholder",
      "{field} is a word or number that stands for a missing name: compare it with the original.",
      "{o field} parece um texto no lugar de um nome que falta: compare com o original."),
  ]

  /// Account type, amount, Pix key.
  private static let types: [Entry] = [
    .init(
      .accountTypeUnknown, "unreadable",
      "{field} must be checking (C) or savings (P).",
      "{o field} deve ser corrente (C) ou poupança (P)."),
    .init(
      .accountTypeAssumed, "assumed_checking",
      "{field} is missing; sent as checking.",
      "falta {o field}: enviado como corrente."),
    .init(
      .accountTypeOther, "sent_as_checking",
      "a payment or salary account is sent as checking.",
      "conta de pagamento ou salário é enviada como corrente."),
    .init(
      .amountRange, "out_of_range",
      "{field} must be R$ 0.01 to R$ 150,000.00.",
      "{o field} deve ser de R$ 0,01 a R$ 150.000,00."),
    .init(
      .pixKeyInvalid, "invalid",
      "{field} is not valid; it is not needed and not sent.",
      "{o field} não é válid{o}; não é necessári{o} e não é enviad{o}."),
  ]

  /// Codes that show who the payee is.
  private static let codes: [Entry] = [
    .init(
      .codeIsDocument, "is_document",
      """
      {field} holds a person's document, which must not leave traces: use another code, or \
      rename the column to have codes made.
      """,
      """
      {o field} contém o documento de uma pessoa, que não pode deixar rastros: use outro código, ou \
      renomeie a coluna para que os códigos sejam gerados.
      """),
    .init(
      .codeIsAccount, "is_account",
      """
      {field} holds the person's account, which must not leave traces: use another code, or \
      rename the column to have codes made.
      """,
      """
      {o field} contém a conta da pessoa, que não pode deixar rastros: use outro código, ou \
      renomeie a coluna para que os códigos sejam gerados.
      """),
    .init(
      .codeMayBeDocument, "may_be_document",
      """
      {field} holds the digits of a document; if that is not by chance, use another code, since \
      codes are kept.
      """,
      """
      {o field} contém os dígitos de um documento; se não for coincidência, use outro código, pois \
      os códigos ficam guardados.
      """),
    .init(
      .codeMayBeName, "may_be_name",
      """
      {field} holds the name of another person of the sheet; if that is not by chance, use another \
      code, since codes are kept.
      """,
      """
      {o field} contém o nome de outra pessoa da planilha; se não for coincidência, use outro código, \
      pois os códigos ficam guardados.
      """),
    .init(
      .codeMayBeAccount, "may_be_account",
      """
      {field} holds the digits of an account; if that is not by chance, use another code, since \
      codes are kept.
      """,
      """
      {o field} contém os dígitos de uma conta; se não for coincidência, use outro código, pois os \
      códigos ficam guardados.
      """),
    .init(
      .codeIsName, "is_name",
      """
      {field} holds the person's name, which must not leave traces: use another code, or rename \
      the column to have codes made.
      """,
      """
      {o field} contém o nome da pessoa, que não pode deixar rastros: use outro código, ou \
      renomeie a coluna para que os códigos sejam gerados.
      """),
    .init(
      .codeHasName, "has_name",
      """
      {field} holds a word of the name; if that is not by chance, use another code, since codes \
      are kept.
      """,
      """
      {o field} contém uma palavra do nome; se não for coincidência, use outro código, pois os \
      códigos ficam guardados.
      """),
  ]

  /// Payees met before.
  private static let repetitions: [Entry] = [
    .init(
      .duplicatePayee, "row.duplicate",
      "the whole payee already stands on line {line}; this row is not sent.",
      "o mesmo favorecido já está na linha {line}; esta linha não é enviada."),
    .init(
      .repeatedPayee, "row.repeated_payee",
      "the same payee stands on line {line} under another code; both are sent.",
      "o mesmo favorecido está na linha {line} com outro código; ambos são enviados."),
    .init(
      .sameAccountOtherDocument, "account.other_document",
      "the same account stands on line {line} with another document.",
      "a mesma conta está na linha {line} com outro documento."),
  ]

  /// Repairs of documents, branches and accounts.
  private static let repairs: [Entry] = [
    .init(
      .upperCased, "upper_cased",
      "{field} set in upper case.",
      "{field} passad{o} para maiúsculas."),
    .init(
      .digitSplit, "digit_split",
      "check digit split from {field}.",
      "dígito verificador separado {do field}."),
    .init(
      .operationKept, "operation_kept",
      "Caixa's operation is kept in front of the account.",
      "a operação da Caixa é mantida na frente da conta."),
    .init(
      .separatorsDropped, "separators_dropped",
      "dots, blanks or a hyphen taken out of {field}.",
      "pontos, espaços ou hífen retirados {do field}."),
    .init(
      .branchDropped, "branch_dropped",
      "the branch, written in front of {field} as well, taken off.",
      "agência repetida na frente {do field} retirada."),
    .init(
      .zerosDropped, "zeros_dropped",
      "zeros that fill up {field} taken off.",
      "zeros que completavam {o field} retirados."),
    .init(
      .bankCodeExtracted, "bank_code_extracted",
      "bank code taken from the text.",
      "código do banco extraído do texto."),
    .init(
      .bankFoundByISPB, "bank_found_by_ispb",
      "bank found by its ISPB.",
      "banco encontrado pelo ISPB."),
    .init(
      .bankFoundByName, "bank_found_by_name",
      "bank found by its name.",
      "banco encontrado pelo nome."),
  ]
}

extension FindingSentences {
  /// Of sheets of payees.
  package static let payees = FindingSentences(.payees, .payees)
}
