import BrazilianBanking
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// What a cell means depends on what stands around it: its header, its format, its row.
struct CellMeaningTests {
  // MARK: Documents under a header

  /// Eleven digits that are no CPF and, with three zeros in front, a CNPJ.
  private static let mistypedCPF: String = {
    var generator = SeededGenerator(seed: 9)
    return String(shortCNPJ(&generator).dropFirst(3))
  }()

  @Test(
    "A mistyped CPF under its header is no CNPJ",
    arguments: ["CPF", "CPF do favorecido", "Nº CPF", "cpf"])
  func aMistypedCPFUnderItsHeaderIsNoCNPJ(_ header: String) async throws {
    let row = try #require(try await row(document: Self.mistypedCPF, header))
    #expect(row.errors == ["document.check_digit"])
  }

  @Test("Under other headers it may be one", arguments: ["CPF/CNPJ", "Documento", "CNPJ"])
  func underOtherHeadersItMayBeOne(_ header: String) async throws {
    let row = try #require(try await row(document: Self.mistypedCPF, header))
    #expect(row.record?.documentType == .cnpj)
  }

  @Test(
    "A whole document of the other kind is taken",
    arguments: [
      ("CPF", "12.ABC.345/01DE-35", DocumentType.cnpj), ("CNPJ", "529.982.247-25", .cpf),
      ("CNPJ", "52998224725", .cpf), ("CPF", "00000000000191", .cpf),
      ("CNPJ", "00000000000191", .cnpj),
      ("CPF", "00052998224725", .cpf), ("CPF", "1234567890", .cpf),
      ("CNPJ", "6990590000123", .cnpj),
    ])
  func aWholeDocumentOfTheOtherKindIsTaken(
    _ header: String, _ document: String, _ type: DocumentType
  ) async throws {
    #expect(try await row(document: document, header)?.record?.documentType == type)
  }

  @Test("What would have to be filled up to the other kind is not taken")
  func whatWouldHaveToBeFilledUpToTheOtherKindIsNotTaken() async throws {
    #expect(try await row(document: "1234567890", "CNPJ")?.judgement == .rejected)
    #expect(try await row(document: "6990590000123", "CPF")?.judgement == .rejected)
  }

  @Test("The key of a JSON record counts as its header")
  func theKeyOfAJSONRecordCountsAsItsHeader() async throws {
    for (key, judgement) in [("cpf", Judgement.rejected), ("document", .ready)] {
      let text = json(key, "\"\(Self.mistypedCPF)\"", "\"02366\"")
      #expect(try await checkedRows(of: text).first?.judgement == judgement)
    }
  }

  // MARK: Numbers of JSON

  @Test(
    "A dot in a number of JSON is a decimal point",
    arguments: [
      ("12.345", "account.characters"), ("2.366", "account.characters"), ("02366", nil),
      ("2366.0", nil), ("2366.000", nil), ("2366.5", "account.characters"), ("\"2.366\"", nil),
      ("2.366E3", "scientific_notation"), ("-2366", "account.characters"),
    ])
  func aDotInANumberOfJSONIsADecimalPoint(_ account: String, _ error: String?) async throws {
    let row = try #require(
      try await checkedRows(of: json("document", "\"52998224725\"", account)).first)
    #expect(row.errors == (error.map { [$0] } ?? []))
    if error == nil { #expect(row.record?.account.hasSuffix("2366") == true) }
  }

  @Test("A number of JSON with decimals is no document")
  func aNumberOfJSONWithDecimalsIsNoDocument() async throws {
    let row = try await checkedRows(of: json("document", "5299822472.5", "\"02366\"")).first
    #expect(row?.errors == ["document.characters"])
    let whole = try await checkedRows(of: json("document", "52998224725.0", "\"02366\"")).first
    #expect(whole?.record?.document == "52998224725" && whole?.repairs == ["fraction_dropped"])
  }

