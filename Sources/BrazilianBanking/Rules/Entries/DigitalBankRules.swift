/// Banks and payment institutions without branches.
let digitalBankRules: [BankRule] = [
  BankRule(
    compe: 77, name: "Inter", confidence: .high,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 8, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "9"),
    notes: BilingualText(
      english: "The branch digit 9 (0001-9) is often written and ignored. Above 8 digits the "
        + "weights are not confirmed.",
      portuguese: "O dígito de agência 9 (0001-9) é comum e é ignorado. Acima de 8 dígitos os "
        + "pesos não são confirmados."),
    sources: [
      .beeDelivery, .fintechLoan, .payments, .iugu,
    ]),
  BankRule(
    compe: 208, name: "BTG Pactual", confidence: .low,
    account: AccountRule(
      typicalLength: 9, longest: 9, provenUpTo: 9, enforcement: .soft,
      checks: [.mod11()]),
    example: WorkedExample(branch: "1234", account: "123456789", digit: "7"),
    notes: BilingualText(
      english: "The formula of laravel-boleto only, without published numbers.",
      portuguese: "Só a fórmula de laravel-boleto, sem números publicados."),
    sources: [
      .laravelBoleto
    ]),
  BankRule(
    compe: 212, name: "Banco Original", confidence: .medium,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 10, provenUpTo: 7, enforcement: .soft,
      checks: [.mod11()]),
    example: WorkedExample(branch: "0001", account: "1234567", digit: "9"),
    notes: BilingualText(
      english: "Inferred from payments only (7 of 7).",
      portuguese: "Inferida só de pagamentos (7 de 7)."),
    sources: [
      .payments
    ]),
  BankRule(
    compe: 260, name: "Nubank", confidence: .high,
    branch: .only(1, .hard),
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 10, enforcement: .hard,
      checks: [DigitCheck(algorithm: .verhoeff)]),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "4"),
    notes: BilingualText(
      english: "Verhoeff over the account without leading zeros; there is no branch digit.",
      portuguese: "Verhoeff sobre a conta sem zeros à esquerda; não há dígito de agência."),
    sources: [
      .heimdall, .branChecker, .beeDelivery, .payments,
    ]),
  BankRule(
    compe: 290, name: "PagSeguro / PagBank", confidence: .medium,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 8, enforcement: .soft,
      checks: [.luhn()]),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "2"),
    notes: BilingualText(
      english: "Inferred from payments only (17 accounts, all agree).",
      portuguese: "Inferida só de pagamentos (17 contas, todas conferem)."),
    sources: [
      .payments, .iugu + " (8 digits)",
    ]),
  BankRule(
    compe: 323, name: "Mercado Pago", confidence: .low,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 10, longest: 13, provenUpTo: 10, enforcement: .soft,
      checks: [DigitCheck(algorithm: .mod11Remainder, weights: .twoToSeven)]),
    example: WorkedExample(branch: "0001", account: "1234567890", digit: "8"),
    notes: BilingualText(
      english: "Inferred from payments only (6 or 7 accounts); it could be a coincidence of the "
        + "search.",
      portuguese: "Inferida só de pagamentos (6 ou 7 contas); pode ser coincidência da busca."),
    sources: [
      .payments
    ]),
  BankRule(
    compe: 336, name: "C6 Bank", confidence: .high,
    branch: .only(1, .hard),
    account: AccountRule(
      typicalLength: 7, longest: 10, provenUpTo: 7, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "0001", account: "1234567", digit: "9"),
    notes: BilingualText(
      english: "Certain up to 7 digits, above that a wrong digit only warns.",
      portuguese: "Certa até 7 dígitos; acima disso um dígito errado só gera aviso."),
    sources: [
      .branChecker + " (rule + 47 valid and 10 invalid accounts)"
    ]),
  BankRule(
    compe: 655, name: "Votorantim / Neon", confidence: .medium,
    branch: .only(655, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 10, provenUpTo: 7, enforcement: .soft,
      checks: [.mod11()]),
    example: WorkedExample(branch: "0655", account: "1234567", digit: "9"),
    notes: BilingualText(
      english: "Inferred from payments only (15 accounts, all agree).",
      portuguese: "Inferida só de pagamentos (15 contas, todas conferem)."),
    sources: [
      .payments
    ]),
]
