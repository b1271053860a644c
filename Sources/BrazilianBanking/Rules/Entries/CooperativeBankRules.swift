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
    notes: "Manual: DV is given by the cooperative.",
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
    notes: "Branch 10: manual/laravel say 0, brcobranca CNAB400 says X.",
    sources: [
      "Unicred CNAB manual s.11.1 (laravel-boleto/brcobranca docs)", .laravelBoleto,
      .payments + " (1/1)",
    ]),
  BankRule(
    compe: 748, name: "Sicredi", confidence: .format,
    account: AccountRule(
      typicalLength: 5, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "12345", digit: "7"),
    notes: "IRPF accepts anything; no public formula fits real data (21 samples). Do NOT apply "
      + "plain mod11. 5 digits + DV.",
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
    notes: "IRPF cycles 2..10, brcobranca/laravel 2..9: equal up to 8 digits.",
    sources: [
      .irpf, .brcobranca, .laravelBoleto, .payments,
    ]),
]