  @Test(
    "A dot in a number of JSON is a decimal point also where another cell of the record was repaired",
    arguments: [
      ("12.345", "account.characters"), ("2.366", "account.characters"), ("02366", nil),
      ("2366.0", nil), ("\"2.366\"", nil),
    ])
  func aDotInANumberOfJSONIsADecimalPointBesideRepairs(
    _ account: String, _ error: String?
  ) async throws {
    let text = json("document", "\"52998224725\"", account).replacing("Ana", with: "JoÃ£o")
    let row = try #require(
      try await checkedRows(of: text, reading: ReadingSettings(repairsMojibake: true)).first)
    #expect(row.repairs.contains("mojibake_mended"))
    #expect(row.errors == (error.map { [$0] } ?? []))
  }

  // MARK: Columns of dates

  @Test("A serial number in a column of dates is a date")
  func aSerialNumberInAColumnOfDatesIsADate() async throws {
    let accounts = ["12/03/1945", "1945-03-13", "16508", "02366", "123456"]
    let rows = try await rows(accounts: accounts)
    #expect(
      rows.map(\.errors) == [
        ["account.date"], ["account.date"], ["account.date"], [], ["account.length"],
      ])
  }

  @Test("One date among numbers makes no column of dates")
  func oneDateAmongNumbersMakesNoColumnOfDates() async throws {
    let rows = try await rows(accounts: ["12/03/1945"] + Array(repeating: "16508", count: 9))
    #expect(rows.dropFirst().allSatisfy { !$0.errors.contains("account.date") })
  }

  // MARK: The row

  @Test(
    "Caixa's operation is compared with the type",
    arguments: [
      ("013.00012345-3", "C", true), ("013.00012345-3", "P", false), ("01300012345-3", "C", true),
      ("001.00012345-0", "P", true), ("001.00012345-0", "C", false), ("037.00012345-0", "C", false),
    ])
  func caixasOperationIsComparedWithTheType(
    _ account: String, _ type: String, _ warns: Bool
  ) async throws {
    let row = try #require(
      try await checkedRow([
        "banco": "104", "agencia": "0345", "conta": account, "dv conta": "", "tipo conta": type,
      ]))
    #expect(row.judgement == .ready)
    #expect(row.warnings.contains("account_type.not_of_operation") == warns)
  }

  @Test("A branch of five positions is sent with four")
  func aBranchOfFivePositionsIsSentWithFour() async throws {
    let row = try #require(try await checkedRow(["agencia": "02545"]))
    #expect(row.record?.bankBranch == "2545" && row.repairs == ["zeros_dropped"])
    let ambiguous = try #require(try await checkedRow(["banco": "001", "agencia": "01584"]))
    #expect(ambiguous.errors.allSatisfy { $0 != "bank_branch.glued_digit" })
  }

  @Test(
    "What stands for a missing name is a warning",
    arguments: [
      ("N/A", true), ("NULL", true), ("null", true), ("12345678909", true), ("...", true),
      ("xxx", true),
      ("Não informado", true), ("Ana", false), ("Na Li", false), ("Nair", false),
      ("3M do Brasil", false),
      ("Nadia Null", false), ("Sem Nome Modas Ltda", false), ("Éder", false),
    ])
  func whatStandsForAMissingNameIsAWarning(_ name: String, _ warns: Bool) async throws {
    let row = try #require(try await checkedRow(["nome": name]))
    #expect(row.judgement == .ready)
    #expect(row.warnings.contains("name.placeholder") == warns)
  }

  @Test("A character that cannot be seen is named", arguments: [Language.english, .portuguese])
  func aCharacterThatCannotBeSeenIsNamed(_ language: Language) async throws {
    let row = try #require(try await checkedRow(["conta": "02\u{7}366"]))
    let finding = try #require(row.findings.first { $0.severity == .error })
    #expect(finding.stableCode == "account.characters")
    #expect(FindingSentences.payees.text(finding, language).contains("U+0007"))
  }

  /// A merged header cell leaves the digit in a column without a name.
  @Test("A digit beside its number in a column nobody reads is pointed to")
  func aDigitBesideItsNumberInAColumnNobodyReadsIsPointedTo() async throws {
    let text = "nome;cpf;banco;agencia;conta;;tipo conta\nAna Lima;52998224725;341;2545;02366;1;C\n"
    let row = try #require(try await checkedRows(of: text).first)
    let finding = try #require(row.findings.first { $0.severity == .error })
    #expect(finding.stableCode == "account_digit.required")
    #expect(FindingSentences.payees.text(finding, .english).contains("column F"))
    #expect(FindingSentences.payees.text(finding, .portuguese).contains("coluna F"))
  }

  @Test("Amounts in cents are read where the sheet says so")
  func amountsInCentsAreReadWhereTheSheetSaysSo() async throws {
    let text =
      PayeeSheet.text([Payees.payee(1)]).split(separator: "\n").enumerated()
      .map { $0 == 0 ? "\($1);valor" : "\($1);0000000012079" }.joined(separator: "\n") + "\n"
    let settings = CheckSettings(needsAmount: true)
    let units = try #require(try await checkedRows(of: text, settings: settings).first)
    #expect(units.errors == ["amount.zero_filled"])
    let cents = try await checkedRows(
      of: text, settings: settings, reading: ReadingSettings(amountsAreCents: true))
    #expect(cents.first?.record?.amountInCents == 12_079)
  }

  // MARK: Sheets

  private func row(document: String, _ header: String) async throws -> CheckedRow? {
    let text =
      "nome;\(header);banco;agencia;conta;dv conta;tipo conta\nAna Lima;\(document);341;2545;02366;1;C\n"
    return try await checkedRows(of: text).first
  }

  private func rows(accounts: [String]) async throws -> [CheckedRow] {
    let lines = accounts.map { "Ana Lima;52998224725;341;2545;\($0);1;C" }
    return try await checkedRows(
      of: (["nome;cpf;banco;agencia;conta;dv conta;tipo conta"] + lines).joined(separator: "\n")
        + "\n",
      settings: CheckSettings(digits: .warn))
  }

  private func json(_ key: String, _ document: String, _ account: String) -> String {
    """
    [{"name": "Ana Lima", "\(key)": \(document), "bank_code": "341", "bank_branch": "2545",
      "account": \(account), "account_digit": "1", "account_type": "C"}]
    """
  }
}
