import BulkEngine

extension FindingCatalogue {
  static let hints: [Entry] = [
    .init(
      .accountChanged, "ledger.account_changed",
      """
      this person's account is another one than the one found valid on {date}: make sure that the \
      person asked for the change.
      """,
      """
      a conta desta pessoa é diferente da que foi validada em {date}: confirme com a pessoa que ela \
      pediu a mudança.
      """),
    .init(
      .accountShared, "ledger.account_shared",
      """
      earlier files sent other persons' records to this same account: find out whose account it is.
      """,
      """
      arquivos anteriores usaram esta mesma conta para outras pessoas: verifique de quem é a conta.
      """),
  ]

  /// Documents.
  static let documents: [Entry] = [
    .init(
      .checkDigit, "check_digit",
      "{field}: the check digit does not fit; compare it with the original.",
      "{field}: o dígito verificador não confere; compare com o original."),
    .init(
      .repeatedDigits, "repeated_digits",
      "{field} is one digit repeated.",
      "{o field} é um único dígito repetido."),
  ]

  /// Bank, branch, account.
  static let banks: [Entry] = [
    .init(
      .unknownBank, "unknown",
      "this bank is not in the list; the list may be older than the bank.",
      "este banco não está na lista; a lista pode ser mais antiga que o banco."),
    .init(
      .noSuchBank, "no_code",
      "the bank cannot be told from this: write its three-digit code.",
      "não é possível reconhecer o banco: escreva o código de três dígitos."),
    .init(
      .legacyBank, "legacy",
      "this bank's accounts have moved to another bank.",
      "as contas deste banco passaram para outro banco."),
    .init(
      .zeros, "zeros",
      "{field} is all zeros: enter the real one.",
      "{o field} só tem zeros: informe {o} corret{o}."),
    .init(
      .branchInside, "begins_with_branch",
      "{field} begins with the branch: leave the branch in its own column only.",
      "{o field} começa com a agência: deixe a agência só na coluna dela."),
    .init(
      .gluedDigit, "glued_digit",
      "{field} has five digits: split the check digit off.",
      "{o field} tem cinco dígitos: separe o dígito verificador."),
    .init(
      .unexpectedBranch, "unexpected",
      "this bank uses another {field}: compare it with the original.",
      "este banco usa outr{o} {field}: compare com o original."),
    .init(
      .digitUnverified, "check_digit_unverified",
      "the digit does not fit the rule known for this bank; the rule is not certain.",
      "o dígito não confere com a regra conhecida deste banco, mas a regra não é certa."),
    .init(
      .digitIgnored, "ignored",
      "this bank has no {field}; it is ignored.",
      "este banco não tem {field}: foi ignorad{o}."),
    .init(
      .zeroForLetter, "zero_for_letter",
      "{field}: 0 stands for the letter the bank's rule gives; banks take it.",
      "{field}: 0 está no lugar da letra que a regra do banco dá; os bancos aceitam."),
    .init(
      .digitConflict, "digit_conflict",
      "the digit written with the {field} is not the one in the digit's own column.",
      "o dígito escrito junto {do field} não é o da coluna do dígito."),
    .init(
      .operationConflict, "operation_conflict",
      "the operation written with the {field} is not the one in its own column.",
      "a operação escrita junto {do field} não é a da coluna da operação."),
    .init(
      .branchNeeded, "branch_needed",
      "the account's digit depends on the branch, which cannot be read.",
      "o dígito da conta depende da agência, que não pode ser lida."),
    .init(
      .otherOperation, "other_operation",
      "the digit fits an operation that was not given: add Caixa's operation.",
      "o dígito confere com uma operação não informada: informe a operação da Caixa."),
    .init(
      .unlistedOperation, "unlisted_operation",
      "the operation or account type is in no published list.",
      "a operação ou o tipo de conta não está em nenhuma lista publicada."),
  ]
}
