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
    notes: BilingualText(
      english: "6 to 10 digits and a check digit.",
      portuguese: "6 a 10 dígitos e um dígito verificador."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 197, name: "Stone", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 13, longest: 13, provenUpTo: 13),
    example: WorkedExample(branch: "0001", account: "1234567890123", digit: "7"),
    notes: BilingualText(
      english: "Up to 13 digits and a check digit since 2024-11-18; 6 or 7 before.",
      portuguese: "Até 13 dígitos e um dígito verificador desde 18/11/2024; antes 6 ou 7."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 218, name: "BS2", confidence: .format,
    account: AccountRule(
      typicalLength: 6, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "1234", account: "123456", digit: "7"),
    notes: BilingualText(
      english: "6 or 7 digits and a check digit.",
      portuguese: "6 ou 7 dígitos e um dígito verificador."),
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
    notes: BilingualText(
      english: "7 digits and a check digit.",
      portuguese: "7 dígitos e um dígito verificador."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 364, name: "Efí (Gerencianet)", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "7"),
    notes: BilingualText(
      english: "8 digits and a check digit.",
      portuguese: "8 dígitos e um dígito verificador."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 380, name: "PicPay", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 8, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "12345678", digit: "7"),
    notes: BilingualText(
      english: "8 digits and a check digit.",
      portuguese: "8 dígitos e um dígito verificador."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 403, name: "Cora", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 7, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "1234567", digit: "7"),
    notes: BilingualText(
      english: "7 digits and a check digit.",
      portuguese: "7 dígitos e um dígito verificador."),
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
    notes: BilingualText(
      english: "9 digits and a check digit.",
      portuguese: "9 dígitos e um dígito verificador."),
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
    notes: BilingualText(
      english: "6 digits and a check digit; branches 0001 and 0019 are usual.",
      portuguese: "6 dígitos e um dígito verificador; as agências 0001 e 0019 são comuns."),
    sources: [
      .iugu
    ]),
  BankRule(
    compe: 746, name: "Modal", confidence: .format,
    branch: .only(1, .soft),
    account: AccountRule(
      typicalLength: 9, longest: 12, provenUpTo: 12),
    example: WorkedExample(branch: "0001", account: "123456789", digit: "7"),
    notes: BilingualText(
      english: "9 digits and a check digit.",
      portuguese: "9 dígitos e um dígito verificador."),
    sources: [
      .iugu
    ]),
]
