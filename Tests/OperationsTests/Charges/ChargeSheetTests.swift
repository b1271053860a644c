import BulkEngine
import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import Operations

/// What stands in a sheet of charges, and what is said of it.
struct ChargeSheetTests {
  @Test(
    "A number of one's own is found under its abbreviations, too",
    arguments: ["Nº do pedido", "N° Pedido", "Nº da cobrança", "Número da fatura"])
  func abbreviatedNumbers(_ header: String) throws {
    let meaning = ChargeField.layout.meaning(of: HeaderFolding.fold(header))
    #expect(meaning == .field(ChargeField.customNumber))
  }

  private static let header = """
    fatura;tipo;valor;vencimento;hora;pagador;cpf;e-mail;rua;numero;bairro;cidade;uf;cep;multa;juros;\
    desconto %;desconto por dia;desconto ate;carteira 1;percentual 1;valor do repasse 1
    """

  /// A good Pix charge with some cells changed.
  private static func row(_ cells: [String: String]) -> String {
    var usual = [
      "fatura": "f-1", "tipo": "pix", "valor": "10,00", "vencimento": "31/12/2030",
      "pagador": "Ana Exemplo", "cpf": "310.427.977-22",
    ]
    usual.merge(cells) { $1 }
    return header.split(separator: ";").map { usual[String($0)] ?? "" }.joined(separator: ";")
  }

  private static func settings(
    _ change: (inout ChargeSettings) -> Void = { _ in }
  ) -> ChargeSettings {
    // 2030-12-30 12:00 in Brasília.
    var settings = ChargeSettings(begunAt: BrasiliaTime(Date(timeIntervalSince1970: 1_924_873_200)))
    (settings.senderName, settings.senderDocument) = ("Escola Inventada", "11444777000161")
    change(&settings)
    return settings
  }

  private static let boleto = [
    "tipo": "boleto", "rua": "Rua A", "numero": "10", "bairro": "Centro", "cidade": "Curitiba",
    "uf": "pr", "cep": "80200-100",
  ]

  /// Status and codes of each row, and what would be sent.
  private static func check(
    _ rows: [String], _ settings: ChargeSettings = settings()
  ) async throws -> [(status: String, codes: [String], values: [String], cents: Int64?)] {
    let folder = try TemporaryFolder()
    let path = try folder.file(([header] + rows).map { $0 + "\n" }.joined())
    let check = Charges.check(settings)
    let input = try Input(InputFile(path: path), reading: ReadingSettings(), for: check)
    var visitor = Visitor(sentences: check.sentences)
    _ = try await RecordPass(input, check).run(&visitor)
    return visitor.found
  }

  private struct Visitor: RecordVisitor {
    let sentences: FindingSentences
    var found: [(status: String, codes: [String], values: [String], cents: Int64?)] = []

