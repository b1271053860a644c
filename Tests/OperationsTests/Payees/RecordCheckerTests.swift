import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The table of values, row by row: each kind of damage has one fate, and nothing is repaired silently.
struct RecordCheckerTests {
  @Test("A clean row has nothing to say")
  func aCleanRowHasNothingToSay() async throws {
    let row = try #require(try await checkedRow([:]))
    #expect(row.judgement == .ready)
    #expect(row.codes.isEmpty)
  }

  @Test("Invented payees are accepted", arguments: 1...40)
  func inventedPayeesAreAccepted(_ number: Int) async throws {
    let payee = Payees.payee(number)
    let row = try #require(
      try await checkedRows(of: PayeeSheet.text([payee])).first)
    #expect(row.judgement == .ready)
    var expected = payee
    expected.number = 1
    expected.customCode = ""
    expected.amountInCents = nil
    #expect(row.record == expected)
  }

  /// What a spreadsheet made of a number is not made a number again.
  @Test(
    "Nothing is guessed from dates and fractions",
    arguments: [
      ("agencia", "12/03", "bank_branch.date"), ("conta", "12/03/2024", "account.date"),
      ("agencia", "mar/21", "bank_branch.date"), ("conta", "3-abr", "account.date"),
      ("conta", "1234/5", "account.characters"), ("conta", "1234.5", "account.characters"),
      ("conta", "123.45", "account.characters"), ("agencia", "12.34", "bank_branch.characters"),
      ("conta", "-2366", "account.characters"), ("agencia", "+2545", "bank_branch.characters"),
    ])
  func nothingIsGuessedFromDatesAndFractions(
    _ header: String, _ cell: String, _ code: String
  ) async throws {
    #expect(try await checkedRow([header: cell])?.errors == [code])
  }

  @Test("Groups of thousands are read", arguments: ["2.366", "02.366"])
  func groupsOfThousandsAreRead(_ cell: String) async throws {
    #expect(try await checkedRow(["conta": cell])?.errors == [])
  }

  /// A mistyped CPF is no CNPJ: one that lost its zeros does not begin with one.
  @Test("A wrong CPF that fits as CNPJ is rejected", arguments: ["077.375.333-80", "07737533380"])
  func aWrongCPFThatFitsAsCNPJIsRejected(_ cell: String) async throws {
    #expect(try await checkedRow(["cpf/cnpj": cell])?.errors == ["document.check_digit"])
  }

  @Test(
    "Scientific notation is rejected", arguments: ["cpf/cnpj", "agencia", "conta"],
    ["1,23457E+10", "1.23457E+10", "1E+10", "3,9053e+10"])
  func scientificNotationIsRejected(_ header: String, _ cell: String) async throws {
    #expect(try await checkedRow([header: cell])?.errors == ["scientific_notation"])
  }

  @Test(
    "Errors of the spreadsheet are rejected",
    arguments: ["nome", "cpf/cnpj", "banco", "agencia", "conta", "tipo conta", "valor"],
    ["#N/D", "#REF!", "#VALOR!", "#N/A"])
  func errorsOfTheSpreadsheetAreRejected(_ header: String, _ cell: String) async throws {
    let row = try #require(try await checkedRow([header: cell]))
    #expect(row.judgement == .rejected)
    #expect(row.errors.contains("spreadsheet_error"))
  }

  @Test(
    "A bank is read as people write it",
    arguments: [
      ("1", "001", ["zeros_restored"]), ("33", "033", ["zeros_restored"]), ("341", "341", []),
      ("341 - Itaú", "341", ["bank_code_extracted"]), ("60701190", "341", ["bank_found_by_ispb"]),
      ("341.0", "341", ["fraction_dropped"]),
    ])
  func banks(_ cell: String, _ bank: String, _ repairs: [String]) async throws {
    let row = try #require(
      try await checkedRow(["banco": cell], settings: CheckSettings(digits: .warn)))
    #expect(row.record?.bankCode == bank)
    #expect(row.repairs == repairs)
    #expect(!row.errors.contains { $0.hasPrefix("bank_code") })
  }

  @Test(
    "A bank that cannot be read rejects its row",
    arguments: [
      ("", "bank_code.required"), ("000", "bank_code.zeros"),
      ("Banco Inexistente", "bank_code.no_code"),
      ("12345", "bank_code.length"), ("99999998", "bank_code.no_code"),
    ])
  func banksThatAreRejected(_ cell: String, _ error: String) async throws {
    #expect(try await checkedRow(["banco": cell])?.errors.first == error)
  }

  @Test(
    "With a bank that cannot be read, what no bank has is told of branch and account, too",
    arguments: [
      ("agencia", "0000", "bank_branch.zeros"), ("agencia", "123456", "bank_branch.length"),
      ("agencia", "12A4", "bank_branch.characters"), ("conta", "000000", "account.zeros"),
      ("conta", "12A45", "account.characters"),
      ("conta", "12345678901234567890", "account.length"),
    ])
  func besideAnUnreadableBank(_ header: String, _ cell: String, _ error: String) async throws {
    for bank in ["Banco Inexistente", ""] {
      let errors = try await checkedRow(["banco": bank, header: cell])?.errors ?? []
      #expect(errors.first?.hasPrefix("bank_code.") == true && errors.contains(error), "\(errors)")
      // What only some banks have is nobody's fault yet.
      #expect(try await checkedRow(["banco": bank])?.errors.count == 1)
    }
  }

  @Test(
    "A branch is read as people write it",
    arguments: [
      ("12", "0012", "", ["zeros_restored"]), ("2545", "2545", "", []),
      ("1234-5", "1234", "5", ["digit_split"]),
      ("0001-x", "0001", "X", ["upper_cased", "digit_split"]),
    ])
  func branches(
    _ cell: String, _ branch: String, _ digit: String, _ repairs: [String]
  ) async throws {
    // A bank without rules keeps the branch as it is written.
    let row = try #require(try await checkedRow(["agencia": cell, "banco": "318"]))
    #expect(row.record?.bankBranch == branch)
    #expect(Set(row.repairs) == Set(repairs))
  }

  @Test(
    "A branch that cannot be read rejects its row",
    arguments: [
      ("", "bank_branch.required"), ("0000", "bank_branch.zeros"),
      ("12345", "bank_branch.glued_digit"), ("12/03", "bank_branch.date"),
      ("123456", "bank_branch.length"), ("12A4", "bank_branch.characters"),
    ])
  func branchesThatAreRejected(_ cell: String, _ error: String) async throws {
    #expect(try await checkedRow(["agencia": cell])?.errors.contains(error) == true)
  }

  @Test(
    "An account is read as people write it",
    arguments: [
      ("02366-1", "", "02366", "1", ["digit_split"]), ("2366-1", "", "2366", "1", ["digit_split"]),
      ("2366", "1", "2366", "1", []), ("02366-1", "1", "02366", "1", ["digit_split"]),
      ("02.366-1", "", "02366", "1", ["digit_split", "separators_dropped"]),
      ("2545-02366-1", "", "02366", "1", ["digit_split", "branch_dropped"]),
      ("000000002366", "1", "02366", "1", ["zeros_dropped"]),
      ("02366-", "1", "02366", "1", ["separators_dropped"]),
      ("\u{1F}02366", "1", "02366", "1", ["unwrapped"]),
      ("02366.000", "1", "02366", "1", ["fraction_dropped"]),
      ("'02366", "1", "02366", "1", ["unwrapped"]),
      ("02366,00", "1", "02366", "1", ["fraction_dropped"]),
    ])
  func accounts(
    _ cell: String, _ digit: String, _ account: String, _ found: String, _ repairs: [String]
  ) async throws {
    let row = try #require(try await checkedRow(["conta": cell, "dv conta": digit]))
    #expect(row.judgement == .ready)
    #expect(row.record?.account.drop { $0 == "0" } == account.drop { $0 == "0" })
    #expect(row.record?.accountDigit == found)
    #expect(row.repairs == repairs)
  }

  @Test(
    "An account that cannot be read rejects its row",
    arguments: [
      ("02366", "", "account_digit.required"), ("", "1", "account.required"),
      ("02366-1", "2", "account.digit_conflict"), ("02366", "2", "account_digit.check_digit"),
      ("00000", "0", "account.zeros"), ("02A66", "1", "account.characters"),
      ("123456789012", "1", "account.length"),
    ])
  func accountsThatAreRejected(_ cell: String, _ digit: String, _ error: String) async throws {
    #expect(
      try await checkedRow(["conta": cell, "dv conta": digit])?.errors.contains(error) == true)
  }

  @Test(
    "An account type is read as people write it",
    arguments: [
      ("C", "CHECKING", []), ("CC", "CHECKING", []), ("corrente", "CHECKING", []),
      ("01", "CHECKING", []), ("checking", "CHECKING", []), ("P", "SAVINGS", []),
      ("CP", "SAVINGS", []), ("poupança", "SAVINGS", []), ("02", "SAVINGS", []),
      ("S", "SAVINGS", []), ("savings", "SAVINGS", []),
      ("Conta Salário", "CHECKING", ["account_type.sent_as_checking"]),
      ("conta pagamento", "CHECKING", ["account_type.sent_as_checking"]),
      ("", "CHECKING", ["account_type.assumed_checking"]),
    ])
  func accountTypes(_ cell: String, _ type: String, _ warnings: [String]) async throws {
    let row = try #require(try await checkedRow(["tipo conta": cell]))
    #expect(row.judgement == .ready)
    #expect(row.record?.accountType.rawValue == type)
    #expect(row.warnings == warnings)
  }

  @Test("An unknown account type is rejected")
  func anUnknownAccountTypeIsRejected() async throws {
    #expect(
      try await checkedRow(["tipo conta": "aplicação"])?.errors == ["account_type.unreadable"])
  }

  @Test(
    "A name is cleaned, or rejects its row",
    arguments: [
      ("Ana  Lima", ["blanks_collapsed"], []), ("", [], ["name.required"]),
      ("=Ana", [], ["name.formula"]), ("+Ana", [], ["name.formula"]),
      ("-Ana", [], ["name.formula"]),
      ("@Ana", [], ["name.formula"]), ("\u{1}Ana\u{7} Lima", ["unwrapped"], []),
    ])
  func names(_ cell: String, _ repairs: [String], _ errors: [String]) async throws {
    let row = try #require(try await checkedRow(["nome": cell]))
    #expect(row.repairs == repairs)
    #expect(row.errors == errors)
  }

  @Test(
    "An amount is read as people write it",
    arguments: [
      ("1.234,56", 123_456), ("R$ 1.234,56", 123_456), ("1234.56", 123_456), ("'50,00", 5_000),
      ("=\"50,00\"", 5_000), ("５０,００", 5_000), ("50,00\u{A0}", 5_000),
    ] as [(String, Int64)])
  func amounts(_ cell: String, _ cents: Int64) async throws {
    for needsAmount in [true, false] {
      let row = try #require(
        try await checkedRow(
          ["valor": cell], settings: CheckSettings(needsAmount: needsAmount)))
      #expect(row.record?.amountInCents == cents)
    }
  }

  @Test(
    "An unusable amount rejects where it is sent and warns elsewhere",
    arguments: [
      ("1.234", "amount.not_an_amount"), ("abc", "amount.not_an_amount"),
      ("-5", "amount.not_an_amount"),
      ("0,00", "amount.out_of_range"), ("150000,01", "amount.out_of_range"),
    ])
  func anUnusableAmountRejectsWhereItIsSentAndWarnsElsewhere(
    _ cell: String, _ code: String
  ) async throws {
    let needing = CheckSettings(needsAmount: true)
    #expect(try await checkedRow(["valor": cell], settings: needing)?.errors == [code])
    let row = try #require(try await checkedRow(["valor": cell]))
    #expect(row.judgement == .ready)
    #expect(row.warnings == [code])
  }

  @Test("A missing amount matters only where it is sent")
  func aMissingAmountMattersOnlyWhereItIsSent() async throws {
    let needing = CheckSettings(needsAmount: true)
    #expect(
      try await checkedRow(["valor": ""], settings: needing)?.errors == ["amount.required"])
    #expect(try await checkedRow(["valor": ""])?.codes == [])
  }

  @Test("An invalid PIX key only warns")
  func anInvalidPixKeyOnlyWarns() async throws {
    let row = try #require(try await checkedRow(["chave pix": "123.456.789-00"]))
    #expect(row.judgement == .ready)
    #expect(row.warnings == ["pix_key.invalid"])
    #expect(try await checkedRow(["chave pix": "ana@example.com"])?.codes == [])
  }
}

/// A CNPJ with three zeros in front, whose last eleven digits are no CPF.
func shortCNPJ(_ generator: inout SeededGenerator) -> String {
  while true {
    let root = Int.random(in: 10_000...99_999, using: &generator)
    let digits = "000\(root)0001"
    let document = digits + checkDigits(digits)
    if checkedAsCPF(String(document.dropFirst(3))) == false { return document }
  }
}

private func checkDigits(_ digits: String) -> String {
  var row = digits.compactMap(\.wholeNumberValue)
  for weights in [
    [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
  ] {
    let rest = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    row.append(rest < 2 ? 0 : 11 - rest)
  }
  return row.suffix(2).map(String.init).joined()
}

private func checkedAsCPF(_ digits: String) -> Bool {
  let row = digits.compactMap(\.wholeNumberValue)
  return [9, 10].allSatisfy { count in
    let rest = (0..<count).reduce(0) { $0 + row[$1] * (count + 1 - $1) } % 11
    return row[count] == (rest < 2 ? 0 : 11 - rest)
  }
}
