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
    notes: "Branch translated by old-code table. IRPF gives branch weights 7,8,9; laravel-boleto "
      + "continues the 2..9 cycle over branch(3)+account(9). Accept either; mismatch = "
      + "unknown.",
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
    notes: "Branch control number has TWO digits (optional in APIs; 1 supplied digit is compared "
      + "with the first). Account = 2-digit type + 7.",
    sources: [
      .icatu, .irpf, .wirecard, .filwaitman, .heimdall, .payments,
    ]),
  BankRule(
    compe: 47, name: "Banese", confidence: .medium,
    account: AccountRule(
      typicalLength: 8, longest: 8, provenUpTo: 8, enforcement: .soft,
      checks: [.mod11(branch: 3, account: 8, table: .banese)]),
    example: WorkedExample(branch: "0004", account: "12345678", digit: "4"),
    notes: "Branch is translated by a table (002-014) before the sum.",
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
    notes: "9-digit account = branch(3)+6; with <=6 digits prefix the branch. Either form "
      + "accepted.",
    sources: [
      .irpf, .payments + " (2/2)",
    ]),
]
