/// Banks without a public rule: lengths only, a digit is never a reason to reject.
let formatOnlyBankRules: [BankRule] = [
  BankRule(
    compe: 102, name: "XP", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "7"),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 121, name: "Agibank", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 10, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "1234567890", digit: "7"),
    notes: "6-10 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 197, name: "Stone", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 13, longest: 13, provenUpTo: 13),
    example: WorkedExample(branch: "0001", account: "1234567890123", digit: "7"),
    notes: "up to 13 digits + DV since 2024-11-18 (iugu); 6-7 before",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 218, name: "BS2", confidence: .format,
    account: AccountRule(
      typicalLength: 6, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "123456", digit: "7"),
    notes: "6-7 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 318, name: "BMG", confidence: .format,
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "12345678", digit: "7"),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 335, name: "Digio", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "1234567", digit: "7"),
    notes: "7 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 364, name: "Efí (Gerencianet)", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "7"),
    notes: "8 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 380, name: "PicPay", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "7"),
    notes: "8 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 403, name: "Cora", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "1234567", digit: "7"),
    notes: "7 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 450, name: "FitBank", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 10, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "1234567890", digit: "7"),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 623, name: "Banco PAN", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 9, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "123456789", digit: "7"),
    notes: "9 digits + DV",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 633, name: "Rendimento", confidence: .format,
    account: AccountRule(
      typicalLength: 10, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "1234567890", digit: "7"),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 707, name: "Daycoval", confidence: .format,
    account: AccountRule(
      typicalLength: 6, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "123456", digit: "7"),
    notes: "6 digits + DV (iugu); branch 0001/0019 typical",
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 746, name: "Modal", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 9, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "123456789", digit: "7"),
    notes: "9 digits + DV",
    sources: [
      .iugu
    ]),
]
