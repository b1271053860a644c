/// Banks of states and regions.
let regionalBankRules: [BankRule] = [
  BankRule(
    compe: 3, name: "Banco da Amazônia", confidence: .medium,
    account: AccountRule(
      typicalLength: 6, longest: 7, provenUpTo: 6, enforcement: .soft,
      checks: [.mod11(branch: 3, account: 6)]),
    example: WorkedExample(branch: "0123", account: "123456", digit: "0"),
    sources: [
      .irpf, "1/1 in public aggregate",
    ]),
  BankRule(
    compe: 4, name: "Banco do Nordeste", confidence: .low,
    account: AccountRule(
      typicalLength: 7, longest: 9, provenUpTo: 7, enforcement: .soft,
      checks: [
        DigitCheck(
          algorithm: .mod11, accountLength: 7, branchLength: 3, branchPlace: 5,
          branchTable: .bancoDoNordeste),
        .mod11(branch: 3, account: 9, table: .bancoDoNordeste),
      ]),
    example: WorkedExample(branch: "0102", account: "1234567", digit: "0"),
    notes: BilingualText(
      english: "The branch is translated to its old code. Receita Federal and laravel-boleto "
        + "give it different weights: either is accepted, a wrong digit only warns.",
      portuguese: "A agência é traduzida para o código antigo. Receita Federal e laravel-boleto "
        + "dão pesos diferentes: qualquer um é aceito, um dígito errado só gera aviso."),
    sources: [
      .irpf, .laravelBoleto, .brcobranca,
    ]),
  BankRule(
    compe: 21, name: "Banestes", confidence: .high,
    account: AccountRule(
      typicalLength: 8, longest: 10, provenUpTo: 10, enforcement: .hard,
      checks: [.luhn()]),
    example: WorkedExample(branch: "1234", account: "12345678", digit: "2"),
    sources: [
      .irpf, .brcobranca, .payments + " (3/3)",
    ]),
  BankRule(
    compe: 37, name: "Banpará", confidence: .medium,
    account: AccountRule(
      typicalLength: 9, longest: 10, provenUpTo: 8, enforcement: .hard,
      checks: [.mod11()]),
    example: WorkedExample(branch: "1234", account: "12345678", digit: "9"),
    sources: [
      .irpf, .payments + " (2/2)",
    ]),
  BankRule(
    compe: 41, name: "Banrisul", confidence: .high,
    branch: BranchRule(digitLength: 2, check: .banrisul, enforcement: .hard),
    account: AccountRule(
      typicalLength: 9, longest: 9, provenUpTo: 9, enforcement: .hard,
      checks: [.mod11(Weights(2, 3, 4, 5, 6, 7, 4, 2, 3), ten: "6")],
      operation: .prefix(upTo: 7)),
    example: WorkedExample(branch: "1234", branchDigit: "47", account: "351234567", digit: "5"),
    notes: BilingualText(
      english: "The branch has a control number of two digits; one alone is compared with the "
        + "first. An account is a type of 2 and a number of 7.",
      portuguese: "A agência tem um número de controle de dois dígitos; um só é comparado com o "
        + "primeiro. Uma conta é um tipo de 2 e um número de 7."),
    sources: [
      .icatu, .irpf, .wirecard, .filwaitman, .heimdall, .payments,
    ]),
  BankRule(
    compe: 47, name: "Banese", confidence: .medium,
    account: AccountRule(
      typicalLength: 8, longest: 8, provenUpTo: 8, enforcement: .soft,
      checks: [.mod11(branch: 3, account: 8, table: .banese)]),
    example: WorkedExample(branch: "0004", account: "12345678", digit: "4"),
    notes: BilingualText(
      english: "The branch (002 to 014) is translated to its old code.",
      portuguese: "A agência (002 a 014) é traduzida para o código antigo."),
    sources: [
      .irpf, .iugu,
    ]),
  BankRule(
    compe: 70, name: "BRB", confidence: .medium,
    account: AccountRule(
      typicalLength: 9, longest: 9, provenUpTo: 9, enforcement: .hard,
      checks: [
        .mod11(),
        .mod11(branch: 3, account: 6, longestAccount: 6),
      ]),
    example: WorkedExample(branch: "1234", account: "234123456", digit: "3"),
    notes: BilingualText(
      english: "9 digits are branch (3) and number (6); the branch is put in front of at most 6 "
        + "digits. Either form is accepted.",
      portuguese: "9 dígitos são agência (3) e número (6); a agência é posta na frente de até 6 "
        + "dígitos. Qualquer forma é aceita."),
    sources: [
      .irpf, .payments + " (2/2)",
    ]),
]