    var needsValues: Bool { true }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
      let record = block.outgoing(index, number: number, customCode: "x")
      found.append(
        (
          "\(block.judgement(index))",
          block.findings(index).map { sentences.stableCode($0) }, record.values,
          record.amountInCents
        ))
    }
    mutating func end() async throws {}
  }

  @Test(
    "Each error is found in its cell",
    arguments: [
      (["cpf": "310.427.977-21"], "buyer_document.check_digit"),
      // Behind three zeros it would be a CNPJ, somebody else's.
      (["cpf": "310.427.977-48"], "buyer_document.check_digit"),
      (["valor": "0,00"], "amount.out_of_range"),
      (["valor": "150.000,01"], "amount.out_of_range"),
      (["valor": "1.234"], "amount.not_an_amount"),
      (["vencimento": "29/12/2030"], "due_date.past"),
      (["vencimento": "30/12/2030", "hora": "11:59"], "due_time.past"),
      (["vencimento": "12/31/2030"], "due_date.month_first"),
      (["vencimento": "31/12/30"], "due_date.year"),
      (["vencimento": "31/02/2031"], "due_date.impossible"),
      (["vencimento": "47848"], "due_date.serial_number"),
      (["vencimento": "amanhã"], "due_date.format"), (["hora": "25:00"], "due_time.format"),
      (["tipo": "cartão"], "charge_type.unreadable"), (["tipo": ""], "charge_type.required"),
      (["pagador": ""], "buyer_name.required"), (["e-mail": "ana@"], "buyer_email.invalid"),
      (["multa": "2"], "fine_percent.boleto_only"),
      (["fatura": "31042797722"], "custom_number.is_document"),
      (
        ["cpf": "12.ABC.345/01DE-35", "fatura": "f-12abc345.01de35"], "custom_number.is_document"
      ),
      (["carteira 1": "abc", "percentual 1": "10"], "split_wallet_1.format"),
      (
        ["carteira 1": "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "valor do repasse 1": "10,01"],
        "split_percent_1.too_large"
      ),
    ])
  func eachErrorIsFoundInItsCell(_ cells: [String: String], _ code: String) async throws {
    let found = try await Self.check([Self.row(cells)])
    #expect(found[0].status == "rejected" && found[0].codes.contains(code), "\(found)")
  }

  @Test(
    "A number may be written as invoices are, up to 255 characters",
    arguments: [
      ("2027/0001", true), ("FAT.2027.1", true), ("NF:12#3", true), ("a_b-C", true),
      (String(repeating: "x", count: 255), true), (String(repeating: "x", count: 256), false),
      ("Ana Exemplo", false), ("fatura nº 1", false), ("a;b", false), ("a\\b", false),
      ("ação", false),
      ("FAT/310.427.977-22", false),
    ])
  func aNumberMayBeWrittenAsInvoicesAre(_ number: String, _ isGood: Bool) async throws {
    let cell = number.contains(";") ? "\"\(number)\"" : number
    let found = try await Self.check([Self.row(["fatura": cell])])
    #expect((found[0].status == "ready") == isGood, "\(found)")
    if !isGood { #expect(found[0].codes[0].hasPrefix("custom_number."), "\(found)") }
  }

  @Test(
    "A boleto needs more",
    arguments: [
      (["cep": "80200"], "zip_code.format"), (["cep": ""], "zip_code.required"),
      (["uf": "XX"], "state.unknown"), (["rua": ""], "street.required"),
      (["valor": "4,99"], "amount.boleto_minimum"),
      (["juros": "21"], "interest_percent.out_of_range"),
      (["desconto %": "5", "desconto por dia": "1,00"], "discount_daily_amount.several"),
      (["desconto %": "5"], "discount_date.required"),
      (["desconto %": "5", "desconto ate": "01/01/2031"], "discount_date.after_due_date"),
    ])
  func aBoletoNeedsMore(_ cells: [String: String], _ code: String) async throws {
    let found = try await Self.check([Self.row(Self.boleto.merging(cells) { $1 })])
    #expect(found[0].status == "rejected" && found[0].codes.contains(code), "\(found)")
    let alone = try await Self.check([Self.row(Self.boleto)], Self.settings { $0.senderName = nil })
    #expect(alone[0].codes == ["charge_type.sender_missing"])
  }

  @Test("Warnings let a bill go")
  func warningsLetABillGo() async throws {
    let cells = Self.boleto.merging(["multa": "3", "uf": "SP"]) { $1 }
    let found = try await Self.check([
      Self.row(cells), Self.row(["fatura": "f-2", "valor": "9,00", "rua": "Rua A"]),
    ])
    #expect(found[0].status == "ready")
    #expect(found[0].codes.sorted() == ["fine_percent.high", "state.other_state"])
    #expect(found[1].status == "ready" && found[1].codes == ["street.left_out"])
  }

  @Test("What is sent is normalised")
  func whatIsSentIsNormalised() async throws {
    let cells = Self.boleto.merging([
      "valor": "R$ 1.240,20", "multa": "2 %", "desconto %": "5", "desconto ate": "20/12/2030",
    ]) { $1 }
    let found = try await Self.check([
      Self.row(cells), Self.row(["fatura": "f-2", "hora": "18h30", "vencimento": "2030-12-31"]),
      Self.row(["fatura": "f-3"]),
    ])
    let first = OutgoingRecord(
      number: 1, customCode: "f-1", values: found[0].values, amountInCents: found[0].cents)
    #expect(first.amountInCents == 124_020 && first[.dueDate] == "2030-12-31")
    #expect(first[.buyerDocument] == "31042797722" && first[.state] == "PR")
    #expect(first[.zipCode] == "80200100" && first[.finePercent] == "2.00")
    #expect(first[.discountPercent] == "5.00" && first[.discountDate] == "2030-12-20")
    #expect(found[1].values[ChargeValue.dueDate.rawValue] == "2030-12-31T18:30:00")
    #expect(found[2].values[ChargeValue.dueDate.rawValue] == "2030-12-31T23:59:59")
    let object = try JSONSerialization.jsonObject(
      with: Data(ChargeRequest(first, Self.settings { $0.merchantID = 7 }).bytes))
    let request = try #require(object as? [String: Any])
    #expect(request["customNumber"] as? String == "f-1" && request["clientId"] as? Int == 7)
    #expect((request["fine"] as? [String: Any])?["percent"] as? Double == 2)
    let discount = request["discount"] as? [String: Any]
    #expect(discount?["percent"] as? Double == 5 && discount?["date"] as? String == "2030-12-20")
    #expect(request["splits"] == nil && request["refundMode"] == nil)
  }

  @Test("A repeated number is a repetition; a repeated charge under another number is a warning")
  func repetitions() async throws {
    let found = try await Self.check([
      Self.row([:]), Self.row(["valor": "11,00"]), Self.row(["fatura": "f-2"]),
    ])
    #expect(found.map(\.status) == ["ready", "duplicate", "ready"])
    #expect(found[1].codes == ["custom_code.duplicate"])
    #expect(found[2].codes == ["row.repeated_record"])
  }
}
