/// Credit cooperatives.
let cooperativeBankRules: [BankRule] = [
  BankRule(
    compe: 85, name: "Ailos (Cecred)", confidence: .high,
    branch: .mod11(.soft),
    account: AccountRule(
      typicalLength: 8, longest: 11, provenUpTo: 8, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "12345678", digit: "9"),
    sources: [
      .brcobranca, "Ailos CNAB 240 manual",
      .payments + " (2/2 completed, 5/5 incl. requested)",
    ]),
  BankRule(
    compe: 97, name: "CrediSIS", confidence: .low,
    branch: .mod11(ten: "X", accepts: .zeroForX, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 8, provenUpTo: 7, enforcement: .soft,
      checks: [.mod11(ten: "X", accepts: .zeroForX)]),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "1234567", digit: "9"),
    notes: BilingualText(
      english: "The manual says that the cooperative gives the digit.",
      portuguese: "O manual diz que o dígito é dado pela cooperativa."),
    sources: [
      .brcobranca
    ]),
  BankRule(
    compe: 133, name: "Cresol", confidence: .low,
    account: AccountRule(
      typicalLength: 5, longest: 8, provenUpTo: 5, enforcement: .soft,
      checks: [.mod11(ten: "P", accepts: .zeroForP)]),
    example: WorkedExample(branch: "1234", account: "12345", digit: "5"),
    sources: [
      .laravelBoleto, .iugu,
    ]),
  BankRule(
    compe: 136, name: "Unicred", confidence: .medium,
    branch: .mod11(accepts: .xForZero, .soft),
    account: AccountRule(
      typicalLength: 9, longest: 9, provenUpTo: 8, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "12345678", digit: "9"),
    notes: BilingualText(
      english: "Branch value 10: the manual says 0, brcobranca's CNAB 400 says X; both are "
        + "accepted.",
      portuguese: "Valor 10 na agência: o manual diz 0, o CNAB 400 de brcobranca diz X; ambos "
        + "são aceitos."),
    sources: [
      "Unicred CNAB manual s.11.1 (laravel-boleto/brcobranca docs)", .laravelBoleto,
      .payments + " (1/1)",
    ]),
  BankRule(
    compe: 748, name: "Sicredi", confidence: .format,
    account: AccountRule(
      typicalLength: 5, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "12345", digit: "7"),
    notes: BilingualText(
      english: "Receita Federal's program accepts anything and no public formula fits real "
        + "accounts: modulo 11 must not be applied. 5 digits and a check digit.",
      portuguese: "O programa da Receita Federal aceita qualquer dígito e nenhuma fórmula "
        + "pública serve para contas reais: não se aplica módulo 11. 5 dígitos e um dígito "
        + "verificador."),
    sources: [
      .irpf, .iugu,
    ]),
  BankRule(
    compe: 756, name: "Sicoob", confidence: .high,
    branch: .mod11(.soft),
    account: AccountRule(
      typicalLength: 9, longest: 10, provenUpTo: 8, enforcement: .hard,
      checks: [
        .mod11(),
        .mod11(Weights(2, 3, 4, 5, 6, 7, 8, 9, 10)),
      ]),
    example: WorkedExample(branch: "1234", branchDigit: "3", account: "12345678", digit: "9"),
    notes: BilingualText(
      english: "Receita Federal cycles the weights 2 to 10, brcobranca and laravel-boleto 2 to "
        + "9: they are equal up to 8 digits.",
      portuguese: "A Receita Federal repete os pesos 2 a 10, brcobranca e laravel-boleto 2 a 9: "
        + "são iguais até 8 dígitos."),
    sources: [
      .irpf, .brcobranca, .laravelBoleto, .payments,
    ]),
]
