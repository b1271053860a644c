/// Banks and payment institutions without branches.
let digitalBankRules: [BankRule] = [
  BankRule(
    compe: 77, name: "Inter", confidence: .high,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 8, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "9"),
    notes: "Branch digit 9 (0001-9) is often supplied: ignore. >8 digits: weights unconfirmed "
      + "(soft).",
    sources: [
      .beeDelivery, .fintechLoan, .payments, .iugu,
    ]),
  BankRule(
    compe: 208, name: "BTG Pactual", confidence: .low,
    account: AccountRule(
      typicalLength: 9, longest: 9, provenUpTo: 9, enforcement: .soft,
      checks: [.mod11()]),
    example: WorkedExample(branch: "1234", account: "123456789", digit: "7"),
    notes: "laravel-boleto formula only, no vectors.",
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
    notes: "Inferred from aggregate data only (7/7).",
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
    notes: "Verhoeff over the account WITHOUT leading zeros. No branch digit.",
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
    notes: "Inferred from aggregate data only (17 distinct, all agree).",
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
    notes: "Inferred from aggregate data only (6-7 distinct): DV = sum mod 11, weights 2..7. "
      + "Could be coincidence of the search; soft only.",
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
    notes: "7 digits hard; 8+ soft.",
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
    notes: "Inferred from aggregate data only (15 distinct, all agree).",
    sources: [
      .payments
    ]),
]
