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
    notes: "9 digits = savings variation 51; 10-11 digits never seen (soft). DV X may be written "
      + "0 (DICT: letter -> 0). Lower-case x accepted.",
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
    notes: "8 digits = 2-digit account type + 6-digit sequence. If the type is supplied apart "
      + "and the account has <=6 digits, prefix it. Unknown type: warn only ('77' seen in "
      + "completed payments).",
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
    notes: "Classic: operation(3)+account(8), DV over branch+operation+account. NSGD (2021+): "
      + "operation(4)+account(9), DV over the 9-digit account alone.",
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
    notes: "Savings: 7-digit account starting with 1, same rule. Weights 2..7 (NOT 2..9).",
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
    notes: "Legacy: merged into 033.",
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
    notes: "Legacy: accounts migrated to 237 in 2016; payouts to 399 should be warned.",
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
    notes: "mod11 over branch+account(6); 10->0, 11->1. Longer accounts: soft.",
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
    notes: "Icatu weights 2..11, IRPF cycles 2..9: equal up to 8 significant digits; beyond that "
      + "either is accepted and mismatch is unknown.",
    sources: [
      .icatu, .irpf, .heimdall,
    ]),
]
