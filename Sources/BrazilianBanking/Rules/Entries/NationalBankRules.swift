/// Banks with branches in the whole country, and those they took over.
let nationalBankRules: [BankRule] = [
  BankRule(
    compe: 1, name: "Banco do Brasil", confidence: .high,
    branch: .mod11(ten: "X", accepts: .zeroForX, .hard),
    account: AccountRule(
      typicalLength: 8, longest: 11, provenUpTo: 9, enforcement: .hard,
      checks: [.mod11(ten: "X", accepts: .zeroForX)],
      operation: .savingsVariation),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "12345678", digit: "9"),
    notes: BilingualText(
      english: "9 digits are savings (variation 51); 10 and 11 were never seen and only warn. "
        + "The digit X may be written 0 (DICT: letter becomes 0) or in lower case.",
      portuguese: "9 dígitos são poupança (variação 51); 10 e 11 nunca foram vistos e só geram "
        + "aviso. O dígito X pode ser escrito 0 (DICT: letra vira 0) ou em minúscula."),
    sources: [
      .icatu, .irpf, .wirecard, .desmond, .filwaitman, .heimdall, .payments,
      "vriconsulting.com.br Q10852 (savings table)",
    ]),
  BankRule(
    compe: 33, name: "Santander", confidence: .high,
    account: AccountRule(
      typicalLength: 8, longest: 8, provenUpTo: 8, enforcement: .hard,
      checks: [
        DigitCheck(
          algorithm: .mod10Units, weights: Weights(3, 7, 9, 1, 3, 1, 7, 9, 0, 0, 1, 3, 7, 9),
          accountLength: 8, gap: 2, branchLength: 4)
      ],
      listedTypes: [1, 2, 3, 5, 7, 9, 13, 27, 35, 37, 43, 45, 46, 48, 50, 53, 60, 77, 92],
      operation: .prefix(upTo: 6)),
    example: WorkedExample(branch: "1234", account: "01123456", digit: "8"),
    notes: BilingualText(
      english: "8 digits are a type of 2 and a number of 6; a type in its own column is put in "
        + "front of at most 6 digits. A type outside the published list is only remarked.",
      portuguese: "8 dígitos são um tipo de 2 e um número de 6; um tipo em coluna própria é "
        + "posto na frente de até 6 dígitos. Um tipo fora da lista publicada só é anotado."),
    sources: [
      .icatu, .irpf, .wirecard, .desmond, .filwaitman, .heimdall, .branChecker,
      .payments,
    ]),
  BankRule(
    compe: 104, name: "Caixa Econômica Federal", confidence: .high,
    account: AccountRule(
      typicalLength: 9, longest: 13, provenUpTo: 13, enforcement: .hard,
      operation: .caixa),
    example: WorkedExample(branch: "1234", operation: "001", account: "00123456", digit: "4"),
    notes: BilingualText(
      english: "Two generations, told apart by operation and length. Without operation up to 8 "
        + "digits may fit several operations: give the operation.",
      portuguese: "Duas gerações, distinguidas pela operação e pelo tamanho. Sem operação, até "
        + "8 dígitos podem servir a várias operações: informe a operação."),
    sources: [
      .icatu, .desmond, .wirecard, .filwaitman, .heimdall, .bioritmo, .payments,
      .irpf + " (NSGD)", "bmcnews 2024-03-12 (NSGD layout)",
      "aggregate over a public SICONV list (NSGD 162/163)",
    ]),
  BankRule(
    compe: 237, name: "Bradesco (also Next)", confidence: .high,
    branch: .mod11(ten: "P", accepts: .zeroForP, .hard),
    account: AccountRule(
      typicalLength: 7, longest: 7, provenUpTo: 7, enforcement: .hard,
      checks: [.mod11(.twoToSeven, ten: "P", accepts: .zeroForP)]),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "1234567", digit: "4"),
    notes: BilingualText(
      english: "Savings are accounts of 7 digits that begin with 1, under the same rule. The "
        + "weights are 2 to 7, not 2 to 9.",
      portuguese: "Poupança são contas de 7 dígitos que começam com 1, com a mesma regra. Os "
        + "pesos são 2 a 7, não 2 a 9."),
    sources: [
      .icatu, .irpf, .wirecard, .desmond, .filwaitman, .heimdall, .brcobranca,
      .bioritmo, .payments, "forum.scriptcase.com.br/t/18830",
    ]),
  BankRule(
    compe: 341, name: "Itaú Unibanco", confidence: .high,
    account: AccountRule(
      typicalLength: 5, longest: 5, provenUpTo: 5, enforcement: .hard,
      checks: [.luhn(branch: 4, account: 5)]),
    example: WorkedExample(branch: "1234", account: "12345", digit: "1"),
    sources: [
      .icatu, .irpf, .wirecard, .desmond, .filwaitman, .heimdall, .brcobranca,
      .bioritmo, .branChecker, .payments,
    ]),
  BankRule(
    compe: 356, name: "Real / ABN", confidence: .medium, isLegacy: true,
    account: AccountRule(
      typicalLength: 7, longest: 7, provenUpTo: 7, enforcement: .soft,
      checks: [.mod11(branch: 4, account: 7, Weights(5, 9, 3, 9, 5, 2, 2, 7, 4, 1, 8), eleven: "1")]
    ),
    example: WorkedExample(branch: "1234", account: "1234567", digit: "9"),
    notes: BilingualText(
      english: "Merged into Santander (033).",
      portuguese: "Incorporado ao Santander (033)."),
    sources: [
      .icatu
    ]),
  BankRule(
    compe: 389, name: "Mercantil do Brasil", confidence: .medium,
    account: AccountRule(
      typicalLength: 8, longest: 8, provenUpTo: 8, enforcement: .soft,
      checks: [.luhn(branch: 4, account: 8)]),
    example: WorkedExample(branch: "1234", account: "12345678", digit: "6"),
    sources: [
      .irpf, .iugu,
    ]),
  BankRule(
    compe: 399, name: "HSBC / Kirton", confidence: .high, isLegacy: true,
    account: AccountRule(
      typicalLength: 6, longest: 6, provenUpTo: 6, enforcement: .hard,
      checks: [
        DigitCheck(
          algorithm: .mod11Remainder, weights: Weights(9, 8, 7, 6, 5, 4, 3, 2, 9, 8),
          accountLength: 6, branchLength: 4)
      ]),
    example: WorkedExample(branch: "1234", account: "123456", digit: "0"),
    notes: BilingualText(
      english: "The accounts moved to Bradesco (237) in 2016.",
      portuguese: "As contas passaram para o Bradesco (237) em 2016."),
    sources: [
      .icatu, .irpf + " (method present, not called)", .bioritmo,
    ]),
  BankRule(
    compe: 422, name: "Safra", confidence: .medium,
    branch: BranchRule(longest: 5),
    account: AccountRule(
      typicalLength: 6, longest: 9, provenUpTo: 6, enforcement: .hard,
      checks: [.mod11(branch: 4, account: 6, eleven: "1")]),
    example: WorkedExample(branch: "1234", account: "123456", digit: "1"),
    notes: BilingualText(
      english: "Accounts of more than 6 digits only warn.",
      portuguese: "Contas de mais de 6 dígitos só geram aviso."),
    sources: [
      .irpf, .payments + " (3/3)",
    ]),
  BankRule(
    compe: 745, name: "Citibank", confidence: .high, isLegacy: true,
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 8, enforcement: .hard,
      checks: [
        .mod11(Weights(2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
        .mod11(),
      ]),
    example: WorkedExample(branch: "1234", account: "12345678", digit: "9"),
    notes: BilingualText(
      english: "Icatu's weights are 2 to 11, Receita Federal cycles 2 to 9: equal up to 8 "
        + "digits; above that either is accepted and a wrong digit only warns. Retail moved to "
        + "Itaú (341) in 2017.",
      portuguese: "Os pesos do Icatu são 2 a 11, a Receita Federal repete 2 a 9: iguais até 8 "
        + "dígitos; acima disso qualquer um é aceito e um dígito errado só gera aviso. O varejo "
        + "passou para o Itaú (341) em 2017."),
    sources: [
      .icatu, .irpf, .heimdall,
    ]),
]
